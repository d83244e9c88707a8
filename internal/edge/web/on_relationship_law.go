package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// lawText is a law as its JSON, constants by path ("effort.transfer"): what the
// page shows, what its versions hold, and what its problems name.
type lawText map[string]any

func textOf(body []byte) (t lawText, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	return t, d.Decode(&t)
}

func textOfLaw(l impression.Law) (lawText, error) {
	body, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	return textOf(body)
}

// law reads the law; a constant that does not fit is named.
func (t lawText) law() (l impression.Law, err error) {
	body, err := json.Marshal(t)
	if err != nil {
		return l, err
	}
	err = json.Unmarshal(body, &l)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = problem.Field(wrong.Field, "field.malformed", nil).Because(err)
	}
	return l, err
}

// in finds the object that holds the path's last name.
func (t lawText) in(path string) (lawText, string) {
	group, name, nested := strings.Cut(path, ".")
	if !nested {
		return t, path
	}
	inner, _ := t[group].(map[string]any)
	return inner, name
}

func (t lawText) at(path string) string {
	o, name := t.in(path)
	if o[name] == nil {
		return ""
	}
	return fmt.Sprint(o[name])
}

func (t lawText) set(path string, v any) {
	o, name := t.in(path)
	o[name] = v
}

// changed tells how a law differs from another.
func (t lawText) changed(from lawText) (list []Change) {
	for _, g := range lawGroups {
		for _, k := range g.Constants {
			if a, b := from.at(k.Key), t.at(k.Key); a != b {
				list = append(list, Change{Field: k.Label, From: a, To: b})
			}
		}
	}
	return list
}

// lawGroups are the constants with their words, by where they stand in a law.
// A test sees to it that none is missing.
var lawGroups = []ConstantGroup{
	{Title: "Where everyone starts", Text: "Until there is evidence, a customer stands here.", Constants: []Constant{
		{Key: "prior_weight", Label: "Strength of the start", Help: "How many ordinary episodes it weighs as much as."},
		{Key: "prior_valence", Label: "Height of the start", Help: "As a valence: 0.2 is a score of 60."},
		{Key: "prior_spread", Label: "Uncertainty of the start", Help: "How far its height may be off, one standard deviation."},
	}},
	{Title: "How we know", Text: "What an impression weighs by how we know of it.", Constants: []Constant{
		{Key: "basis.asked", Label: "The customer said so"},
		{Key: "basis.observed", Label: "Staff judged"},
		{Key: "basis.inferred", Label: "Told by how it went"},
		{Key: "basis.detected", Label: "Told by the words", Help: "Times how sure we are."},
		{Key: "negative_factor", Label: "What is negative", Unit: "times", Help: "Bad weighs more than good."},
		{Key: "spread", Label: "Scatter of one impression", Help: "Its variance around the truth; the band grows with it."},
	}},
	{Title: "What happened", Text: "What an impression weighs by what left it.", Constants: []Constant{
		{Key: "kind.delivery", Label: "A delivery"},
		{Key: "kind.visit", Label: "A visit"},
		{Key: "kind.recovery", Label: "A recovery"},
		{Key: "kind.talk", Label: "A conversation"},
		{Key: "kind.mail", Label: "A mail"},
		{Key: "kind.page", Label: "A page read"},
		{Key: "kind.broadcast", Label: "A broadcast of ours"},
	}},
	{Title: "How it fades", Text: "After this long, half of it counts.", Constants: []Constant{
		{Key: "half_life_days", Label: "For a person", Unit: "days"},
		{Key: "slow_half_life_days", Label: "For an account", Unit: "days"},
	}},
	{Title: "What belongs together", Text: "One need is one episode, however many contacts it takes.", Constants: []Constant{
		{Key: "gap_hours", Label: "Silence that ends an episode", Unit: "hours"},
		{Key: "repeat_days", Label: "Coming back counts as a repeat within", Unit: "days"},
	}},
	{Title: "What it is called", Text: "From which numbers on the words hold.", Constants: []Constant{
		{Key: "neutral", Label: "An impression is neutral within", Help: "As a valence, on both sides of 0."},
		{Key: "strained", Label: "A relationship is strained below"},
		{Key: "warm", Label: "A relationship is warm above"},
		{Key: "enough_evidence", Label: "Enough to tell from", Unit: "fresh episodes"},
		{Key: "enough_episodes", Label: "Over at least", Unit: "episodes"},
	}},
	{Title: "What effort costs", Text: "Valence, 0 or below; no episode loses more than 1 by it.", Constants: []Constant{
		{Key: "effort.free_minutes", Label: "Waiting that nobody minds", Unit: "minutes"},
		{Key: "effort.wait_minute", Label: "Each further minute of waiting"},
		{Key: "effort.wait_floor", Label: "Waiting, at the most"},
		{Key: "effort.hold_minute", Label: "Each further minute on hold"},
		{Key: "effort.hold_floor", Label: "Hold, at the most"},
		{Key: "effort.free_transfers", Label: "Transfers that nobody minds"},
		{Key: "effort.transfer", Label: "Each further transfer"},
		{Key: "effort.abandoned", Label: "The customer gave up"},
		{Key: "effort.re_explained", Label: "Said again what is on file"},
		{Key: "effort.repeat", Label: "Came back about what was called done"},
	}},
}
