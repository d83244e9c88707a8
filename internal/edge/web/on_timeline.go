package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// told is how many interactions a stretch of a timeline has.
const told = 50

func (c *call) timelineFilter() TimelineFilter {
	q := c.r.URL.Query()
	return TimelineFilter{Channel: q.Get("channel"), Impression: q.Get("impression"), Contributor: q.Get("contributor"), Text: q.Get("text")}
}

// showTimeline answers with a stretch of the timeline: the first when the
// filter changed, else the next.
func showTimeline(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	if !page.WantsFragment(c.r) { // a link followed without a script
		return c.card(id)
	}
	f, older := c.timelineFilter(), c.form("cursor")
	var t Timeline
	err = c.view(func(ctx context.Context, tx *company.Tx) error {
		from, err := c.timelineFrom(ctx, tx)
		if err != nil {
			return err
		}
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		h, err := c.history(ctx, tx, p, f, from)
		if err != nil {
			return err
		}
		t = c.timeline(p, h, f)
		return nil
	})
	if err != nil {
		return err
	}
	if older != "" {
		return c.show(http.StatusOK, TimelineMore{t})
	}
	return c.show(http.StatusOK, t)
}

// timelineFrom is where a stretch of a timeline begins: at a cursor, at an
// episode that was asked for, or at the newest.
func (c *call) timelineFrom(ctx context.Context, tx *company.Tx) (from interaction.Cursor, err error) {
	if s := c.form("cursor"); s != "" {
		content, ok := c.s.Key.Open("page:timeline", s)
		var micros, last int64
		if n, err := fmt.Sscan(content, &micros, &last); !ok || err != nil || n != 2 {
			return from, badCursor
		}
		return interaction.Cursor{At: time.UnixMicro(micros).UTC(), ID: interaction.ID(last)}, nil
	}
	id, err := parseEpisode(c.form("episode"))
	if err != nil {
		return interaction.Newest, nil
	}
	e, err := impression.FindEpisode(ctx, tx, id)
	if problem.KindOf(err) == problem.NotFound {
		return interaction.Newest, nil
	}
	return interaction.Cursor{At: e.LastAt, ID: interaction.Newest.ID}, err
}

func (c *call) history(ctx context.Context, tx *company.Tx, p customer.Person, f TimelineFilter, from interaction.Cursor) (card.Timeline, error) {
	by := c.dir.ContributorID(f.Contributor)
	if !tx.Scope.Sees(by) {
		by = 0 // what such a filter left would tell of others' shares
	}
	return card.History(ctx, tx, p, card.Filter{Filter: interaction.Filter{Channel: interaction.Channel(f.Channel), Text: f.Text},
		Label: impression.Label(f.Impression), Contributor: by}, from, told)
}

