package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Correction is what a person said is otherwise, beside what the machine said.
type Correction struct {
	ID            string                    `json:"id" example:"cor_0c1x8m2k4q9rt"`
	InteractionID string                    `json:"interaction_id"`
	CustomerID    string                    `json:"customer_id"`
	Kind          impression.CorrectionKind `json:"kind" enum:"valence,cause,split,apart,together,touchpoint,voided,moved"`
	Role          impression.Role           `json:"role,omitempty"`
	OtherID       string                    `json:"other_id,omitempty" doc:"the interaction that it is tied to"`
	Was           Said                      `json:"was" doc:"what the machine said"`
	Now           Said                      `json:"now" doc:"what the person said"`
	Reason        string                    `json:"reason"`
	Actor         string                    `json:"actor"`
	CreatedAt     time.Time                 `json:"created_at"`
	UndoneAt      time.Time                 `json:"undone_at,omitzero"`
	Channel       interaction.Channel       `json:"channel,omitempty"`
	Language      string                    `json:"language,omitempty"`
	Text          string                    `json:"text,omitempty" doc:"in the list: what was said or written, so that it can be learnt from"`
}

// Said is one side of a correction; what its kind does not concern is left out.
type Said struct {
	Valence    *float64         `json:"valence,omitempty" doc:"-1 … +1; without: nothing can be told"`
	Confidence float64          `json:"confidence,omitempty"`
	Basis      impression.Basis `json:"basis,omitempty"`
	CausedBy   []Share          `json:"caused_by,omitempty"`
	Touchpoint string           `json:"touchpoint,omitempty"`
	CustomerID string           `json:"customer_id,omitempty"`
	Topics     []string         `json:"topics,omitempty" doc:"of topics: keys; without: none of them"`
}

// CorrectionBody is a correction as a caller makes it.
type CorrectionBody struct {
	Kind       impression.CorrectionKind `json:"kind" enum:"valence,cause,split,apart,together,touchpoint,topics" doc:"what is wrong: what it left, who caused it, which episode it belongs to (split: one begins with it; apart: it is one of its own, or of with's; together: its episode and with's are one), where it was, what the customer's words are about"`
	Role       impression.Role           `json:"role,omitempty" enum:"outcome,effort,words,observed,asked" doc:"of valence and cause"`
	Valence    *float64                  `json:"valence,omitempty" minimum:"-1" maximum:"1" doc:"of valence; without: nothing can be told"`
	CausedBy   []CausedBy                `json:"caused_by,omitempty" doc:"of cause"`
	Touchpoint string                    `json:"touchpoint,omitempty" doc:"of touchpoint: a key"`
	Topics     []string                  `json:"topics,omitempty" doc:"of topics: keys; none where it is about none of them"`
	With       string                    `json:"with,omitempty" doc:"of apart and together: an interaction of the other episode"`
	Reason     string                    `json:"reason" maxLength:"500"`
}

// CausedBy charges a contributor with a portion.
type CausedBy struct {
	Contributor string  `json:"contributor" doc:"key; empty for nobody in particular"`
	Share       float64 `json:"share" minimum:"0" maximum:"1"`
}

// Contest says that a share is not a contributor's doing.
type Contest struct {
	ID            string                  `json:"id" example:"cnt_0c1x8m2k4q9rt"`
	InteractionID string                  `json:"interaction_id"`
	CustomerID    string                  `json:"customer_id"`
	Role          impression.Role         `json:"role"`
	Contributor   Ref                     `json:"contributor"`
	Share         float64                 `json:"share" doc:"as it was when it was contested"`
	Reason        string                  `json:"reason"`
	Actor         string                  `json:"actor"`
	CreatedAt     time.Time               `json:"created_at"`
	State         impression.ContestState `json:"state" enum:"open,accepted,rejected,withdrawn"`
	Decision      string                  `json:"decision,omitempty"`
	DecidedBy     string                  `json:"decided_by,omitempty"`
	DecidedAt     time.Time               `json:"decided_at,omitzero"`
}

func (a *API) corrections() {
	update(a, route{"POST", "/api/v1/interactions/{id}/corrections", company.CorrectImpression, "Corrections", "correct-interaction", "Say that something the machine made of an interaction is wrong", 201}, a.correct)
	update(a, route{"POST", "/api/v1/interactions/{id}/move", company.MoveInteraction, "Corrections", "move-interaction", "Give an interaction to the customer whose it is", 201},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body struct {
				CustomerID string `json:"customer_id"`
				Reason     string `json:"reason" maxLength:"500"`
			}
		}) (*Body[Correction], error) {
			id, err := interaction.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			to, err := customer.ParseID(in.Body.CustomerID)
			if err != nil {
				return nil, err
			}
			c, err := interaction.Move(ctx, tx, id, to, in.Body.Reason)
			if err != nil {
				return nil, err
			}
			return a.answerCorrection(ctx, tx, c)
		})
	update(a, route{"POST", "/api/v1/corrections/{id}/undo", company.CorrectImpression, "Corrections", "undo-correction", "Take a correction back: what was said before is in force again", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Correction], error) {
			id, err := database.ParseID("cor", in.ID)
			if err != nil {
				return nil, err
			}
			c, err := interaction.TakeBack(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			c.UndoneAt = tx.Now
			return a.answerCorrection(ctx, tx, c)
		})
	view(a, route{"GET", "/api/v1/corrections", company.ExportCorrections, "Corrections", "list-corrections", "Corrections as labelled examples, newest first", 200}, a.listCorrections)
	a.contests()
}

