package company

import (
	"cmp"
	"time"

	"regard/internal/platform/problem"
)

// employeeChange is what is to be done with an employee.
type employeeChange struct {
	id     int64 // 0: he is added
	draft  EmployeeDraft
	leaves bool // as of when it is done
}

func (p *planner) planEmployee(r OrgRow) {
	e := p.Employee(p.EmployeeID(r.Key))
	was := p.memberships[e.ID]
	draft := EmployeeDraft{Key: r.Key, Name: r.Name, Email: cmp.Or(r.Email, e.Email), Title: cmp.Or(r.Title, e.Title), Until: p.ended(r.Until, e.LeftAt)}
	if r.Contributor != "" {
		key, ok := p.unitNamed(r.Contributor, draft.Until.IsZero())
		if !ok {
			p.refuse(r, problem.Field("contributor", "org.unit_missing", problem.Params{"value": r.Contributor}))
			return
		}
		draft.Contributor = key
	} else if i := was.begun(p.now); i >= 0 {
		draft.Contributor = p.Contributor(was[i].under).Key
	}
	under := p.idOf(draft.Contributor)
	if draft.From = r.From; e.ID != 0 {
		draft.From = was.when(under, r.From, p.now, p.Zone)
	} else if under != 0 && draft.From.IsZero() {
		draft.From = Founded
	}
	said := dates{draft.From, draft.Until, p.now}
	is := was.told(under, said, false)
	if err := said.check(is); err != nil {
		p.refuse(r, err)
		return
	}
	if !draft.Until.IsZero() {
		is = is.until(draft.Until)
	}
	if !p.tellEmployee(e, draft, was, is, r.From) {
		p.plan.Same++
		return
	}
	p.plan.employees = append(p.plan.employees, employeeChange{id: e.ID, draft: draft})
}

// tellEmployee adds the steps of one employee, if there are any.
func (p *planner) tellEmployee(e Employee, draft EmployeeDraft, was, is stays, from time.Time) bool {
	before := len(p.plan.Steps)
	tell := func(do OrgDeed, was, is string, at time.Time) {
		p.step(OrgStep{Do: do, Employee: true, Key: draft.Key, Name: draft.Name, Was: was, Is: is, At: at, SignsIn: do == OrgLeft && p.signsIn[e.ID]})
	}
	if e.ID == 0 {
		tell(OrgAdded, "", p.nameOf(draft.Contributor), from)
	} else {
		if e.Name != draft.Name {
			tell(OrgRenamed, e.Name, draft.Name, time.Time{})
		}
		if e.Email != draft.Email {
			tell(OrgChanged, e.Email, draft.Email, time.Time{})
		}
		if e.Title != draft.Title {
			tell(OrgChanged, e.Title, draft.Title, time.Time{})
		}
		if deed, at := moved(was, is, p.now); deed == OrgMoved {
			tell(deed, p.nameAt(was), p.nameOf(draft.Contributor), at)
			p.flow(was, draft.Contributor)
		} else if deed == OrgDated {
			tell(deed, "", "", at)
		}
		if !e.LeftAt.IsZero() && draft.Until.IsZero() {
			tell(OrgReopened, "", "", time.Time{})
		}
	}
	if !draft.Until.IsZero() && !draft.Until.Equal(e.LeftAt) {
		tell(OrgLeft, p.nameOf(draft.Contributor), "", draft.Until)
	}
	return len(p.plan.Steps) > before
}

// flow notes that somebody goes from one unit to one that the file adds.
func (p *planner) flow(was stays, into string) {
	i, u := was.begun(p.now), p.known[into]
	if i < 0 || u == nil || u.id != 0 {
		return
	}
	from := p.Contributor(was[i].under).Key
	if from == "" {
		return
	}
	if p.flows[from] == nil {
		p.flows[from] = map[string]int{}
	}
	p.flows[from][into]++
}

// planLeaving lets those leave whom the file does not name.
func (p *planner) planLeaving() {
	if !p.sweeps(true) {
		return
	}
	for _, e := range p.Employees() {
		if p.named["employee "+e.Key] != 0 || !e.LeftAt.IsZero() {
			continue
		}
		p.plan.Leaving++
		p.step(OrgStep{Do: OrgLeft, Employee: true, Key: e.Key, Name: e.Name, Was: p.Contributor(e.ContributorID).Name, SignsIn: p.signsIn[e.ID]})
		p.plan.employees = append(p.plan.employees, employeeChange{id: e.ID, leaves: true})
	}
}
