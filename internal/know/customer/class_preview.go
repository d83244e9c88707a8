package customer

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// ClassPreview says what rules would change against those in force.
type ClassPreview struct {
	Looked  int           // records that were looked at, the newest first
	All     bool          // which are all there are
	Classed map[Class]int // how many would be classed so that are not now
	Back    int           // how many would be customers again
	Some    []ID          // some of those who would be classed
}

// Total is how many would be classed.
func (p ClassPreview) Total() (n int) {
	for _, k := range p.Classed {
		n += k
	}
	return n
}

// How much a preview looks at, and how many it names.
const (
	previewed    = 100_000
	previewPage  = 5000
	previewNames = 5
)

// PreviewClassRules returns what each set of rules would change if it took the
// place of those in force; what persons said would stand. It reads the newest
// 100,000 records at most, some 3 ms a thousand.
func PreviewClassRules(ctx context.Context, tx *company.Tx, sets ...[]ClassRule) (_ []ClassPreview, err error) {
	defer problem.Wrap(&err, "customer.PreviewClassRules")
	now, err := ClassRulesInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	would := make([]*ClassRules, len(sets))
	all := make([]ClassPreview, len(sets))
	for i, set := range sets {
		if would[i], err = CompileClassRules(set); err != nil {
			return nil, err
		}
		all[i].Classed = map[Class]int{}
	}
	for before := ID(1<<63 - 1); len(all) > 0 && all[0].Looked < previewed; {
		list, err := readRuledBefore(ctx, tx, before, previewPage)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			is, by := now.says(c.class, c.by, c.identifiers)
			for i := range sets {
				if class, _ := would[i].says(is, by, c.identifiers); class != is {
					all[i].note(c.id, class)
				}
			}
		}
		for i := range all {
			all[i].Looked += len(list)
			all[i].All = len(list) < previewPage
		}
		if len(list) < previewPage {
			break
		}
		before = list[len(list)-1].id
	}
	return all, nil
}

func (p *ClassPreview) note(id ID, class Class) {
	if class == Counted {
		p.Back++
		return
	}
	if p.Classed[class]++; len(p.Some) < previewNames {
		p.Some = append(p.Some, id)
	}
}

// CountByRule returns how many records each pattern in force classes, of the
// 20,000 that rules classed first.
func CountByRule(ctx context.Context, tx *company.Tx) (_ map[string]int, err error) {
	defer problem.Wrap(&err, "customer.CountByRule")
	rules, err := ClassRulesInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	list, err := readByRule(ctx, tx, 20_000)
	counts := map[string]int{}
	for _, c := range list {
		if rule, found := rules.Of(c.identifiers); found {
			counts[rule.Pattern]++
		}
	}
	return counts, err
}
