package interaction

import (
	"context"
	"fmt"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// checkedAtOnce is how many customers are looked at at once.
const checkedAtOnce = 200

// Check looks whether every interaction is there wholly and once: its reference
// leads to it and to nothing else, and it is a part of the ledger, unless it is
// void. It returns how many it looked at and what is not so; said, which may be
// nil, is told how many it has come past.
func Check(ctx context.Context, tx *company.Tx, said func(n int)) (looked int, found []string, err error) {
	defer problem.Wrap(&err, "interaction.Check")
	refs, inLedger := 0, 0
	for after := customer.ID(0); ; {
		records, err := readContacted(ctx, tx, after, checkedAtOnce)
		if err != nil {
			return looked, found, err
		}
		if len(records) == 0 {
			break
		}
		after = records[len(records)-1]
		n, known, parts, more, err := check(ctx, tx, records)
		if err != nil {
			return looked, found, err
		}
		looked, refs, inLedger, found = looked+n, refs+known, inLedger+parts, append(found, more...)
		if said != nil {
			said(n)
		}
	}
	all, err := countRefs(ctx, tx)
	if err == nil && all != refs {
		found = append(found, fmt.Sprintf("%d references are known, %d of them lead to an interaction", all, refs))
	}
	if err != nil {
		return looked, found, err
	}
	parts, err := impression.CountParts(ctx, tx)
	if err == nil && parts != inLedger {
		found = append(found, fmt.Sprintf("the ledger has %d parts, %d of them are interactions", parts, inLedger))
	}
	return looked, found, err
}

// check looks at the interactions of some records: how many there are, how many
// of their references lead to them, and how many are parts of the ledger.
func check(ctx context.Context, tx *company.Tx, records []customer.ID) (n, known, inLedger int, found []string, err error) {
	list, err := readOutlines(ctx, tx, records)
	if err != nil {
		return 0, 0, 0, nil, err
	}
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = list[i].refKey()
	}
	refs, err := readRefs(ctx, tx, keys)
	if err != nil {
		return 0, 0, 0, nil, err
	}
	parts, err := impression.PartsUnder(ctx, tx, records)
	if err != nil {
		return 0, 0, 0, nil, err
	}
	say := func(i Interaction, what string, args ...any) {
		found = append(found, fmt.Sprintf("%s (%s) ", i.ID, i.CustomerID)+fmt.Sprintf(what, args...))
	}
	for at, i := range list {
		switch k, is := refs[keys[at]]; {
		case !is:
			say(i, "is not known by its reference")
		case k.id != i.ID:
			say(i, "has the reference of %s: it was recorded twice", k.id)
		case k.customer != i.CustomerID:
			say(i, "is by its reference %s's", k.customer)
		default:
			known++
		}
		switch whose, is := parts[int64(i.ID)]; {
		case !is && i.VoidedAt.IsZero():
			say(i, "is no part of the ledger")
		case is && !i.VoidedAt.IsZero():
			say(i, "is void and still a part of the ledger")
		case is && whose != i.CustomerID:
			say(i, "is in the ledger %s's", whose)
		case is:
			inLedger++
		}
	}
	return len(list), known, inLedger, found, nil
}
