package main

import (
	"math"
	"strings"

	"regard/internal/platform/text"
)

// settings are how a model is trained.
type settings struct {
	places, tonguePlaces int     // rows of the tables
	epochs, tongueEpochs int     // times through all rows
	rate, tongueRate     float64 // size of the first steps
	value                [3]float64
	classBalance         float64 // 0: a class counts for its rows; 1: each the same, in its language
	languageBalance      float64 // the same of languages
	emotionWeight        float64
	ownWeight            float64 // our own rows count for so many
	needWeight           float64
	seed                 uint64
	blank                bool    // what the lexicon says is not begun from
	alwaysFelt           float64 // what a row of a source without neutral rows counts for where it is asked whether anything is felt
}

var full = settings{
	places: 420_000, tonguePlaces: 64_000, epochs: 5, tongueEpochs: 4, rate: 0.11, tongueRate: 0.5,
	value: [3]float64{1.1, 0.7, 0.5}, classBalance: 0.5, languageBalance: 0.3, emotionWeight: 0.5, ownWeight: 1.5, needWeight: 1, alwaysFelt: 0, seed: 1,
}

// seen is a row as the model of what a text says sees it.
func (s *settings) seen(r *row) example {
	e := example{row: r}
	if !s.blank {
		e.prior = text.Priors(r.text, r.language)
	}
	for k, list := range text.Features(r.text, r.language) {
		v := float32(s.value[k] * text.Share(k, len(list)))
		for _, h := range list {
			e.at, e.value = append(e.at, text.Place(h, s.places)), append(e.value, v)
		}
	}
	return e
}

// balance is what a row of a class of a language counts for.
func (s *settings) balance(all []example) func(e *example) float64 {
	type class struct {
		language string
		valence  int
	}
	of, languages, total := map[class]float64{}, map[string]float64{}, 0.0
	for i := range all {
		if e := &all[i]; e.part == train && e.valence != noValence {
			of[class{e.language, e.valence}]++
			languages[e.language]++
			total++
		}
	}
	return func(e *example) float64 {
		n := languages[e.language]
		w := 1.0
		if strings.HasPrefix(e.source, "own") {
			w = s.ownWeight
		}
		return w * math.Pow(n/3/of[class{e.language, e.valence}], s.classBalance) * math.Pow(total/float64(len(languages))/n, s.languageBalance)
	}
}

// twoOnly are sources that have no neutral rows: they tell good from bad, and nothing of what is neither.
var twoOnly = map[string]bool{"uci-sentences-en": true, "subtitles-ma-thesis-en": true, "subtitles-ma-thesis-fi": true, "subtitles-ma-thesis-fr": true,
	"xed-da-projected": true, "xed-de-projected": true, "xed-fr-projected": true, "xed-nl-projected": true, "xed-no-projected": true, "xed-sv-projected": true, "xed-fi-projected": true}

// Where the outputs stand.
const (
	outFelt = iota
	outSide
	outEmotion
)

// sense trains the model of what a text says.
func (s *settings) sense(all []example) *linear {
	m, weight := newLinear(s.places, text.Outputs), s.balance(all)
	m.fit(all, s.epochs, s.rate, s.seed, func(e *example, list []target) []target {
		if e.valence != noValence {
			w := weight(e)
			asked := w
			if twoOnly[e.source] {
				asked *= s.alwaysFelt
			}
			if asked > 0 {
				t := target{from: outFelt, to: outFelt + 1, weight: asked}
				if e.valence != neutral {
					t.want[outFelt] = 1
				}
				list = append(list, t)
			}
			if e.valence != neutral {
				t := target{from: outSide, to: outSide + 1, weight: w}
				if e.valence == positive {
					t.want[outSide] = 1
				}
				list = append(list, t)
			}
		}
		if e.emotional {
			t := target{from: outEmotion, to: outEmotion + len(text.Emotions), weight: s.emotionWeight}
			for j := range text.Emotions {
				t.want[outEmotion+j] = float64(e.felt >> j & 1)
			}
			list = append(list, t)
		}
		if e.need != noNeed {
			t := target{from: outEmotion + len(text.Emotions), to: text.Outputs, classes: true, weight: s.needWeight}
			t.want[t.from+e.need] = 1
			list = append(list, t)
		}
		return list
	})
	return m
}
