package customer

import (
	"context"
	"fmt"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// checkedAtOnce is how many records are looked at at once.
const checkedAtOnce = 500

// Check looks whether records are found by what they are called and known by:
// each identifier that a record has belongs to it, or is shared; each word of a
// name or identifier finds it, and no other word does; and records are one
// person exactly where a merge is in force. It returns how many it looked at and
// what is not so; said, which may be nil, is told how many it has come past.
func Check(ctx context.Context, tx *company.Tx, said func(n int)) (looked int, found []string, err error) {
	defer problem.Wrap(&err, "customer.Check")
	own, words := 0, 0
	for after := ID(0); ; {
		records, err := readRecordsAfter(ctx, tx, after, checkedAtOnce)
		if err != nil {
			return looked, found, err
		}
		if len(records) == 0 {
			break
		}
		after, looked = records[len(records)-1].ID, looked+len(records)
		n, more, err := checkIdentifiers(ctx, tx, records)
		if err != nil {
			return looked, found, err
		}
		own, found = own+n, append(found, more...)
		n, more, err = checkTerms(ctx, tx, records)
		if err != nil {
			return looked, found, err
		}
		words, found = words+n, append(found, more...)
		if said != nil {
			said(len(records))
		}
	}
	for _, c := range []struct {
		what  string
		want  int
		count func(context.Context, *company.Tx) (int, error)
	}{{"identifiers belong to one record, which has them", own, countOwned}, {"words find a record that has them", words, countTerms},
		{"records are of a person who does not stand for himself", 0, countLost}, {"merges in force do not hold", 0, countLoose}} {
		if n, err := c.count(ctx, tx); err != nil {
			return looked, found, err
		} else if n != c.want {
			found = append(found, fmt.Sprintf("%d %s; should be %d", n, c.what, c.want))
		}
	}
	return looked, found, nil
}

// checkIdentifiers returns how many identifiers belong to records that have them.
func checkIdentifiers(ctx context.Context, tx *company.Tx, records []Customer) (own int, found []string, err error) {
	var keys []string
	for _, r := range records {
		for _, h := range r.Identifiers {
			keys = append(keys, h.Key())
		}
	}
	owners, err := readOwners(ctx, tx, keys)
	if err != nil {
		return 0, nil, err
	}
	for _, r := range records {
		for _, h := range r.Identifiers {
			switch o, is := owners[h.Key()]; {
			case !is:
				found = append(found, fmt.Sprintf("%s has a %s that belongs to nobody", r.ID, h.Kind))
			case o.shared:
			case o.id != r.ID:
				found = append(found, fmt.Sprintf("%s has a %s that belongs to %s", r.ID, h.Kind, o.id))
			default:
				own++
			}
		}
	}
	return own, found, nil
}

// checkTerms returns how many words find records that have them.
func checkTerms(ctx context.Context, tx *company.Tx, records []Customer) (words int, found []string, err error) {
	var args [][]any
	var whose []ID
	for i := range records {
		for _, term := range records[i].terms() {
			args, whose = append(args, []any{term, int64(records[i].ID)}), append(whose, records[i].ID)
		}
	}
	there := make([]bool, len(args))
	if err := readTerms(ctx, tx, args, func(i int) { there[i] = true; words++ }); err != nil {
		return 0, nil, err
	}
	missing := map[ID]int{}
	for i, is := range there {
		if !is {
			missing[whose[i]]++
		}
	}
	for _, r := range records {
		if n := missing[r.ID]; n > 0 {
			found = append(found, fmt.Sprintf("%s is not found by %d of its words", r.ID, n))
		}
	}
	return words, found, nil
}

// ErasedAmong returns which of some records were erased: of these the numbers
// stay as they were.
func ErasedAmong(ctx context.Context, tx *company.Tx, records []ID) (_ map[ID]bool, err error) {
	defer problem.Wrap(&err, "customer.ErasedAmong")
	return readErasedAmong(ctx, tx, records)
}
