package customer

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// State is what became of a suggestion.
type State string

// The states of a suggestion.
const (
	Open     State = "open"
	Merged   State = "merged"
	Distinct State = "distinct" // a person said that they are two
)

// Suggestion says that two records may be one person, and why.
type Suggestion struct {
	ID         int64
	CustomerID ID // the smaller of the two
	OtherID    ID
	Reasons    []Reason
	State      State
	Actor      string
	CreatedAt  time.Time
	DecidedAt  time.Time
}

// Reason is what speaks for a suggestion, or against it. Code is one of
// one_interaction_two_records, same_identifier_other_number and
// same_identifier_other_email, whose Kind and Value are the identifier's; or of
// likely, whose Bits are all that comparing the two added up to, and alike,
// which is one field of that: Kind is the field, Value how far it agrees.
type Reason struct {
	Code  string  `json:"code" doc:"one_interaction_two_records, same_identifier_other_number, same_identifier_other_email, likely or alike"`
	Kind  string  `json:"kind,omitempty" doc:"of an identifier, its kind; of alike, the field: given_name, family_name, birth_date, email, phone, street, place, number"`
	Value string  `json:"value,omitempty" doc:"of an identifier, its value; of alike, how far the field agrees: same, close, differs and the like"`
	Bits  float64 `json:"bits,omitempty" doc:"of likely and alike: how much it speaks for one person, as log2 of the odds; below 0 against"`
	Rare  bool    `json:"rare,omitempty" doc:"of alike: the value that both have is rare"`
}

// Suggestions returns up to limit open suggestions before an id (0: the
// newest), newest first.
func Suggestions(ctx context.Context, tx *company.Tx, before int64, limit int) ([]Suggestion, error) {
	if before == 0 {
		before = 1<<63 - 1
	}
	list, err := readOpen(ctx, tx, before, limit)
	if err != nil {
		return nil, err
	}
	return maskReasons(ctx, tx, list)
}

// SuggestionsFor returns the open suggestions about a person.
func SuggestionsFor(ctx context.Context, tx *company.Tx, p Person) ([]Suggestion, error) {
	list, err := readOpenFor(ctx, tx, p.IDs())
	if err != nil {
		return nil, err
	}
	return maskReasons(ctx, tx, list)
}

// CountOpen returns how many suggestions wait for somebody.
func CountOpen(ctx context.Context, tx *company.Tx) (int, error) { return countOpen(ctx, tx) }

// Decide settles a suggestion: merge makes the two one person (the newer
// record into the older), else they are two and will not be suggested again.
func Decide(ctx context.Context, tx *company.Tx, id int64, merge bool) (m Merge, err error) {
	defer problem.Wrap(&err, "customer.Decide")
	g, err := readSuggestion(ctx, tx, id)
	if err != nil {
		return m, err
	}
	if g.State != Open {
		return m, problem.New(problem.Conflict, "suggestion.decided", problem.Params{"state": g.State})
	}
	state := Distinct
	if merge {
		state = Merged
		if m, err = Join(ctx, tx, g.OtherID, g.CustomerID, "suggestion"); err != nil {
			return m, err
		}
	}
	if err := settleSuggestions(ctx, tx, []ID{g.CustomerID}, []ID{g.OtherID}, Open, state); err != nil {
		return m, err
	}
	if err := company.Audit(ctx, tx, "suggestion.decided", database.FormatID("sug", id), map[string]any{"state": state}); err != nil {
		return m, err
	}
	tx.Journal(journal.Fact{Kind: FactDecided, SubjectID: id, CustomerID: int64(g.CustomerID), News: true})
	return m, nil
}

// Reopen takes back that two records were said to be two.
func Reopen(ctx context.Context, tx *company.Tx, id int64) (err error) {
	defer problem.Wrap(&err, "customer.Reopen")
	g, err := readSuggestion(ctx, tx, id)
	if err != nil {
		return err
	}
	if g.State != Distinct {
		return problem.New(problem.Conflict, "suggestion.decided", problem.Params{"state": g.State})
	}
	return settleSuggestions(ctx, tx, []ID{g.CustomerID}, []ID{g.OtherID}, Distinct, Open)
}

// FindSuggestion returns a suggestion.
func FindSuggestion(ctx context.Context, tx *company.Tx, id int64) (Suggestion, error) {
	return readSuggestion(ctx, tx, id)
}
