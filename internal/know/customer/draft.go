package customer

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Draft is a customer as a CRM's list or a form tells it.
type Draft struct {
	Kind        Kind           `json:"kind,omitempty" doc:"person or account; person when not said"`
	Name        string         `json:"name,omitempty"`
	Identifiers []Identifier   `json:"identifiers"`
	Account     string         `json:"account,omitempty" doc:"name of the account he belongs to"`
	ValueMinor  *int64         `json:"value_minor,omitempty" doc:"money a year, in minor units of the company's currency"`
	Roles       []AccountRole  `json:"account_roles,omitempty" enum:"decides,uses,pays" doc:"what he is to that account; an empty list takes his roles away"`
	RenewsAt    time.Time      `json:"renews_at,omitzero" doc:"when an account's contract is renewed; kind must be account"`
	Since       time.Time      `json:"since,omitzero"`
	LeftAt      time.Time      `json:"left_at,omitzero"`
	Attributes  map[string]any `json:"attributes,omitempty"`
	Class       Class          `json:"class,omitempty" doc:"supplier, staff, newsletter, bot or test for what is no customer; customer for one after all; as it is when not said"`
}

// CustomerAfterAll is how a list or a program says that somebody is a customer
// after all; he has no class then.
const CustomerAfterAll Class = "customer"

// Put records customers as a list tells them: who is there already takes what
// the list says, the others are added. It returns the record of each draft, or
// the problem with it.
func Put(ctx context.Context, tx *company.Tx, drafts []Draft) (ids []ID, problems []error, err error) {
	defer problem.Wrap(&err, "customer.Put")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, nil, err
	}
	ids, problems = make([]ID, len(drafts)), make([]error, len(drafts))
	var claims []Claim
	var at []int
	for i, draft := range drafts {
		c, err := draft.claim(d.Profile.PhoneRegion)
		if err != nil {
			problems[i] = err
			continue
		}
		claims, at = append(claims, c), append(at, i)
	}
	found, err := Resolve(ctx, tx, claims)
	if err != nil {
		return nil, nil, err
	}
	good := make([]Draft, len(at))
	for k, i := range at {
		good[k] = drafts[i]
	}
	accounts, err := putAccounts(ctx, tx, good)
	if err != nil {
		return nil, nil, err
	}
	for k, i := range at {
		ids[i] = found[k]
	}
	return ids, problems, fillRecords(ctx, tx, drafts, ids, accounts)
}

func (d Draft) claim(region string) (c Claim, err error) {
	c.Name, c.Row, c.Attributes = d.Name, true, d.Attributes
	if d.Kind != "" && d.Kind != KindPerson && d.Kind != KindAccount {
		return c, problem.Field("kind", "customer.kind_unknown", problem.Params{"value": clip(string(d.Kind))})
	}
	if d.Class != "" && d.Class != CustomerAfterAll && !slices.Contains(Classes, d.Class) {
		return c, problem.Field("class", "class.unknown", problem.Params{"value": clip(string(d.Class))})
	}
	told := Change{ValueMinor: d.ValueMinor, Since: &d.Since, LeftAt: &d.LeftAt, RenewsAt: &d.RenewsAt, Roles: d.Roles, Attributes: d.Attributes}
	if err := told.check(); err != nil {
		return c, err
	}
	switch {
	case len(d.Account) > maxName:
		return c, problem.Field("account", "field.too_long", problem.Params{"max": maxName})
	case !database.Storable(d.Account):
		return c, problem.Field("account", "field.bytes", nil)
	case !d.RenewsAt.IsZero() && d.Kind != KindAccount:
		return c, problem.Field("renews_at", "customer.renews_person", nil)
	case !database.Storable(d.Name):
		return c, problem.Field("name", "field.bytes", nil)
	}
	for _, i := range d.Identifiers {
		h, err := i.Normalise(region)
		if err != nil {
			return c, err
		}
		c.Identifiers = append(c.Identifiers, h)
	}
	if name := strings.Join(strings.Fields(d.Name), " "); d.Kind == KindAccount && name != "" && len(name) <= maxName {
		c.Identifiers = append(c.Identifiers, byName(name))
	}
	if len(c.Identifiers) == 0 {
		return c, problem.Field("identifiers", "identifier.needed", nil)
	}
	return c, nil
}

// byName is the identifier under which an account is found by its name.
func byName(name string) Held { return Held{Kind: "external:account", Value: strings.ToLower(name)} }

