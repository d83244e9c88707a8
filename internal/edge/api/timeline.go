package api

import (
	"context"
	"fmt"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

type timelineQuery struct {
	ByID
	Cursor      string `query:"cursor"`
	Limit       int    `query:"limit" default:"50" minimum:"1" maximum:"200"`
	Channel     string `query:"channel"`
	Impression  string `query:"impression" enum:"negative,neutral,positive,unknown," doc:"of the episode"`
	Contributor string `query:"contributor" doc:"key of who heard it"`
	Text        string `query:"text" maxLength:"200"`
}

// list names the list that is asked for, which its cursors fit.
func (q *timelineQuery) list(p customer.Person) string {
	return fmt.Sprintf("timeline:%s:%s:%s:%s:%s", p.ID, q.Channel, q.Impression, q.Contributor, q.Text)
}

func (a *API) shownTimeline(t card.Timeline, list string, d *company.Directory, law impression.Law) List[Entry] {
	out := List[Entry]{Items: make([]Entry, 0, len(t.Entries))}
	for _, e := range t.Entries {
		out.Items = append(out.Items, shownEntry(e, d, law))
	}
	if t.More {
		out.Next = a.Key.Sign("cursor:"+list, fmt.Sprint(t.Next.At.UnixMicro(), int64(t.Next.ID)))
	}
	return out
}

func (a *API) timeline(ctx context.Context, tx *company.Tx, in *timelineQuery) (*Body[List[Entry]], error) {
	p, d, law, err := whom(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	f := card.Filter{Filter: interaction.Filter{Channel: interaction.Channel(in.Channel), Text: in.Text}, Label: impression.Label(in.Impression)}
	if in.Contributor != "" {
		if f.Contributor = d.ContributorID(in.Contributor); f.Contributor == 0 {
			return nil, problem.Field("contributor", "contributor.unknown", problem.Params{"value": in.Contributor})
		}
	}
	list := in.list(p)
	from := interaction.Newest
	if in.Cursor != "" {
		content, ok := a.Key.Open("cursor:"+list, in.Cursor)
		var micros, last int64
		if n, err := fmt.Sscan(content, &micros, &last); !ok || err != nil || n != 2 {
			return nil, problem.Field("cursor", "cursor.malformed", nil)
		}
		from = interaction.Cursor{At: time.UnixMicro(micros).UTC(), ID: interaction.ID(last)}
	}
	t, err := card.History(ctx, tx, p, f, from, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(a.shownTimeline(t, list, d, law)), nil
}
