package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"regard/internal/simulate"
)

// Simulate tells what the made-up company is made of, or its history.
type Simulate struct {
	Describe     bool      `help:"Say what the world is like, in figures, instead of telling its history."`
	Customers    int       `help:"How many customers." default:"20000"`
	Interactions int       `help:"How many interactions." default:"300000"`
	Seed         uint64    `help:"The same seed makes the same world." default:"1"`
	Years        int       `help:"How many years back history goes." default:"2"`
	Now          time.Time `help:"When history ends, as 2026-05-19T12:00:00Z; now when not said." format:"2006-01-02T15:04:05Z07:00"`
}

// Help shows examples.
func (Simulate) Help() string {
	return "Writes the history of Nordlys Bredbånd, a company that does not exist, to standard output: an interaction a line, as import ndjson reads it where its contributors are known. " +
		"It needs no database. With --describe it says instead what the world is like; a figure that is not what it is to be ends it with exit code 1.\n\n" +
		"Examples:\n  regard simulate --describe\n  regard simulate --customers 500 --interactions 8000 > history.ndjson"
}

// Run tells or describes the world.
func (c Simulate) Run(s *session) error {
	if c.Customers < 1 || c.Interactions < 1 || c.Years < 1 {
		return errors.New("--customers, --interactions and --years are at least 1")
	}
	w := simulate.New(simulate.Options{Seed: c.Seed, Customers: c.Customers, Interactions: c.Interactions, Now: c.Now, Years: c.Years})
	if c.Describe {
		return describe(s.out, w)
	}
	out := bufio.NewWriterSize(s.out, 1<<16)
	line := json.NewEncoder(out)
	bar := s.progress("telling", int64(c.Interactions))
	defer bar.end()
	for d := range w.Interactions() {
		if err := errors.Join(line.Encode(d), s.ctx.Err()); err != nil {
			return err
		}
		bar.add(1)
	}
	return out.Flush()
}

// describe prints a world in figures.
func describe(to io.Writer, w *simulate.World) error {
	d := w.Describe()
	fmt.Fprintf(to, "Nordlys Bredbånd, %s to %s\n\n", w.Start().Format(time.DateOnly), w.Now().Format(time.DateOnly))
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "customers\t%d\tof whom have left\t%d\t\n", d.Customers, d.Left)
	fmt.Fprintf(t, "interactions\t%d\tin episodes\t%d\t\n", d.Interactions, d.Episodes)
	fmt.Fprintf(t, "orders\t%d\tasks between contributors\t%d\t\n", d.Orders, d.Asks)
	fmt.Fprintf(t, "promises kept\t%d\tlate\t%d\t\n", d.Kept, d.Late)
	fmt.Fprintf(t, "promises broken\t%d\tapprovals\t%d\t\n", d.Broken, d.Approvals)
	fmt.Fprintf(t, "surveys sent\t%d\tanswered\t%d\t\n", d.Invitations, d.Answers)
	fmt.Fprintf(t, "NOK a customer a year\t%.0f\tleave in a month\t%.2f %%\t\n", d.PaidYear, 100*d.LeavingMonth)
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(to, "\nWhat it is to be like, as the world itself counts:")
	wrong := 0
	t = tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, r := range d.Rates {
		said := ""
		if !r.Right() {
			said = "not so"
			wrong++
		}
		fmt.Fprintf(t, "  %s\t%s\tto be %s to %s\tof %d\t%s\n", r.Name, figure(r.Value, r.Unit), figure(r.Low, r.Unit), figure(r.High, r.Unit), r.N, said)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(to, "\nWhat is wrong in it, and nobody in it has been told:")
	for _, k := range w.Causes() {
		fmt.Fprintf(to, "  %s: %s\n", k.Key, k.Story)
	}
	if wrong > 0 {
		return fmt.Errorf("%d figures are not what they are to be; a small world strays", wrong)
	}
	return nil
}

func figure(v float64, unit string) string {
	switch unit {
	case "%":
		return fmt.Sprintf("%.1f %%", 100*v)
	case "×":
		return fmt.Sprintf("%.2f ×", v)
	default:
		return fmt.Sprintf("%+.0f", v)
	}
}
