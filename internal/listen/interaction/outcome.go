package interaction

import (
	"context"
	"math"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// OutcomeTable says what outcomes leave, and whose doing they are. It is
// configuration: every version is kept; a change concerns what is recorded
// from then on.
type OutcomeTable struct {
	Version int64         `json:"-"`
	Rules   []OutcomeRule `json:"rules"`
}

// OutcomeRule is a line of the table. The most particular touchpoint wins.
type OutcomeRule struct {
	Touchpoint string  `json:"touchpoint,omitempty" doc:"key, or a beginning of one; any where empty" example:"delivery"`
	Outcome    string  `json:"outcome" example:"late"`
	Valence    float64 `json:"valence" doc:"-1 … +1"`
	Measure    string  `json:"measure,omitempty" doc:"what the steps go by: days_late or hours"`
	Steps      []Step  `json:"steps,omitempty" doc:"past each of them, its valence counts instead"`
	Cause      string  `json:"cause,omitempty" doc:"handler (who had it in hand, else the owner), owner (of the touchpoint), or a contributor's key; unassigned where empty"`
}

// Step is a valence past some measure.
type Step struct {
	Past    float64 `json:"past"`
	Valence float64 `json:"valence"`
}

// Whom an outcome rule may charge, besides a contributor by key.
const (
	CauseHandler = "handler"
	CauseOwner   = "owner"
)

// DefaultOutcomes is the table as documented.
var DefaultOutcomes = OutcomeTable{Rules: []OutcomeRule{
	{Outcome: "on_time", Valence: 0.1, Cause: CauseHandler},
	{Outcome: "delivered", Valence: 0.1, Cause: CauseHandler},
	{Outcome: "late", Valence: -0.4, Measure: "days_late", Steps: []Step{{3, -0.7}}, Cause: CauseHandler},
	{Outcome: "wrong_item", Valence: -0.6, Cause: CauseOwner},
	{Outcome: "missing_item", Valence: -0.6, Cause: CauseOwner},
	{Outcome: "no_show", Valence: -0.8, Cause: CauseHandler},
	{Outcome: "wrong_invoice", Valence: -0.6, Cause: CauseOwner},
	{Outcome: "outage", Valence: -0.2, Measure: "hours", Steps: []Step{{2, -0.4}, {8, -0.6}, {24, -0.8}}, Cause: CauseOwner},
	{Outcome: "fixed_first_time", Valence: 0.4, Cause: CauseHandler},
}}

// OutcomesName is the table's name among the configurations.
const OutcomesName = "outcomes"

// Outcomes returns the table in force.
func Outcomes(ctx context.Context, tx *company.Tx) (t OutcomeTable, err error) {
	defer problem.Wrap(&err, "interaction.Outcomes")
	d, err := tx.Directory(ctx)
	if err != nil {
		return t, err
	}
	t.Version, err = d.Configured(OutcomesName, &t)
	if t.Version == 0 {
		t.Rules = DefaultOutcomes.Rules
	}
	return t, err
}

// SetOutcomes puts a new version of the table in force. A rule that does not
// fit, or is about what an earlier one is about, is refused by its row.
func SetOutcomes(ctx context.Context, tx *company.Tx, t OutcomeTable) (version int64, err error) {
	defer problem.Wrap(&err, "interaction.SetOutcomes")
	d, err := tx.Directory(ctx)
	if err != nil {
		return 0, err
	}
	for i := range t.Rules {
		r := &t.Rules[i]
		if err := r.check(d); err != nil {
			return 0, problem.Of(err).With("row", i+1)
		}
		first := slices.IndexFunc(t.Rules[:i], func(f OutcomeRule) bool { return f.Touchpoint == r.Touchpoint && f.Outcome == r.Outcome })
		if first >= 0 {
			return 0, problem.Field("outcome", "outcome.twice", problem.Params{"row": i + 1, "first": first + 1, "value": r.about()})
		}
	}
	return company.Configure(ctx, tx, OutcomesName, t)
}

// about is what the rule is about: "late", "late at delivery".
func (r *OutcomeRule) about() string {
	if r.Touchpoint == "" {
		return r.Outcome
	}
	return r.Outcome + " at " + r.Touchpoint
}

func (r *OutcomeRule) check(d *company.Directory) error {
	r.Touchpoint = strings.TrimSpace(strings.TrimRight(r.Touchpoint, ".*"))
	slices.SortFunc(r.Steps, func(a, b Step) int { return int(math.Copysign(1, a.Past-b.Past)) })
	switch {
	case !outcomeForm.MatchString(r.Outcome):
		return problem.Field("outcome", "interaction.outcome_malformed", problem.Params{"value": short(r.Outcome)})
	case !(r.Valence >= -1 && r.Valence <= 1) || slices.ContainsFunc(r.Steps, func(s Step) bool { return !(s.Valence >= -1 && s.Valence <= 1) }):
		return problem.Field("valence", "field.out_of_range", problem.Params{"min": -1, "max": 1})
	case r.Measure != "" && r.Measure != "days_late" && r.Measure != "hours":
		return problem.Field("measure", "outcome.measure_unknown", problem.Params{"value": short(r.Measure)})
	case r.Measure == "" && len(r.Steps) > 0:
		return problem.Field("measure", "field.required", nil)
	case r.Cause != "" && r.Cause != CauseHandler && r.Cause != CauseOwner && d.ContributorID(r.Cause) == 0:
		return problem.Field("cause", "contributor.unknown", problem.Params{"value": short(r.Cause)})
	}
	return nil
}

// judge returns what an outcome left and the rule's cause; false where the
// table says nothing of it.
func (t OutcomeTable) judge(touchpoint string, d *Draft) (valence float64, cause string, ok bool) {
	var best *OutcomeRule
	for i := range t.Rules {
		r := &t.Rules[i]
		fits := r.Touchpoint == "" || touchpoint == r.Touchpoint || strings.HasPrefix(touchpoint, r.Touchpoint+".")
		if r.Outcome == d.Outcome && fits && (best == nil || len(r.Touchpoint) > len(best.Touchpoint)) {
			best = r
		}
	}
	if best == nil {
		return 0, "", false
	}
	measure := 0.0
	switch best.Measure {
	case "days_late":
		measure = d.daysLate()
	case "hours":
		measure = d.hours()
	}
	valence = best.Valence
	for _, s := range best.Steps {
		if measure > s.Past {
			valence = s.Valence
		}
	}
	return valence, best.Cause, true
}
