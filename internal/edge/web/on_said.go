package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
	"unicode/utf8"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const (
	wordsURL   = "/customers/words"
	saidListed = 30               // interactions a page
	saidBehind = 10 * time.Second // how far behind is worth saying
)

// findWords finds interactions by what was said.
func findWords(c *call) error {
	p := SaidPage{Found: Said{Filter: SaidFilter{Query: c.form("q"), Channel: c.form("channel"), Contributor: c.form("contributor"), From: c.form("from"), To: c.form("to")}}}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		return c.fillSaid(ctx, tx, &p.Found)
	})
	if err != nil {
		return err
	}
	if page.WantsFragment(c.r) && page.Target(c.r) != "" {
		return c.show(http.StatusOK, p.Found)
	}
	return c.show(http.StatusOK, p)
}

func (c *call) fillSaid(ctx context.Context, tx *company.Tx, s *Said) error {
	for _, ch := range interaction.Channels {
		s.Channels = append(s.Channels, page.Option{Value: string(ch), Label: channelWord(string(ch))})
	}
	for _, k := range c.dir.Contributors() {
		if c.scope.Sees(k.ID) {
			s.Contributors = append(s.Contributors, page.Option{Value: k.Key, Label: k.Name})
		}
	}
	q, err := c.question(s)
	if err != nil {
		return s.refused(err)
	}
	if q.Words == "" {
		reach, err := c.s.Words.Reach(ctx, tx)
		s.Reach = c.reach(reach)
		return err
	}
	from, err := c.saidFrom(s.Filter)
	if err != nil {
		return err
	}
	found, err := c.s.Words.Find(ctx, tx, q, from, saidListed)
	if err != nil {
		return s.refused(err)
	}
	s.Reach = c.reach(found.Reach)
	for _, h := range found.Hits {
		s.Rows = append(s.Rows, SaidRow{URL: "/interactions/" + h.ID.String(), Customer: customerRef(h.Person), At: h.OccurredAt, Channel: string(h.Channel), Direction: string(h.Direction),
			HeardBy: c.dir.Contributor(h.ContributorID).Name, Subject: h.About, Text: h.Around, Language: h.Language})
	}
	if from != interaction.Newest {
		s.Pager.BackURL = s.Filter.url("")
	}
	if found.More {
		s.Pager.NextURL = s.Filter.url(c.s.Key.Sign("page:words:"+s.Filter.url(""), fmt.Sprint(found.Next.At.UnixMicro(), int64(found.Next.ID))))
	}
	return nil
}

// refused shows why a question cannot be answered, where that is the question's fault.
func (s *Said) refused(err error) error {
	told, err := wrong(err)
	s.Wrong = told["q"]
	return err
}

// question reads what is asked. Days are the company's; one that is none, or a
// contributor that the reader does not see, narrows nothing and is not shown.
func (c *call) question(s *Said) (q words.Question, err error) {
	f := &s.Filter
	if utf8.RuneCountInString(f.Query) > 200 {
		return q, problem.Field("q", "field.too_many_characters", problem.Params{"max": 200})
	}
	q = words.Question{Words: f.Query, Channel: interaction.Channel(f.Channel)}
	if id := c.dir.ContributorID(f.Contributor); id != 0 && c.scope.Sees(id) {
		q.Contributor = id
	} else {
		f.Contributor = ""
	}
	if q.From, err = time.ParseInLocation(time.DateOnly, f.From, c.dir.Zone); err != nil {
		q.From, f.From = time.Time{}, ""
	}
	if q.Until, err = time.ParseInLocation(time.DateOnly, f.To, c.dir.Zone); err != nil {
		q.Until, f.To = time.Time{}, ""
	} else {
		q.Until = q.Until.AddDate(0, 0, 1)
	}
	return q, nil
}

// reach leaves out what will have been made up for by the time it is read.
func (c *call) reach(r words.Reach) SaidReach {
	if c.here().Now.Sub(r.Until) < saidBehind {
		r.Until = time.Time{}
	}
	return SaidReach(r)
}

// saidFrom reads where to go on; a cursor is of what was looked for with it.
func (c *call) saidFrom(f SaidFilter) (from interaction.Cursor, err error) {
	s := c.form("cursor")
	if s == "" {
		return interaction.Newest, nil
	}
	content, ok := c.s.Key.Open("page:words:"+f.url(""), s)
	var micros, last int64
	if n, err := fmt.Sscan(content, &micros, &last); !ok || err != nil || n != 2 {
		return from, badCursor
	}
	return interaction.Cursor{At: time.UnixMicro(micros).UTC(), ID: interaction.ID(last)}, nil
}

// url is where the same is looked for, from a cursor on.
func (f SaidFilter) url(cursor string) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": f.Query, "channel": f.Channel, "contributor": f.Contributor, "from": f.From, "to": f.To, "cursor": cursor} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if len(v) == 0 {
		return wordsURL
	}
	return wordsURL + "?" + v.Encode()
}

// Wider is where the same words are looked for everywhere and at any time.
func (f SaidFilter) Wider() string { return SaidFilter{Query: f.Query}.url("") }

// showInteraction leads to an interaction in its customer's history.
func showInteraction(c *call) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("interaction", c.r.PathValue("id"))
	}
	var to string
	err = c.view(func(ctx context.Context, tx *company.Tx) error {
		list, err := interaction.Standing(ctx, tx, []interaction.ID{id})
		if err != nil {
			return err
		}
		placed, err := card.Arrivals(ctx, tx, list)
		if err != nil {
			return err
		}
		if len(placed) == 0 {
			return problem.Missing("interaction", id.String())
		}
		to = customerRef(placed[0].Person).URL()
		if e := placed[0].Episode; e != nil {
			to += "?episode=" + impression.EpisodeID(e.ID)
		}
		to += "#" + id.String()
		return nil
	})
	if err != nil {
		return err
	}
	return c.goTo(to, Toast{})
}
