package digest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Charts are laid out here as plain coordinates; digest.html.tmpl draws them.
// Every chart has a title, a description and a table that says the same.

// px writes a coordinate; whole ones have no decimals.
func px(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}

const chartWidth = 400

// curve is the values of one term over time.
type curve struct {
	ID, Name, Desc string
	W, H           int
	X0, X1, Y0, YL string
	Lines          []segment
	Points         []dot
	Rows           []curveRow
}

type segment struct{ X1, Y1, X2, Y2 string }

type dot struct {
	X, Y           string
	Class          string
	Span           bool
	Low, High      string
	Arrow          string // upwards for at least, downwards for at most
	Label, When    string
	LX, LY, DX, DY string
	Anchor         string
}

type curveRow struct {
	When, Value, State string
	Today              bool
}

// maxCurves keeps a busy day's page small; the JSON holds every thread.
const maxCurves = 6

func curves(d Digest) []curve {
	var out []curve
	for i, t := range d.Threads {
		if i == maxCurves {
			break
		}
		out = append(out, drawCurve("c"+strconv.Itoa(i), t))
	}
	return out
}

func drawCurve(id string, t Thread) curve {
	const left, right, top, bottom, height = 14.0, chartWidth - 14.0, 44.0, 138.0, 176
	c := curve{ID: id, Name: t.Name, W: chartWidth, H: height, X0: px(left), X1: px(right), Y0: px(bottom), YL: px(bottom + 15)}
	lo, hi := t.Points[0].X, t.Points[len(t.Points)-1].X
	least, most := 0.0, 0.0
	for _, p := range t.Points {
		least, most = min(least, p.Value.Min.float()), max(most, p.Value.Max.float())
	}
	x := func(i int) float64 {
		if hi-lo < 1e-9 { // all of one moment: side by side
			return left + 40 + (right-left-80)*float64(i)/float64(max(1, len(t.Points)-1))
		}
		return left + 40 + (right-left-80)*(t.Points[i].X-lo)/(hi-lo)
	}
	y := func(v float64) float64 {
		if most-least < 1e-12 {
			return bottom
		}
		return bottom - (bottom-top)*(v-least)/(most-least)
	}
	if least < 0 {
		c.Y0 = px(y(0))
		c.YL = px(y(0) + 15)
	}
	var said []string
	for i, p := range t.Points {
		lowY, highY := y(p.Value.Min.float()), y(p.Value.Max.float())
		mid := (lowY + highY) / 2
		d := dot{X: px(x(i)), Y: px(mid), Class: p.State}
		if p.Value.Min != p.Value.Max {
			d.Span, d.Low, d.High = true, px(lowY), px(highY)
		}
		switch p.Value.Bound {
		case "at_least":
			d.Arrow = fmt.Sprintf("M%s %sv-12m-4 4l4-4l4 4", px(x(i)), px(mid-5))
		case "at_most":
			d.Arrow = fmt.Sprintf("M%s %sv12m-4-4l4 4l4-4", px(x(i)), px(mid+5))
		}
		for j, from := range c.Points { // from every point of the moment before
			if t.Points[j].X == before(t.Points, p.X) {
				c.Lines = append(c.Lines, segment{from.X, from.Y, d.X, d.Y})
			}
		}
		when := dateShown(p.At)
		said = append(said, when+": "+p.Value.Words+", "+p.State)
		c.Rows = append(c.Rows, curveRow{When: when + datedWords(p.Dated), Value: p.Value.Words, State: p.State, Today: p.Today})
		c.Points = append(c.Points, d)
	}
	c.Desc = strings.Join(said, "; ") + "."
	c.labels(t, x)
	return c
}

// before is the last moment of the points that is earlier than x, or NaN.
func before(points []Point, x float64) float64 {
	last := math.NaN()
	for _, p := range points {
		if p.X < x {
			last = p.X
		}
	}
	return last
}

func datedWords(dated string) string {
	switch dated {
	case "published":
		return " (published)"
	case "seen":
		return " (first seen)"
	}
	return ""
}

