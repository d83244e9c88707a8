package simulate

import (
	"slices"
	"time"

	"regard/internal/know/company"
)

// staffing is how many people work where, and what they are called.
var staffing = []struct {
	contributor, title string
	people             int
}{
	{sales, "Salgssjef", 1}, {salesDesk, "Kundeselger", 7}, {telesales, "Telefonselger", 9},
	{support, "Leder kundesupport", 1}, {frontline, "Kundebehandler", 18}, {technical, "Teknisk rådgiver", 12},
	{digital, "Chatveileder", 8},
	{billing, "Leder faktura", 1}, {billing, "Fakturakonsulent", 7},
	{field, "Leder feltservice", 1}, {fieldEast, "Montør", 9}, {fieldWest, "Montør", 7}, {fieldNorth, "Montør", 5},
	{product, "Produktsjef", 2}, {network, "Nettoperatør", 6}, {reception, "Resepsjonist", 3},
	{fjordfrakt, "Transportleder", 1}, {fjordfrakt, "Sjåfør", 6},
	{svarlinje, "Teamleder", 1}, {svarlinje, "Kundebehandler", 15},
}

// employee is somebody who works, or worked, for a contributor.
type employee struct {
	key, name, first, title string
	posts                   []post
}

// post is a membership: where somebody works from a date on.
type post struct {
	contributor string
	from        time.Time
}

// Employees are those who work for the company and its partners. Who moved
// comes once for each place, the later with a later From.
func (w *World) Employees() []company.EmployeeDraft {
	var out []company.EmployeeDraft
	for e := range slices.Values(w.staff.people) {
		for p := range slices.Values(e.posts) {
			out = append(out, company.EmployeeDraft{
				Key: e.key, Name: e.name, Title: e.title, Contributor: p.contributor, From: p.from,
				Email: e.key + "@" + mailDomain(p.contributor),
			})
		}
	}
	return out
}

func mailDomain(contributor string) string {
	switch contributor {
	case fjordfrakt, svarlinje:
		return contributor + ".example"
	default:
		return "nordlys-bredband.example"
	}
}

// staff answers who is at work where.
type staff struct {
	people []*employee
	at     map[string][]shift
}

// shift is the time that somebody belongs to a contributor; to is zero while it lasts.
type shift struct {
	who      *employee
	from, to time.Time
}

// hire draws the employees of a world: most were there before its history
// begins, some join in it, and every twelfth moves to another unit.
func hire(seed uint64, start, now time.Time) *staff {
	d := throw(seed, forStaff, 0)
	s := &staff{at: map[string][]shift{}}
	taken := map[string]bool{}
	span := now.Sub(start)
	for _, group := range staffing {
		for n := range group.people {
			e := christen(d, taken)
			e.title = group.title
			from := start.AddDate(0, -d.between(2, 60), -d.IntN(28))
			if n > 2 && d.chance(0.2) {
				from = start.Add(time.Duration(d.within(0.05, 0.8) * float64(span)))
			}
			e.posts = []post{{group.contributor, midnight(from)}}
			if to := transferred(group.contributor); to != "" && n > 1 && d.chance(0.25) {
				moved := midnight(start.Add(time.Duration(d.within(0.3, 0.9) * float64(span))))
				if moved.After(e.posts[0].from) {
					e.posts = append(e.posts, post{to, moved})
				}
			}
			s.add(e)
		}
	}
	return s
}

func (s *staff) add(e *employee) {
	s.people = append(s.people, e)
	for i, p := range e.posts {
		var until time.Time
		if i+1 < len(e.posts) {
			until = e.posts[i+1].from
		}
		s.at[p.contributor] = append(s.at[p.contributor], shift{e, p.from, until})
	}
}

// on returns somebody who works for the contributor at that time, or nil.
func (s *staff) on(d dice, contributor string, at time.Time) *employee {
	shifts := s.at[contributor]
	if len(shifts) == 0 {
		return nil
	}
	first := d.IntN(len(shifts))
	for i := range shifts {
		sh := shifts[(first+i)%len(shifts)]
		if !sh.from.After(at) && (sh.to.IsZero() || sh.to.After(at)) {
			return sh.who
		}
	}
	return nil
}

// transferred is where people of a unit tend to move on to.
func transferred(from string) string {
	switch from {
	case frontline:
		return technical
	case telesales:
		return salesDesk
	case svarlinje:
		return frontline
	case technical:
		return network
	default:
		return ""
	}
}

func midnight(t time.Time) time.Time {
	y, m, d := t.In(oslo).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, oslo)
}

// leader is who leads a department: the first who was hired there, or above it.
func (s *staff) leader(contributor string) *employee {
	if above := ledBy[contributor]; above != "" {
		contributor = above
	}
	if all := s.at[contributor]; len(all) > 0 {
		return all[0].who
	}
	return nil
}

// ledBy is whose leader leads a unit that has none of its own.
var ledBy = map[string]string{frontline: support, technical: support, digital: support, salesDesk: sales, telesales: sales,
	fieldEast: field, fieldWest: field, fieldNorth: field, network: product}
