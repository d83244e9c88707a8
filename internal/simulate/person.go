package simulate

import (
	"fmt"
	"strconv"
	"time"
)

// person is who a customer is: what does not change by what happens.
type person struct {
	index       int
	ref         string
	first, last string
	norsk       bool // writes Norwegian; else English
	town        *town
	street      string
	account     string
	role        string
	plan        plan
	since       time.Time

	email, second  string // second: another address, unknown to the CRM
	phone          string
	office         string // another number he sometimes calls from
	handle, device string
	crm            bool // whether the CRM knows him

	style    style
	base     float64    // disposition towards the company
	hopes    float64    // what he expects of a contact at first
	thin     float64    // how thin his skin is
	voice    float64    // 0 suffers in silence … 1 tells everybody
	reaches  [5]float64 // how he likes to reach us: see ways
	eager    float64    // contacts relative to the average customer
	campaign bool       // telesales has him on its list
}

// person draws the nth customer. Neighbours (an even index and the next odd) may
// be a household that shares a telephone, or colleagues in one business.
func (w *World) person(i int) person {
	if i < len(cast) {
		return w.character(i)
	}
	home, d := throw(w.o.Seed, forHousehold, uint64(i/2)), throw(w.o.Seed, forWho, uint64(i))
	p := person{index: i, ref: "NB-" + strconv.Itoa(100_000+i), phone: mobile(i), crm: true}

	kind := home.Float64()
	family, business := kind < 0.14, kind > 0.93
	p.norsk = home.chance(0.6)
	place, road, shared := &towns[home.weigh(townWeights)], pick(home, streets), home.IntN(1000)
	if !family && !business {
		p.norsk = d.chance(0.6)
		place, road, shared = &towns[d.weigh(townWeights)], pick(d, streets), d.IntN(1000)
	}
	firsts, lasts := worldFirst, worldLast
	if p.norsk {
		firsts, lasts = norskFirst, norskLast
	}
	p.first, p.last = pick(d, firsts), pick(d, lasts)
	if family {
		p.last = lasts[shared%len(lasts)]
		if i%2 == 1 && d.chance(0.6) {
			p.phone = mobile(i - 1) // the family's telephone
		}
	}
	p.town, p.street = place, road+" "+strconv.Itoa(1+shared%90)
	p.email = address(d, p.first, p.last, i)
	p.plan = choose(d, homePlans)
	if business {
		account, domain := firm(i / 2)
		p.account, p.role, p.plan = account, [...]string{"decides", "uses", "pays"}[d.IntN(3)], choose(d, workPlans)
		p.email = ascii(p.first) + "." + ascii(p.last) + strconv.Itoa(i%2) + "@" + domain
	}
	p.contacts(d)
	p.temper(d)
	p.since = w.joined(d, i)
	return p
}

// contacts draws by what else somebody may be recognised, or not.
func (p *person) contacts(d dice) {
	if d.chance(0.07) {
		p.second = address(d, p.first, p.last, p.index+50_000)
	}
	if d.chance(0.05) {
		p.office = mobile(p.index + 5_000_000)
	}
	if d.chance(0.35) {
		p.handle = ascii(p.first) + "_" + ascii(p.last)[:2] + strconv.FormatInt(int64(p.index), 36)
	}
	if d.chance(0.8) {
		p.device = fmt.Sprintf("%016x", mix(uint64(p.index)^0xd0e5))
	}
	p.crm = !d.chance(0.06)
}

// temper draws character: how easily pleased, how loud, how often in touch.
func (p *person) temper(d dice) {
	p.style = draftStyle(d)
	p.base = d.normal(0.12, 0.22)
	p.hopes = clamp(d.normal(0.12, 0.12), -0.3, 0.5)
	p.thin = clamp(d.skewed(1, 0.35), 0.4, 2.2)
	p.voice = d.Float64()
	p.reaches = [5]float64{3.4, 2.6, 2.2, 0.6, 0.5}
	p.reaches[d.IntN(5)] *= 4 // everybody has a way that he likes best
	if p.handle == "" {
		p.reaches[bySocial] = 0
	}
	p.eager = d.skewed(0.82, 0.6)
	if p.account != "" {
		p.eager *= 1.5
	}
	p.campaign = p.account == "" && !p.town.fibre && d.chance(0.45)
}

// joined draws since when somebody is a customer: a third come during the
// history, the rest before it; those beyond the first Customers come after Now.
func (w *World) joined(d dice, i int) time.Time {
	span := w.o.Now.Sub(w.start)
	if i >= w.o.Customers {
		gap := span * 3 / time.Duration(max(w.o.Customers, 3))
		return w.o.Now.Add(gap*time.Duration(i-w.o.Customers) + time.Duration(d.Float64()*float64(gap)))
	}
	if d.chance(0.33) {
		return w.start.Add(time.Duration(d.within(0.01, 0.995) * float64(span)))
	}
	return w.start.AddDate(0, 0, -int(min(d.ExpFloat64()*1100, 3400))-1)
}

func (p *person) name() string { return p.first + " " + p.last }

func (p *person) language() string {
	if p.norsk {
		return "nb"
	}
	return "en"
}

// tongue is 0 for Norwegian and 1 for English.
func (p *person) tongue() int {
	if p.norsk {
		return 0
	}
	return 1
}

func (p *person) segment() string {
	if p.account != "" {
		return "business"
	}
	return "home"
}