// timeline shows a stretch of history by episode. An episode stands where its
// latest interaction of the stretch stands.
func (c *call) timeline(p customer.Person, h card.Timeline, f TimelineFilter) Timeline {
	t := Timeline{Here: c.here(), CustomerID: p.ID.String(), Filter: f, Total: int(h.Total)}
	for _, ch := range interaction.Channels {
		t.Channels = append(t.Channels, page.Option{Value: string(ch), Label: channelWord(string(ch))})
	}
	for _, k := range c.dir.Contributors() {
		if !c.scope.Sees(k.ID) { // of other shares nothing is told
			continue
		}
		t.Causes = append(t.Causes, page.Option{Value: k.Key, Label: k.Name})
	}
	at := map[int64]int{}
	for _, e := range h.Entries {
		who, others := h.Whose[e.CustomerID]
		if !others {
			who = p
		}
		k, seen := at[e.EpisodeID]
		if !seen {
			k = len(t.Episodes)
			at[e.EpisodeID] = k
			t.Episodes = append(t.Episodes, c.episode(h.Episodes[e.EpisodeID], e))
			if others {
				ref := customerRef(who)
				t.Episodes[k].Who = &ref
			}
		}
		ep := &t.Episodes[k]
		ep.Interactions = append(ep.Interactions, c.corrected(c.interaction(e, who), e, h))
		if e.Outcome != "" && !slices.Contains(ep.Outcomes, e.Outcome) {
			ep.Outcomes = append(ep.Outcomes, e.Outcome)
		}
		if e.Subject != "" && ep.Reference == "" { // the earliest's stays: it says what it began with
			ep.Title = e.Subject
		}
		ep.Effort.WaitSeconds += e.Waited()
		ep.Effort.HoldSeconds += e.Held()
		ep.Effort.Transfers += e.HandedOn()
		ep.Effort.Abandoned = ep.Effort.Abandoned || e.Abandoned
		ep.Effort.ReExplained = ep.Effort.ReExplained || e.Detail.ReExplained
	}
	unfolded := 0
	for i := range t.Episodes {
		ep := &t.Episodes[i]
		// What waits for nobody is not open: pages read, and what machines sent.
		talk := slices.ContainsFunc(ep.Interactions, func(i Interaction) bool { return !i.SelfService && !i.Automated })
		ep.Done = ep.Done || !talk
		if ep.Open = f.Any() || talk && unfolded < 2; ep.Open {
			unfolded++
		}
		slices.Reverse(ep.Interactions)                                    // a conversation reads downwards
		if known := h.Episodes[idOf(ep.ID)]; known != nil && c.scope.All { // of others' parts nothing is told
			ep.Hidden = max(0, int(known.Parts)-len(ep.Interactions))
			ep.AllURL = t.URL() + "?text=" + url.QueryEscape(ep.Reference)
		}
	}
	if h.More {
		v := url.Values{"cursor": {c.s.Key.Sign("page:timeline", fmt.Sprint(h.Next.At.UnixMicro(), int64(h.Next.ID)))}}
		for name, value := range map[string]string{"channel": f.Channel, "impression": f.Impression, "contributor": f.Contributor, "text": f.Text} {
			if value != "" {
				v.Set(name, value)
			}
		}
		t.OlderURL = t.URL() + "/timeline?" + v.Encode()
	}
	return t
}

// over tells whether an episode that nobody called done has ended all the same:
// by silence, after which what comes is another; with a reference, much later.
func (c *call) over(e *card.Episode) bool {
	silence := c.law.GapHours * float64(time.Hour)
	if e.Key.ByReference {
		silence = 60 * 24 * float64(time.Hour)
	}
	return c.here().Now.Sub(e.LastAt) > time.Duration(silence)
}

func (c *call) episode(e *card.Episode, first card.Entry) Episode {
	if e == nil { // the ledger has not heard of it: shown by itself
		return Episode{ID: first.ID.String(), Title: cmpOr(first.Subject, c.touchpointName(first.TouchpointID), channelWord(string(first.Channel))),
			From: first.OccurredAt, To: first.OccurredAt, Impression: Impression{Label: "unknown"}}
	}
	ep := Episode{ID: impression.EpisodeID(e.ID), Touchpoint: c.touchpointName(e.TouchpointID), From: e.OpenedAt, To: e.LastAt,
		Impression: Impression{Label: "unknown"}, Done: !e.DoneAt.IsZero() || c.over(e), Effort: Effort{Returned: e.RepeatOf != 0}}
	ep.Title = cmpOr(ep.Touchpoint, channelWord(string(first.Channel)))
	if e.Key.ByReference {
		ep.Reference = e.Key.Text[len("reference:"):]
		ep.Title = referenceWord(ep.Reference)
	}
	if e.Impressions > 0 && (c.scope.All || len(e.Shares) > 0) { // a partner is not told what others left
		ep.Impression = Impression{Label: string(c.law.Label(e.Valence)), Valence: e.Valence}
		for _, i := range e.Left {
			if i.PartID == e.PeakID && i.Weight > 0 {
				ep.Impression.Basis, ep.Impression.Confidence = string(i.Basis), i.Confidence
			}
		}
		ep.CausedBy = c.shares(e.Shares)
		ep.Points = e.Points
		if c.who.May(company.CorrectImpression) {
			ep.Charge = c.contributorOptions()
		}
	}
	return ep
}