func (a *API) correct(ctx context.Context, tx *company.Tx, in *struct {
	ByID
	Body CorrectionBody
}) (*Body[Correction], error) {
	id, err := interaction.ParseID(in.ID)
	if err != nil {
		return nil, err
	}
	i, err := interaction.Find(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if in.Body.Kind == impression.Touchpoint {
		c, err := interaction.Retouch(ctx, tx, id, in.Body.Touchpoint, in.Body.Reason)
		if err != nil {
			return nil, err
		}
		return a.answerCorrection(ctx, tx, c)
	}
	if in.Body.Kind == impression.Topics {
		c, err := interaction.Retopic(ctx, tx, id, in.Body.Topics, in.Body.Reason)
		if err != nil {
			return nil, err
		}
		return a.answerCorrection(ctx, tx, c)
	}
	dir, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	d := impression.CorrectionDraft{PartID: int64(id), Kind: in.Body.Kind, Role: in.Body.Role, Valence: in.Body.Valence, Reason: in.Body.Reason}
	if d.EpisodeID, err = impression.EpisodeOf(ctx, tx, i.CustomerID, int64(id)); err != nil {
		return nil, err
	}
	for _, by := range in.Body.CausedBy {
		who := dir.ContributorID(by.Contributor)
		if by.Contributor != "" && who == 0 {
			return nil, problem.Field("caused_by", "contributor.unknown", problem.Params{"value": by.Contributor})
		}
		d.Shares = append(d.Shares, impression.Share{ContributorID: who, Portion: by.Share})
	}
	if in.Body.With != "" {
		with, err := interaction.ParseID(in.Body.With)
		if err != nil {
			return nil, err
		}
		d.OtherID = int64(with)
	}
	c, err := interaction.Correct(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	return a.answerCorrection(ctx, tx, c)
}

func (a *API) answerCorrection(ctx context.Context, tx *company.Tx, c impression.Correction) (*Body[Correction], error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return answer(shownCorrection(c, d)), nil
}

func (a *API) listCorrections(ctx context.Context, tx *company.Tx, in *Page) (*Body[List[Correction]], error) {
	before, err := a.openID("corrections", in.Cursor)
	if err != nil {
		return nil, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	list, err := interaction.Examples(ctx, tx, before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := List[Correction]{Items: []Correction{}}
	for _, e := range list {
		c := shownCorrection(e.Correction, d)
		c.Channel, c.Language, c.Text = e.Channel, e.Language, e.Text
		out.Items = append(out.Items, c)
	}
	if len(list) == in.Limit {
		out.Next = a.signID("corrections", list[len(list)-1].ID)
	}
	return answer(out), nil
}

func shownCorrection(c impression.Correction, d *company.Directory) Correction {
	out := Correction{ID: database.FormatID("cor", c.ID), InteractionID: interaction.ID(c.PartID).String(), CustomerID: c.CustomerID.String(), Kind: c.Kind, Role: c.Role,
		Was: shownSaid(c.Was, d), Now: shownSaid(c.Now, d), Reason: c.Reason, Actor: c.Actor, CreatedAt: c.CreatedAt, UndoneAt: c.UndoneAt}
	if c.OtherID != 0 {
		out.OtherID = interaction.ID(c.OtherID).String()
	}
	return out
}

func shownSaid(s impression.Said, d *company.Directory) Said {
	out := Said{Valence: s.Valence, Confidence: s.Confidence, Basis: s.Basis, Touchpoint: d.Touchpoint(s.Touchpoint).Key, Topics: s.Topics}
	if len(s.Shares) > 0 {
		out.CausedBy = shownShares(s.Shares, d)
	}
	if s.CustomerID != 0 {
		out.CustomerID = s.CustomerID.String()
	}
	return out
}

func shownContest(c impression.Contest, d *company.Directory) Contest {
	out := Contest{ID: database.FormatID("cnt", c.ID), InteractionID: interaction.ID(c.PartID).String(), CustomerID: c.CustomerID.String(), Role: c.Role, Share: c.Portion,
		Reason: c.Reason, Actor: c.Actor, CreatedAt: c.CreatedAt, State: c.State, Decision: c.Decision, DecidedBy: c.DecidedBy, DecidedAt: c.DecidedAt}
	if r := ref(d, c.ContributorID); r != nil {
		out.Contributor = *r
	}
	return out
}
