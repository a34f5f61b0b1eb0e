package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"pactwatch/extract"
)

// op is one write in the journal: an article's record, or entries of memory.
type op struct {
	Now       time.Time `json:"now"`
	Extractor string    `json:"extractor,omitempty"`
	Article   string    `json:"article,omitempty"` // as put's
	Record    *Record   `json:"record,omitempty"`
	Entries   []Entry   `json:"entries,omitempty"`

	claims []json.RawMessage // of the record, where they are encoded already
}

// encode gives the payload of a frame.
func (o op) encode() ([]byte, error) {
	if o.Record == nil || o.claims == nil {
		return json.Marshal(o)
	}
	// Claims are encoded once, for the journal and for their rows.
	type record struct {
		*Record
		Claims []json.RawMessage
	}
	return json.Marshal(struct {
		op
		Record record `json:"record"`
	}{o, record{o.Record, o.claims}})
}

func encodeClaims(claims []extract.Claim) ([]json.RawMessage, error) {
	if claims == nil {
		return nil, nil
	}
	out := make([]json.RawMessage, len(claims))
	for i := range claims {
		var err error
		if out[i], err = json.Marshal(claims[i]); err != nil {
			return nil, fmt.Errorf("claim %d: %w", i, err)
		}
	}
	return out, nil
}

// journal is where a write is safe before the ledger's next checkpoint. Writing
// a B+tree to the disk costs two syncs and a page or more for every key;
// appending to a file of fixed length costs one sync. So every Put is one synced
// append here, and many of them become one transaction of the tree, behind them.
//
// The file holds frames, one after the other, from its start:
//
//	length  4 bytes, big-endian, of the payload
//	sum     4 bytes, CRC-32C of sequence and payload
//	sequence 8 bytes, big-endian, one more than that of the frame before
//	payload JSON of op
//
// The tree keeps the sequence of the last frame that it holds, so frames up to
// that one are spent, and after a checkpoint writing starts at the front again.
// A frame cut short by a crash has the wrong sum: it was never acknowledged.
type journal struct {
	f   *os.File
	at  int64  // where the next frame goes
	seq uint64 // of the last frame written
}

const (
	journalSize  = 4 << 20               // bytes the file starts with
	journalMark  = journalSize - 256<<10 // bytes after which a checkpoint is due, so that few frames make the file longer
	journalCount = 1024                  // writes after which one is due
	frameHead    = 16
)

var crcTable = crc32.MakeTable(crc32.Castagnoli)

func journalPath(ledger string) string { return ledger + ".journal" }

// openJournal opens the journal of a ledger, makes it where there is none, and
// gives the payloads of the frames after the one with the sequence applied.
func openJournal(ledger string, applied uint64) (*journal, [][]byte, error) {
	path := journalPath(ledger)
	f, err := os.OpenFile(path, os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		if err = createJournal(path); err == nil {
			f, err = os.OpenFile(path, os.O_RDWR, 0o600)
		}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("journal %s: %w", path, reason(err))
	}
	j := &journal{f: f, seq: applied}
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("journal %s: %w", path, err), f.Close())
	}
	var waiting [][]byte
	last := uint64(0)
	for at := 0; len(b)-at >= frameHead; {
		n := int(binary.BigEndian.Uint32(b[at:]))
		sum := binary.BigEndian.Uint32(b[at+4:])
		seq := binary.BigEndian.Uint64(b[at+8:])
		if n == 0 || n > len(b)-at-frameHead || crc32.Checksum(b[at+8:at+frameHead+n], crcTable) != sum || last != 0 && seq != last+1 {
			break
		}
		last = seq
		if seq > applied {
			if seq != applied+uint64(len(waiting))+1 {
				return nil, nil, errors.Join(fmt.Errorf("journal %s: %w: frame %d follows %d, so it belongs to a newer state of the ledger than this one: move it away to go on without it", path, ErrDamaged, seq, applied+uint64(len(waiting))), f.Close())
			}
			waiting = append(waiting, b[at+frameHead:at+frameHead+n])
		}
		at += frameHead + n
		if seq > applied {
			j.at, j.seq = int64(at), seq
		}
	}
	return j, waiting, nil
}

// createJournal makes a file of zeros: later writes then change no metadata
// that a sync would have to wait for.
func createJournal(path string) (err error) {
	tmp := path + ".new"
	f, err := os.OpenFile(tmp, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, journalSize))
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// write puts a frame behind the last one; sync must follow before it counts.
func (j *journal) write(payload []byte) error {
	b := make([]byte, frameHead, frameHead+len(payload))
	binary.BigEndian.PutUint32(b, uint32(len(payload)))
	binary.BigEndian.PutUint64(b[8:], j.seq+1)
	b = append(b, payload...)
	binary.BigEndian.PutUint32(b[4:], crc32.Checksum(b[8:], crcTable))
	if _, err := j.f.WriteAt(b, j.at); err != nil {
		return err
	}
	startSync(j.f, j.at, len(b))
	j.at += int64(len(b))
	j.seq++
	return nil
}

// sync makes what was written durable.
func (j *journal) sync() error { return syncData(j.f) }

// undo takes back the frame at the given place, which was the last.
func (j *journal) undo(at int64) error {
	j.at = at
	j.seq--
	if _, err := j.f.WriteAt(make([]byte, frameHead), at); err != nil {
		return err
	}
	return j.sync()
}

// spent starts at the front again: the tree holds every frame.
func (j *journal) spent() { j.at = 0 }

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	return j.f.Close()
}

// decodeOp reads the payload of a frame.
func decodeOp(payload []byte) (op, error) {
	var o op
	if err := json.Unmarshal(payload, &o); err != nil {
		return o, fmt.Errorf("%w: a frame of the journal: %w", ErrDamaged, err)
	}
	return o, nil
}
