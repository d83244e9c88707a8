package simulate

import (
	"iter"
	"time"

	"regard/internal/know/customer"
)

// Customer is what the company's CRM would hand over about somebody: who, how
// recognised, what he pays a year, since when, and whether he has left.
type Customer struct {
	Ref         string // the simulation's own name for him, for Latent
	Name        string
	Identifiers []customer.Identifier
	Account     string // the business he acts for, if any
	Role        string // decides, uses or pays, for businesses
	Value       int64  // minor units of Currency a year
	Currency    string
	Since       time.Time
	NoticeAt    time.Time // when he gave notice; zero while he stays
	LeftAt      time.Time // when he was gone then
	Attributes  map[string]any
}

// Customers are those who are or were customers by Now, in no particular order
// of time. Each is what his life has made of him: what he pays, whether he left.
func (w *World) Customers() iter.Seq[Customer] {
	return func(yield func(Customer) bool) {
		for i := range w.o.Customers {
			l := w.life(i)
			l.until(w.o.Now)
			if !yield(l.card()) {
				return
			}
		}
	}
}

// card is the customer as the CRM has him now.
func (l *life) card() Customer {
	p := l.who
	c := Customer{
		Ref: p.ref, Name: p.name(), Identifiers: p.known(), Account: p.account, Role: p.role,
		Value: int64(p.plan.price) * 12 * 100, Currency: "NOK", Since: p.since.UTC(),
		Attributes: map[string]any{
			"town": p.town.name, "region": p.town.region, "product": p.plan.name, "language": p.language(), "segment": p.segment(),
		},
	}
	if !l.noticed.After(l.w.o.Now) {
		c.NoticeAt = l.noticed
	}
	if !l.left.IsZero() && !l.left.After(l.w.o.Now) {
		c.LeftAt = l.left.UTC()
	}
	return c
}
