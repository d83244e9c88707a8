package api

import (
	"context"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
)

// Card is the card of a customer as the API shows it: what the page and the frame
// show too.
type Card struct {
	Customer     Customer     `json:"customer"`
	Relationship Relationship `json:"relationship" doc:"explained by its largest parts"`
	LastContact  *LastContact `json:"last_contact,omitempty" doc:"the latest between people; absent where there was none"`
	Tried        []string     `json:"tried" doc:"interactions of the last two weeks in which he looked for help himself, latest first"`
	Timeline     List[Entry]  `json:"timeline" doc:"latest first; its cursor goes on at the customer's timeline"`
}

// LastContact is how a customer was left when somebody last spoke with him.
type LastContact struct {
	At          time.Time             `json:"at"`
	Channel     interaction.Channel   `json:"channel"`
	Direction   interaction.Direction `json:"direction"`
	Impression  impression.Label      `json:"impression" enum:"negative,neutral,positive,unknown" doc:"of its episode"`
	WaitSeconds int                   `json:"wait_seconds,omitempty"`
	Subject     string                `json:"subject,omitempty"`
}

func (a *API) card(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Card], error) {
	p, d, law, err := whom(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	c, err := card.Of(ctx, tx, p)
	if err != nil {
		return nil, err
	}
	opened(ctx, card.Open(tx, p, card.ByAPI))
	out := Card{Customer: shownCustomer(p, c.Known, d.Profile), Relationship: shownRelationship(c.Explanation, d, law), Tried: []string{},
		Timeline: a.shownTimeline(c.Timeline, (&timelineQuery{}).list(p), d, law)}
	if l := c.Last; !l.At.IsZero() {
		out.LastContact = &LastContact{l.At, l.Channel, l.Direction, l.Label, l.WaitSeconds, l.Subject}
	}
	for _, i := range c.Tried {
		out.Tried = append(out.Tried, i.ID.String())
	}
	return answer(out), nil
}
