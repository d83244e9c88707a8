package customer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ByRule is the ClassBy of what a rule classed. Everything else there is an
// actor, whom no rule overrules.
const ByRule = "rule"

// Classed is what a record was said to be, and by whom.
type Classed struct {
	ID    ID     `json:"id"`
	Class Class  `json:"class"`
	By    string `json:"by"`
}

// Reclassing is what Reclass did, for Unclass to take back.
type Reclassing struct {
	Class Class     `json:"class"`
	By    string    `json:"by"`
	Was   []Classed `json:"was"`
}

func (c Class) or(other Class) Class { return cmp.Or(c, other) }

// longestReason is how many bytes the reason for a class may have.
const longestReason = 500

// Reclass says what a person or an account is instead of a customer, or that it
// is one after all (Counted): of all its records, against every rule. Who is
// merged keeps what was said of each record; the record that stands for a
// person decides, and a merge taken back parts these again. The people of an
// account stay what they are.
func Reclass(ctx context.Context, tx *company.Tx, id ID, class Class, reason string) (done Reclassing, err error) {
	defer problem.Wrap(&err, "customer.Reclass")
	if class != Counted && !slices.Contains(Classes, class) {
		return done, problem.Field("class", "class.unknown", problem.Params{"value": clip(string(class))})
	}
	if reason = strings.TrimSpace(reason); len(reason) > longestReason {
		return done, problem.Field("reason", "field.too_long", problem.Params{"max": longestReason})
	}
	if !database.Storable(reason) {
		return done, problem.Field("reason", "field.bytes", nil)
	}
	p, err := Find(ctx, tx, id)
	if err != nil {
		return done, err
	}
	records, err := lockPerson(ctx, tx, p)
	if err != nil {
		return done, err
	}
	done = Reclassing{Class: class, By: tx.Actor.String()}
	var changed []*Customer
	for i := range records {
		r := &records[i]
		done.Was = append(done.Was, Classed{r.ID, r.Class, r.ClassBy})
		r.Class, r.ClassBy = class, done.By
		changed = append(changed, r)
	}
	detail := map[string]any{"class": class.or(CustomerAfterAll), "was": p.Class.or(CustomerAfterAll)}
	if reason != "" {
		detail["reason"] = reason
	}
	return done, reclassed(ctx, tx, p.ID, changed, detail)
}

// Unclass takes a reclassing back: each record is again what it was. What
// somebody said since stands.
func Unclass(ctx context.Context, tx *company.Tx, undo Reclassing) (err error) {
	defer problem.Wrap(&err, "customer.Unclass")
	was := map[ID]Classed{}
	for _, c := range undo.Was {
		if _, err := Find(ctx, tx, c.ID); err != nil {
			return err
		}
		was[c.ID] = c
	}
	ids := make([]ID, 0, len(was))
	for id := range was {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return problem.New(problem.Conflict, "class.changed_meanwhile", nil)
	}
	records, err := lockRecords(ctx, tx, ids)
	if err != nil {
		return err
	}
	var changed []*Customer
	for i := range records {
		r := &records[i]
		if r.Class != undo.Class || r.ClassBy != undo.By {
			return problem.New(problem.Conflict, "class.changed_meanwhile", nil)
		}
		r.Class, r.ClassBy = was[r.ID].Class, was[r.ID].By
		changed = append(changed, r)
	}
	now := was[records[0].ID].Class
	return reclassed(ctx, tx, records[0].PersonID, changed, map[string]any{"class": now.or(CustomerAfterAll), "was": undo.Class.or(CustomerAfterAll)})
}

// reclassed writes records whose class a person changed.
func reclassed(ctx context.Context, tx *company.Tx, person ID, changed []*Customer, detail any) error {
	if err := keepClasses(ctx, tx, changed, true); err != nil {
		return err
	}
	return company.Audit(ctx, tx, "customer.reclassed", person.String(), detail)
}

// keepClasses writes records whose class changed, and journals them.
func keepClasses(ctx context.Context, tx *company.Tx, changed []*Customer, news bool) error {
	facts := make([]journal.Fact, len(changed))
	for i, r := range changed {
		r.Version, r.ChangedAt = r.Version+1, tx.Now
		facts[i] = journal.Fact{Kind: FactReclassed, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version, News: news}
	}
	if err := updateRecords(ctx, tx, changed); err != nil {
		return err
	}
	tx.Journal(facts...)
	return nil
}

// NotCustomers returns up to limit people and accounts of a class ("": any but
// customers) before an id (0: the newest), newest first, within the actor's
// scope, and the id to go on from (0 at the end).
func NotCustomers(ctx context.Context, tx *company.Tx, class Class, before ID, limit int) (_ []Person, next ID, err error) {
	defer problem.Wrap(&err, "customer.NotCustomers")
	if before == 0 {
		before = 1<<63 - 1
	}
	ids, err := readClassed(ctx, tx, class, before, limit)
	if err != nil {
		return nil, 0, err
	}
	if len(ids) == limit {
		next = ids[limit-1]
	}
	people, err := FindAll(ctx, tx, ids)
	return people, next, err
}

// CountClasses returns how many people and accounts there are of each class
// but customers, within the actor's scope.
func CountClasses(ctx context.Context, tx *company.Tx) (_ map[Class]int, err error) {
	defer problem.Wrap(&err, "customer.CountClasses")
	return countClasses(ctx, tx)
}
