package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// tallyDays is how far back a day's counts go.
const tallyDays = 90

// closeDays keeps the counts of the days on which no more can happen. Runs do it
// when they begin and end, so that no article waits for it.
func closeDays(tx *bolt.Tx) error {
	tally := tx.Bucket([]byte("tally"))
	var done int32 // the last day with counts
	if k, _ := tally.Cursor().Last(); len(k) == 4 {
		done = int32(binary.BigEndian.Uint32(k))
	}
	// No digest looks back further.
	days := stampedDays(tx, max(done+1, lastDay(tx)-tallyDays), lastDay(tx))
	for _, day := range days {
		n, err := tallyOf(tx, day)
		if err != nil {
			return err
		}
		v, err := json.Marshal(n)
		if err != nil {
			return err
		}
		if err := tally.Put(binary.BigEndian.AppendUint32(nil, uint32(day)), v); err != nil {
			return err
		}
	}
	return nil
}

// stampedDays lists the days from, up to but without until, that hold events.
func stampedDays(tx *bolt.Tx, from, until int32) []int32 {
	var days []int32
	c := tx.Bucket([]byte("touch")).Cursor()
	for {
		k, _ := c.Seek(binary.BigEndian.AppendUint32(nil, uint32(from)))
		if len(k) != 12 {
			return days
		}
		day := int32(binary.BigEndian.Uint32(k))
		if day >= until {
			return days
		}
		days = append(days, day)
		from = day + 1
	}
}

// tallyOf counts the events of a day.
func tallyOf(tx *bolt.Tx, day int32) (map[string]int, error) {
	b := newDayBuilder(tx, day)
	if err := b.build(); err != nil {
		return nil, err
	}
	return countEvents(b.events), nil
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
	tally := tx.Bucket([]byte("tally"))
	for _, d := range stampedDays(tx, max(day-tallyDays+1, 0), day) {
		var n map[string]int
		var err error
		if v := tally.Get(binary.BigEndian.AppendUint32(nil, uint32(d))); v != nil {
			err = json.Unmarshal(v, &n)
		} else {
			n, err = tallyOf(tx, d) // closed since the last run
		}
		if err != nil {
			return fmt.Errorf("counts of day %s: %w", dayText(d), err)
		}
		add(d, n)
	}
	add(day, countEvents(events))
	return nil
}
