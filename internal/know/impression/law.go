package impression

import (
	"context"
	"maps"
	"math"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Law is the numbers by which impressions add up. They are configuration:
// every version is kept, and a new one is recomputed for everybody by a job.
type Law struct {
	Version int64  `json:"-"`
	Reason  string `json:"reason,omitempty" doc:"why this version was made"`

	HalfLifeDays     float64 `json:"half_life_days"`      // H: after it an impression counts half; days
	SlowHalfLifeDays float64 `json:"slow_half_life_days"` // the second set's, for accounts; days
	PriorWeight      float64 `json:"prior_weight"`        // k: how much evidence the prior is worth
	PriorValence     float64 `json:"prior_valence"`       // b: what we expect of a customer we know nothing of, -1 … 1
	PriorSpread      float64 `json:"prior_spread"`        // how far b may be off, one standard deviation
	Spread           float64 `json:"spread"`              // variance of one impression around the truth
	NegativeFactor   float64 `json:"negative_factor"`     // how much more a negative episode weighs

	Basis map[Basis]float64  `json:"basis"` // weight by how we know; detected is multiplied by its confidence
	Kind  map[string]float64 `json:"kind"`  // weight by what happened

	EnoughEvidence float64 `json:"enough_evidence"` // E needed to tell
	EnoughEpisodes int64   `json:"enough_episodes"` // over how many episodes
	Strained       float64 `json:"strained"`        // scores below are strained
	Warm           float64 `json:"warm"`            // scores above are warm
	Neutral        float64 `json:"neutral"`         // |valence| below is neutral

	GapHours   float64   `json:"gap_hours"`   // silence that ends an episode
	RepeatDays float64   `json:"repeat_days"` // coming back within is a repeat
	Effort     EffortLaw `json:"effort"`
}

// EffortLaw is what effort costs: valence, all negative or 0.
type EffortLaw struct {
	FreeMinutes   float64 `json:"free_minutes"`   // wait and hold that nobody minds
	WaitMinute    float64 `json:"wait_minute"`    // each minute of wait beyond
	WaitFloor     float64 `json:"wait_floor"`     // at the most
	HoldMinute    float64 `json:"hold_minute"`    // each minute on hold beyond
	HoldFloor     float64 `json:"hold_floor"`     // at the most
	FreeTransfers int     `json:"free_transfers"` // transfers that nobody minds
	Transfer      float64 `json:"transfer"`       // each further one
	Abandoned     float64 `json:"abandoned"`      // the customer gave up
	ReExplained   float64 `json:"re_explained"`   // said again, or asked for, what is on file
	Repeat        float64 `json:"repeat"`         // came back about what was called done
}

// Default is the law as documented (ARCHITECTURE.md, "The idea").
var Default = Law{
	HalfLifeDays: 180, SlowHalfLifeDays: 365,
	PriorWeight: 3, PriorValence: 0.2, PriorSpread: 0.3, Spread: 0.25, NegativeFactor: 2,
	Basis: map[Basis]float64{Asked: 1, Observed: 0.5, Inferred: 0.5, Detected: 0.4},
	Kind:  map[string]float64{"delivery": 1.5, "visit": 1.5, "recovery": 1.5, "talk": 1, "mail": 0.8, "page": 0.2, "broadcast": 0},

	EnoughEvidence: 1.5, EnoughEpisodes: 2, Strained: 45, Warm: 65, Neutral: 0.3,
	GapHours: 72, RepeatDays: 7,
	Effort: EffortLaw{FreeMinutes: 3, WaitMinute: -0.05, WaitFloor: -0.3, HoldMinute: -0.05, HoldFloor: -0.3,
		FreeTransfers: 1, Transfer: -0.15, Abandoned: -0.5, ReExplained: -0.2, Repeat: -0.3},
}

// LawName is the law's name among the configurations.
const LawName = "relationship"

// longestReason is how many bytes a version's reason may have.
const longestReason = 500

// InForce returns the law in force.
func InForce(ctx context.Context, tx *company.Tx) (law Law, err error) {
	defer problem.Wrap(&err, "impression.InForce")
	d, err := tx.Directory(ctx)
	if err != nil {
		return law, err
	}
	law = Default
	law.Basis, law.Kind = maps.Clone(law.Basis), maps.Clone(law.Kind) // JSON is read into maps as they are
	law.Version, err = d.Configured(LawName, &law)
	return law, err
}

func (l Law) check() error {
	refuse := func(field string, low, high float64) error {
		return problem.Field(field, "field.out_of_range", problem.Params{"min": low, "max": high})
	}
	if len(l.Reason) > longestReason {
		return problem.Field("reason", "field.too_long", problem.Params{"max": longestReason})
	}
	between := []struct {
		field            string
		value, low, high float64
	}{
		{"half_life_days", l.HalfLifeDays, 7, 3650}, {"slow_half_life_days", l.SlowHalfLifeDays, 7, 3650},
		{"prior_weight", l.PriorWeight, 0.1, 100}, {"prior_valence", l.PriorValence, -1, 1}, {"prior_spread", l.PriorSpread, 0.01, 1},
		{"spread", l.Spread, 0.01, 1}, {"negative_factor", l.NegativeFactor, 1, 10},
		{"enough_evidence", l.EnoughEvidence, 0, 100}, {"enough_episodes", float64(l.EnoughEpisodes), 0, 100}, {"strained", l.Strained, 0, l.Warm}, {"warm", l.Warm, l.Strained, 100},
		{"neutral", l.Neutral, 0, 0.9}, {"gap_hours", l.GapHours, 1, 24 * 90}, {"repeat_days", l.RepeatDays, 0, 90},
		{"effort.free_minutes", l.Effort.FreeMinutes, 0, 60}, {"effort.wait_minute", l.Effort.WaitMinute, -1, 0}, {"effort.wait_floor", l.Effort.WaitFloor, -1, 0},
		{"effort.hold_minute", l.Effort.HoldMinute, -1, 0}, {"effort.hold_floor", l.Effort.HoldFloor, -1, 0}, {"effort.transfer", l.Effort.Transfer, -1, 0}, {"effort.free_transfers", float64(l.Effort.FreeTransfers), 0, 100},
		{"effort.abandoned", l.Effort.Abandoned, -1, 0}, {"effort.re_explained", l.Effort.ReExplained, -1, 0}, {"effort.repeat", l.Effort.Repeat, -1, 0},
	}
	for _, b := range between {
		if math.IsNaN(b.value) || b.value < b.low || b.value > b.high {
			return refuse(b.field, b.low, b.high)
		}
	}
	for basis := range Default.Basis {
		if w, ok := l.Basis[basis]; !ok || w < 0 || w > 10 {
			return refuse("basis."+string(basis), 0, 10)
		}
	}
	for kind := range Default.Kind {
		if w, ok := l.Kind[kind]; !ok || w < 0 || w > 10 {
			return refuse("kind."+kind, 0, 10)
		}
	}
	return nil
}

func (l Law) gap() time.Duration    { return time.Duration(l.GapHours * float64(time.Hour)) }
func (l Law) repeat() time.Duration { return time.Duration(l.RepeatDays * 24 * float64(time.Hour)) }

// Label is a valence in a word.
type Label string

// The labels.
const (
	Negative Label = "negative"
	Neutral  Label = "neutral"
	Positive Label = "positive"
	Unknown  Label = "unknown"
)

// Label names a valence.
func (l Law) Label(v float64) Label {
	switch {
	case v <= -l.Neutral:
		return Negative
	case v >= l.Neutral:
		return Positive
	}
	return Neutral
}
