// Package customer is who our customers are: people and accounts, known by
// identifiers, found and joined with care.
//
// A record is what was recorded under one id; records that were merged are one
// person, told by a shared person_id. A merge rewrites nothing: it is a link,
// and taking it back removes the link, so that both histories are again what
// they were. An identifier belongs to one record. Exact matches join, a
// stronger identifier vetoes a weaker one, and what cannot be decided becomes a
// suggestion for people: showing one customer another's history is the worst
// mistake this package could make.
package customer

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ID is the id of a customer's record.
type ID int64

// String shows the id: "cus_…".
func (id ID) String() string { return database.FormatID("cus", int64(id)) }

// ParseID reads an id.
func ParseID(s string) (ID, error) {
	id, err := database.ParseID("cus", s)
	return ID(id), err
}

// Kind tells people from accounts.
type Kind string

// The kinds of customer.
const (
	KindPerson  Kind = "person"
	KindAccount Kind = "account"
)

// Class is what a record is instead of a customer.
type Class string

// The classes. All but Counted stay out of figures and sending.
const (
	Counted    Class = "" // a customer
	Supplier   Class = "supplier"
	Staff      Class = "staff"
	Newsletter Class = "newsletter"
	Bot        Class = "bot"
	Test       Class = "test"
)

// Classes lists what a record may be instead of a customer.
var Classes = []Class{Supplier, Staff, Newsletter, Bot, Test}

// Customer is a record: a person, known or not yet, or an account (a company).
type Customer struct {
	ID          ID
	PersonID    ID // the record that stands for the person; ID itself unless merged
	Kind        Kind
	Name        string
	AccountID   ID
	Identifiers []Held
	Attributes  map[string]any
	ValueMinor  int64 // money a year, in minor units of the company's currency
	Since       time.Time
	LeftAt      time.Time
	RenewsAt    time.Time    // an account's: when the contract is renewed
	Class       Class        // what it is instead of a customer; Counted for one
	ClassBy     string       // who said so: an actor, or "rule"
	Roles       AccountRoles // what a person is to his account
	ErasedAt    time.Time
	Version     int64
	CreatedAt   time.Time
	ChangedAt   time.Time

	was counting // when it was read
}

// Person is a customer as people see him: the record that stands for him, and
// those that were merged into it.
type Person struct {
	Customer
	Records []Customer // all of them, the standing one first
	Account Customer   // the record that stands for his account; zero when he belongs to none
}

// IDs returns the ids of the person's records.
func (p Person) IDs() []ID {
	ids := make([]ID, len(p.Records))
	for i, r := range p.Records {
		ids[i] = r.ID
	}
	return ids
}

// Shown returns the name to show: his own, else that of a merged record, else
// his best identifier by which people know one another, else "": a device's
// number names nobody.
func (p Person) Shown() string {
	for _, r := range p.Records {
		if r.Name != "" {
			return r.Name
		}
	}
	best, shown := -1, ""
	for _, h := range p.Held() {
		if h.Masked || h.Kind == "device" {
			continue
		}
		if s := strength(h.Kind); s > best && s < 5 || shown == "" {
			best, shown = s, h.shown()
		}
	}
	return shown
}

// Held returns the identifiers of all the person's records.
func (p Person) Held() []Held {
	var all []Held
	for _, r := range p.Records {
		for _, h := range r.Identifiers {
			if !slices.ContainsFunc(all, func(o Held) bool { return o.Key() == h.Key() }) {
				all = append(all, h)
			}
		}
	}
	return all
}

// Find returns the person that a record belongs to. A record outside the
// actor's scope is not found.
func Find(ctx context.Context, tx *company.Tx, id ID) (p Person, err error) {
	defer problem.Wrap(&err, "customer.Find")
	all, err := FindAll(ctx, tx, []ID{id})
	if err != nil {
		return p, err
	}
	if len(all) == 0 {
		return p, missing(ctx, tx, id)
	}
	return all[0], nil
}

// FindAll returns the persons that records belong to, each once, in the order
// of the ids; those that are not there, were erased, or are outside the scope,
// are left out.
func FindAll(ctx context.Context, tx *company.Tx, ids []ID) (_ []Person, err error) {
	defer problem.Wrap(&err, "customer.FindAll")
	people, err := findAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	return mask(ctx, tx, people)
}

// findAll returns them as they are, with what the actor may not see.

