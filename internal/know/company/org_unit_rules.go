package company

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/problem"
)

// orgUnit is a unit of a file on its way into the plan.
type orgUnit struct {
	OrgRow
	id     int64 // 0: it is added
	parent string
	depth  int
}

// unitChange is what is to be done with a unit.
type unitChange struct {
	id     int64 // 0: it is added
	draft  ContributorDraft
	closes bool // as of when it is done
}

// placeUnits finds every unit's parent, refuses those that have none, and
// orders the others from the top down.
func (p *planner) placeUnits() {
	p.units = slices.DeleteFunc(p.units, func(u *orgUnit) bool {
		why := p.findParent(u)
		if why != nil {
			p.drop(u, why)
		}
		return why != nil
	})
	for again := true; again; { // refusing one may leave others without a parent
		again = false
		p.units = slices.DeleteFunc(p.units, func(u *orgUnit) bool {
			why := p.descend(u)
			if why != nil {
				p.drop(u, why)
				again = true
			}
			return why != nil
		})
	}
	slices.SortStableFunc(p.units, func(a, b *orgUnit) int { return cmp.Compare(a.depth, b.depth) })
}

func (p *planner) drop(u *orgUnit, why error) {
	p.refuse(u.OrgRow, why)
	delete(p.known, u.Key)
}

// findParent finds a unit's parent by key or by name.
func (p *planner) findParent(u *orgUnit) error {
	if fold(u.Parent) == "" {
		if c := p.Contributor(u.id); !p.Tops && c.ID != 0 {
			u.parent = p.Contributor(c.ParentID).Key
		}
		return nil
	}
	key, ok := p.unitNamed(u.Parent, u.Until.IsZero())
	if !ok {
		return problem.Field("parent", "org.unit_missing", problem.Params{"value": u.Parent})
	}
	u.parent = key
	return nil
}

// unitNamed finds a unit by its key, else by its name where only one is so
// named: in the file or in the directory, and one that will be open where open
// is asked for. What ended may have been anywhere.
func (p *planner) unitNamed(text string, open bool) (key string, ok bool) {
	if key = fold(text); p.stands(key, open) {
		return key, true
	}
	found := map[string]bool{}
	for _, u := range p.known {
		if fold(u.Name) == key && p.stands(u.Key, open) {
			found[u.Key] = true
		}
	}
	for _, c := range p.contributors {
		if p.known[c.Key] == nil && fold(c.Name) == key && p.stands(c.Key, open) {
			found[c.Key] = true
		}
	}
	for only := range found {
		return only, len(found) == 1
	}
	return "", false
}

// stands tells whether there will be a unit with that key, or an open one.
func (p *planner) stands(key string, open bool) bool {
	if u := p.known[key]; u != nil {
		return !open || u.Until.IsZero()
	}
	c := p.Contributor(p.ContributorID(key))
	return c.ID != 0 && (!open || c.ClosedAt.IsZero() && !p.closes(c))
}

// descend says how deep a unit stands, and refuses one that stands below itself
// or below what was refused.
func (p *planner) descend(u *orgUnit) error {
	u.depth = 0
	seen := map[string]bool{u.Key: true}
	for key := u.parent; key != ""; u.depth++ {
		if seen[key] {
			return problem.Field("parent", "contributor.circle", problem.Params{"value": u.Parent})
		}
		seen[key] = true
		if above := p.known[key]; above != nil {
			key = above.parent
			continue
		}
		c := p.Contributor(p.ContributorID(key))
		if c.ID == 0 {
			return problem.Field("parent", "org.unit_missing", problem.Params{"value": u.Parent})
		}
		key = p.Contributor(c.ParentID).Key
	}
	return nil
}

// closes tells whether a unit closes because the file does not name it.
func (p *planner) closes(c Contributor) bool {
	return p.sweeps(false) && p.named[c.Key] == 0 && c.ClosedAt.IsZero()
}

// sweeps tells whether what the file does not name closes or leaves: where it
// is whole, says something of its kind, and each row could be told apart.
func (p *planner) sweeps(employees bool) bool {
	some := slices.ContainsFunc(p.Rows, func(r OrgRow) bool { t := fold(r.Type); return (t == "" || t == "employee") == employees })
	return some && !p.Partial && !p.plan.Kept
}

// closing returns the units that close because the file does not name them.
func (p *planner) closing() (changes []unitChange) {
	for _, c := range p.Contributors() {
		if p.closes(c) {
			p.step(OrgStep{Do: OrgClosed, Key: c.Key, Name: c.Name})
			changes = append(changes, unitChange{id: c.ID, closes: true})
		}
	}
	return changes
}

