package customer

import (
	"context"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// candidates is how many records a word of a search may bring in at most; of
// those, the ones last heard of come first.
const candidates = 400

// Search returns the people whose name or identifiers begin with each word of
// q, those last in contact first.
func Search(ctx context.Context, tx *company.Tx, q string, limit int) (_ []Person, err error) {
	defer problem.Wrap(&err, "customer.Search")
	words := searchWords(q)
	if len(words) == 0 {
		return nil, nil
	}
	// The longest word narrows most; the others are looked for in what it finds.
	first := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	ids, err := readPrefix(ctx, tx, first, successor(first), candidates)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	people, err := FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p Person) bool { return !p.matches(words) })
	if len(people) > limit {
		people = people[:limit]
	}
	return people, nil
}

// matches tells whether each word begins a word of the person's.
func (p Person) matches(words []string) bool {
	var terms []string
	for _, r := range p.Records {
		terms = append(terms, r.terms()...)
	}
	for _, w := range words {
		if !slices.ContainsFunc(terms, func(t string) bool { return strings.HasPrefix(t, w) }) {
			return false
		}
	}
	return true
}

// terms returns the words by which type-ahead finds a record.
func (r *Customer) terms() []string {
	var all []string
	for w := range text.Words(text.Fold(r.Name)) {
		all = append(all, w)
	}
	for _, h := range r.Identifiers {
		all = append(all, h.terms()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// searchWords cuts what somebody typed into folded words. An e-mail address
// stays whole; a phone number loses its spaces and sign.
func searchWords(q string) []string {
	q = strings.TrimSpace(q)
	if len(q) > 200 {
		q = strings.ToValidUTF8(q[:200], "")
	}
	if strings.Trim(q, "+0123456789 ()-./") == "" {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, q)
		if strings.HasPrefix(digits, "00") {
			digits = digits[2:]
		}
		if digits == "" {
			return nil
		}
		return []string{digits}
	}
	var words []string
	for _, part := range strings.Fields(q) {
		if strings.ContainsAny(part, "@_|") || strings.Contains(part, "-") && strings.ContainsAny(part, "0123456789") {
			words = append(words, strings.ToLower(part))
			continue
		}
		for w := range text.Words(text.Fold(part)) {
			words = append(words, w)
		}
	}
	return words
}

// successor returns the least text greater than every text that begins with s.
func successor(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xff {
			b[i]++
			return string(b[:i+1])
		}
	}
	return "\xff"
}
