package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// row is a sighting as the ledger keeps it, under the key finding | article |
// ident | generation. What deriving a finding needs stands in front, compact;
// the claim as JSON stands behind and is decoded only to be shown.
type row struct {
	finding string // key
	article string // id
	ident   [4]byte
	gen     byte // 0 the first time, then 1 after it was withdrawn and made again, …

	version    int       // index into the article's versions
	modality   string    // of the claim
	support    Support   // what this sighting alone gives
	published  time.Time // theirs, as the article says; may be zero
	seen       time.Time // ours: when it was fetched
	withdrawn  time.Time // zero while it stands
	day        int32     // digest day of the commit that added it, days since 1970
	wday       int32     // digest day of the commit that withdrew it; 0 while it stands
	replay     bool      // added by a newer extractor, not by the news
	wreplay    bool      // withdrawn by one
	outlet     Outlet
	credit     Outlet // whom it credits; zero for nobody
	via        string // how the credit is known: credit, anonymous, wire, canonical; "" for the outlet's own voice
	parties    bool   // the credit is a party to the deal, or speaks for one
	extractor  string
	replaces   string // key of the finding that the article says this one replaces
	outletRef  []byte
	creditRef  []byte
	claimBytes []byte // JSON; valid inside the transaction that read the row
}

const rowKeyLen = keyLen + keyLen + 4 + 1

func (r *row) key() []byte {
	k := make([]byte, 0, rowKeyLen)
	k = append(k, keyBytes(r.finding)...)
	k = append(k, keyBytes(r.article)...)
	k = append(k, r.ident[:]...)
	return append(k, r.gen)
}

// keyBytes undoes the text form of a key. A malformed one gives no bytes,
// which no row starts with alone.
func keyBytes(key string) []byte {
	b, err := keyText.DecodeString(key)
	if err != nil || len(b) != keyLen {
		return nil
	}
	return b
}

// when is the time a sighting counts as published at: the article's date, or
// the time it was seen where that is missing or lies in the future.
func (r *row) when() time.Time {
	if r.published.IsZero() || r.published.After(r.seen) {
		return r.seen
	}
	return r.published
}

func (r *row) encode(claim []byte) []byte {
	w := packer{b: make([]byte, 0, 96+len(claim))}
	w.uint(uint64(r.version))
	w.str(r.modality)
	w.str(string(r.support))
	w.time(r.published)
	w.time(r.seen)
	w.time(r.withdrawn)
	w.int(int64(r.day))
	w.int(int64(r.wday))
	var flags uint64
	for i, set := range []bool{r.replay, r.wreplay, r.parties} {
		if set {
			flags |= 1 << i
		}
	}
	w.uint(flags)
	w.str(string(r.outletRef))
	w.str(string(r.creditRef))
	w.str(r.via)
	w.str(r.extractor)
	w.str(r.replaces)
	return append(w.b, claim...)
}

var errRow = errors.New("a row is cut short")

// decodeRow reads a row; outlets resolves the outlets it names.
func decodeRow(k, v []byte, outlets *outletCache) (row, error) {
	if len(k) != rowKeyLen {
		return row{}, fmt.Errorf("%w: sighting key of %d bytes", ErrDamaged, len(k))
	}
	p := unpacker{b: v}
	r := row{
		finding: keyText.EncodeToString(k[:keyLen]),
		article: keyText.EncodeToString(k[keyLen : 2*keyLen]),
		ident:   [4]byte(k[2*keyLen : 2*keyLen+4]),
		gen:     k[rowKeyLen-1],
	}
	r.version = int(p.uint())
	r.modality = p.word()
	r.support = Support(p.word())
	r.published = p.time()
	r.seen = p.time()
	r.withdrawn = p.time()
	r.day = int32(p.int())
	r.wday = int32(p.int())
	flags := p.uint()
	r.replay, r.wreplay, r.parties = flags&1 != 0, flags&2 != 0, flags&4 != 0
	r.outletRef = p.bytes()
	r.creditRef = p.bytes()
	r.via = p.word()
	r.extractor = p.word()
	r.replaces = p.str()
	r.claimBytes = p.b
	if p.bad {
		return row{}, fmt.Errorf("%w: sighting of finding %s: %w", ErrDamaged, r.finding, errRow)
	}
	var err error
	if r.outlet, err = outlets.get(r.outletRef); err != nil {
		return row{}, err
	}
	if len(r.creditRef) > 0 {
		if r.credit, err = outlets.get(r.creditRef); err != nil {
			return row{}, err
		}
	}
	return r, nil
}

func (r *row) claim() (extract.Claim, error) {
	var c extract.Claim
	if err := json.Unmarshal(r.claimBytes, &c); err != nil {
		return c, fmt.Errorf("%w: claim of finding %s: %w", ErrDamaged, r.finding, err)
	}
	return c, nil
}

