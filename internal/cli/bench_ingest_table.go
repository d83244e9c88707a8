package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// table prints what was measured for people.
func (r *Ingested) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	how, each := fmt.Sprintf("%d clients, batches of %d, over HTTP with a key", r.Clients, r.Batch), "a batch took"
	switch {
	case r.Through == "import":
		how, each = "one file of NDJSON, by 'regard import'", "a chunk took"
	case r.Through == "ndjson":
		how, each = fmt.Sprintf("%d streams of NDJSON over HTTP with a key", r.Clients), fmt.Sprintf("%d took", r.Batch)
	case r.Batch == 1:
		how, each = fmt.Sprintf("%d clients, each posted singly, over HTTP with a key", r.Clients), "one took"
	}
	fmt.Fprintf(w, "measured\t%s interactions after %s, %s customers in the end; %s\n", grouped(r.Rows), grouped(r.From), grouped(r.Customers), how)
	fmt.Fprintf(w, "recorded\t%s a second, on disk and answered (%.1f s)\n", grouped(int(r.Rate)), r.Seconds)
	curve := make([]string, len(r.Curve))
	for i, x := range r.Curve {
		curve[i] = grouped(int(x))
	}
	fmt.Fprintf(w, "each tenth\t%s\n", strings.Join(curve, " · "))
	fmt.Fprintf(w, "%s\tp50 %.0f ms, p99 %.0f ms, at most %.0f ms\n", each, r.Waits.P50, r.Waits.P99, r.Waits.Max)
	fmt.Fprintf(w, "processor\t%.0f µs an interaction in this process (server and clients)\n", r.Processor)
	fmt.Fprintf(w, "memory\t%.0f MiB at most (server and clients)\n", r.PeakMiB)
	fmt.Fprintf(w, "followers\t%s facts behind at the end, caught up in %.1f s\n", grouped(r.Behind), r.CaughtUp)
	fmt.Fprintf(w, "on disk\t%.0f bytes an interaction\n", r.Bytes)
	all := float64(r.From + r.Rows)
	for i, d := range r.Disk {
		if i == 10 || float64(d.Bytes)/all < 1 {
			break
		}
		fmt.Fprintf(w, "\t%4.0f %s (of it indexes %.0f)\n", float64(d.Bytes)/all, d.Table, float64(d.Indexes)/all)
	}
	c := r.Ceilings
	fmt.Fprintf(w, "ceilings\t%s a second: the same rows into one table, %s; ratio %.3f\n", grouped(int(c.Raw)), c.RawWay, r.RatioToRaw)
	fmt.Fprintf(w, "\t%s a second: all that is kept of them into empty tables of the same form, by INSERT … SELECT, a table at a time; ratio %.3f\n", grouped(int(c.Whole)), r.Rate/c.Whole)
	fmt.Fprintf(w, "\t%s a second: the same bodies decoded alone, one processor; ratio %.3f\n", grouped(int(c.Decode)), r.Rate/c.Decode)
	if c.HTTP > 0 {
		fmt.Fprintf(w, "\t%s a second: the same bodies sent to a server that only reads them; ratio %.3f\n", grouped(int(c.HTTP)), r.Rate/c.HTTP)
	}
	return w.Flush()
}

// grouped writes a whole number with its thousands apart.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
