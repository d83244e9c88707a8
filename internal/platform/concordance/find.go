package concordance

import (
	"math"
	"slices"
	"strings"
)

// Term is a word, or how one begins.
type Term struct {
	Word   string
	Begins bool
}

// Query says which entries are wanted: those that have of each group one term
// at least, and were at From or later and before Until (microseconds; 0: since
// ever, for ever).
type Query struct {
	All         [][]Term
	From, Until int64
}

// Latest is the place before every entry.
var Latest = Key{math.MaxInt64, math.MaxInt64}

// Find returns up to limit entries after a place, the latest first. A query
// without groups finds nothing.
func (r *Reading) Find(q Query, after Key, limit int) (found []Key, err error) {
	if len(q.All) == 0 || limit < 1 {
		return nil, nil
	}
	if q.Until != 0 && q.Until <= after.At {
		after = Key{q.Until, math.MinInt64} // the last place of that instant, so that the instant itself is past
	}
	all, err := r.volumes()
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.earliest > after.At || v.latest < q.From {
			continue
		}
		// The volumes come by their latest entry: what this one has is no later.
		if len(found) == limit && found[limit-1].At > v.latest {
			break
		}
		end := Key{q.From, math.MinInt64}
		if len(found) == limit {
			end = found[limit-1]
		}
		some, err := r.findIn(v, q, after, end, limit)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
		slices.SortFunc(found, Key.Compare)
		found = found[:min(limit, len(found))]
	}
	return found, nil
}

// findIn finds in one volume, after a place and not past another.
func (r *Reading) findIn(v volume, q Query, after, end Key, limit int) (found []Key, err error) {
	groups, err := r.groups(v, q.All)
	if err != nil || groups == nil {
		return nil, err
	}
	pages := placesOf{r: r, volume: v.id}
	n, err := pages.start(after)
	if err != nil {
		return nil, err
	}
	for len(found) < limit {
		n, err = meet(groups, n)
		if err != nil || n == none {
			return found, err
		}
		k, err := pages.at(n)
		if err != nil {
			return nil, err
		}
		if k.Compare(end) > 0 {
			return found, nil
		}
		if k.Compare(after) > 0 {
			found = append(found, k)
		}
		n++
	}
	return found, nil
}

// none is no number.
const none = math.MaxUint32

// lister lists in ascending order the numbers of entries that have a group's
// terms: from returns the first from n on, or none.
type lister interface {
	from(n uint32) (uint32, error)
}

// meet returns the first number from n on that all listers have. Each leaps to
// where the others are, so that the rarest sets the pace.
func meet(all []lister, n uint32) (uint32, error) {
	for agreed := 0; agreed < len(all); {
		for _, l := range all {
			m, err := l.from(n)
			if err != nil || m == none {
				return none, err
			}
			if m != n {
				n, agreed = m, 0
			}
			if agreed++; agreed == len(all) {
				break
			}
		}
	}
	return n, nil
}

// groups opens what a volume has of each group; nil where it has nothing of
// one. Single words are opened first: if one is missing, nothing needs to be
// gathered for the others.
func (r *Reading) groups(v volume, all [][]Term) (list []lister, err error) {
	for _, g := range all {
		if len(g) != 1 || g[0].Begins {
			continue
		}
		l := &wordList{r: r, volume: v.id, word: g[0].Word}
		if n, err := l.from(0); err != nil || n == none {
			return nil, err
		}
		list = append(list, l)
	}
	for _, g := range all {
		if len(g) == 1 && !g[0].Begins {
			continue
		}
		s, any, err := r.gather(v, g)
		if err != nil || !any {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// gathered are the numbers of several words together.
type gathered struct{ bitset }

func (g gathered) from(n uint32) (uint32, error) {
	if m, ok := g.bitset.from(n); ok {
		return m, nil
	}
	return none, nil
}

// gather reads all that a volume has of several terms.
func (r *Reading) gather(v volume, terms []Term) (s gathered, any bool, err error) {
	var last int64
	if err := r.row("SELECT coalesce(max(number), 0) FROM place WHERE volume = ?", v.id).Scan(&last); err != nil {
		return s, false, err
	}
	s.bitset = make(bitset, (last+placesABlock)/64+1)
	for _, t := range terms {
		err := r.span(v.id, t, func(p piece) error {
			n, steps := p.first, p.steps
			s.add(n)
			any = true
			for len(steps) > 0 {
				step, ok := uvarint(&steps)
				if !ok || step > maxNumber {
					return ErrDamaged
				}
				n += uint32(step)
				s.add(n)
			}
			return nil
		})
		if err != nil {
			return s, false, err
		}
	}
	return s, any, nil
}

// span yields the pieces of a term, in the order of words.
func (r *Reading) span(volume int64, t Term, fn func(piece) error) error {
	word, number, err := r.leafBefore(volume, t.Word, 0)
	if err != nil {
		return err
	}
	rows, err := r.tx.QueryContext(r.ctx, "SELECT body FROM leaf WHERE volume = ? AND (word, number) >= (?, ?) ORDER BY word, number", volume, word, number)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		for len(body) > 0 {
			p, err := take(&body)
			if err != nil {
				return err
			}
			switch fits := string(p.word) == t.Word || t.Begins && strings.HasPrefix(string(p.word), t.Word); {
			case fits:
				if err := fn(p); err != nil {
					return err
				}
			case string(p.word) > t.Word:
				return nil
			}
		}
	}
	return rows.Err()
}
