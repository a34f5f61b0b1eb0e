package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"
)

// coder is what texts are compressed with; made once, used by all.
var coder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(64<<10))
	if err != nil {
		panic(err) // options are constant: this cannot happen
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		panic(err)
	}
	return d
})

func textKey(article string, version int) []byte {
	return append(keyBytes(article), byte(version>>8), byte(version))
}

func putText(tx *bolt.Tx, article string, version int, title, text string) error {
	var w packer
	w.str(title)
	return tx.Bucket([]byte("text")).Put(textKey(article, version), coder().EncodeAll(append(w.b, text...), nil))
}

// getText reads back title and text of a version; [ErrMissing] where they are
// not kept.
func getText(tx *bolt.Tx, article string, version int) (title, text string, err error) {
	v := tx.Bucket([]byte("text")).Get(textKey(article, version))
	if v == nil {
		return "", "", fmt.Errorf("text of article %s: %w", article, ErrMissing)
	}
	raw, err := decoder().DecodeAll(v, nil)
	if err != nil {
		return "", "", fmt.Errorf("%w: text of article %s: %w", ErrDamaged, article, err)
	}
	p := unpacker{b: raw}
	title = p.str()
	if p.bad {
		return "", "", fmt.Errorf("%w: text of article %s: %w", ErrDamaged, article, errRow)
	}
	return title, string(p.b), nil
}
