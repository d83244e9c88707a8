package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/journal"
	"regard/internal/platform/page"
	"regard/internal/platform/stats"
)

// arrivals is how many arrivals a page begins with, and how many come at once.
const arrivals = 30

func today(c *call) error {
	p := TodayPage{LiveURL: "/today/live"}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "today"); err != nil {
			return err
		}
		list, err := interaction.Latest(ctx, tx, 0, arrivals)
		if err != nil {
			return err
		}
		p.Empty = len(list) == 0 && tx.Scope.All
		if p.Arrivals, err = c.arrivals(ctx, tx, list, false); err != nil {
			return err
		}
		if p.Slices, err = c.slices(ctx, tx); err != nil {
			return err
		}
		p.Interactions, err = interaction.CountSince(ctx, tx, midnight(tx.Now, c.dir.Zone))
		if err != nil {
			return err
		}
		if p.Coverage, err = c.coverage(ctx, tx); err != nil {
			return err
		}
		p.Seen, err = c.historySeen(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// seenDays is how far back Today looks for whether history was seen.
const seenDays = 28

// historySeen is whether history was seen before answering, of those whose
// figures the reader may see.
func (c *call) historySeen(ctx context.Context, tx *company.Tx) (*HistorySeen, error) {
	if !c.who.May(company.SeeContributorFigure) {
		return nil, nil
	}
	s, err := card.Seen(ctx, tx, tx.Now.AddDate(0, 0, -seenDays))
	return &HistorySeen{Interval: Interval{Value: s.Share, Low: s.Low, High: s.High, N: s.N}, Days: seenDays, Enough: s.Enough(), Employees: s.Employees, Cut: s.Cut, Least: stats.Enough}, err
}

func midnight(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// ListensToNews says what pages do on news.
const ListensToNews = "Today shows it as it arrives, to whoever has it open; nothing is sent, and nobody is told"

// todayLive sends each arrival, and the comparison with the usual when it may
// have changed, at most every three seconds.
func todayLive(c *call) error {
	var compared time.Time
	stale := false
	return c.stream(func(facts []journal.Fact) error {
		var ids []interaction.ID
		for _, f := range facts {
			stale = stale || f.Kind == impression.FactEpisode
			if f.Kind == interaction.FactRecorded && f.News {
				ids = append(ids, interaction.ID(f.SubjectID))
			}
		}
		ids = ids[max(0, len(ids)-arrivals):]
		return c.view(func(ctx context.Context, tx *company.Tx) error {
			list, err := interaction.FindAll(ctx, tx, ids)
			if err != nil {
				return err
			}
			shown, err := c.arrivals(ctx, tx, list, true)
			if err != nil {
				return err
			}
			for _, a := range shown {
				if err := c.event("arrival", a.ID, a); err != nil {
					return err
				}
			}
			if !stale || time.Since(compared) < 3*time.Second {
				return nil
			}
			stale, compared = false, time.Now()
			s, err := c.slices(ctx, tx)
			if err != nil {
				return err
			}
			return c.event("slices", "", s)
		})
	})
}

// event writes a fragment as a server-sent event.
func (c *call) event(name, id string, v page.View) error {
	html, err := c.s.pages.HTML(c.here(), v)
	if err != nil {
		return err
	}
	return page.WriteEvent(c.w, name, id, html)
}

func (c *call) arrivals(ctx context.Context, tx *company.Tx, list []interaction.Interaction, fresh bool) ([]Arrival, error) {
	all, err := card.Arrivals(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	shown := make([]Arrival, len(all))
	for i, a := range all {
		v := Arrival{ID: a.ID.String(), At: a.OccurredAt, Channel: string(a.Channel), Direction: string(a.Direction), Customer: customerRef(a.Person),
			Text: oneLine(a.Subject, a.Text), Touchpoint: c.touchpointName(a.TouchpointID), HeardBy: c.dir.Contributor(a.ContributorID).Name, Fresh: fresh,
			Earlier: a.OccurredAt.Before(midnight(tx.Now, c.here().Zone))}
		v.URL = v.Customer.URL()
		if v.Text == "" && a.Outcome != "" {
			v.Text = sentenceCase(outcomeWord(a.Outcome))
		}
		if a.Episode != nil {
			v.URL += "#" + impression.EpisodeID(a.EpisodeID)
		}
		v.Impression, v.CausedBy = c.loudest(a.Impressions)
		shown[i] = v
	}
	return shown, nil
}

// loudest is the impression that speaks for several, and who caused it.
func (c *call) loudest(list []impression.Impression) (Impression, []Share) {
	var best *impression.Impression
	for i := range list {
		if list[i].Weight > 0 && (best == nil || loudness(list[i].Valence) > loudness(best.Valence)) {
			best = &list[i]
		}
	}
	if best == nil {
		return Impression{Label: string(impression.Unknown)}, nil
	}
	return c.impression(*best), c.shares(best.Shares)
}

// loudness orders valences by how much they say; what is negative says more.
func loudness(v float64) float64 {
	if v < 0 {
		return -v + 1
	}
	return v
}

func (c *call) impression(i impression.Impression) Impression {
	return Impression{Label: string(c.law.Label(i.Valence)), Valence: i.Valence, Basis: string(i.Basis), Confidence: i.Confidence}
}

func (c *call) shares(list []impression.Share) []Share {
	shown := []Share{}
	rest := 1.0
	for _, s := range list {
		k := c.dir.Contributor(s.ContributorID)
		if k.ID == 0 {
			continue // said to be nobody's
		}
		rest -= s.Portion
		shown = append(shown, Share{Contributor: k.Name, Share: s.Portion, Source: string(s.Source), Partner: c.dir.Root(k.ID).Kind == company.Partner})
	}
	if rest > 0.005 && c.who.Role != company.RolePartner { // a partner is not told of others
		shown = append(shown, Share{Share: rest, Source: "unassigned"})
	}
	return shown
}

func (c *call) slices(ctx context.Context, tx *company.Tx) (s Slices, err error) {
	whole, channels, contributors, err := impression.Today(ctx, tx)
	if err != nil {
		return s, err
	}
	s = Slices{AsOf: tx.Now, All: c.slice(whole)}
	s.All.Name = "Everything"
	for _, u := range channels {
		if idle(u) {
			continue
		}
		v := c.slice(u)
		v.Key, v.Name, v.Icon = u.Channel, channelWord(u.Channel), u.Channel
		s.Channels = append(s.Channels, v)
	}
	// Whoever works for a partner comes for his own row, also while it is empty.
	own := func(u impression.Usual) bool {
		return c.who.Role == company.RolePartner && u.Contributor == c.who.ContributorID
	}
	if c.who.Role == company.RolePartner && !slices.ContainsFunc(contributors, own) {
		contributors = append(contributors, impression.Usual{Contributor: c.who.ContributorID})
	}
	for _, u := range contributors {
		if idle(u) && !own(u) {
			continue
		}
		v := c.slice(u)
		k := c.dir.Contributor(u.Contributor)
		v.Key, v.Name, v.Partner = k.Key, k.Name, c.dir.Root(k.ID).Kind == company.Partner
		v.URL = c.contributorURL(tx, k)
		if k.ID == 0 {
			v.Name = "Unassigned"
		}
		s.Contributors = append(s.Contributors, v)
	}
	s.Fit()
	return s, nil
}

// idle tells that there is nothing to say of a slice: nothing today, and no
// usual that this could be held against.
func idle(u impression.Usual) bool { return u.Today.Total() == 0 && !u.Volume.Enough() }

func (c *call) slice(u impression.Usual) Slice {
	mean, low, high := u.Today.Mean()
	return Slice{Counts: Counts{Negative: int(u.Today.Negative), Neutral: int(u.Today.Neutral), Positive: int(u.Today.Positive)},
		Volume: usualRange(float64(u.Today.Total()), u.Volume), Mean: usualRange(mean, u.Mean), MeanLow: low, MeanHigh: high}
}

func usualRange(today float64, r impression.Range) Range {
	v := Range{Today: today}
	if r.Enough() {
		v.Median, v.Low, v.High, v.Weeks = r.Median, r.Low, r.High, r.Weeks
	}
	switch {
	case r.Above:
		v.Flag = "above"
	case r.Below:
		v.Flag = "below"
	}
	return v
}

func (c *call) touchpointName(id int64) string { return c.dir.Touchpoint(id).Name }

func customerRef(p customer.Person) CustomerRef {
	r := CustomerRef{ID: p.ID.String(), Name: p.Shown(), Account: p.Account.Name, Unnamed: true, Class: string(p.Class)}
	for _, record := range p.Records {
		r.Unnamed = r.Unnamed && record.Name == ""
	}
	if r.Name == "" {
		r.Name = "Somebody unknown"
	}
	return r
}
