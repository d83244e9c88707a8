package simulate

import (
	"strconv"
	"time"
)

// speakable is the slots that this beat has something to say for.
func (s *speaker) speakable() slot {
	f := &s.b.facts
	has := slotFirst | slotName | slotTown | slotStreet | slotProduct | slotCustomer
	when := func(ok bool, slots slot) {
		if ok {
			has |= slots
		}
	}
	when(s.b.employee != nil, slotEmployee)
	when(s.b.at.Sub(s.l.who.since) > 500*24*time.Hour, slotSince)
	when(s.b.ref.kind == "order", slotOrder)
	when(s.b.ref.kind == "invoice", slotInvoice)
	when(s.b.ref.kind == "visit", slotVisit)
	when(f.days > 0, slotDays)
	when(f.hours > 0, slotHours)
	when(f.times > 1, slotTimes)
	when(f.amount > 0, slotAmount)
	when(f.right > 0 && f.right != f.amount, slotRight)
	when(f.promised > 0, slotPromised)
	when(f.got > 0, slotGot)
	when(!f.when.IsZero(), slotDate|slotWeekday|slotClock)
	when(s.l.who.account != "", slotAccount)
	return has
}

// fill appends what a slot stands for.
func (s *speaker) fill(what slot) {
	who, f := &s.l.who, &s.b.facts
	switch what {
	case slotFirst:
		s.buf = append(s.buf, who.first...)
	case slotName:
		s.buf = append(append(append(s.buf, who.first...), ' '), who.last...)
	case slotEmployee:
		s.buf = append(s.buf, s.b.employee.first...)
	case slotTown:
		s.buf = append(s.buf, who.town.name...)
	case slotStreet:
		s.buf = append(s.buf, who.street...)
	case slotProduct:
		s.buf = append(s.buf, f.product...)
	case slotCustomer:
		s.buf = append(s.buf, who.ref...)
	case slotAccount:
		s.buf = append(s.buf, who.account...)
	case slotSince:
		s.number(who.since.Year())
	case slotOrder, slotInvoice, slotVisit:
		s.number(s.b.ref.number)
	case slotDays:
		s.number(f.days)
	case slotHours:
		s.number(f.hours)
	case slotTimes:
		s.ordinal(f.times)
	case slotAmount:
		s.number(f.amount)
	case slotRight:
		s.number(f.right)
	case slotPromised:
		s.number(f.promised)
	case slotGot:
		s.number(f.got)
	case slotDate:
		s.date(f.when)
	case slotWeekday:
		s.buf = append(s.buf, weekdayNames[s.tongue()][f.when.Weekday()]...)
	case slotClock:
		s.buf = f.when.AppendFormat(s.buf, "15:04")
	}
}

func (s *speaker) number(n int) { s.buf = strconv.AppendInt(s.buf, int64(n), 10) }

func (s *speaker) tongue() int { return s.l.who.tongue() }

var (
	weekdayNames = [2][7]string{
		{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
		{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	}
	monthNames = [2][13]string{
		{"", "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"},
		{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	}
	ordinals = [2][5]string{{"", "første", "andre", "tredje", "fjerde"}, {"", "first", "second", "third", "fourth"}}
)

func (s *speaker) ordinal(n int) {
	s.buf = append(s.buf, ordinals[s.tongue()][min(n, 4)]...)
}

func (s *speaker) date(t time.Time) {
	s.number(t.Day())
	if s.tongue() == 0 {
		s.buf = append(s.buf, '.')
	}
	s.buf = append(append(s.buf, ' '), monthNames[s.tongue()][t.Month()]...)
}
