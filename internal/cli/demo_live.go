package cli

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/simulate"
)

// introduce prints who can sign in, and whom to look at.
func (c Demo) introduce(s *session, w *simulate.World) {
	fmt.Fprintf(s.out, "\nNordlys Bredbånd is made up. Sign in as one of (password: %s)\n", demoPassword)
	for _, u := range demoUsers {
		fmt.Fprintf(s.out, "  %-28s %s\n", u.Email, u.Role)
	}
	fmt.Fprintln(s.out, "\nWhom to look at:")
	for _, k := range w.Characters() {
		fmt.Fprintf(s.out, "  http://%s/card?identifier=%s\n      %s: %s\n", c.Listen, url.QueryEscape(k.Identifier.Kind+":"+k.Identifier.Value), k.Name, k.Story)
	}
	fmt.Fprintln(s.out)
}

// live records what goes on happening, at the demo's pace: as many a minute as
// asked for, each as of when it is recorded.
func (c Demo) live(ctx context.Context, a *app.App, w *simulate.World) error {
	if c.Pace <= 0 {
		return nil
	}
	every := time.Duration(float64(time.Minute) / c.Pace)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for d := range w.Live() {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		// The world's own future repeats at every start: these are other happenings.
		now := a.DB.Now()
		d = simulate.Restamp(d, now)
		d.SourceRef = fmt.Sprintf("%s-%x", d.SourceRef, now.Unix())
		err := a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
			_, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Live)
			return err
		})
		if err != nil && ctx.Err() == nil {
			a.Log.Error("demo", "problem", err)
		}
	}
	return nil
}
