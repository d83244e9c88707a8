package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

var badCursor = problem.Field("cursor", "cursor.malformed", nil)

func showCard(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	return c.card(id)
}

func (c *call) card(id customer.ID) error {
	p, err := c.readCard(id)
	if err != nil {
		return err
	}
	if c.compact() {
		p.LiveURL += "?compact"
		return c.show(http.StatusOK, compactCard(p))
	}
	return c.show(http.StatusOK, p)
}

// readCard fills a card.
func (c *call) readCard(id customer.ID) (p CardPage, err error) {
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		k, err := card.Read(ctx, tx, id)
		if err != nil {
			return err
		}
		if !page.WantsFragment(c.r) { // a live card asks for its parts again
			o := card.Open(tx, k.Person, placeOf(c.compact()))
			c.opened = &o
		}
		names := actorNames{}
		if len(k.Merges) > 0 {
			if names, err = c.actorNames(ctx, tx); err != nil {
				return err
			}
		}
		c.fillCard(&p, k, names)
		if err := c.fillClass(ctx, tx, &p, k.Person); err != nil {
			return err
		}
		f := c.timelineFilter()
		from, err := c.timelineFrom(ctx, tx)
		if err != nil {
			return err
		}
		if f.Any() || from != interaction.Newest {
			if k.Timeline, err = c.history(ctx, tx, k.Person, f, from); err != nil {
				return err
			}
		}
		p.Timeline = c.timeline(k.Person, k.Timeline, f)
		if from != interaction.Newest && p.Toast == nil {
			p.Toast = &Toast{Text: "The history begins further back here.", NextURL: p.Customer.URL(), NextLabel: "From the newest on"}
		}
		return nil
	})
	c.revealable(&p)
	return p, err
}

func placeOf(compact bool) card.Place {
	if compact {
		return card.InFrame
	}
	return card.OnPage
}

func (c *call) fillCard(p *CardPage, k card.Card, names actorNames) {
	person := k.Person
	p.Customer = Customer{CustomerRef: customerRef(person), Roles: roleWords(person.Roles), IsAccount: k.Account != nil, Since: person.Since, Left: person.LeftAt,
		Value: c.worth(person.ValueMinor), Attributes: attributes(person)}
	if person.Account.ID != 0 {
		p.Customer.AccountURL = "/customers/" + person.Account.ID.String()
	}
	p.Identifiers, p.LiveURL = identifiers(person), p.Customer.URL()+"/live"
	p.Relationship = c.relationship(k.Known)
	p.Sentence = c.sentence(k)
	x := k.Explanation
	p.Evidence = Evidence{Episodes: int(x.Episodes), Asked: int(x.Asked), Fresh: x.Evidence, Why: why(x)}
	if k.Account != nil {
		p.Account, p.Evidence.Speaks = c.accountPart(*k.Account), speaks(*k.Account)
	}
	p.Line.Strained, p.Line.Warm = c.law.Strained, c.law.Warm
	for _, m := range x.Line {
		p.Line.Points = append(p.Line.Points, LinePoint(m))
	}
	if n := len(p.Line.Points); n > 0 {
		p.Line.From, p.Line.To = p.Line.Points[0].At, p.Line.Points[n-1].At
	}
	p.Explanation = Explanation{Withheld: x.Withheld, Episodes: int(x.Episodes), Part: x.Rest.Points, Prior: x.Prior, Score: x.Score, More: x.Rest.Episodes, MoreBy: x.Rest.Points}
	titles := map[int64]string{}
	for _, pt := range x.Points {
		p.Explanation.Part += pt.Points
		title := c.about(pt.Episode, k.Peaks[pt.Episode.PeakID])
		titles[pt.Episode.ID] = title
		part := Part{Points: pt.Points, Label: title, At: pt.Episode.LastAt, URL: episodeURL(k, pt.Episode.ID), Causers: c.causers(pt.Shares)}
		if who, ok := k.Timeline.Whose[pt.Episode.CustomerID]; ok {
			part.Who = customerRef(who).Name
		}
		for _, i := range pt.Impressions {
			if i.PartID == pt.Episode.PeakID {
				part.Basis = string(i.Basis)
			}
		}
		p.Explanation.Parts = append(p.Explanation.Parts, part)
	}
	for _, m := range x.Marks {
		title := titles[m.Episode]
		if title == "" {
			title = "an episode"
		}
		p.Line.Moments = append(p.Line.Moments, LineMoment{At: m.At, Score: m.Score, Points: m.Jump, Label: title, URL: episodeURL(k, m.Episode)})
	}
	for _, i := range k.Tried {
		p.Tried = append(p.Tried, Tried{At: i.OccurredAt, What: cmpOr(i.Subject, c.touchpointName(i.TouchpointID), "A page"), Where: channelWord(string(i.Channel)), URL: "#" + i.ID.String()})
	}
	for _, g := range k.Suggestions {
		reasons, doubts := forAndAgainst(g.Suggestion)
		p.Suggestions = append(p.Suggestions, SuggestionRef{ID: database.FormatID("sug", g.ID), Other: customerRef(g.Other), Reasons: reasons, Doubts: doubts})
	}
	for _, m := range k.Merges {
		other := customerRef(customer.Person{Customer: m.Record, Records: []customer.Customer{m.Record}})
		p.Merges = append(p.Merges, Merge{ID: database.FormatID("mer", m.ID), Other: other, At: m.CreatedAt, By: names.of(m.Actor), Reason: m.Reason})
	}
}