// putAccounts returns the records of the accounts that drafts name, which are
// found again by name: external:account holds it.
func putAccounts(ctx context.Context, tx *company.Tx, drafts []Draft) (map[string]ID, error) {
	var claims []Claim
	var names []string
	seen := map[string]bool{}
	for _, d := range drafts {
		name := strings.Join(strings.Fields(d.Account), " ")
		if name == "" || seen[name] || len(name) > maxName {
			continue
		}
		seen[name] = true
		names = append(names, name)
		claims = append(claims, Claim{Name: name, Identifiers: []Held{byName(name)}})
	}
	ids, err := Resolve(ctx, tx, claims)
	if err != nil {
		return nil, err
	}
	accounts := map[string]ID{}
	for i, name := range names {
		accounts[name] = ids[i]
	}
	records, err := lockRecords(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var changed []*Customer
	for i := range records {
		if records[i].Kind != KindAccount {
			records[i].Kind, records[i].Version = KindAccount, records[i].Version+1
			changed = append(changed, &records[i])
		}
	}
	return accounts, updateRecords(ctx, tx, changed)
}

// fillRecords gives records what the list says beyond who they are.
func fillRecords(ctx context.Context, tx *company.Tx, drafts []Draft, ids []ID, accounts map[string]ID) error {
	records, err := lockRecords(ctx, tx, ids)
	if err != nil {
		return err
	}
	byID := make(map[ID]*Customer, len(records))
	for i := range records {
		byID[records[i].ID] = &records[i]
	}
	standing, err := standingOf(ctx, tx, records, accounts)
	if err != nil {
		return err
	}
	changed := map[ID]*Customer{}
	for i, draft := range drafts {
		r := byID[ids[i]]
		if r == nil {
			continue
		}
		filled := draft.fill(r, accounts, standing)
		if (draft.reclass(r, tx.Actor.String()) || filled) && changed[r.ID] == nil {
			changed[r.ID] = r
			r.Version, r.ChangedAt = r.Version+1, tx.Now
		}
	}
	list := make([]*Customer, 0, len(changed))
	facts := make([]journal.Fact, 0, len(changed))
	for i := range records {
		if r := &records[i]; changed[r.ID] != nil {
			list = append(list, r)
			facts = append(facts, journal.Fact{Kind: FactChanged, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version})
		}
	}
	if err := updateRecords(ctx, tx, list); err != nil {
		return err
	}
	if err := addTerms(ctx, tx, list); err != nil {
		return err
	}
	tx.Journal(facts...)
	return nil
}

// differs tells whether attributes say anything that is not there yet.
func differs(given, there map[string]any) bool {
	for k, v := range given {
		if was, ok := there[k]; ok != (v != nil) || ok && !reflect.DeepEqual(was, v) {
			return true
		}
	}
	return false
}

// reclass gives a record the class that a list says, and tells whether that is
// another than it had.
func (d Draft) reclass(r *Customer, by string) bool {
	class := d.Class
	if class == CustomerAfterAll {
		class = Counted
	}
	if d.Class == "" || class == r.Class {
		return false
	}
	r.Class, r.ClassBy = class, by
	return true
}

// fill tells whether the draft changed anything.
func (d Draft) fill(r *Customer, accounts map[string]ID, standing map[ID]ID) (changed bool) {
	change := Change{Attributes: d.Attributes, ValueMinor: d.ValueMinor}
	if name := clipName(d.Name); name != "" && name != r.Name {
		change.Name, changed = &name, true
	}
	if d.Kind != "" && d.Kind != r.Kind {
		r.Kind, changed = d.Kind, true
	}
	if a := accounts[strings.Join(strings.Fields(d.Account), " ")]; a != 0 && standing[a] != standing[r.AccountID] {
		change.AccountID, changed = &a, true
	}
	if roles := RolesOf(d.Roles...); d.Roles != nil && (roles != r.Roles || change.AccountID != nil) {
		change.Roles, changed = d.Roles, true
	}
	if !d.RenewsAt.IsZero() && !d.RenewsAt.Equal(r.RenewsAt) {
		change.RenewsAt, changed = &d.RenewsAt, true
	}
	if !d.Since.IsZero() && !d.Since.Equal(r.Since) {
		change.Since, changed = &d.Since, true
	}
	if !d.LeftAt.IsZero() && !d.LeftAt.Equal(r.LeftAt) {
		change.LeftAt, changed = &d.LeftAt, true
	}
	changed = changed || differs(d.Attributes, r.Attributes) || d.ValueMinor != nil && *d.ValueMinor != r.ValueMinor
	return r.apply(change) == nil && changed
}
