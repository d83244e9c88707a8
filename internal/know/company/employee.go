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
	e = Employee{ID: tx.NewID(), Key: fold(draft.Key), CreatedAt: tx.Now}
	if err := e.fill(draft); err != nil {
		return e, err
	}
	if d.EmployeeID(e.Key) != 0 {
		return e, problem.New(problem.Conflict, "key.taken", problem.Params{"value": e.Key}).With("noun", "employee")
	}
	if err := insertEmployee(ctx, tx, e); err != nil {
		return e, err
	}
	if draft.Contributor != "" {
		if draft.From.IsZero() {
			draft.From = Founded
		}
		if err := e.join(ctx, tx, d, draft); err != nil {
			return e, err
		}
	}
	return e, e.changed(ctx, tx, "employee.added")
}

// ChangeEmployee changes an employee; another contributor is a new membership
// from a date on.
func ChangeEmployee(ctx context.Context, tx *Tx, id int64, draft EmployeeDraft) (e Employee, err error) {
	defer problem.Wrap(&err, "company.ChangeEmployee")
	d, err := tx.Directory(ctx)
	if err != nil {
		return e, err
	}
	e = d.Employee(id)
	if e.ID == 0 {
		return e, problem.Missing("employee", database.FormatID("emp", id))
	}
	if err := e.fill(draft); err != nil {
		return e, err
	}
	if draft.Contributor != "" {
		e.LeftAt = time.Time{} // he is back
	}
	if err := updateEmployee(ctx, tx, e); err != nil {
		return e, err
	}
	if d.Contributor(e.ContributorID).Key != fold(draft.Contributor) {
		if draft.From.IsZero() {
			draft.From = tx.Now
		}
		if err := e.join(ctx, tx, d, draft); err != nil {
			return e, err
		}
	}
	return e, e.changed(ctx, tx, "employee.changed")
}

// EmployeeLeaves ends an employee's membership as of now. His past stays.
func EmployeeLeaves(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.EmployeeLeaves")
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	e := d.Employee(id)
	if e.ID == 0 {
		return problem.Missing("employee", database.FormatID("emp", id))
	}
	e.LeftAt = tx.Now
	if err := updateEmployee(ctx, tx, e); err != nil {
		return err
	}
	if err := endMemberships(ctx, tx, id, Membership{From: tx.Now}); err != nil {
		return err
	}
	return e.changed(ctx, tx, "employee.left")
}

// Memberships returns for whom an employee worked, oldest first.
func Memberships(ctx context.Context, tx *Tx, id int64) ([]Membership, error) {
	return readMemberships(ctx, tx, id)
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

func (e *Employee) join(ctx context.Context, tx *Tx, d *Directory, draft EmployeeDraft) error {
	m := Membership{From: draft.From}
	if draft.Contributor != "" {
		if m.ContributorID = d.ContributorID(draft.Contributor); m.ContributorID == 0 {
			return problem.Field("contributor", "contributor.unknown", problem.Params{"value": draft.Contributor})
		}
	}
	if err := endMemberships(ctx, tx, e.ID, m); err != nil {
		return err
	}
	e.ContributorID = m.ContributorID
	if m.ContributorID == 0 {
		return nil
	}
	return insertMembership(ctx, tx, e.ID, m)
}

func (e Employee) changed(ctx context.Context, tx *Tx, action string) error {
	if err := Audit(ctx, tx, action, database.FormatID("emp", e.ID), map[string]any{"key": e.Key}); err != nil {
		return err
	}
	if err := tx.Journal(ctx, journal.Fact{Kind: FactEmployeeChanged, SubjectID: e.ID, News: true}); err != nil {
		return err
	}
	return renew(ctx, tx)
}
