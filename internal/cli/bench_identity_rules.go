package cli

import (
	"math"

	"regard/internal/know/customer"
)

// labelled is a row of which it is known whose it is. There may be a million of
// them beside what is measured, so that what it told goes when it is recorded.
type labelled struct {
	*told
	truth  string
	record customer.ID
}

// told is what a row says.
type told struct {
	row   int
	draft *customer.Draft // until it is recorded
	cells []string        // of the columns that say who somebody is, as they stand; none of who is made up
}

// recorded is what remains of rows that were made up.
var recorded = &told{}

// Judged is how a set of pairs compares with the truth.
type Judged struct {
	Pairs int `json:"pairs"` // of rows
	Right int `json:"right"`
	True  int `json:"true"` // pairs of rows that are one person, found or not
}

func (j Judged) plus(o Judged) Judged { return Judged{j.Pairs + o.Pairs, j.Right + o.Right, j.True} }

// precision is the share of pairs that are right; 1 where there are none.
func (j Judged) precision() float64 {
	if j.Pairs == 0 {
		return 1
	}
	return float64(j.Right) / float64(j.Pairs)
}

// recall is the share of true pairs that are among them.
func (j Judged) recall() float64 { return float64(j.Right) / math.Max(1, float64(j.True)) }

// f1 is the harmonic mean of both.
func (j Judged) f1() float64 {
	p, r := j.precision(), j.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// answers know which rows are one person, and which are one customer.
type answers struct {
	rows    []labelled
	people  map[string]int
	records map[customer.ID][]int // rows
	pairs   int
}

func newAnswers(rows []labelled) *answers {
	t := &answers{rows: rows, people: map[string]int{}, records: map[customer.ID][]int{}}
	for i, r := range rows {
		t.pairs += t.people[r.truth]
		t.people[r.truth]++
		t.records[r.record] = append(t.records[r.record], i)
	}
	return t
}

// joined judges which rows are one customer by now.
func (t *answers) joined() Joined {
	j := Joined{Judged: Judged{True: t.pairs}}
	for _, rows := range t.records {
		j.Customers++
		for i, x := range rows {
			for _, y := range rows[:i] {
				j.Pairs++
				if t.rows[x].truth == t.rows[y].truth {
					j.Right++
				}
			}
		}
	}
	return j
}

// between judges the pairs of rows that joining two customers would make.
func (t *answers) between(a, b customer.ID) (j Judged) {
	for _, x := range t.records[a] {
		for _, y := range t.records[b] {
			j.Pairs++
			if t.rows[x].truth == t.rows[y].truth {
				j.Right++
			}
		}
	}
	return j
}

// decided judges what stands once people have said yes to every right
// suggestion, and no to the others.
func (t *answers) decided(pairs [][2]customer.ID) Judged {
	find := t.groups(pairs)
	merged := &answers{rows: t.rows, records: map[customer.ID][]int{}, pairs: t.pairs}
	for id, rows := range t.records {
		merged.records[find(id)] = append(merged.records[find(id)], rows...)
	}
	return merged.joined().Judged
}

// groups returns who stands for each customer once all right suggestions are
// merged.
func (t *answers) groups(pairs [][2]customer.ID) func(customer.ID) customer.ID {
	root := map[customer.ID]customer.ID{}
	var find func(customer.ID) customer.ID
	find = func(id customer.ID) customer.ID {
		if up, ok := root[id]; ok && up != id {
			root[id] = find(up)
			return root[id]
		}
		return id
	}
	for _, p := range pairs {
		if j := t.between(p[0], p[1]); j.Right*2 > j.Pairs {
			if a, b := find(p[0]), find(p[1]); a != b {
				root[a] = b
			}
		}
	}
	return find
}

// agree tells whether two rows say the same in any column.
func (r labelled) agree(o labelled) bool {
	for i, cell := range r.cells {
		if cell != "" && cell == o.cells[i] {
			return true
		}
	}
	return false
}