// rowsOf reads every sighting of a finding, in the order of their keys.
func rowsOf(tx *bolt.Tx, finding string, outlets *outletCache) ([]row, error) {
	prefix := keyBytes(finding)
	if prefix == nil {
		return nil, nil
	}
	var rows []row
	c := tx.Bucket([]byte("sighting")).Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		r, err := decodeRow(k, v, outlets)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// ident tells apart the claims of one article that share a finding: what is
// said of it, and who is credited.
func ident(c extract.Claim) [4]byte {
	anonymous := "named"
	if c.Anonymous {
		anonymous = "anonymous"
	}
	sum := sha256.Sum256([]byte(c.Modality + "\x00" + c.Source + "\x00" + anonymous))
	return [4]byte(sum[:4])
}

// outletCache reads and stores outlets by the hash that rows hold, inside one
// transaction. Outlets are stored once and never changed: a better description
// of one is another row.
type outletCache struct {
	b    *bolt.Bucket
	seen map[string]Outlet // by reference
	refs map[Outlet][]byte
}

func newOutlets(tx *bolt.Tx) *outletCache {
	return &outletCache{b: tx.Bucket([]byte("outlet")), seen: map[string]Outlet{}, refs: map[Outlet][]byte{}}
}

func (o *outletCache) get(ref []byte) (Outlet, error) {
	if out, ok := o.seen[string(ref)]; ok {
		return out, nil
	}
	var out Outlet
	v := o.b.Get(ref)
	if v == nil {
		return out, fmt.Errorf("%w: outlet %x is missing", ErrDamaged, ref)
	}
	if err := json.Unmarshal(v, &out); err != nil {
		return out, fmt.Errorf("%w: outlet %x: %w", ErrDamaged, ref, err)
	}
	o.seen[string(ref)] = out
	return out, nil
}

// put stores an outlet where it is new and gives its reference, which nobody
// may change.
func (o *outletCache) put(out Outlet) ([]byte, error) {
	if ref, ok := o.refs[out]; ok {
		return ref, nil
	}
	b, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	ref := sum[:8]
	if o.b.Get(ref) == nil {
		if err := o.b.Put(ref, b); err != nil {
			return nil, err
		}
	}
	o.seen[string(ref)], o.refs[out] = out, ref
	return ref, nil
}

// packer writes the compact fields of rows.
type packer struct{ b []byte }

func (w *packer) uint(n uint64)  { w.b = binary.AppendUvarint(w.b, n) }
func (w *packer) int(n int64)    { w.b = binary.AppendVarint(w.b, n) }
func (w *packer) fixed(n uint64) { w.b = binary.BigEndian.AppendUint64(w.b, n) }
func (w *packer) str(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

// time keeps microseconds; the zero time is 0.
func (w *packer) time(t time.Time) {
	if t.IsZero() {
		w.int(0)
		return
	}
	w.int(t.UnixMicro())
}

// unpacker reads them back; after a value cut short it gives zeros, and bad is set.
type unpacker struct {
	b   []byte
	bad bool
}

func (p *unpacker) uint() uint64 {
	n, size := binary.Uvarint(p.b)
	if size <= 0 {
		p.b, p.bad = nil, true
		return 0
	}
	p.b = p.b[size:]
	return n
}

func (p *unpacker) int() int64 {
	n, size := binary.Varint(p.b)
	if size <= 0 {
		p.b, p.bad = nil, true
		return 0
	}
	p.b = p.b[size:]
	return n
}

func (p *unpacker) fixed() uint64 {
	if len(p.b) < 8 {
		p.b, p.bad = nil, true
		return 0
	}
	n := binary.BigEndian.Uint64(p.b)
	p.b = p.b[8:]
	return n
}

func (p *unpacker) bytes() []byte {
	n := p.uint()
	if n > uint64(len(p.b)) {
		p.b, p.bad = nil, true
		return nil
	}
	s := p.b[:n]
	p.b = p.b[n:]
	return s
}

func (p *unpacker) str() string { return string(p.bytes()) }

// word reads a string of a small set without allocating for the usual ones.
func (p *unpacker) word() string {
	b := p.bytes()
	switch string(b) {
	case "":
		return ""
	case "actual":
		return "actual"
	case "planned":
		return "planned"
	case "possible":
		return "possible"
	case "ended":
		return "ended"
	case "denied":
		return "denied"
	case "withdrawn":
		return "withdrawn"
	case "reported":
		return "reported"
	case "stated":
		return "stated"
	case "confirmed":
		return "confirmed"
	case "credit":
		return "credit"
	case "anonymous":
		return "anonymous"
	case "USD":
		return "USD"
	case "percent":
		return "percent"
	case "exact":
		return "exact"
	}
	return string(b)
}

func (p *unpacker) time() time.Time {
	return fromMicros(p.int())
}

// fromMicros is the time of a stored number of microseconds; 0 is none.
func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
