package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"regard/internal/know/customer"
)

// Identity is what was measured.
type Identity struct {
	Machine          Machine  `json:"machine"`
	Columns          []string `json:"columns,omitempty"` // what each was taken for
	PutSeconds       float64  `json:"recorded_in_seconds"`
	Customers        int64    `json:"customers"` // compared with each other
	Compared         int64    `json:"pairs_compared"`
	Found            int64    `json:"pairs_found"`
	Seconds          float64  `json:"seconds"` // reading, learning, comparing, writing the suggestions
	ProcessorSeconds float64  `json:"processor_seconds"`
	BeforeMiB        float64  `json:"before_mib"` // what the process held as comparing began
	PeakMiB          float64  `json:"peak_mib"`   // and at most while it lasted

	PutProcessorSeconds float64 `json:"recorded_processor_seconds"`
	PutPeakMiB          float64 `json:"recorded_peak_mib"`

	Joins       Joined  `json:"joins"`
	Suggestions Judged  `json:"suggestions"`       // the pairs of rows that the suggested would join
	Suggested   int     `json:"suggested"`         // decisions for people
	SuggestedOK int     `json:"suggested_right"`   // of these
	Both        Judged  `json:"joins_suggestions"` // joined, or suggested
	Decided     Judged  `json:"decided"`           // once people have decided rightly
	Hard        int     `json:"agree_on_nothing"`  // true pairs that say the same in no column
	HardBoth    int     `json:"agree_on_nothing_found"`
	HardDecided int     `json:"agree_on_nothing_decided"`
	Curve       []Point `json:"curve,omitempty"`
}

// Joined is what the product joined without asking anybody.
type Joined struct {
	Judged
	Customers int `json:"customers"`
}

// Point is where suggestions that are so likely stand.
type Point struct {
	Likely      float64 `json:"likely"`
	Suggestions int     `json:"suggestions"`
	Precision   float64 `json:"precision"` // of the suggestions alone
	Both        Judged  `json:"joins_suggestions"`
}

// judge compares what was suggested with the truth.
func (r *Identity) judge(t *answers, pairs [][2]customer.ID) {
	r.Suggestions = Judged{True: t.pairs}
	for _, p := range pairs {
		j := t.between(p[0], p[1])
		r.Suggestions = r.Suggestions.plus(j)
		r.Suggested++
		if j.Right*2 > j.Pairs {
			r.SuggestedOK++
		}
	}
	r.Both = r.Joins.Judged.plus(r.Suggestions)
	r.Decided = t.decided(pairs)
}

// hard counts the true pairs that say the same in no column, and which of them
// were found all the same.
func (r *Identity) hard(t *answers, pairs [][2]customer.ID) {
	direct := map[[2]customer.ID]bool{}
	for _, p := range pairs {
		direct[p], direct[[2]customer.ID{p[1], p[0]}] = true, true
	}
	one := t.groups(pairs)
	for x := range t.rows {
		for y := range x {
			a, b := t.rows[x], t.rows[y]
			if a.truth != b.truth || a.agree(b) {
				continue
			}
			r.Hard++
			if a.record == b.record || direct[[2]customer.ID{a.record, b.record}] {
				r.HardBoth++
			}
			if one(a.record) == one(b.record) {
				r.HardDecided++
			}
		}
	}
}

// table prints it for people.
func (r *Identity) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	if len(r.Columns) > 0 {
		fmt.Fprintf(w, "columns\t%s\n", strings.Join(r.Columns, ", "))
	}
	fmt.Fprintf(w, "recorded\t%s customers, %s true pairs of rows, in %.1f s (%.1f s of processor), %.0f MiB at most\n", grouped(int(r.Customers)), grouped(r.Joins.True), r.PutSeconds, r.PutProcessorSeconds, r.PutPeakMiB)
	fmt.Fprintf(w, "compared\t%s pairs, %s found likely, %s suggested, in %.1f s (%.1f s of processor): reading, learning, comparing, writing\n", grouped(int(r.Compared)), grouped(int(r.Found)), grouped(r.Suggested), r.Seconds, r.ProcessorSeconds)
	fmt.Fprintf(w, "memory\t%.0f MiB at most while comparing, of which the process had %.0f before\n\n", r.PeakMiB, r.BeforeMiB)
	fmt.Fprintln(w, "\tpairs\tright\tprecision\trecall\tF1")
	for _, x := range []struct {
		name string
		Judged
	}{{"automatic joins", r.Joins.Judged}, {"suggestions", r.Suggestions}, {"joins + suggestions", r.Both}, {"once people have decided", r.Decided}} {
		fmt.Fprintf(w, "%s\t%s\t%s\t%.3f\t%.3f\t%.3f\n", x.name, grouped(x.Pairs), grouped(x.Right), x.precision(), x.recall(), x.f1())
	}
	fmt.Fprintf(w, "\nto decide\t%s suggestions, %s of them right\n", grouped(r.Suggested), grouped(r.SuggestedOK))
	if r.Curve == nil {
		return w.Flush()
	}
	if len(r.Columns) > 0 {
		fmt.Fprintf(w, "hard\t%s true pairs say the same in no column; found %s, %s once people have decided\n", grouped(r.Hard), grouped(r.HardBoth), grouped(r.HardDecided))
	}
	fmt.Fprintln(w, "\nlikely from\tsuggestions\tprecision of these\tjoins + suggestions: precision\trecall\tF1")
	for _, p := range r.Curve {
		fmt.Fprintf(w, "%.3f\t%s\t%.3f\t%.3f\t%.3f\t%.3f\n", p.Likely, grouped(p.Suggestions), p.Precision, p.Both.precision(), p.Both.recall(), p.Both.f1())
	}
	return w.Flush()
}
