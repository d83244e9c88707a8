package api

import (
	"context"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
)

// Entry is an interaction as a timeline shows it.
type Entry struct {
	ID          string                `json:"id"`
	CustomerID  string                `json:"customer_id" doc:"the record that it was recorded under"`
	EpisodeID   string                `json:"episode_id,omitempty"`
	OccurredAt  time.Time             `json:"occurred_at"`
	RecordedAt  time.Time             `json:"recorded_at"`
	Source      string                `json:"source"`
	SourceRef   string                `json:"source_ref"`
	Channel     interaction.Channel   `json:"channel"`
	Direction   interaction.Direction `json:"direction"`
	Touchpoint  string                `json:"touchpoint,omitempty"`
	HeardBy     *Ref                  `json:"heard_by,omitempty" doc:"the contributor that had it in hand"`
	Employee    *Ref                  `json:"employee,omitempty"`
	Subject     string                `json:"subject,omitempty"`
	Text        string                `json:"text,omitempty"`
	Quoted      string                `json:"quoted,omitempty"`
	Language    string                `json:"language,omitempty"`
	Thread      string                `json:"thread,omitempty"`
	Reference   string                `json:"reference,omitempty"`
	Outcome     string                `json:"outcome,omitempty"`
	DueAt       time.Time             `json:"due_at,omitzero"`
	Resolved    bool                  `json:"resolved,omitempty"`
	Abandoned   bool                  `json:"abandoned,omitempty"`
	Automated   bool                  `json:"automated,omitempty"`
	ReExplained bool                  `json:"re_explained,omitempty"`
	Attempts    int                   `json:"attempts,omitempty"`
	WaitSeconds int                   `json:"wait_seconds,omitempty"`
	HoldSeconds int                   `json:"hold_seconds,omitempty"`
	Transfers   int                   `json:"transfers,omitempty"`
	Attributes  map[string]any        `json:"attributes,omitempty"`
	Heard       *Heard                `json:"heard,omitempty" doc:"what the customer's own words say, in a language that is read"`
	Impressions []Impression          `json:"impressions,omitempty" doc:"what it left"`
}

// Impression is an impression as the API shows it.
type Impression struct {
	ID         string           `json:"id"`
	Role       impression.Role  `json:"role" enum:"outcome,effort,words,observed,asked"`
	Basis      impression.Basis `json:"basis" enum:"asked,observed,inferred,detected" doc:"how we know"`
	Label      impression.Label `json:"label" enum:"negative,neutral,positive"`
	Valence    float64          `json:"valence" doc:"-1 … +1"`
	Confidence float64          `json:"confidence" doc:"0 … 1"`
	CausedBy   []Share          `json:"caused_by" doc:"what is missing to 1 is unassigned"`
}

// Share is a contributor's part in something.
type Share struct {
	Contributor Ref                    `json:"contributor"`
	Share       float64                `json:"share" doc:"0 … 1"`
	Source      impression.ShareSource `json:"source" enum:"stated,rule,default" doc:"how we know"`
}

func ref(d *company.Directory, id int64) *Ref {
	if c := d.Contributor(id); c.ID != 0 {
		return &Ref{database.FormatID("con", c.ID), c.Key, c.Name}
	}
	return nil
}

func shownShares(list []impression.Share, d *company.Directory) []Share {
	shares := []Share{}
	for _, s := range list {
		if r := ref(d, s.ContributorID); r != nil {
			shares = append(shares, Share{*r, s.Portion, s.Source})
		}
	}
	return shares
}

func shownImpressions(list []impression.Impression, d *company.Directory, law impression.Law) []Impression {
	var shown []Impression
	for _, i := range list {
		shown = append(shown, Impression{ID: database.FormatID("imp", i.ID), Role: i.Role, Basis: i.Basis, Label: law.Label(i.Valence),
			Valence: i.Valence, Confidence: i.Confidence, CausedBy: shownShares(i.Shares, d)})
	}
	return shown
}

func shownEntry(e card.Entry, d *company.Directory, law impression.Law) Entry {
	out := Entry{ID: e.ID.String(), CustomerID: e.CustomerID.String(), OccurredAt: e.OccurredAt, RecordedAt: e.RecordedAt, Source: e.Source, SourceRef: e.SourceRef,
		Channel: e.Channel, Direction: e.Direction, Touchpoint: d.Touchpoint(e.TouchpointID).Key, HeardBy: ref(d, e.ContributorID), Subject: e.Subject, Text: e.Text,
		Quoted: e.Detail.Quoted, Language: e.Language, Thread: e.Thread, Reference: e.Reference, Outcome: e.Outcome, DueAt: e.DueAt,
		Resolved: e.Resolved, Abandoned: e.Abandoned, Automated: e.Automated, ReExplained: e.Detail.ReExplained, Attempts: e.Detail.Attempts,
		WaitSeconds: e.Waited(), HoldSeconds: e.Held(), Transfers: e.HandedOn(), Attributes: e.Detail.Attributes, Impressions: shownImpressions(e.Impressions, d, law)}
	out.Heard = shownHeard(e.Interaction, e.Said, d)
	if e.EpisodeID != 0 {
		out.EpisodeID = impression.EpisodeID(e.EpisodeID)
	}
	if w := d.Employee(e.EmployeeID); w.ID != 0 {
		out.Employee = &Ref{database.FormatID("emp", w.ID), w.Key, w.Name}
	}
	return out
}

