package store

import (
	"encoding/binary"
	"time"

	bolt "go.etcd.io/bbolt"
)

// stampDay is the digest day of a commit at now: the local day, but never
// before the last day stamped, so that a clock set back cannot reopen a day
// that is closed. It moves the ledger on to a new day.
func (l *Ledger) stampDay(tx *bolt.Tx, now time.Time) (int32, error) {
	today := dayNumber(now.In(l.o.Zone))
	last := lastDay(tx)
	if today <= last {
		return last, nil
	}
	return today, tx.Bucket([]byte("meta")).Put([]byte("day"), binary.BigEndian.AppendUint32(nil, uint32(today)))
}

// lastDay is the last day stamped; 0 where nothing was.
func lastDay(tx *bolt.Tx) int32 {
	if b := tx.Bucket([]byte("meta")).Get([]byte("day")); len(b) == 4 {
		return int32(binary.BigEndian.Uint32(b))
	}
	return 0
}

// dayNumber counts the days of the calendar since 1970, in the time's own zone.
func dayNumber(t time.Time) int32 {
	y, m, d := t.Date()
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dayText(n int32) string {
	return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly)
}

func parseDay(s string) (int32, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, err
	}
	return dayNumber(t), nil
}
