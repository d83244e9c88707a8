package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"regard/internal/platform/text"
)

// heardAs is a text as the model of languages sees it.
func (s *settings) heardAs(r *row, words string) example {
	e := example{row: r}
	list := text.TongueFeatures(words)
	v := float32(1 / math.Sqrt(float64(len(list))))
	for _, h := range list {
		e.at, e.value = append(e.at, text.Place(h, s.tonguePlaces)), append(e.value, v)
	}
	return e
}

// tongue trains the model of languages: on whole texts, on a few words of them, and on words whose letters are shuffled, which
// are of none.
func (s *settings) tongue(rows []row) *linear {
	rnd := rand.New(rand.NewPCG(s.seed, 21))
	count := map[string]float64{}
	for _, r := range rows {
		if r.part == train {
			count[r.language]++
		}
	}
	var all []example
	for i := range rows {
		r := &rows[i]
		if r.part != train {
			continue
		}
		all = append(all, s.heardAs(r, r.text))
		w := strings.Fields(r.text)
		if len(w) > 3 {
			from := rnd.IntN(len(w) - 2)
			all = append(all, s.heardAs(r, strings.Join(w[from:min(len(w), from+2+rnd.IntN(5))], " ")))
		}
		if i%6 == 0 {
			none := *r
			none.language = text.Undetermined
			all = append(all, s.heardAs(&none, shuffled(w, rnd)))
			count[text.Undetermined]++
		}
	}
	m := newLinear(s.tonguePlaces, len(text.Tongues))
	m.fit(all, s.tongueEpochs, s.tongueRate, s.seed, func(e *example, list []target) []target {
		t := target{to: len(text.Tongues), classes: true, weight: math.Pow(5000/count[e.language], 0.5)}
		t.want[slices.Index(text.Tongues, e.language)] = 1
		return append(list, t)
	})
	m.temper(s.fewWords(rows))
	return m
}

// fewWords are rows that were kept for calibration, whole and a few words of each.
func (s *settings) fewWords(rows []row) (all []example) {
	for i := range rows {
		if r := &rows[i]; r.part == tune {
			all = append(all, s.heardAs(r, r.text))
			if w := strings.Fields(r.text); len(w) > 3 {
				all = append(all, s.heardAs(r, strings.Join(w[:3], " ")))
			}
		}
	}
	return all
}

// temper divides the logits by what leaves the least logarithmic loss (Guo et al., 2017).
func (m *linear) temper(all []example) {
	best, least := 1.0, math.Inf(1)
	for t := 0.5; t < 4; t *= 1.05 {
		loss := 0.0
		for i := range all {
			x := m.logits(&all[i])
			p := x[:m.outputs]
			for j := range p {
				p[j] /= t
			}
			text.Softmax(p)
			loss -= math.Log(p[slices.Index(text.Tongues, all[i].language)] + 1e-12)
		}
		if loss < least {
			best, least = t, loss
		}
	}
	for i := range m.weight {
		m.weight[i] /= float32(best)
	}
	for j := range m.bias {
		m.bias[j] /= float32(best)
	}
}

// shuffled are words whose letters stand in any order.
func shuffled(words []string, rnd *rand.Rand) string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		letters := []rune(strings.ToLower(w))
		rnd.Shuffle(len(letters), func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
		out = append(out, string(letters))
	}
	return strings.Join(out, " ")
}
