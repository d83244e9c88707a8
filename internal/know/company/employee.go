package company

import (
	"context"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// Employee is a person working for a contributor.
type Employee struct {
	ID            int64
	Key           string
	Name          string
	Email         string
	Title         string
	ContributorID int64 // for whom he works now; 0 for nobody
	CreatedAt     time.Time
	LeftAt        time.Time
}

// Membership is for whom an employee worked, from when to when.
type Membership struct {
	ContributorID int64
	From, To      time.Time // To is zero while it lasts
}

// AddEmployee adds an employee.
func AddEmployee(ctx context.Context, tx *Tx, draft EmployeeDraft) (e Employee, err error) {
	defer problem.Wrap(&err, "company.AddEmployee")
	d, err := tx.Directory(ctx)
	if err != nil {
		return e, err
	}
	if e, err = addEmployee(ctx, tx, d, draft); err != nil {
		return e, err
	}
	return e, renew(ctx, tx)
}

// addEmployee adds one; whoever adds many renews the directory once.
func addEmployee(ctx context.Context, tx *Tx, d *Directory, draft EmployeeDraft) (e Employee, err error) {
	e = Employee{ID: tx.NewID(), Key: fold(draft.Key), CreatedAt: tx.Now, LeftAt: draft.Until}
	if err := e.fill(draft); err != nil {
		return e, err
	}
	if d.EmployeeID(e.Key) != 0 {
		return e, problem.New(problem.Conflict, "key.taken", problem.Params{"value": e.Key}).With("noun", "employee")
	}
	if err := insertEmployee(ctx, tx, e); err != nil {
		return e, err
	}
	if draft.Contributor != "" && draft.From.IsZero() {
		draft.From = Founded
	}
	if err := e.join(ctx, tx, d, draft); err != nil {
		return e, err
	}
	return e, e.changed(ctx, tx, "employee.added")
}

// ChangeEmployee changes an employee; another contributor is a new membership
// from a date on. Another date with the same contributor corrects since when he
// works there. Until ends what he does; without it he is back.
func ChangeEmployee(ctx context.Context, tx *Tx, id int64, draft EmployeeDraft) (e Employee, err error) {
	defer problem.Wrap(&err, "company.ChangeEmployee")
	d, err := tx.Directory(ctx)
	if err != nil {
		return e, err
	}
	if e, err = changeEmployee(ctx, tx, d, id, draft); err != nil {
		return e, err
	}
	return e, renew(ctx, tx)
}

func changeEmployee(ctx context.Context, tx *Tx, d *Directory, id int64, draft EmployeeDraft) (e Employee, err error) {
	e = d.Employee(id)
	if e.ID == 0 {
		return e, problem.Missing("employee", database.FormatID("emp", id))
	}
	if err := e.fill(draft); err != nil {
		return e, err
	}
	action := "employee.changed"
	switch left := !draft.Until.IsZero(); {
	case left && e.LeftAt.IsZero():
		action = "employee.left"
	case !left && !e.LeftAt.IsZero():
		action = "employee.returned"
	}
	if err := e.join(ctx, tx, d, draft); err != nil {
		return e, err
	}
	e.LeftAt = draft.Until
	if err := updateEmployee(ctx, tx, e); err != nil {
		return e, err
	}
	return e, e.changed(ctx, tx, action)
}

// EmployeeLeaves ends an employee's membership as of now. His past stays.
func EmployeeLeaves(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.EmployeeLeaves")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	if err := leave(ctx, tx, d, id); err != nil {
		return err
	}
	return renew(ctx, tx)
}

func leave(ctx context.Context, tx *Tx, d *Directory, id int64) error {
	e := d.Employee(id)
	if e.ID == 0 {
		return problem.Missing("employee", database.FormatID("emp", id))
	}
	e.LeftAt = tx.Now
	if err := updateEmployee(ctx, tx, e); err != nil {
		return err
	}
	all, err := readMemberships(ctx, tx, []int64{id})
	if err != nil {
		return err
	}
	if err := writeMemberships(ctx, tx, id, all[id].until(tx.Now)); err != nil {
		return err
	}
	return e.changed(ctx, tx, "employee.left")
}

// Memberships returns for whom an employee worked, oldest first.
func Memberships(ctx context.Context, tx *Tx, id int64) ([]Membership, error) {
	all, err := MembershipsOf(ctx, tx, []int64{id})
	return all[id], err
}

// MembershipsOf returns for whom each of several employees worked, oldest first.
func MembershipsOf(ctx context.Context, tx *Tx, ids []int64) (map[int64][]Membership, error) {
	all, err := readMemberships(ctx, tx, ids)
	memberships := make(map[int64][]Membership, len(all))
	for id, s := range all {
		for _, one := range s {
			memberships[id] = append(memberships[id], Membership{ContributorID: one.under, From: one.from, To: one.to})
		}
	}
	return memberships, err
}

func (e *Employee) fill(draft EmployeeDraft) error {
	e.Name, e.Email, e.Title = strings.TrimSpace(draft.Name), strings.TrimSpace(draft.Email), strings.TrimSpace(draft.Title)
	switch {
	case !slug.MatchString(e.Key):
		return problem.Field("key", "key.malformed", problem.Params{"value": e.Key})
	case e.Name == "":
		return problem.Field("name", "field.required", nil)
	}
	return nil
}

// join lets the employee work for whom a draft says, from when to when it says.
func (e *Employee) join(ctx context.Context, tx *Tx, d *Directory, draft EmployeeDraft) error {
	contributor := d.ContributorID(draft.Contributor)
	if draft.Contributor != "" && contributor == 0 {
		return problem.Field("contributor", "contributor.unknown", problem.Params{"value": draft.Contributor})
	}
	all, err := readMemberships(ctx, tx, []int64{e.ID})
	if err != nil {
		return err
	}
	was, said := all[e.ID], dates{draft.From, draft.Until, tx.Now}
	if i := was.begun(tx.Now); contributor == 0 && i >= 0 && !e.LeftAt.IsZero() && !draft.Until.IsZero() {
		contributor = was[i].under // whom he left; only when is said anew
	}
	memberships := was.told(contributor, said, false)
	if err := said.check(memberships); err != nil {
		return err
	}
	if !draft.Until.IsZero() {
		memberships = memberships.until(draft.Until)
	}
	e.ContributorID = memberships.at(tx.Now)
	if memberships.equal(was) {
		return nil
	}
	return writeMemberships(ctx, tx, e.ID, memberships)
}

func (e Employee) changed(ctx context.Context, tx *Tx, action string) error {
	if err := Audit(ctx, tx, action, database.FormatID("emp", e.ID), map[string]any{"key": e.Key}); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: FactEmployeeChanged, SubjectID: e.ID, News: true})
	return nil
}
