package coverage

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// person is one customer on his way to being counted.
type person struct {
	id       customer.ID
	records  []customer.Customer // with their ids alone
	account  customer.ID
	size     int // people of the account; 0 where there is none
	worth    int64
	contacts []contact
	standing impression.Standing
}

// contact is what counts of an interaction.
type contact struct {
	at       time.Time
	id       int64
	channel  string
	language string
}

// newest is how many of a person's latest contacts are looked at.
const newest = 20

// arrange puts rows in the order in which they are told.
func arrange(by map[Dimension][]Row) {
	for d, rows := range by {
		slices.SortFunc(rows, func(a, b Row) int {
			if d == AccountSize {
				return cmp.Compare(slices.Index(Sizes, a.Value), slices.Index(Sizes, b.Value))
			}
			return cmp.Or(cmp.Compare(b.Customers, a.Customers), strings.Compare(a.Value, b.Value))
		})
	}
}

// latest keeps a person's latest contacts, the last first, whichever of his
// records they lie under.
func latest(all []contact) []contact {
	slices.SortFunc(all, func(a, b contact) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.id, a.id)) })
	return all[:min(len(all), newest)]
}

// lastChannel is the channel of the last contact.
func lastChannel(latest []contact) string {
	if len(latest) == 0 {
		return ""
	}
	return latest[0].channel
}

// usualLanguage is the most frequent language of the latest contacts that have
// one; of two as frequent, the one heard last. Regions do not tell apart: en-GB
// is en.
func usualLanguage(latest []contact) (usual string) {
	heard := map[string]int{}
	for _, c := range latest {
		if l := tongue(c.language); l != "" {
			heard[l]++
		}
	}
	for _, c := range latest {
		if l := tongue(c.language); heard[l] > heard[usual] {
			usual = l
		}
	}
	return usual
}

func tongue(language string) string {
	l, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	return l
}

// sizeOf is the value of AccountSize for an account with so many people.
func sizeOf(people int) string {
	switch {
	case people == 0:
		return Sizes[0]
	case people <= 2:
		return Sizes[1]
	case people <= 10:
		return Sizes[2]
	case people <= 50:
		return Sizes[3]
	}
	return Sizes[4]
}

// tally is a count under way.
type tally map[place]Row

type place struct {
	dimension Dimension
	value     string
}

func (t tally) add(p person) {
	for _, at := range []place{{Everybody, ""}, {Language, usualLanguage(p.contacts)}, {Channel, lastChannel(p.contacts)}, {AccountSize, sizeOf(p.size)}} {
		r := t[at]
		r.Dimension, r.Value = at.dimension, at.value
		r.Customers++
		r.Worth += p.worth
		if s := p.standing; s.Enough {
			r.Known++
			r.KnownWorth += p.worth
			r.Scores += s.Score
			r.Squares += s.Score * s.Score
		}
		t[at] = r
	}
}

// rows returns what has been counted, and everybody even where there is nobody.
func (t tally) rows() []Row {
	if _, ok := t[place{Everybody, ""}]; !ok {
		t[place{Everybody, ""}] = Row{Dimension: Everybody}
	}
	return slices.SortedFunc(maps.Values(t), func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
	})
}

func tallyOf(rows []Row) tally {
	t := tally{}
	for _, r := range rows {
		t[place{r.Dimension, r.Value}] = r
	}
	return t
}
