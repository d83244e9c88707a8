package company

import (
	"context"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Touchpoint is a place in the lifecycle where customers meet the company.
type Touchpoint struct {
	ID        int64
	Key       string
	Name      string
	Stage     string
	OwnerID   int64 // the contributor that owns it; 0 while nobody does
	Kind      string
	Reports   bool // things are reported here that happened elsewhere
	CreatedAt time.Time
}

// Stages are the stages of a customer's life with the company.
var Stages = []string{"learn", "buy", "get", "use", "help", "pay", "leave"}

// Kinds are what can happen at a touchpoint; how much it weighs depends on it.
var Kinds = []string{"delivery", "visit", "recovery", "talk", "mail", "page", "broadcast"}

// AddTouchpoint adds a touchpoint.
func AddTouchpoint(ctx context.Context, tx *Tx, draft TouchpointDraft) (t Touchpoint, err error) {
	defer problem.Wrap(&err, "company.AddTouchpoint")
	d, err := tx.Directory(ctx)
	if err != nil {
		return t, err
	}
	t = Touchpoint{ID: tx.NewID(), Key: fold(draft.Key), CreatedAt: tx.Now}
	if err := t.fill(d, draft); err != nil {
		return t, err
	}
	free, err := insertTouchpoint(ctx, tx, t)
	if err != nil {
		return t, err
	}
	if !free {
		return t, problem.New(problem.Conflict, "key.taken", problem.Params{"value": t.Key}).With("noun", "touchpoint")
	}
	return t, t.changed(ctx, tx, "touchpoint.added")
}

// AdoptTouchpoints makes sure that touchpoints which interactions name exist:
// one named for the first time is added without an owner, for somebody to own.
func AdoptTouchpoints(ctx context.Context, tx *Tx, keys []string) (_ *Directory, err error) {
	defer problem.Wrap(&err, "company.AdoptTouchpoints")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	adopted := false
	for _, key := range keys {
		if key = fold(key); key == "" || d.TouchpointID(key) != 0 || !slug.MatchString(key) {
			continue
		}
		adopted = true // by us, or by somebody else just now
		t := Touchpoint{ID: tx.NewID(), Key: key, Name: nameOf(key), CreatedAt: tx.Now}
		free, err := insertTouchpoint(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		if free {
			if err := t.changed(ctx, tx, "touchpoint.adopted"); err != nil {
				return nil, err
			}
		}
	}
	if !adopted {
		return d, nil
	}
	tx.directory = nil // what somebody else added just now is not in it
	return tx.Directory(ctx)
}

// nameOf makes a name of a key, until somebody gives a better one:
// "help.chat_bot" becomes "Help chat bot".
func nameOf(key string) string {
	words := strings.FieldsFunc(key, func(r rune) bool { return r == '.' || r == '_' || r == '-' })
	name := strings.Join(words, " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// Adoptable tells whether a touchpoint's key is well formed.
func Adoptable(key string) bool { return slug.MatchString(fold(key)) }

// ChangeTouchpoint changes a touchpoint's name, stage, owner or kind. It
// concerns what happens from now on.
func ChangeTouchpoint(ctx context.Context, tx *Tx, id int64, draft TouchpointDraft) (t Touchpoint, err error) {
	defer problem.Wrap(&err, "company.ChangeTouchpoint")
	d, err := tx.Directory(ctx)
	if err != nil {
		return t, err
	}
	t = d.Touchpoint(id)
	if t.ID == 0 {
		return t, problem.Missing("touchpoint", database.FormatID("tou", id))
	}
	if err := t.fill(d, draft); err != nil {
		return t, err
	}
	if err := updateTouchpoint(ctx, tx, t); err != nil {
		return t, err
	}
	return t, t.changed(ctx, tx, "touchpoint.changed")
}

func (t *Touchpoint) fill(d *Directory, draft TouchpointDraft) error {
	t.Name, t.Stage, t.Kind, t.Reports = strings.TrimSpace(draft.Name), draft.Stage, draft.Kind, draft.Reports
	if t.Name == "" {
		t.Name = t.Key
	}
	t.OwnerID = d.ContributorID(draft.Owner)
	switch {
	case !slug.MatchString(t.Key):
		return problem.Field("key", "key.malformed", problem.Params{"value": t.Key})
	case t.Stage != "" && !slices.Contains(Stages, t.Stage):
		return problem.Field("stage", "touchpoint.stage_unknown", problem.Params{"value": t.Stage, "known": strings.Join(Stages, ", ")})
	case t.Kind != "" && !slices.Contains(Kinds, t.Kind):
		return problem.Field("kind", "touchpoint.kind_unknown", problem.Params{"value": t.Kind, "known": strings.Join(Kinds, ", ")})
	case draft.Owner != "" && t.OwnerID == 0:
		return problem.Field("owner", "contributor.unknown", problem.Params{"value": draft.Owner})
	}
	return nil
}

func (t Touchpoint) changed(ctx context.Context, tx *Tx, action string) error {
	if err := Audit(ctx, tx, action, database.FormatID("tou", t.ID), map[string]any{"key": t.Key}); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactTouchpointChanged, SubjectID: t.ID, News: true})
	return renew(ctx, tx)
}

// RemoveTouchpoint removes a touchpoint. Whether anything happened there, whose
// past would lose its name, impression.RemoveTouchpoint knows: call that.
func RemoveTouchpoint(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.RemoveTouchpoint")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	t := d.Touchpoint(id)
	if t.ID == 0 {
		return problem.Missing("touchpoint", database.FormatID("tou", id))
	}
	if err := deleteTouchpoint(ctx, tx, id); err != nil {
		return err
	}
	return t.changed(ctx, tx, "touchpoint.removed")
}
