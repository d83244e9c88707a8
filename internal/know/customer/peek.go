package customer

import (
	"context"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Named is whom somebody's identifiers name: one, several among whom only a
// person can tell, or nobody.
type Named struct {
	People []Person
	Held   []Held // the identifiers that could be read, the strongest first
}

// Choose returns whom identifiers name together, as Resolve would decide, but
// changes nothing. Those that cannot be read are left out, for a telephone
// system also says "anonymous"; where none can, the first one's problem comes back.
func Choose(ctx context.Context, tx *company.Tx, given []Identifier) (n Named, err error) {
	defer problem.Wrap(&err, "customer.Choose")
	d, err := tx.Directory(ctx)
	if err != nil {
		return n, err
	}
	var unread error
	for _, i := range given {
		h, err := i.Normalise(d.Profile.PhoneRegion)
		if err == nil {
			n.Held = append(n.Held, h)
		} else if unread == nil {
			unread = err
		}
	}
	if len(n.Held) == 0 {
		return n, unread
	}
	byStrength(n.Held)
	known := map[string][]Person{}
	for _, h := range n.Held {
		if known[h.Key()], err = Peek(ctx, tx, Identifier{Kind: h.Kind, Value: h.Value}); err != nil {
			return n, err
		}
	}
	n.People = choose(n.Held, known)
	return n, nil
}

// ByNumber returns the persons who have a customer number in any system.
func ByNumber(ctx context.Context, tx *company.Tx, number string) (_ []Person, err error) {
	defer problem.Wrap(&err, "customer.ByNumber")
	number = strings.TrimSpace(number)
	ids, err := readTerm(ctx, tx, strings.ToLower(number))
	if err != nil || number == "" {
		return nil, err
	}
	people, err := FindAll(ctx, tx, ids)
	return numbered(people, number), err
}
