package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/simulate"
)

// truth compares how the relationships stood before a number of days with how
// the simulated customers truly regarded the company then, and with who gave
// notice since.
func (c Check) truth(s *session) error {
	return s.within(func(a *app.App) error {
		var o simulate.Options
		law := impression.Default
		err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
			if o, err = demoWorld(s.ctx, tx); err != nil {
				return err
			}
			law, err = impression.InForce(s.ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
		if c.With != "" {
			if err := readLaw(c.With, &law); err != nil {
				return err
			}
		}
		w := simulate.New(o)
		t := truth{Seed: o.Seed, Now: w.Now(), CutOff: w.Now().AddDate(0, 0, -c.Days), Days: c.Days, Half: c.Half}
		known, err := c.subjects(s, a, w, law, t.CutOff)
		if err != nil {
			return err
		}
		t.measure(known, o.Seed)
		if c.JSON {
			out := json.NewEncoder(s.out)
			out.SetIndent("", "  ")
			err = out.Encode(t)
		} else {
			err = t.print(s)
		}
		if err == nil && !t.Holds {
			err = errors.New("a simpler figure tells more than the relationship")
		}
		return err
	})
}

// readLaw changes the constants that a file of JSON names.
func readLaw(file string, law *impression.Law) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, law); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// subjects matches the simulated customers with those in the database, and
// tells of each how he stood at the cut-off. Who had not come yet, or had given
// notice already, is left out.
func (c Check) subjects(s *session, a *app.App, w *simulate.World, law impression.Law, cutOff time.Time) ([]subject, error) {
	of := map[string]*subject{}
	all := make([]subject, 0, 1024)
	n := 0
	for k := range w.Customers() {
		n++
		if k.Since.After(cutOff) || !k.NoticeAt.IsZero() && !k.NoticeAt.After(cutOff) || c.Half == "even" && n%2 == 1 || c.Half == "odd" && n%2 == 0 {
			continue
		}
		all = append(all, subject{ref: k.Ref, latent: w.Latent(k.Ref, cutOff), ids: k.Identifiers,
			left: !k.NoticeAt.IsZero() && k.NoticeAt.Sub(cutOff) <= time.Duration(c.Days)*24*time.Hour})
	}
	for i := range all {
		for _, id := range all[i].ids {
			if id.Kind != "phone" { // a family shares one
				of[id.Kind+":"+id.Value] = &all[i]
			}
		}
	}
	bar := s.progress("judging as of then", -1)
	defer bar.end()
	for before := customer.ID(0); ; {
		people, next, err := c.page(s.ctx, a, law, cutOff, before, of)
		if err != nil {
			return nil, err
		}
		if bar.add(people); next == 0 {
			break
		}
		before = next
	}
	found := all[:0]
	for _, k := range all {
		if k.found {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("none of the simulated customers is in the database; load them with: regard demo --load")
	}
	return found, nil
}

// page judges the next people, and says how many and where to go on.
func (c Check) page(ctx context.Context, a *app.App, law impression.Law, cutOff time.Time, before customer.ID, of map[string]*subject) (n int, next customer.ID, err error) {
	err = a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		people, on, err := customer.List(ctx, tx, before, 200)
		if err != nil {
			return err
		}
		recollections, err := impression.Recollect(ctx, tx, people)
		if err != nil {
			return err
		}
		for i, p := range people {
			var past impression.Past
			judged := false
			for _, h := range p.Held() {
				k := of[h.Key()]
				if k == nil || k.found {
					continue
				}
				if !judged {
					past, judged = recollections[i].At(law, cutOff), true
				}
				k.past, k.found = past, true
			}
		}
		n, next = len(people), on
		return nil
	})
	return n, next, err
}

// print says it in words.
func (t *truth) print(s *session) error {
	fmt.Fprintf(s.out, "As of %s, %d days before the made-up world's now (seed %d", t.CutOff.Format(time.DateOnly), t.Days, t.Seed)
	if t.Half != "" {
		fmt.Fprintf(s.out, ", the %s half", t.Half)
	}
	fmt.Fprint(s.out, "):\n")
	for _, g := range t.Groups {
		fmt.Fprintf(s.out, "\n%s: %d customers, of whom %d gave notice within %d days\n", g.Name, g.Customers, g.Left, t.Days)
		tw := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "  \trank correlation with the latent regard\t\tAUC of leaving\t")
		for _, m := range g.Measures {
			fmt.Fprintf(tw, "  %s\t%+.3f\t%+.3f to %+.3f\t%.3f\t%.3f to %.3f\n", m.Name, m.Rank.Value, m.Rank.Low, m.Rank.High, m.Leaving.Value, m.Leaving.Low, m.Leaving.High)
		}
		if err := tw.Flush(); err != nil {
			return err
		}
		for _, b := range g.Beaten {
			fmt.Fprintf(s.out, "  %s\n", b)
		}
	}
	fmt.Fprintln(s.out, "\nIntervals are 95 %, by bootstrap over customers. The latent regard's own AUC is the most that anything could reach.")
	return nil
}