// box is the place of a label, for keeping labels apart.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// labels puts words at the points for which there is room: those of today
// first, then the last and the first, then the rest. A value goes above its
// point, else beside or below it; its date stands under the axis, once.
func (c *curve) labels(t Thread, x func(int) float64) {
	order := make([]int, 0, len(t.Points))
	for pass := range 3 {
		for i, p := range t.Points {
			edge := i == 0 || i == len(t.Points)-1
			if pass == 0 && p.Today || pass == 1 && !p.Today && edge || pass == 2 && !p.Today && !edge {
				order = append(order, i)
			}
		}
	}
	const letter, line, dot = 7.4, 14.0, 7.0
	var taken []box
	for i, p := range c.Points {
		y, _ := strconv.ParseFloat(p.Y, 64)
		taken = append(taken, box{x(i) - dot, y - dot, x(i) + dot, y + dot})
	}
	free := func(b box) bool {
		return b.left >= 0 && b.right <= chartWidth && b.top >= 0 && !slices.ContainsFunc(taken, b.meets)
	}
	for _, i := range order {
		p := &c.Points[i]
		label, when := shortWords(t.Points[i].Value), shortDate(t.Points[i].At, t.Points[len(t.Points)-1].X-t.Points[0].X)
		wide := letter * float64(utf8.RuneCountInString(label))
		above, _ := strconv.ParseFloat(p.Y, 64)
		below := above
		if p.Span {
			above, _ = strconv.ParseFloat(p.High, 64)
			below, _ = strconv.ParseFloat(p.Low, 64)
		}
		if p.Arrow != "" {
			above, below = above-12, below+12
		}
		beside, _ := strconv.ParseFloat(p.Y, 64)
		for _, try := range []struct {
			anchor string
			at, y  float64 // of the text's baseline
			left   float64
		}{
			{"middle", x(i), above - 10, x(i) - wide/2},
			{"start", x(i) + 11, beside + 5, x(i) + 11},
			{"end", x(i) - 11, beside + 5, x(i) - 11 - wide},
			{"middle", x(i), below + 22, x(i) - wide/2},
		} {
			b := box{try.left, try.y - line + 3, try.left + wide, try.y + 3}
			if free(b) {
				taken = append(taken, b)
				p.Label, p.LX, p.LY, p.Anchor = label, px(try.at), px(try.y), try.anchor
				break
			}
		}
		if p.Label == "" {
			continue
		}
		wide = letter * float64(utf8.RuneCountInString(when))
		under := float64(c.H) - 8
		b := box{x(i) - wide/2, under - line, x(i) + wide/2, under + 2}
		if free(b) {
			taken = append(taken, b)
			p.When, p.DX, p.DY = when, px(x(i)), px(under)
		}
	}
}

// shortWords is a value for a chart.
func shortWords(v Value) string {
	s := figure(v, true)
	for _, w := range [][2]string{{" trillion", "tn"}, {" billion", "bn"}, {" million", "m"}} {
		s = strings.ReplaceAll(s, w[0], w[1])
	}
	switch v.Bound {
	case "at_least":
		s = "≥ " + s
	case "at_most":
		s = "≤ " + s
	case "about":
		s = "~ " + s
	}
	return s
}

// shortDate is a date for a chart over some years: as precise as a month, unless
// all of it lies within one year.
func shortDate(d string, years float64) string {
	if len(d) > 7 && years > 1 {
		return d[:7]
	}
	return d
}

// bars is the events of the last days, stacked by kind.
type bars struct {
	Desc, Span     string
	W, H           int
	X0, X1, Y0, Y1 string
	YL, YT         string
	Max            int
	First, Last    string
	Bars           []bar
	Key            []chip
	Rows           []Tally
}

type bar struct{ Class, X, Y, W, H string }

func dayBars(d Digest) *bars {
	if len(d.History) < 2 {
		return nil
	}
	const left, right, top, bottom, height = 14.0, chartWidth - 14.0, 26.0, 132.0, 156
	b := &bars{W: chartWidth, H: height, X0: px(left), X1: px(right), Y0: px(bottom), Y1: px(top), YL: px(bottom + 16), YT: px(top - 6)}
	last, _, _ := dateEnds(d.Day)
	first, _, ok := dateEnds(d.History[0].Day)
	if !ok {
		return nil
	}
	if fortnight := last.AddDate(0, 0, -13); fortnight.Before(first) {
		first = fortnight // so that a young ledger has no giant bars
	}
	days := int(last.Sub(first).Hours()/24+0.5) + 1
	total := func(t Tally) int { return t.New + t.Changed + t.Conflicts + t.Confirmed }
	sum := 0
	for _, t := range d.History {
		b.Max = max(b.Max, total(t))
		sum += total(t)
	}
	if b.Max == 0 {
		return nil
	}
	step := (right - left) / float64(days)
	for _, t := range d.History {
		at, _, ok := dateEnds(t.Day)
		if !ok {
			continue
		}
		x := left + step*math.Round(at.Sub(first).Hours()/24)
		y := bottom
		for _, part := range []struct {
			class string
			n     int
		}{{"new", t.New}, {"changed", t.Changed}, {"conflict", t.Conflicts}, {"confirmed", t.Confirmed}} {
			if part.n == 0 {
				continue
			}
			h := (bottom - top) * float64(part.n) / float64(b.Max)
			y -= h
			b.Bars = append(b.Bars, bar{part.class, px(x), px(y), px(max(1, step*0.8)), px(h)})
		}
		if total(t) > 0 {
			b.Rows = append(b.Rows, t)
		}
	}
	slices.Reverse(b.Rows)
	b.First, b.Last = first.Format(time.DateOnly), "today"
	b.Span = plural(days, "day")
	for _, k := range []string{"new", "changed", "conflict", "confirmed"} {
		b.Key = append(b.Key, chip{k, symbol[k], eventWord[k]})
	}
	b.Desc = fmt.Sprintf("Events on each of %s up to %s: %d in all, at most %d on one day, %d on the last.", plural(days, "day"), d.Day, sum, b.Max, total(d.History[len(d.History)-1]))
	return b
}