// episodeURL leads to an episode on the card: where it stands already, or to a
// card whose history begins with it.
func episodeURL(k card.Card, id int64) string {
	shown := impression.EpisodeID(id)
	if k.Timeline.Episodes[id] != nil {
		return "#" + shown
	}
	return "/customers/" + k.Person.ID.String() + "?episode=" + shown + "#" + shown
}

// why says what is missing to tell.
func why(x impression.Explanation) string {
	switch {
	case x.Enough:
		return ""
	case x.Episodes == 0:
		return "Nothing that happened so far says how this customer regards us."
	case x.Episodes == 1:
		return "One episode is not enough to tell."
	}
	return "What happened lies too far back, or says too little, to tell."
}

func attributes(p customer.Person) []Attribute {
	var list []Attribute
	for k, v := range p.Attributes {
		if _, masked := v.(customer.Masked); masked {
			list = append(list, Attribute{Key: k, Masked: true})
			continue
		}
		list = append(list, Attribute{Key: k, Value: attributeValue(k, v), Typed: fmt.Sprint(v)})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	return list
}

// causers names who had most of an episode.
func (c *call) causers(shares []impression.Share) string {
	var names []string
	for _, s := range shares {
		if s.Portion >= 0.25 {
			names = append(names, c.dir.Contributor(s.ContributorID).Name)
		}
	}
	return strings.Join(names, ", ")
}

// about says what an episode was about: its reference and what came of it, else
// its subject, else where it was.
func (c *call) about(e impression.Episode, peak interaction.Interaction) string {
	outcome := ""
	if peak.Outcome != "" {
		outcome = outcomeWord(peak.Outcome)
	}
	if ref, ok := strings.CutPrefix(e.Key.Text, "reference:"); ok {
		return strings.TrimSpace(referenceWord(ref) + " " + outcome)
	}
	title := cmpOr(peak.Subject, c.touchpointName(e.TouchpointID), channelWord(string(peak.Channel)))
	if outcome != "" && !strings.Contains(strings.ToLower(title), outcome) {
		title += ": " + outcome
	}
	return sentenceCase(title)
}

// referenceWord makes "order:4711" readable: "Order 4711".
func referenceWord(ref string) string {
	kind, id, ok := strings.Cut(ref, ":")
	if !ok {
		return ref
	}
	return sentenceCase(strings.ReplaceAll(kind, "_", " ")) + " " + id
}

// cardLive tells an open card that something about its customer changed.
func cardLive(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return err
	}
	var records []customer.ID
	err = c.view(func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		records = p.IDs()
		if p.Kind != customer.KindAccount {
			return nil
		}
		people, _, err := customer.PeopleOf(ctx, tx, p)
		for _, one := range people {
			records = append(records, one.IDs()...)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.stream(func(facts []journal.Fact) error {
		if slices.ContainsFunc(facts, func(f journal.Fact) bool { return slices.Contains(records, customer.ID(f.CustomerID)) }) {
			return page.WriteEvent(c.w, "changed", "", []byte("changed"))
		}
		return nil
	})
}