func (c *call) interaction(e card.Entry, p customer.Person) Interaction {
	v := Interaction{ID: e.ID.String(), At: e.OccurredAt, Channel: string(e.Channel), Direction: string(e.Direction), HeardBy: c.dir.Contributor(e.ContributorID).Name,
		Subject: e.Subject, Text: e.Text, Quoted: e.Detail.Quoted, Language: e.Language, Outcome: e.Outcome, DueAt: e.DueAt, Automated: e.Automated, SelfService: e.SelfService(),
		Effort: Effort{WaitSeconds: e.Waited(), HoldSeconds: e.Held(), Transfers: e.HandedOn(), Attempts: e.Detail.Attempts, Abandoned: e.Abandoned, ReExplained: e.Detail.ReExplained}}
	v.Impression, _ = c.loudest(e.Impressions)
	v.Heard, v.Passages = c.heard(e)
	switch {
	case e.Direction == interaction.In && e.Channel != interaction.InPerson && e.Channel != interaction.Field && e.Channel != interaction.System:
		v.Speaker = customerRef(p).Name
	case e.EmployeeID != 0:
		v.Speaker = c.dir.Employee(e.EmployeeID).Name
	default:
		if v.Speaker = v.HeardBy; v.Speaker == "" && e.Direction == interaction.Out {
			v.Speaker = c.dir.Profile.Name
		}
	}
	if e.Source == bystander.Source && c.who.May(company.MoveInteraction) { // for whoever may answer, or find out who it is
		v.Contact, _ = e.Detail.Attributes["contact"].(string)
	}
	if notes, ok := e.Detail.Attributes["notes"].([]any); ok && len(notes) > 0 {
		v.Note = fmt.Sprint(notes[0])
	}
	return v
}

func idOf(shown string) int64 {
	id, err := parseEpisode(shown)
	if err != nil {
		return 0
	}
	return id
}

// showEpisode leads to an episode on its customer's card, also after it joined
// another: a link to an episode stays good.
func showEpisode(c *call) error {
	id, err := parseEpisode(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("episode", c.r.PathValue("id"))
	}
	var to string
	err = c.view(func(ctx context.Context, tx *company.Tx) error {
		e, err := impression.FindEpisode(ctx, tx, id)
		if err == nil {
			err = inSight(ctx, tx, e)
		}
		shown := impression.EpisodeID(e.ID)
		to = "/customers/" + e.CustomerID.String() + "?episode=" + shown + "#" + shown
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo(to, Toast{})
}

// inSight makes sure that a partner had a part in an episode of a customer whom
// he knows from others; for any other it is as if there were none.
func inSight(ctx context.Context, tx *company.Tx, e impression.Episode) error {
	if tx.Scope.All {
		return nil
	}
	parts, err := impression.PartsOf(ctx, tx, []int64{e.ID})
	if err != nil {
		return err
	}
	var ids []interaction.ID
	for _, id := range parts[e.ID] {
		ids = append(ids, interaction.ID(id))
	}
	if seen, err := interaction.FindAll(ctx, tx, ids); err != nil || len(seen) > 0 {
		return err
	}
	return problem.Missing("episode", impression.EpisodeID(e.ID))
}

// corrected adds what people said of an interaction, and where the reader may
// say something himself.
func (c *call) corrected(v Interaction, e card.Entry, h card.Timeline) Interaction {
	if v.Corrected = len(e.Said) > 0; c.who.May(company.CorrectImpression) {
		v.CorrectURL = "/interactions/" + v.ID + "/correct"
	}
	for _, k := range h.Contests[int64(e.ID)] {
		if k.State == impression.ContestOpen {
			v.Contested = c.dir.Contributor(k.ContributorID).Name
		}
	}
	if c.who.ContributorID == 0 || !c.who.May(company.ContestShare) {
		return v
	}
	units := c.dir.Subtree(c.who.ContributorID)
	for _, i := range e.Impressions {
		if slices.ContainsFunc(i.Shares, func(s impression.Share) bool { return slices.Contains(units, s.ContributorID) }) {
			v.ContestURL = "/interactions/" + v.ID + "/contest"
		}
	}
	return v
}
