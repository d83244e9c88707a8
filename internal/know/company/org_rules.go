package company

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/problem"
)

// organisation is the organisation as it is: what a plan is made against.
type organisation struct {
	*Directory
	places, memberships map[int64]stays
	signsIn             map[int64]bool // employees who have a login
	now                 time.Time
}

// planner works a plan out.
type planner struct {
	organisation
	OrgFile
	plan   OrgPlan
	units  []*orgUnit // the file's, then from the top down
	known  map[string]*orgUnit
	people []OrgRow
	named  map[string]int            // key of a unit or, after "employee ", of an employee → its line
	tree   map[int64]int64           // who stands below whom as of now, with what is planned so far
	flows  map[string]map[string]int // key of a unit → of one that is added → how many of its people go there
}

// planOrg says what a file changes in an organisation. It is a function of the
// two and the time: what it planned once, done, leaves nothing to be planned.
func planOrg(o organisation, f OrgFile) OrgPlan {
	p := &planner{organisation: o, OrgFile: f, known: map[string]*orgUnit{}, named: map[string]int{}, tree: map[int64]int64{}, flows: map[string]map[string]int{}}
	for id, c := range o.contributors {
		p.tree[id] = c.ParentID
	}
	for _, e := range o.employees {
		if e.LeftAt.IsZero() {
			p.plan.Staff++
		}
	}
	p.plan.Kept = f.Unread > 0 && !f.Partial
	for i, r := range f.Rows {
		if r.Line == 0 {
			r.Line = i + 1
		}
		p.take(r)
	}
	p.placeUnits()
	closing := p.closing()
	for _, u := range p.units {
		p.planUnit(u)
	}
	for _, r := range p.people {
		p.planEmployee(r)
	}
	p.planSplits()
	p.plan.units = append(p.plan.units, closing...)
	p.planLeaving()
	order := func(s OrgStep) int { return slices.Index(OrgDeeds, s.Do) }
	slices.SortStableFunc(p.plan.Steps, func(a, b OrgStep) int {
		if a.Employee != b.Employee {
			if b.Employee {
				return -1
			}
			return 1
		}
		return cmp.Compare(order(a), order(b))
	})
	slices.SortStableFunc(p.plan.Refused, func(a, b OrgRefusal) int { return cmp.Compare(a.Line, b.Line) })
	return p.plan
}

func (p *planner) step(s OrgStep) { p.plan.Steps = append(p.plan.Steps, s) }

func (p *planner) refuse(r OrgRow, why error) {
	p.plan.Refused = append(p.plan.Refused, OrgRefusal{r.Line, fold(r.Key), why})
}

// take sorts a row into units and employees, or refuses it.
func (p *planner) take(r OrgRow) {
	r.Key, r.Name, r.Type = fold(r.Key), strings.TrimSpace(r.Name), fold(r.Type)
	r.Email, r.Title = strings.TrimSpace(r.Email), strings.TrimSpace(r.Title)
	if r.Type == "" {
		r.Type = "employee"
	}
	if r.Until.After(p.now) {
		r.Until = time.Time{} // it has not come yet
	}
	unit := r.Type != "employee"
	name := "employee " + r.Key
	if unit {
		name = r.Key
	}
	if first := p.named[name]; first != 0 && r.Key != "" {
		p.refuse(r, problem.Field("key", "org.twice", problem.Params{"value": r.Key, "line": first}))
		return
	}
	p.named[name] = r.Line
	why := r.Problem
	if why == nil {
		why = r.check()
	}
	if r.Key == "" || why != nil && !slices.Contains(orgTypes, r.Type) { // whom it is about cannot be told
		p.plan.Kept = p.plan.Kept || !p.Partial
	}
	switch {
	case why != nil:
		p.refuse(r, why)
	case unit:
		u := &orgUnit{OrgRow: r, id: p.ContributorID(r.Key)}
		p.units, p.known[r.Key] = append(p.units, u), u
	default:
		p.people = append(p.people, r)
	}
}

var orgTypes = []string{"department", "partner", "unit", "employee"}

// check refuses what no row may say.
func (r OrgRow) check() error {
	switch {
	case !slices.Contains(orgTypes, r.Type):
		return problem.Field("type", "org.type_unknown", problem.Params{"value": r.Type, "known": strings.Join(orgTypes, ", ")})
	case r.Key == "":
		return problem.Field("key", "field.required", nil)
	case !slug.MatchString(r.Key):
		return problem.Field("key", "key.malformed", problem.Params{"value": r.Key})
	case r.Name == "":
		return problem.Field("name", "field.required", nil)
	case r.Type == "unit" && fold(r.Parent) == "":
		return problem.Field("parent", "org.parent_needed", nil)
	case !r.Until.IsZero() && r.Until.Before(r.From):
		return problem.Field("until", "until.before_from", nil)
	}
	if r.Email != "" {
		if a, err := mail.ParseAddress(r.Email); err != nil || a.Address != r.Email {
			return problem.Field("email", "email.malformed", problem.Params{"value": r.Email})
		}
	}
	return nil
}

// when is what a file's date says of a stay at a place: the zero time where it
// says nothing that is not known better here. At the same place it corrects
// since when, while that is the only place known; for another it is when that
// was moved to, unless it lies before what was recorded of the place before. So
// a date (HR's is often that of the hiring) never takes a place away.
func (s stays) when(under int64, from, now time.Time, zone *time.Location) time.Time {
	i := s.begun(now)
	switch {
	case i < 0 || from.IsZero():
		return from
	case s[i].under == under && s[i].lasts(now):
		if i > 0 || from.After(now) || sameDay(from, s[i].from, zone) {
			return time.Time{}
		}
	case !from.After(s[i].from), !s[i].lasts(now) && (from.Before(s[i].to) || s[i].under == under && from.Equal(s[i].to)):
		return time.Time{}
	case i+1 < len(s) && s[i+1].under == under && sameDay(from, s[i+1].from, zone):
		return s[i+1].from // it was dated ahead already
	}
	return from
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

// ended is when a row says that it ended; what is known, where that is the same day.
func (p *planner) ended(until, known time.Time) time.Time {
	if !until.IsZero() && !known.IsZero() && sameDay(until, known, p.Zone) {
		return known
	}
	return until
}

// moved tells how stays changed: whether to another place and whence, or only in dates.
func moved(was, is stays, now time.Time) (deed OrgDeed, at time.Time) {
	if was.equal(is) {
		return "", at
	}
	i, j := was.begun(now), is.begun(now)
	if last := len(is) - 1; last > j && (len(was) == 0 || !is[last].equal(was[len(was)-1])) { // dated ahead
		return OrgMoved, is[last].from
	}
	switch {
	case j < 0, i >= 0 && was[i].under == is[j].under && !was[i].lasts(now):
		return "", at
	case i < 0 || was[i].under != is[j].under:
		at = is[j].from
	case !is[j].from.Equal(was[i].from):
		return OrgDated, is[j].from
	default:
		return "", at // it ended, or lasts again: another step tells
	}
	if at.Equal(now) {
		at = time.Time{}
	}
	return OrgMoved, at
}
