package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

const employeesURL = "/settings/employees"

func employees(c *call) error {
	return c.employeesPage(http.StatusOK, func(ctx context.Context, tx *company.Tx, p *EmployeesPage) error {
		switch form, key := c.asked(company.ChangeOrganisation); form {
		case "add":
			p.Form = &EmployeeForm{New: true}
		case "edit":
			e, err := c.employee(key)
			if err != nil {
				return err
			}
			all, err := company.Memberships(ctx, tx, e.ID)
			m := working(e, all, tx.Now)
			p.Form = &EmployeeForm{Key: e.Key, Name: e.Name, Email: e.Email, Title: e.Title, Contributor: c.dir.Contributor(m.ContributorID).Key,
				From: c.dayText(m.From), Until: c.dayText(e.LeftAt)}
			return err
		}
		return nil
	})
}

// employeesPage shows who works for whom; open opens the form.
func (c *call) employeesPage(status int, open func(ctx context.Context, tx *company.Tx, p *EmployeesPage) error) error {
	p := EmployeesPage{Query: strings.TrimSpace(c.r.URL.Query().Get("q"))}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "employees"); err != nil {
			return err
		}
		if err := open(ctx, tx, &p); err != nil {
			return err
		}
		current := ""
		p.List, p.AddURL, p.Action = c.employeesList(employeesURL), c.employeesList(employeesURL, "add", "1"), c.employeesList(employeesURL)
		if p.Form != nil {
			current = p.Form.Contributor
			if !p.Form.New {
				p.Action = c.employeesList(employeesURL + "/" + p.Form.Key)
			}
		}
		if p.Figures, err = c.singleFigures(); err != nil {
			return err
		}
		p.Contributors = contributorOptions(c.dir, "nobody", current)
		return c.employeeRows(ctx, tx, &p)
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// employeesList is an address that keeps what was searched, and how far was read.
func (c *call) employeesList(path string, more ...string) string {
	q := c.r.URL.Query()
	return address(path, append(more, "q", strings.TrimSpace(q.Get("q")), "cursor", q.Get("cursor"))...)
}

// employeeRows lists the employees that the query means, a page of them.
func (c *call) employeeRows(ctx context.Context, tx *company.Tx, p *EmployeesPage) error {
	after, err := c.cursor("employees")
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(c.dir.Employees(), func(e company.Employee) bool {
		return !strings.Contains(text.Fold(e.Name+" "+e.Email+" "+e.Key+" "+e.Title), text.Fold(p.Query))
	})
	if after != 0 {
		p.Pager.BackURL = address(employeesURL, "q", p.Query)
		found = found[1+slices.IndexFunc(found, func(e company.Employee) bool { return e.ID == after }):]
	}
	if len(found) > listed {
		found = found[:listed]
		p.Pager.NextURL = address(employeesURL, "q", p.Query, "cursor", c.s.Key.Sign("page:employees", fmt.Sprint(found[listed-1].ID)))
	}
	all, err := company.Users(ctx, tx)
	if err != nil {
		return err
	}
	ids := make([]int64, len(found))
	for i, e := range found {
		ids[i] = e.ID
	}
	memberships, err := company.MembershipsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, e := range found {
		signsIn := slices.ContainsFunc(all, func(u company.User) bool { return u.EmployeeID == e.ID && u.DisabledAt.IsZero() })
		p.Rows = append(p.Rows, EmployeeRow{Key: e.Key, Name: e.Name, Email: e.Email, Title: e.Title, Contributor: c.dir.Contributor(e.ContributorID).Name,
			From: c.shownDay(working(e, memberships[e.ID], tx.Now).From), Until: c.shownDay(e.LeftAt), User: signsIn,
			EditURL: c.employeesList(employeesURL, "edit", e.Key)})
	}
	return nil
}

// working is for whom an employee works, and since when; for whom he did when
// he left, or will first, if he does not yet. Who works for nobody keeps the date.
func working(e company.Employee, all []company.Membership, now time.Time) (m company.Membership) {
	for i, one := range all {
		if i == 0 || !one.From.After(now) {
			m = one
		}
	}
	if e.LeftAt.IsZero() && !m.From.After(now) {
		m.ContributorID = e.ContributorID
	}
	return m
}

// employee finds one by key.
func (c *call) employee(key string) (company.Employee, error) {
	e := c.dir.Employee(c.dir.EmployeeID(key))
	if e.ID == 0 {
		return e, problem.Missing("employee", key)
	}
	return e, nil
}

func addEmployee(c *call) error {
	f := c.employeeForm("")
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		draft, err := c.employeeDraft(f)
		if err != nil {
			return err
		}
		if draft.Until, err = c.ended(time.Time{}, tx.Now); err != nil {
			return err
		}
		_, err = company.AddEmployee(ctx, tx, draft)
		return err
	})
	if err != nil {
		return c.employeeAgain(err, f)
	}
	return c.goTo(c.employeesList(employeesURL), Toast{Text: f.Name + " is an employee now."})
}

func changeEmployee(c *call) error {
	f := c.employeeForm(c.r.PathValue("key"))
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		e, err := c.employee(f.Key)
		if err != nil {
			return err
		}
		draft, err := c.employeeDraft(f)
		if err != nil {
			return err
		}
		all, err := company.Memberships(ctx, tx, e.ID)
		if err != nil {
			return err
		}
		m := working(e, all, tx.Now)
		if draft.From, err = c.since(m.From); err != nil {
			return err
		}
		if draft.From.Equal(m.From) && c.dir.ContributorID(f.Contributor) != m.ContributorID {
			draft.From = time.Time{} // it was there, nobody said it of the new place
		}
		if draft.Until, err = c.ended(e.LeftAt, tx.Now); err != nil {
			return err
		}
		_, err = company.ChangeEmployee(ctx, tx, e.ID, draft)
		return err
	})
	if err != nil {
		return c.employeeAgain(err, f)
	}
	return c.goTo(c.employeesList(employeesURL), Toast{Text: f.Name + " is changed."})
}

// employeeForm is what was typed; an employee who is there keeps his key.
func (c *call) employeeForm(key string) EmployeeForm {
	f := EmployeeForm{Key: key, New: key == "", Name: c.form("name"), Email: c.form("email"), Title: c.form("title"), Contributor: c.form("contributor"),
		From: c.form("from"), Until: c.form("until")}
	if f.New {
		f.Key = c.form("key")
	}
	return f
}

func (c *call) employeeDraft(f EmployeeForm) (company.EmployeeDraft, error) {
	from, err := c.day("from")
	return company.EmployeeDraft{Key: f.Key, Name: f.Name, Email: f.Email, Title: f.Title, Contributor: f.Contributor, From: from}, err
}

func (c *call) employeeAgain(err error, f EmployeeForm) error {
	return again(err, keyTaken, func(errs Errors) error {
		return c.employeesPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *EmployeesPage) error {
			p.Form, p.Errors = &f, errs
			return nil
		})
	})
}
