package main

import (
	"math"
	"strings"
	"unicode"

	"regard/internal/platform/text"
)

// plain is a row as the reference sees it: runs of two to five characters of the text in lower case, words, and pairs of
// words, hashed to a million places. It is what one tries first, and what a better model must beat on the same rows.
func plain(r *row) example {
	e := example{row: r}
	const prime = 16777619
	add := func(h uint32) {
		h ^= h >> 16
		h *= 0x85ebca6b
		h ^= h >> 13
		e.at = append(e.at, text.Place(h*0xc2b2ae35, places))
	}
	lower := strings.ToLower(r.text)
	letters := []rune(" " + lower + " ")
	for i := range letters {
		h := uint32(2166136261)
		for k := i; k < len(letters) && k < i+5; k++ {
			if h = (h ^ uint32(letters[k])) * prime; k > i {
				add(h)
			}
		}
	}
	last := uint32(7)
	for w := range strings.FieldsFuncSeq(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) {
		h := uint32(99)
		for _, c := range w {
			h = (h ^ uint32(c)) * prime
		}
		add(h)
		add(last*31 + h)
		last = h
	}
	v := float32(1 / math.Sqrt(float64(len(e.at))))
	for range e.at {
		e.value = append(e.value, v)
	}
	return e
}

const places = 1 << 20

// reference trains the plain model on the valence of the same rows, each counting the same.
func reference(rows []row) (*linear, []example) {
	all := make([]example, len(rows))
	for i := range rows {
		all[i] = plain(&rows[i])
	}
	m := newLinear(places, 3)
	m.fit(all, 6, 0.3, 1, func(e *example, list []target) []target {
		if e.valence == noValence {
			return nil
		}
		t := target{to: 3, classes: true, weight: 1}
		t.want[e.valence] = 1
		return append(list, t)
	})
	return m, all
}
