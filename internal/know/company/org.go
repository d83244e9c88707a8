package company

import (
	"context"
	"time"

	"regard/internal/platform/problem"
)

// An organisation file says who there is: units and employees, a row each. It
// is the whole truth of the kinds of row that it has, unless it is partial:
// what stands in the directory and not in the file closes or leaves. What was
// before stays: a unit that moves, splits or is renamed keeps its id, and what
// it caused and heard.

// OrgRow is a row of an organisation file, as a caller tells it. An empty field
// says nothing: what is known stays.
type OrgRow struct {
	Type        string    `json:"type,omitempty" enum:"department,partner,unit,employee" doc:"department, partner, unit (of its parent's kind) or employee; employee when not said"`
	Key         string    `json:"key" example:"kari.nordby"`
	Name        string    `json:"name"`
	Parent      string    `json:"parent,omitempty" doc:"of a unit: key or name of the unit that it belongs to"`
	Contributor string    `json:"contributor,omitempty" doc:"of an employee: key or name of the unit he works for"`
	Email       string    `json:"email,omitempty"`
	Title       string    `json:"title,omitempty"`
	From        time.Time `json:"from,omitzero" doc:"since when it stands there, or he works there"`
	Until       time.Time `json:"until,omitzero" doc:"when it was closed, or he left; one that has not come yet says nothing"`

	Line    int   `json:"-"` // where it stands in the file
	Problem error `json:"-"` // why it cannot be taken; set by whoever read it
}

// OrgFile is an organisation file.
type OrgFile struct {
	Rows    []OrgRow
	Unread  int  // rows of which not even the key could be read
	Partial bool // it does not name everybody: nothing closes and nobody leaves
	Tops    bool // a department or partner without a parent stands at the top; else it stays where it stands
}

// OrgDeed is what an organisation file does to a unit or an employee.
type OrgDeed string

// The deeds, in the order in which they are told.
const (
	OrgAdded    OrgDeed = "added"
	OrgRenamed  OrgDeed = "renamed"
	OrgMoved    OrgDeed = "moved"
	OrgDated    OrgDeed = "dated"    // another date, at the same place
	OrgChanged  OrgDeed = "changed"  // its kind, or his e-mail address or title
	OrgReopened OrgDeed = "reopened" // of an employee: he is back
	OrgSplit    OrgDeed = "split"    // of a unit: people of it go to units that the file adds
	OrgClosed   OrgDeed = "closed"
	OrgLeft     OrgDeed = "left"
)

// OrgDeeds lists the deeds in their order.
var OrgDeeds = []OrgDeed{OrgAdded, OrgRenamed, OrgMoved, OrgDated, OrgChanged, OrgReopened, OrgSplit, OrgClosed, OrgLeft}

// OrgStep is one thing that an organisation file changes.
type OrgStep struct {
	Do       OrgDeed   `json:"do"`
	Employee bool      `json:"employee,omitempty" doc:"it is about an employee; else about a unit"`
	Key      string    `json:"key"`
	Name     string    `json:"name"`
	Was      string    `json:"was,omitempty" doc:"what it was: the name, the unit it belonged to, the e-mail address"`
	Is       string    `json:"is,omitempty" doc:"what it is from then on"`
	At       time.Time `json:"at,omitzero" doc:"as of when; as of the moment it is done when not said"`
	SignsIn  bool      `json:"signs_in,omitempty" doc:"an employee who leaves has a login, which stays until somebody disables it"`
}

// OrgRefusal is a row that cannot be taken, and why.
type OrgRefusal struct {
	Line    int // its place among the rows, from 1, where it was read from no file
	Key     string
	Problem error
}

// OrgPlan is what an organisation file changes.
type OrgPlan struct {
	Steps   []OrgStep
	Refused []OrgRefusal
	Same    int  // rows that change nothing
	Kept    bool // nothing closes and nobody leaves, since a row could not even be told whom it is about
	Leaving int  // employees who leave because the file does not name them
	Staff   int  // employees that there are

	units     []unitChange
	employees []employeeChange
}