// Relationship is a relationship, explained.
type Relationship struct {
	Standing
	AsOf     time.Time      `json:"as_of"`
	Law      int64          `json:"law" doc:"version of the constants; 0 is the documented ones"`
	Evidence float64        `json:"evidence" doc:"how many episodes' worth of memory is left"`
	Episodes int64          `json:"episodes"`
	Prior    float64        `json:"prior" doc:"prior, parts and rest sum exactly to the score"`
	Parts    []RelationPart `json:"parts" doc:"largest first"`
	Rest     RelationRest   `json:"rest" doc:"the parts beyond the limit, together"`
	Line     []LinePoint    `json:"line" doc:"over time, up to two years"`
}

// RelationPart is an episode's part in the score.
type RelationPart struct {
	EpisodeID   string           `json:"episode_id"`
	CustomerID  string           `json:"customer_id" doc:"whose it was: in an account's relationship, the record of one of its people"`
	Points      float64          `json:"points"`
	LastAt      time.Time        `json:"last_at"`
	Valence     float64          `json:"valence"`
	Label       impression.Label `json:"label" enum:"negative,neutral,positive"`
	Touchpoint  string           `json:"touchpoint,omitempty"`
	About       string           `json:"about" doc:"reference, thread or touchpoint"`
	PeakID      string           `json:"peak_id" doc:"the interaction that left the loudest impression"`
	CausedBy    []Share          `json:"caused_by"`
	Impressions []Impression     `json:"impressions"`
}

// RelationRest is many small parts together.
type RelationRest struct {
	Episodes int     `json:"episodes"`
	Points   float64 `json:"points"`
}

// LinePoint is the relationship at an instant.
type LinePoint struct {
	At     time.Time `json:"at"`
	Score  float64   `json:"score"`
	Low    float64   `json:"low"`
	High   float64   `json:"high"`
	Enough bool      `json:"enough"`
}

func (a *API) relationship(ctx context.Context, tx *company.Tx, in *struct {
	ByID
	Limit int `query:"limit" default:"100" minimum:"1" maximum:"1000"`
}) (*Body[Relationship], error) {
	p, d, law, err := whom(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	x, err := card.Explain(ctx, tx, p, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(shownRelationship(x, d, law)), nil
}

func shownRelationship(x impression.Explanation, d *company.Directory, law impression.Law) Relationship {
	r := Relationship{Standing: standing(x.Standing), AsOf: x.AsOf, Law: x.Law, Evidence: x.Evidence, Episodes: x.Episodes, Prior: x.Prior,
		Rest: RelationRest(x.Rest), Parts: []RelationPart{}, Line: []LinePoint{}}
	for _, pt := range x.Points {
		e := pt.Episode
		r.Parts = append(r.Parts, RelationPart{EpisodeID: impression.EpisodeID(e.ID), CustomerID: e.CustomerID.String(), Points: pt.Points, LastAt: e.LastAt, Valence: e.Valence, Label: law.Label(e.Valence),
			Touchpoint: d.Touchpoint(e.TouchpointID).Key, About: e.Key.Text, PeakID: interaction.ID(e.PeakID).String(),
			CausedBy: shownShares(pt.Shares, d), Impressions: shownImpressions(pt.Impressions, d, law)})
	}
	for _, m := range x.Line {
		r.Line = append(r.Line, LinePoint(m))
	}
	return r
}

// person returns the person whom an id in a path names.
func person(ctx context.Context, tx *company.Tx, id string) (p customer.Person, err error) {
	record, err := customer.ParseID(id)
	if err != nil {
		return p, err
	}
	return customer.Find(ctx, tx, record)
}

// whom returns the person whom an id in a path names, and the terms he is shown in.
func whom(ctx context.Context, tx *company.Tx, id string) (p customer.Person, d *company.Directory, law impression.Law, err error) {
	err = tx.Together(ctx,
		func() (err error) {
			p, err = person(ctx, tx, id)
			return err
		},
		func() (err error) {
			d, law, err = terms(ctx, tx)
			return err
		})
	return p, d, law, err
}

// terms returns what impressions are shown by: the names of contributors and
// touchpoints, and the law in force.
func terms(ctx context.Context, tx *company.Tx) (d *company.Directory, law impression.Law, err error) {
	if d, err = tx.Directory(ctx); err != nil {
		return nil, law, err
	}
	law, err = impression.InForce(ctx, tx)
	return d, law, err
}
