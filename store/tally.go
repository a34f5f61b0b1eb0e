package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// tallyDays is how far back a day's counts go.
const tallyDays = 90

// closeDay keeps the counts of a day's events once no more can come.
func (l *Ledger) closeDay(tx *bolt.Tx, day int32) error {
	b := &dayBuilder{rd: newReader(tx), day: day, seen: map[string]*dayFinding{}}
	if err := b.build(); err != nil {
		return err
	}
	v, err := json.Marshal(countEvents(b.events))
	if err != nil {
		return err
	}
	return tx.Bucket([]byte("tally")).Put(binary.BigEndian.AppendUint32(nil, uint32(day)), v)
}

func countEvents(events []Event) map[string]int {
	n := map[string]int{}
	for _, e := range events {
		if !e.Replay {
			n[string(e.Kind)]++
		}
	}
	return n
}

// tallies adds the counts of a day and of the days before it to counts.
func tallies(tx *bolt.Tx, day int32, events []Event, counts map[string][]DayTally) error {
	add := func(day int32, n map[string]int) {
		for kind, k := range n {
			counts[kind] = append(counts[kind], DayTally{Day: dayText(day), N: k})
		}
	}
	c := tx.Bucket([]byte("tally")).Cursor()
	for k, v := c.Seek(binary.BigEndian.AppendUint32(nil, uint32(max(day-tallyDays+1, 0)))); len(k) == 4; k, v = c.Next() {
		d := int32(binary.BigEndian.Uint32(k))
		if d >= day {
			break
		}
		var n map[string]int
		if err := json.Unmarshal(v, &n); err != nil {
			return fmt.Errorf("%w: counts of day %s: %w", ErrDamaged, dayText(d), err)
		}
		add(d, n)
	}
	add(day, countEvents(events))
	return nil
}

var _ time.Time
