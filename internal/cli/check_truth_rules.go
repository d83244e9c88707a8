package cli

import (
	"fmt"
	"math"
	"time"

	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/stats"
)

// subject is a simulated customer, as he truly was at the cut-off and as the
// product would have shown him then.
type subject struct {
	ref    string
	ids    []customer.Identifier
	latent float64
	left   bool // gave notice within the days after
	past   impression.Past
	found  bool
}

// truth is how well the product tells what is so in the simulated world.
type truth struct {
	Seed   uint64       `json:"seed"`
	Now    time.Time    `json:"now"`
	CutOff time.Time    `json:"cut_off"`
	Days   int          `json:"days"`
	Half   string       `json:"half,omitempty"`
	Groups []truthGroup `json:"groups"`
	Holds  bool         `json:"holds"` // nothing simpler tells more, beyond chance
}

// truthGroup is the same for some of the customers.
type truthGroup struct {
	Name      string        `json:"name"`
	Customers int           `json:"customers"`
	Left      int           `json:"left"`
	Measures  []truthFigure `json:"measures"`
	Beaten    []string      `json:"beaten,omitempty"` // by what, and in what
}

// truthFigure is one figure that may tell something. Where lower tells leaving,
// as it should, AUC is above ½; a rival is taken the way round that suits it.
type truthFigure struct {
	Name    string   `json:"name"`
	Rank    interval `json:"rank_correlation"`
	Leaving interval `json:"auc_leaving"`
}

type interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// rivals are what the relationship is compared with, after it.
var rivals = []struct {
	name string
	of   func(k *subject) float64
}{
	{"our relationship", func(k *subject) float64 { return k.past.Score }},
	{"the last impression alone", func(k *subject) float64 { return k.past.Last }},
	{"the mean of impressions", func(k *subject) float64 { return k.past.Mean }},
	{"fewer contacts", func(k *subject) float64 { return -float64(k.past.Contacts) }},
	{"the latent regard itself", func(k *subject) float64 { return k.latent }},
}

// draws is how often the bootstrap draws.
const draws = 300

func (t *truth) measure(all []subject, seed uint64) {
	var enough []subject
	for _, k := range all {
		if k.past.Enough {
			enough = append(enough, k)
		}
	}
	t.Groups = []truthGroup{compare("With enough to tell", enough, seed), compare("Everybody", all, seed)}
	t.Holds = len(t.Groups[0].Beaten)+len(t.Groups[1].Beaten) == 0
}

// compare measures a group. The relationship is beaten where the whole interval
// of the difference to a rival lies on the rival's side.
func compare(name string, group []subject, seed uint64) truthGroup {
	g := truthGroup{Name: name, Customers: len(group), Measures: make([]truthFigure, len(rivals))}
	everybody := make([]int, len(group))
	for i := range group {
		everybody[i] = i
		if group[i].left {
			g.Left++
		}
	}
	if len(group) == 0 {
		return g
	}
	value := figures(group, everybody)
	low, high := stats.Bootstrap(len(group), draws, seed, func(drawn []int) []float64 { return figures(group, drawn) })
	n := len(rivals)
	for k := range rivals {
		g.Measures[k] = truthFigure{rivals[k].name, interval{value[k], low[k], high[k]}, interval{value[n+k], low[n+k], high[n+k]}}
	}
	for k := 1; k < n-1; k++ { // not the truth itself
		if low[2*n+k] > 0 {
			g.Beaten = append(g.Beaten, fmt.Sprintf("%s orders them better by %.3f (%.3f to %.3f)", rivals[k].name, value[2*n+k], low[2*n+k], high[2*n+k]))
		}
		if low[3*n+k] > 0 {
			g.Beaten = append(g.Beaten, fmt.Sprintf("%s tells leaving better by %.3f (%.3f to %.3f)", rivals[k].name, value[3*n+k], low[3*n+k], high[3*n+k]))
		}
	}
	return g
}

// figures are of those drawn: for each rival the rank correlation with the
// latent regard; then the AUC of leaving; then by how much it beats the
// relationship in the one and in the other, either way round.
func figures(group []subject, drawn []int) []float64 {
	n := len(rivals)
	out := make([]float64, 4*n)
	latent, left, figure := make([]float64, len(drawn)), make([]bool, len(drawn)), make([]float64, len(drawn))
	for i, d := range drawn {
		latent[i], left[i] = group[d].latent, group[d].left
	}
	for k, r := range rivals {
		for i, d := range drawn {
			figure[i] = r.of(&group[d])
		}
		out[k], out[n+k] = stats.Spearman(figure, latent), 1-stats.AUC(figure, left)
		out[2*n+k] = math.Abs(out[k]) - out[0]
		out[3*n+k] = 0.5 + math.Abs(out[n+k]-0.5) - out[n]
	}
	return out
}