func findAll(ctx context.Context, tx *company.Tx, ids []ID) ([]Person, error) {
	given, err := readRecords(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	root := map[ID]ID{}
	for _, r := range given {
		root[r.ID] = r.PersonID
	}
	records, err := readPersons(ctx, tx, slices.Collect(maps.Values(root)))
	if err != nil {
		return nil, err
	}
	byRoot := map[ID][]Customer{}
	for _, r := range records {
		if r.ErasedAt.IsZero() {
			byRoot[r.PersonID] = append(byRoot[r.PersonID], r)
		}
	}
	if !tx.Scope.All {
		if err := hide(ctx, tx, byRoot); err != nil {
			return nil, err
		}
	}
	var people []Person
	for _, id := range ids {
		rs, ok := byRoot[root[id]]
		if !ok {
			continue
		}
		delete(byRoot, root[id])
		people = append(people, person(rs))
	}
	return people, fillAccounts(ctx, tx, people)
}

// person puts the records of a person together.
func person(records []Customer) Person {
	slices.SortFunc(records, func(a, b Customer) int {
		if a.ID == a.PersonID {
			return -1
		} else if b.ID == b.PersonID {
			return 1
		}
		return int(min(1, max(-1, a.ID-b.ID)))
	})
	return Person{Customer: records[0], Records: records}
}

// hide removes those with whom nobody in the scope has anything to do.
func hide(ctx context.Context, tx *company.Tx, byRoot map[ID][]Customer) error {
	var ids []ID
	for _, rs := range byRoot {
		for _, r := range rs {
			ids = append(ids, r.ID)
		}
	}
	seen, err := readKnownToPartners(ctx, tx, ids)
	if err != nil {
		return err
	}
	if err := addAccounts(ctx, tx, byRoot, seen); err != nil {
		return err
	}
	for root, rs := range byRoot {
		if !slices.ContainsFunc(rs, func(r Customer) bool { return seen[r.ID] }) {
			delete(byRoot, root)
		}
	}
	return nil
}

// Change is what of a customer is to be changed; nil leaves it as it is.
type Change struct {
	Name       *string
	Attributes map[string]any // merged into those that are there; a nil value removes one
	ValueMinor *int64
	Since      *time.Time
	LeftAt     *time.Time
	RenewsAt   *time.Time    // of an account
	AccountID  *ID           // another account, or none: what he was to the one before goes, unless Roles says what he is now
	Roles      []AccountRole // what he is to his account; nil leaves it, empty takes all away
	Version    int64         // when not 0, the version that the caller saw
}

// Alter changes what is known of a person; his standing record takes it. What
// is said of his account is said of all his records, so that none of them says
// otherwise any more.
func Alter(ctx context.Context, tx *company.Tx, id ID, c Change) (p Person, err error) {
	defer problem.Wrap(&err, "customer.Alter")
	if err := refuseMasked(ctx, tx, c.Attributes); err != nil {
		return p, err
	}
	if p, err = Find(ctx, tx, id); err != nil {
		return p, err
	}
	locked, err := lockPerson(ctx, tx, p)
	if err != nil {
		return p, err
	}
	before := p
	p.Records = person(locked).Records // as they are now that nobody else changes them
	r := &p.Records[0]
	if c.Version != 0 && c.Version != r.Version {
		return p, problem.New(problem.Conflict, "customer.changed_meanwhile", nil)
	}
	if c.AccountID != nil && *c.AccountID != 0 {
		a, err := Find(ctx, tx, *c.AccountID)
		if err != nil {
			return p, err
		}
		if a.Kind != KindAccount || a.ID == p.ID {
			return p, problem.Field("account_id", "customer.no_account", nil)
		}
		if a.ID == p.AccountID {
			c.AccountID = nil // he is there already, under this or a merged record
		}
	}
	if err := r.apply(c); err != nil {
		return p, err
	}
	changed := []*Customer{r}
	if c.AccountID != nil || c.Roles != nil {
		changed = append(changed, p.belongTo(c)...)
	}
	facts := make([]journal.Fact, len(changed))
	for i, r := range changed {
		r.Version, r.ChangedAt = r.Version+1, tx.Now
		facts[i] = journal.Fact{Kind: FactChanged, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version, News: true}
	}
	if err := updateRecords(ctx, tx, changed); err != nil {
		return p, err
	}
	if err := addTerms(ctx, tx, []*Customer{r}); err != nil {
		return p, err
	}
	p.Customer = *r
	people := []Person{p}
	if err := fillAccounts(ctx, tx, people); err != nil {
		return p, err
	}
	if was := before.Roles; people[0].Roles != was {
		if err := company.Audit(ctx, tx, "customer.roles_changed", p.ID.String(), map[string]any{"roles": people[0].Roles, "was": was}); err != nil {
			return p, err
		}
	}
	tx.Journal(facts...)
	return people[0], nil
}

func (r *Customer) apply(c Change) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Name != nil {
		r.Name = strings.TrimSpace(*c.Name)
	}
	if c.ValueMinor != nil {
		r.ValueMinor = *c.ValueMinor
	}
	if c.Since != nil {
		r.Since = *c.Since
	}
	if c.LeftAt != nil {
		r.LeftAt = *c.LeftAt
	}
	if c.RenewsAt != nil {
		if r.RenewsAt = *c.RenewsAt; r.Kind != KindAccount && !r.RenewsAt.IsZero() {
			return problem.Field("renews_at", "customer.renews_person", nil)
		}
	}
	if c.AccountID != nil && *c.AccountID != r.AccountID {
		r.AccountID, r.Roles = *c.AccountID, ""
	}
	if c.Roles != nil {
		r.Roles = RolesOf(c.Roles...)
	}
	if len(c.Attributes) > 0 {
		r.Attributes = maps.Clone(r.Attributes)
		if r.Attributes == nil {
			r.Attributes = map[string]any{}
		}
		for k, v := range c.Attributes {
			if r.Attributes[k] = v; v == nil {
				delete(r.Attributes, k)
			}
		}
	}
	if len(r.Attributes) > maxAttributes {
		return problem.Field("attributes", "field.too_many", problem.Params{"max": maxAttributes})
	}
	return nil
}
