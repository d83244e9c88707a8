package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/problem"
)

// Hit is an interaction that has the words.
type Hit struct {
	ID          string              `json:"id" example:"int_0c1x8m2k4q9rt"`
	Customer    Ref                 `json:"customer"`
	OccurredAt  time.Time           `json:"occurred_at"`
	Channel     interaction.Channel `json:"channel"`
	Direction   string              `json:"direction" enum:"in,out"`
	Contributor string              `json:"contributor,omitempty" doc:"key of who heard it"`
	Subject     string              `json:"subject,omitempty"`
	Excerpt     []Excerpt           `json:"excerpt" doc:"what stands around the words, in pieces"`
}

// Excerpt is a piece of what was said.
type Excerpt struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty" doc:"a word that was looked for"`
}

// Hits is a page of what was found, latest first.
type Hits struct {
	List[Hit]
	Reach Reach `json:"reach"`
}

// Reach says how much of what was said can be found by now.
type Reach struct {
	Complete bool      `json:"complete" doc:"all that was recorded can be found"`
	Until    time.Time `json:"until,omitzero" doc:"what was recorded later cannot be found yet; absent where all of it can"`
	Back     time.Time `json:"back,omitzero" doc:"what was recorded before is still being read; absent where all of it was"`
}

type findWords struct {
	Q           string    `query:"q" required:"true" doc:"words that were said; all of them, of the last one how it begins; the first eight count" maxLength:"200" example:"parcel late"`
	From        time.Time `query:"from" doc:"happened at that time or later"`
	Until       time.Time `query:"until" doc:"happened before that time"`
	Channel     string    `query:"channel"`
	Contributor string    `query:"contributor" doc:"key of who heard it or had a leg of it, units included"`
	Cursor      string    `query:"cursor"`
	Limit       int       `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

func (a *API) words() {
	view(a, route{"GET", "/api/v1/interactions", company.FindInteractions, "Interactions", "find-interactions", "Interactions by what was said in them, latest first", 200},
		func(ctx context.Context, tx *company.Tx, in *findWords) (*Body[Hits], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			q := words.Question{Words: in.Q, From: in.From, Until: in.Until, Channel: interaction.Channel(in.Channel)}
			if in.Contributor != "" {
				if q.Contributor = d.ContributorID(in.Contributor); q.Contributor == 0 {
					return nil, problem.Field("contributor", "contributor.unknown", problem.Params{"value": in.Contributor})
				}
			}
			list := fmt.Sprintf("cursor:words:%d:%d:%s:%s:%s", in.From.Unix(), in.Until.Unix(), in.Channel, in.Contributor, in.Q)
			from := interaction.Newest
			if in.Cursor != "" {
				content, ok := a.Key.Open(list, in.Cursor)
				var micros, last int64
				if n, err := fmt.Sscan(content, &micros, &last); !ok || err != nil || n != 2 {
					return nil, problem.Field("cursor", "cursor.malformed", nil)
				}
				from = interaction.Cursor{At: time.UnixMicro(micros).UTC(), ID: interaction.ID(last)}
			}
			found, err := a.Words.Find(ctx, tx, q, from, in.Limit)
			if err != nil {
				return nil, err
			}
			out := Hits{List: List[Hit]{Items: make([]Hit, len(found.Hits))}, Reach: Reach{Until: found.Reach.Until, Back: found.Reach.Back, Complete: found.Reach == words.Reach{}}}
			for k, h := range found.Hits {
				out.Items[k] = shownHit(h, d)
			}
			if found.More {
				out.Next = a.Key.Sign(list, fmt.Sprint(found.Next.At.UnixMicro(), int64(found.Next.ID)))
			}
			return answer(out), nil
		})
}

func shownHit(h words.Hit, d *company.Directory) Hit {
	x := Hit{ID: h.ID.String(), Customer: Ref{ID: h.Person.ID.String(), Name: h.Person.Shown()}, OccurredAt: h.OccurredAt, Channel: h.Channel, Direction: string(h.Direction),
		Contributor: d.Contributor(h.ContributorID).Key, Subject: h.Subject, Excerpt: []Excerpt{}}
	for _, p := range h.Around {
		x.Excerpt = append(x.Excerpt, Excerpt{strings.ToValidUTF8(p.Text, ""), p.Marked})
	}
	return x
}
