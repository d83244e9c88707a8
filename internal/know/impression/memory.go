package impression

import (
	"time"

	"regard/internal/know/customer"
)

// memory is how a relationship remembers: by which law, how fast it forgets,
// and how much the episodes of each record weigh in it.
type memory struct {
	law      Law
	halfLife float64                 // H, days
	role     map[customer.ID]float64 // by record, more than 0; who is not in it weighs 1
}

// of is how much a record's episodes weigh.
func (m memory) of(record customer.ID) float64 {
	if r, ok := m.role[record]; ok {
		return r
	}
	return 1
}

// term is what an episode adds to the sums.
func (m memory) term(e Episode) sums {
	return m.law.term(e.Valence, e.Weight, e.LastAt, m.halfLife).times(m.of(e.CustomerID))
}

// standing returns a relationship in numbers, and its sums, as of an instant.
func (m memory) standing(total sums, episodes int64, asked, asOf time.Time) (Standing, sums) {
	s := total.at(asOf, m.halfLife)
	return m.law.standing(s, m.law.enough(s.E, episodes, asked, asOf, m.halfLife)), s
}

// points is a term's part in the score, as of the instant of both.
func (m memory) points(t, total sums) float64 { return 50 * t.N / (total.D + m.law.PriorWeight) }
