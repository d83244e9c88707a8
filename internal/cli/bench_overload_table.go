package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// table prints what was measured for people.
func (r *Overload) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "kept up\t%s interactions a second, %d a request, 8 clients\n", grouped(int(r.Kept.Recorded)), r.Batch)
	fmt.Fprintf(w, "then sent\t%s a second: %d times as many; recorded %s a second\n", grouped(int(r.Over.Offered)), r.Times, grouped(int(r.Over.Recorded)))
	fmt.Fprintf(w, "answers\t%s\n", tallied(r.Statuses))
	fmt.Fprintf(w, "Retry-After\t%s\n", tallied(r.Again))
	fmt.Fprintf(w, "kept\t%d acknowledged requests asked after, all there\n\n", r.Checked)
	fmt.Fprintln(w, "ms\trequests\tp50\tp95\tp99\tmost")
	for _, x := range []struct {
		name string
		Waits
	}{{"card, kept up", r.Kept.Card}, {"card, overload", r.Over.Card}, {"write recorded, kept up", r.Kept.Writes}, {"write recorded, overload", r.Over.Writes}, {"write turned away, overload", r.Over.Turned}} {
		fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\n", x.name, x.Requests, x.P50, x.P95, x.P99, x.Max)
	}
	fmt.Fprintf(w, "\nMiB, server and clients\n")
	for _, x := range []struct {
		name string
		mib  []float64
	}{{"kept up", r.Kept.Memory}, {"overload", r.Over.Memory}} {
		fmt.Fprintf(w, "%s\t", x.name)
		for _, m := range x.mib {
			fmt.Fprintf(w, "%.0f ", m)
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// tallied shows how often each came.
func tallied(of map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%s: %s", name, grouped(of[name])))
	}
	return strings.Join(parts, ", ")
}
