package customer

import (
	"context"
	"maps"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// AccountRole is what a person is to the account he belongs to.
type AccountRole string

// The roles in an account.
const (
	Decides AccountRole = "decides"
	Uses    AccountRole = "uses"
	Pays    AccountRole = "pays"
)

// AllAccountRoles lists the roles in the order in which they are written.
var AllAccountRoles = []AccountRole{Decides, Uses, Pays}

// AccountRoles is a set of them, written in their order and joined by commas.
type AccountRoles string

// RolesOf writes a set of roles; what is no role is left out.
func RolesOf(roles ...AccountRole) AccountRoles {
	var in []string
	for _, r := range AllAccountRoles {
		if slices.Contains(roles, r) {
			in = append(in, string(r))
		}
	}
	return AccountRoles(strings.Join(in, ","))
}

// List returns the roles of the set.
func (s AccountRoles) List() []AccountRole {
	var list []AccountRole
	for _, r := range AllAccountRoles {
		if s.Has(r) {
			list = append(list, r)
		}
	}
	return list
}

// Has tells whether a role is in the set.
func (s AccountRoles) Has(r AccountRole) bool {
	return slices.Contains(strings.Split(string(s), ","), string(r))
}

// Weight is how much a person's impressions weigh in his account's
// relationship: twice where he decides, else once.
func (s AccountRoles) Weight() float64 {
	if s.Has(Decides) {
		return 2
	}
	return 1
}

// check refuses what is no role.
func (r AccountRole) check() error {
	if !slices.Contains(AllAccountRoles, r) {
		return problem.Field("account_roles", "customer.role_unknown", problem.Params{"value": clip(string(r))})
	}
	return nil
}

// MostPeople is how many people of an account are looked at.
const MostPeople = 2000

// PeopleOf returns the people of an account within the actor's scope: up to
// MostPeople, those who decide first, then those known longest. all is false
// where it has more. Who is no customer (a class was said of him) is left out.
// A person belongs to the account that his standing record names, else to the
// one that a record merged into him does.
func PeopleOf(ctx context.Context, tx *company.Tx, account Person) (people []Person, all bool, err error) {
	defer problem.Wrap(&err, "customer.PeopleOf")
	list, err := PeopleOfAll(ctx, tx, []Person{account})
	if err != nil {
		return nil, false, err
	}
	return list[0].People, list[0].All, nil
}

// Members are the people of an account, and whether these are all.
type Members struct {
	People []Person
	All    bool
}

// PeopleOfAll returns the people of accounts, in their order, each as PeopleOf does.
func PeopleOfAll(ctx context.Context, tx *company.Tx, accounts []Person) (_ []Members, err error) {
	defer problem.Wrap(&err, "customer.PeopleOfAll")
	list := make([]Members, len(accounts))
	at := map[ID]int{}
	var records []ID
	for i, a := range accounts {
		list[i].All = true
		for _, id := range a.IDs() {
			at[id] = i
			records = append(records, id)
		}
	}
	found, err := readMembers(ctx, tx, records, MostPeople+1)
	if err != nil {
		return nil, err
	}
	var ids []ID
	for _, m := range found {
		if m.place > MostPeople {
			list[at[m.account]].All = false
		} else {
			ids = append(ids, m.id)
		}
	}
	people, err := FindAll(ctx, tx, ids)
	for _, p := range people {
		i, ok := at[p.Account.ID]
		if ok && p.Kind == KindPerson && p.Class == Counted && p.ErasedAt.IsZero() {
			list[i].People = append(list[i].People, p)
		}
	}
	return list, err
}

// fillAccounts says to which account people belong, and what they are to it.
func fillAccounts(ctx context.Context, tx *company.Tx, people []Person) error {
	var all []Customer
	for _, p := range people {
		all = append(all, p.Records...)
	}
	standing, err := standingOf(ctx, tx, all, nil)
	if err != nil {
		return err
	}
	byRoot := map[ID][]Customer{}
	if len(standing) > 0 {
		roots := slices.Sorted(maps.Values(standing))
		records, err := readPersons(ctx, tx, slices.Compact(roots))
		if err != nil {
			return err
		}
		for _, r := range records {
			byRoot[r.PersonID] = append(byRoot[r.PersonID], r)
		}
	}
	for i := range people {
		people[i].belong(standing, byRoot)
	}
	return nil
}

// standingOf returns the records that stand for the accounts that people are in
// and those that a list names.
func standingOf(ctx context.Context, tx *company.Tx, people []Customer, named map[string]ID) (map[ID]ID, error) {
	ids := slices.Collect(maps.Values(named))
	for _, r := range people {
		if r.AccountID != 0 {
			ids = append(ids, r.AccountID)
		}
	}
	standing := make(map[ID]ID, len(ids))
	if len(ids) == 0 {
		return standing, nil
	}
	slices.Sort(ids)
	records, err := readRecords(ctx, tx, slices.Compact(ids))
	for _, r := range records {
		standing[r.ID] = r.PersonID
	}
	return standing, err
}

// belong puts a person into the first account that one of his records names,
// with all the roles that his records have there.
func (p *Person) belong(standing map[ID]ID, accounts map[ID][]Customer) {
	var roles []AccountRole
	p.AccountID, p.Account, p.Roles = 0, Customer{}, ""
	for _, r := range p.Records {
		a := standing[r.AccountID]
		if a == 0 || p.AccountID != 0 && a != p.AccountID {
			continue
		}
		p.AccountID = a
		roles = append(roles, r.Roles.List()...)
	}
	if p.AccountID != 0 {
		account := person(slices.Clone(accounts[p.AccountID]))
		p.Account, p.Roles = account.Customer, RolesOf(roles...)
		p.Account.Name = account.Shown()
	}
}

// belongTo says of a person's merged records what was said of the person, and
// returns those that said otherwise.
func (p Person) belongTo(c Change) (changed []*Customer) {
	stands := &p.Records[0]
	if c.AccountID == nil && stands.AccountID == 0 {
		stands.AccountID = p.AccountID // only a merged record named it
	}
	for i := range p.Records[1:] {
		r := &p.Records[1+i]
		if r.AccountID == 0 || r.AccountID == stands.AccountID && r.Roles == stands.Roles {
			continue
		}
		r.AccountID, r.Roles = stands.AccountID, stands.Roles
		changed = append(changed, r)
	}
	return changed
}

// addAccounts lets those who know a person of an account see that account.
func addAccounts(ctx context.Context, tx *company.Tx, byRoot map[ID][]Customer, seen map[ID]bool) error {
	var ids []ID
	for _, rs := range byRoot {
		for _, r := range rs {
			if r.Kind == KindAccount && !seen[r.ID] {
				ids = append(ids, r.ID)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	known, err := readAccountsOfPartner(ctx, tx, ids)
	for _, id := range known {
		seen[id] = true
	}
	return err
}