// matrix counts the day's events between parties: from a row to a column.
type matrix struct {
	Desc  string
	W, H  int
	Rows  []axisName
	Cols  []axisName
	Cells []cellBox
	Pairs []Pair
	More  string // how many pairs the table leaves out
}

type axisName struct{ X, Y, Name string }

type cellBox struct {
	X, Y, S, TX, TY string
	N, Level        int
}

// maxParties is the most rows, and columns, of the matrix.
const maxParties = 8

// mostPairs is how many rows the table beside the matrix has.
const mostPairs = 30

func pairMatrix(d Digest) *matrix {
	if len(d.Pairs) == 0 {
		return nil
	}
	rows, cols := []Party{}, []Party{}
	for _, p := range d.Pairs { // most events first
		if !slices.Contains(rows, p.Subject) && len(rows) < maxParties {
			rows = append(rows, p.Subject)
		}
		if p.Object.Slug != "" && !slices.Contains(cols, p.Object) && len(cols) < maxParties-1 {
			cols = append(cols, p.Object)
		}
	}
	cols = append(cols, Party{Name: "alone"})
	const left, top, cell, gap = 112.0, 84.0, 28.0, 3.0
	m := &matrix{W: chartWidth, H: int(top + float64(len(rows))*(cell+gap) + 6), Pairs: d.Pairs[:min(mostPairs, len(d.Pairs))], More: rest(max(0, len(d.Pairs)-mostPairs))}
	most := d.Pairs[0].Events
	for i, r := range rows {
		y := top + float64(i)*(cell+gap)
		m.Rows = append(m.Rows, axisName{px(left - 8), px(y + cell/2 + 4), cutName(r.Name)})
		for j, c := range cols {
			x := left + float64(j)*(cell+gap)
			n := 0
			for _, p := range d.Pairs {
				if p.Subject.Slug == r.Slug && p.Object.Slug == c.Slug {
					n = p.Events
				}
			}
			level := 0
			if n > 0 {
				level = 1 + (n*2)/max(1, most)
			}
			m.Cells = append(m.Cells, cellBox{px(x), px(y), px(cell), px(x + cell/2), px(y + cell/2 + 5), n, min(level, 3)})
		}
	}
	for j, c := range cols {
		m.Cols = append(m.Cols, axisName{px(left + float64(j)*(cell+gap) + cell/2), px(top - 8), cutName(c.Name)})
	}
	var said []string
	for _, p := range d.Pairs[:min(5, len(d.Pairs))] {
		s := p.Subject.Name
		if p.Object.Name != "" {
			s += " to " + p.Object.Name
		}
		said = append(said, fmt.Sprintf("%s %d", s, p.Events))
	}
	m.Desc = "Rows are who pays, invests, buys or holds; columns with whom. Most events: " + strings.Join(said, ", ") + "."
	return m
}

func cutName(s string) string {
	if r := []rune(s); len(r) > 14 {
		return string(r[:13]) + "…"
	}
	return s
}

// numbers are the day's figures, each a link to its section.
func numbers(d Digest) []number1 {
	t := d.Totals
	return []number1{
		{t.Conflicts, words(t.Conflicts, "conflict"), "changed"}, {t.Changed, "changed", "changed"}, {t.Confirmed, "confirmed", "confirmed"},
		{t.New, "new", "new"}, {t.Withdrawn + t.Edited + t.Gone, "withdrawn or edited", "withdrawn"}, {len(d.Upcoming), words(len(d.Upcoming), "upcoming date"), "upcoming"},
		{t.Repeats, words(t.Repeats, "repeat"), "repeated"}, {d.Coverage.Looked, words(d.Coverage.Looked, "source") + " looked at", "coverage"},
	}
}

func words(n int, one string) string {
	if n == 1 {
		return one
	}
	return one + "s"
}
