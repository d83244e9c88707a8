package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

// tally is what became of an input's rows.
type tally struct {
	name      string
	read      int
	recorded  int
	duplicate int
	changed   int    // duplicates that say something else than what was recorded
	firstly   string // where the first of these stands
	refused   int
	recent    int // of what was recorded: happened within the last day
	reasons   map[string]*reason
	customers map[int64]bool
	started   time.Time
	took      time.Duration
	where     string // where the refused rows are kept
}

// reason is why some rows were refused.
type reason struct {
	words string // of the first of them
	first string // where that stands
	rows  int
}

func (t *tally) count(o interaction.Outcome, row inbound.Row) {
	t.read++
	switch o.Status {
	case interaction.Recorded:
		t.recorded++
		if o.Recent {
			t.recent++
		}
	case interaction.Duplicate:
		t.duplicate++
		if o.Changed {
			t.changed++
			t.firstly = cmp.Or(t.firstly, row.Place())
		}
	default:
		t.refused++
		key := "internal"
		if p := problem.Of(o.Problem); p != nil {
			if key = p.Field + " " + p.Code; p.Field == "" || p.Code == "mail.unreadable" {
				key += fmt.Sprint(p.Params["why"])
			}
		}
		if t.reasons[key] == nil {
			t.reasons[key] = &reason{words: words(o.Problem), first: row.Place()}
		}
		t.reasons[key].rows++
		return
	}
	t.customers[int64(o.CustomerID)] = true
}

// check holds what was answered against what was read: no row may get lost.
func (t *tally) check(read int) error {
	if t.read != read || t.read != t.recorded+t.duplicate+t.refused {
		return fmt.Errorf("%s: %d rows read, but %d recorded, %d duplicate and %d refused: this is a bug of ours", t.name, read, t.recorded, t.duplicate, t.refused)
	}
	return nil
}

// words says what is wrong and what to do, and with which field.
func words(err error) string {
	w := locale.Problem(err)
	s := w.Wrong + " " + w.Remedy
	if p := problem.Of(err); p == nil {
		s = err.Error()
	} else if p.Field != "" {
		s = p.Field + ": " + s
	}
	return s
}

// report says what became of everything.
func (r *run) report(stopped bool) {
	if len(r.tallies) == 0 {
		return // nothing was begun
	}
	w := tabwriter.NewWriter(r.out, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "read\trecorded\tduplicate\trefused\tcustomers\tseconds\t ")
	for _, t := range r.tallies {
		customers := fmt.Sprint(len(t.customers))
		if r.DryRun {
			customers = "-"
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%s\t%.1f\t  %s\n", t.read, t.recorded, t.duplicate, t.refused, customers, t.took.Seconds(), t.name)
	}
	w.Flush()
	recent := 0
	for _, t := range r.tallies {
		recent += t.recent
		if t.changed > 0 {
			fmt.Fprintf(r.out, "%s: %d of the duplicates say something else than what was recorded; nothing was overwritten (first: %s)\n", t.name, t.changed, t.firstly)
		}
		t.explainNews(r)
		t.explain(r)
	}
	if recent > 0 && (r.news || r.DryRun) {
		fmt.Fprintln(r.out, listening(r.app.Listeners()))
	}
	switch {
	case stopped:
		fmt.Fprintln(r.out, "Stopped. What is counted above is recorded; run it again to go on.")
	case r.DryRun:
		fmt.Fprintln(r.out, "This was a dry run: nothing was changed.")
	}
}

// reasonsShown is how many reasons a summary tells; the file of reasons has all.
const reasonsShown = 20

// explain says why rows were refused, the most frequent reason first.
func (t *tally) explain(r *run) {
	if t.refused == 0 {
		return
	}
	fmt.Fprintf(r.out, "%s: refused\n", t.name)
	all := slices.SortedFunc(maps.Values(t.reasons), func(a, b *reason) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.words, b.words))
	})
	for i, why := range all {
		if i == reasonsShown {
			fmt.Fprintf(r.out, "          and %d other reasons\n", len(all)-i)
			break
		}
		fmt.Fprintf(r.out, "%8d  %s (first: %s)\n", why.rows, why.words, why.first)
	}
	if t.where != "" {
		fmt.Fprintf(r.out, "          kept in %s, the reasons in %s\n", t.where, t.where+reasonsSuffix)
	}
}

// refusals is the error of a call that refused rows.
func (r *run) refusals() error {
	n := 0
	for _, t := range r.tallies {
		n += t.refused
	}
	switch {
	case n == 0:
		return nil
	case n == 1:
		return fmt.Errorf("1 row was refused")
	}
	return fmt.Errorf("%d rows were refused", n)
}