// kind is what a unit is: what it says, or what it belongs to is.
func (p *planner) kind(u *orgUnit) ContributorKind {
	for u.Type == "unit" {
		above := p.known[u.parent]
		if above == nil {
			return p.Contributor(p.ContributorID(u.parent)).Kind
		}
		u = above
	}
	return ContributorKind(u.Type)
}

// idOf stands for a unit in stays: its id, or for one that is added what no id is.
func (p *planner) idOf(key string) int64 {
	if key == "" {
		return 0
	}
	if id := p.ContributorID(key); id != 0 {
		return id
	}
	return -int64(p.known[key].Line)
}

// nameOf is a unit's name as the plan tells it.
func (p *planner) nameOf(key string) string {
	if u := p.known[key]; u != nil {
		return u.Name
	}
	return p.Contributor(p.ContributorID(key)).Name
}

// nameAt is the name of where somebody was.
func (p *planner) nameAt(s stays) string {
	if i := s.begun(p.now); i >= 0 {
		return p.Contributor(s[i].under).Name
	}
	return ""
}

func (p *planner) planUnit(u *orgUnit) {
	c, was := p.Contributor(u.id), p.places[u.id]
	draft := ContributorDraft{Key: u.Key, Name: u.Name, Kind: p.kind(u), Parent: u.parent, Until: p.ended(u.Until, c.ClosedAt)}
	if draft.From = u.From; u.id != 0 {
		draft.From = was.when(p.idOf(u.parent), u.From, p.now, p.Zone)
	} else if u.parent != "" && draft.From.IsZero() {
		draft.From = Founded
	}
	said := dates{draft.From, draft.Until, p.now}
	is := was.told(p.idOf(u.parent), said, true)
	if err := said.check(is); err != nil {
		p.refuse(u.OrgRow, err)
		return
	}
	if p.below(p.idOf(u.parent), p.idOf(u.Key)) {
		p.refuse(u.OrgRow, problem.Field("parent", "contributor.circle", problem.Params{"value": u.Parent}))
		return
	}
	p.tree[p.idOf(u.Key)] = is.at(p.now)
	step := OrgStep{Key: u.Key, Name: u.Name}
	before := len(p.plan.Steps)
	tell := func(do OrgDeed, was, is string, at time.Time) {
		s := step
		s.Do, s.Was, s.Is, s.At = do, was, is, at
		p.step(s)
	}
	if u.id == 0 {
		tell(OrgAdded, "", p.nameOf(u.parent), u.From)
	} else {
		if c.Name != u.Name {
			tell(OrgRenamed, c.Name, u.Name, time.Time{})
		}
		if c.Kind != draft.Kind {
			tell(OrgChanged, string(c.Kind), string(draft.Kind), time.Time{})
		}
		if deed, at := moved(was, is, p.now); deed == OrgMoved {
			tell(deed, p.nameAt(was), p.nameOf(u.parent), at)
		} else if deed == OrgDated {
			tell(deed, "", "", at)
		}
		if !c.ClosedAt.IsZero() && draft.Until.IsZero() {
			tell(OrgReopened, "", "", time.Time{})
		}
	}
	if !draft.Until.IsZero() && !draft.Until.Equal(c.ClosedAt) {
		tell(OrgClosed, "", "", draft.Until)
	}
	if len(p.plan.Steps) == before {
		p.plan.Same++
		return
	}
	p.plan.units = append(p.plan.units, unitChange{id: u.id, draft: draft})
}

// below tells whether a unit stands below another as of now, with what was
// planned so far: moves dated ahead can make a circle that the file has not.
func (p *planner) below(id, root int64) bool {
	for range len(p.tree) + 1 {
		if id == root || id == 0 {
			return id == root
		}
		id = p.tree[id]
	}
	return false
}

// planSplits tells of units whose people go to units that the file adds. It
// changes nothing by itself: what the unit caused and heard stays its own.
func (p *planner) planSplits() {
	for _, key := range slices.Sorted(maps.Keys(p.flows)) {
		to := p.flows[key]
		var parts []string
		for _, into := range slices.Sorted(maps.Keys(to)) {
			parts = append(parts, fmt.Sprintf("%s (%d)", p.nameOf(into), to[into]))
		}
		p.step(OrgStep{Do: OrgSplit, Key: key, Name: p.Contributor(p.ContributorID(key)).Name, Is: strings.Join(parts, ", ")})
	}
}