// Count returns how many steps do that, to units or to employees.
func (p OrgPlan) Count(do OrgDeed, employee bool) (n int) {
	for _, s := range p.Steps {
		if s.Do == do && s.Employee == employee {
			n++
		}
	}
	return n
}

// mayLeave is the part of all employees that may leave by one file without
// anybody having said so: what is left out by mistake is rarely less.
const mayLeave = 0.2

// Many tells whether so many leave that it has to be said.
func (p OrgPlan) Many() bool { return float64(p.Leaving) > mayLeave*float64(p.Staff) }

// PlanOrg tells what an organisation file would change, and changes nothing.
func PlanOrg(ctx context.Context, tx *Tx, f OrgFile) (p OrgPlan, err error) {
	defer problem.Wrap(&err, "company.PlanOrg")
	now, err := orgNow(ctx, tx)
	if err != nil {
		return p, err
	}
	return planOrg(now, f), nil
}

// ImportOrg makes the organisation what a file says, and returns what that
// changed. It refuses when more than a fifth of the employees would leave
// because the file does not name them, unless many says that this is meant.
func ImportOrg(ctx context.Context, tx *Tx, f OrgFile, many bool) (p OrgPlan, err error) {
	defer problem.Wrap(&err, "company.ImportOrg")
	if p, err = PlanOrg(ctx, tx, f); err != nil {
		return p, err
	}
	if p.Many() && !many {
		return p, problem.New(problem.Conflict, "org.many_leave", problem.Params{"leaving": p.Leaving, "staff": p.Staff})
	}
	if len(p.Steps) == 0 {
		return p, nil
	}
	if err := p.apply(ctx, tx); err != nil {
		return p, err
	}
	return p, Audit(ctx, tx, "organisation.imported", "organisation", p.counts())
}

// counts are how many of each, for the audit log.
func (p OrgPlan) counts() map[string]int {
	n := map[string]int{}
	for _, s := range p.Steps {
		what := "units "
		if s.Employee {
			what = "employees "
		}
		n[what+string(s.Do)]++
	}
	return n
}

// apply does what the plan says: units from the top down, so that each finds
// its parent where it will be; then people; then what closes.
func (p OrgPlan) apply(ctx context.Context, tx *Tx) error {
	for _, u := range p.units {
		if err := u.apply(ctx, tx); err != nil {
			return err
		}
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	for _, e := range p.employees {
		if err := e.apply(ctx, tx, d); err != nil {
			return err
		}
	}
	return renew(ctx, tx)
}

func (u unitChange) apply(ctx context.Context, tx *Tx) (err error) {
	switch {
	case u.closes:
		return CloseContributor(ctx, tx, u.id)
	case u.id == 0:
		_, err = AddContributor(ctx, tx, u.draft)
	default:
		_, err = ChangeContributor(ctx, tx, u.id, u.draft)
	}
	return err
}

func (e employeeChange) apply(ctx context.Context, tx *Tx, d *Directory) (err error) {
	switch {
	case e.leaves:
		return leave(ctx, tx, d, e.id)
	case e.id == 0:
		_, err = addEmployee(ctx, tx, d, e.draft)
	default:
		_, err = changeEmployee(ctx, tx, d, e.id, e.draft)
	}
	return err
}

// orgNow reads the organisation as it is.
func orgNow(ctx context.Context, tx *Tx) (o organisation, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return o, err
	}
	o = organisation{Directory: d, now: tx.Now, signsIn: map[int64]bool{}}
	var units, people []int64
	for id := range d.contributors {
		units = append(units, id)
	}
	for id := range d.employees {
		people = append(people, id)
	}
	if o.places, err = readPlaces(ctx, tx, units); err != nil {
		return o, err
	}
	if o.memberships, err = readMemberships(ctx, tx, people); err != nil {
		return o, err
	}
	users, err := Users(ctx, tx)
	for _, u := range users {
		if u.EmployeeID != 0 && u.DisabledAt.IsZero() {
			o.signsIn[u.EmployeeID] = true
		}
	}
	return o, err
}
