package customer

import (
	"context"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Identify gives a person an identifier. One that belongs to somebody else is
// refused: the two may be one person, which a merge says.
func Identify(ctx context.Context, tx *company.Tx, id ID, i Identifier) (err error) {
	defer problem.Wrap(&err, "customer.Identify")
	p, err := Find(ctx, tx, id)
	if err != nil {
		return err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	h, err := i.Normalise(d.Profile.PhoneRegion)
	if err != nil {
		return err
	}
	owners, err := readOwners(ctx, tx, []string{h.Key()})
	if err != nil {
		return err
	}
	if o, taken := owners[h.Key()]; taken && !o.shared {
		if slices.Contains(p.IDs(), o.id) {
			return nil
		}
		return problem.New(problem.Conflict, "identifier.taken", problem.Params{"value": h.shown(), "customer": o.id.String()})
	}
	records, err := lockPerson(ctx, tx, p)
	if err != nil {
		return err
	}
	r := &records[slices.IndexFunc(records, func(r Customer) bool { return r.ID == p.ID })]
	h.Shared = owners[h.Key()].shared // others use it too: listed, deciding nothing
	r.Identifiers = append(r.Identifiers, h)
	if !h.Shared {
		if taken, err := insertIdentifiers(ctx, tx, []freshKey{{h.Key(), r.ID}}); err != nil {
			return err
		} else if len(taken) == 0 {
			return database.ErrAgain // somebody else took it meanwhile
		}
	}
	return changedIdentifiers(ctx, tx, r)
}

// Unidentify takes an identifier away from a person. What was recorded under it
// stays his; what comes with it from now on is somebody new.
func Unidentify(ctx context.Context, tx *company.Tx, id ID, key string) (err error) {
	defer problem.Wrap(&err, "customer.Unidentify")
	p, err := Find(ctx, tx, id)
	if err != nil {
		return err
	}
	records, err := lockPerson(ctx, tx, p)
	if err != nil {
		return err
	}
	for k := range records {
		r := &records[k]
		at := slices.IndexFunc(r.Identifiers, func(h Held) bool { return h.Key() == key })
		if at < 0 {
			continue
		}
		gone := r.Identifiers[at]
		r.Identifiers = slices.Delete(slices.Clone(r.Identifiers), at, at+1)
		if err := deleteIdentifier(ctx, tx, key, r.ID); err != nil {
			return err
		}
		if err := deleteTerms(ctx, tx, r.ID, lost(gone, r)); err != nil {
			return err
		}
		if err := changedIdentifiers(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// lost returns the words that a record no longer has without an identifier.
func lost(gone Held, r *Customer) (terms []string) {
	stay := r.terms()
	for _, t := range gone.terms() {
		if !slices.Contains(stay, t) {
			terms = append(terms, t)
		}
	}
	return terms
}

func changedIdentifiers(ctx context.Context, tx *company.Tx, r *Customer) error {
	rules, err := ClassRulesInForce(ctx, tx)
	if err != nil {
		return err
	}
	r.classify(rules)
	r.Version, r.ChangedAt = r.Version+1, tx.Now
	if err := updateRecords(ctx, tx, []*Customer{r}); err != nil {
		return err
	}
	if err := addTerms(ctx, tx, []*Customer{r}); err != nil {
		return err
	}
	if err := company.Audit(ctx, tx, "customer.identifiers_changed", r.ID.String(), nil); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactIdentified, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version, News: true})
	return nil
}

// Account returns the account of a name, which is made if there is none; 0 for
// no name.
func Account(ctx context.Context, tx *company.Tx, name string) (ID, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return 0, nil
	}
	if len(name) > maxName {
		return 0, problem.Field("account", "field.too_long", problem.Params{"max": maxName})
	}
	accounts, err := putAccounts(ctx, tx, []Draft{{Account: name}})
	return accounts[name], err
}
