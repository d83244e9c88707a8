package interaction

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// named is whom a draft's identifiers mean, or why that is not said.
type named struct {
	id      customer.ID
	problem error
}

// among tells whom the drafts of a partner's user mean, of those that he sees;
// nil for everybody else. An address or a number finds nobody else for him, and
// makes nobody: he would learn by it who is a customer, and more on the card.
// Whoever is nowhere and whoever is another's are refused alike. Somebody new he
// may call by name.
func among(ctx context.Context, tx *company.Tx, drafts []heard) (map[int]named, error) {
	if tx.Actor.Role != company.RolePartner {
		return nil, nil
	}
	all := map[int]named{}
	for i, h := range drafts {
		if h.problem != nil {
			continue
		}
		n := named{id: h.draft.CustomerID}
		for _, identifier := range h.draft.Identifiers {
			people, err := customer.Peek(ctx, tx, identifier)
			switch {
			case problem.KindOf(err) == problem.Invalid:
				n.problem = err
			case err != nil:
				return nil, err
			case len(people) == 1 && (n.id == 0 || slices.Contains(people[0].IDs(), n.id)):
				n.id = people[0].ID
			default:
				n.problem = problem.Field("identifiers", "interaction.not_among_yours", nil)
			}
			if n.problem != nil {
				break
			}
		}
		all[i] = n
	}
	return all, nil
}
