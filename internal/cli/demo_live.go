package cli

import (
	"context"
	"fmt"
	"iter"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/simulate"
)

// present records what is under way with the characters.
func (c Demo) present(ctx context.Context, a *app.App, w *simulate.World) error {
	return recordLive(ctx, a, w.Present(a.DB.Now())...)
}

// recordLive records what happens now, or did a moment ago.
func recordLive(ctx context.Context, a *app.App, drafts ...interaction.Draft) error {
	return a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		outcomes, err := interaction.Record(ctx, tx, drafts, interaction.Live)
		for i, o := range outcomes {
			if o.Problem != nil && err == nil {
				err = fmt.Errorf("%s %s: %w", drafts[i].Source, drafts[i].SourceRef, o.Problem)
			}
		}
		return err
	})
}

// live records what goes on happening until ctx ends: the world at the demo's
// pace, as many a minute as asked for, and the incident at its own.
func (c Demo) live(ctx context.Context, a *app.App, w *simulate.World, incident simulate.Incident) {
	if c.Pace <= 0 {
		return
	}
	tick := time.NewTicker(time.Duration(float64(time.Minute) / c.Pace))
	defer tick.Stop()
	next, stop := iter.Pull(w.Live())
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := a.DB.Now()
		var drafts []interaction.Draft
		for len(incident.Next) > 0 && !incident.Next[0].OccurredAt.After(now) {
			drafts, incident.Next = append(drafts, incident.Next[0]), incident.Next[1:]
		}
		if d, ok := next(); ok {
			// The world's own future repeats at every start: these are other happenings.
			d = simulate.Restamp(d, now)
			d.SourceRef = fmt.Sprintf("%s-%x", d.SourceRef, now.Unix())
			drafts = append(drafts, d)
		}
		if err := recordLive(ctx, a, drafts...); err != nil && ctx.Err() == nil {
			a.Log.Error("demo", "problem", err)
		}
	}
}
