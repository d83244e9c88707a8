package customer

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

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
	q = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(q, ""), "\x00", ""))
	if len(q) > 200 {
		q = strings.ToValidUTF8(q[:200], "")
	}
	people, err := searchFor(ctx, tx, searchWords(q), limit)
	if err == nil && len(people) == 0 {
		people, err = searchWhole(ctx, tx, q)
	}
	if err == nil && len(people) == 0 && strings.Contains(q, ".") {
		// No name, but perhaps the beginning of an address: "ada.lovelace".
		return searchFor(ctx, tx, []string{strings.ToLower(q)}, limit)
	}
	return people, err
}

// searchWhole finds by a whole address or number, which whoever types it knows:
// also where identifiers of its kind are masked, whose beginnings find nothing,
// lest they be guessed digit by digit.
func searchWhole(ctx context.Context, tx *company.Tx, q string) ([]Person, error) {
	hidden, err := company.HiddenFrom(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"email", "phone"} {
		if !hidden[company.IdentifierField(kind)] {
			continue
		}
		people, err := Peek(ctx, tx, Identifier{Kind: kind, Value: q})
		if err != nil && problem.KindOf(err) == problem.Invalid {
			continue
		}
		if err != nil || len(people) > 0 {
			return people, err
		}
	}
	return nil, nil
}

func searchFor(ctx context.Context, tx *company.Tx, words []string, limit int) ([]Person, error) {
	if len(words) == 0 {
		return nil, nil
	}
	// The longest words narrow most; the others are looked for in what they find.
	words = slices.SortedStableFunc(slices.Values(words), func(a, b string) int { return len(b) - len(a) })
	from, to := words[0], successor(words[0])
	if len(words) == 1 {
		return fitting(ctx, tx, words, limit, func() ([]ID, error) { return readPrefix(ctx, tx, from, to, candidates) })
	}
	return fitting(ctx, tx, words, limit,
		func() ([]ID, error) {
			return readPrefixes(ctx, tx, from, to, words[1], successor(words[1]), candidates)
		},
		func() ([]ID, error) {
			for _, w := range words[:2] {
				many, err := hasBegunMany(ctx, tx, w, successor(w))
				if err != nil {
					return nil, err
				}
				if many { // those who have both may be among whom was not looked at
					return readPrefix(ctx, tx, from, to, candidates)
				}
			}
			// Where a person has several records, each of them may have one of his words.
			return readMergedPrefix(ctx, tx, from, to, candidates)
		})
}

// fitting returns the first people whom the words fit, among those whom the first of
// sources gives, then the next.
func fitting(ctx context.Context, tx *company.Tx, words []string, limit int, sources ...func() ([]ID, error)) ([]Person, error) {
	var people []Person
	seen := map[ID]bool{}
	for _, source := range sources {
		if len(people) >= limit {
			break
		}
		ids, err := source()
		if err != nil {
			return nil, err
		}
		// Nearly all that is found fits a short search; then few need be read.
		for chunk := range slices.Chunk(ids, max(20, limit)) {
			if len(people) >= limit {
				break
			}
			found, err := FindAll(ctx, tx, chunk)
			if err != nil {
				return nil, err
			}
			for _, p := range found {
				if !seen[p.ID] && p.matches(words) {
					people = append(people, p)
				}
				seen[p.ID] = true
			}
		}
	}
	return people[:min(len(people), limit)], nil
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
	if strings.Trim(q, "+0123456789 ()-./") == "" {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, q)
		digits = strings.TrimPrefix(digits, "00")
		if digits == "" {
			return nil
		}
		return []string{digits}
	}
	var words []string
	for _, part := range strings.Fields(q) {
		part = strings.TrimLeft(part, "@")
		if address := normalEmail(part); address != "" {
			words = append(words, address)
			continue
		}
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
// It is valid UTF-8, whose bytes are in the order of its characters.
func successor(s string) string {
	r := []rune(s)
	for i := len(r) - 1; i >= 0; i-- {
		if r[i] == utf8.MaxRune {
			continue
		}
		if r[i]++; r[i] == 0xd800 {
			r[i] = 0xe000 // what lies between are no characters
		}
		return string(r[:i+1])
	}
	return string(utf8.MaxRune)
}
