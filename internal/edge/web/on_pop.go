package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/locale"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// screenPop opens the card of whoever the address names: the link that a
// telephone system or a help desk calls. It takes phone, email, identifier
// (kind:value) and number (a customer number in any system, or an id of ours),
// each once or more. One whom nobody knows yet is offered to be logged.
//
// Such an address holds personal data, and so it only leads on: to the card by its
// id, with whatever else was asked for, so that no address bar, history or
// reload keeps it.
func screenPop(c *call) error {
	given, numbers, err := popped(c.r.URL.Query())
	if err != nil {
		return c.noCard(PanePage{State: PaneWrong}, err)
	}
	var found customer.Named
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		for _, number := range numbers { // as strong as an identifier can be
			if found.People, err = byNumber(ctx, tx, number); err != nil || len(found.People) == 1 {
				return err
			}
		}
		if len(given) > 0 {
			several := found.People
			if found, err = customer.Choose(ctx, tx, given); err == nil && len(found.People) == 0 {
				found.People = several
			}
		}
		return err
	})
	p := PanePage{State: PaneNobody, Given: strings.Join(numbers, ", ")}
	if len(found.Held) > 0 {
		p.Given = found.Held[0].Value
	}
	p.FindURL = "/customers?q=" + url.QueryEscape(p.Given)
	switch {
	case err != nil && !(problem.KindOf(err) == problem.Invalid && len(numbers) > 0):
		return c.noCard(PanePage{State: PaneWrong}, err)
	case len(found.People) == 1:
		return c.goTo(c.cardOf(found.People[0].ID), Toast{})
	case len(given)+len(numbers) == 0 && c.compact():
		return c.noCard(PanePage{State: PaneEmpty}, nil)
	case len(given)+len(numbers) == 0:
		return c.goTo("/customers", Toast{})
	case len(found.People) > 1:
		return c.several(p, found.People)
	}
	if c.who.May(company.RecordInteraction) {
		p.LogURL = "/log?who=" + url.QueryEscape(p.Given)
		if !c.compact() {
			return c.goTo("/log", Toast{Text: "Nobody is known by this yet. Log the interaction, and a card is made.", Who: p.Given})
		}
	}
	return c.noCard(p, problem.Missing("customer", p.Given))
}

// whom are the fields of an address that say whose card is meant.
var whom = []string{"email", "phone", "identifier", "number"}

// cardOf is a card's address, with what else was asked for.
func (c *call) cardOf(id customer.ID) string {
	q := c.r.URL.Query()
	for _, field := range whom {
		q.Del(field)
	}
	return strings.TrimSuffix("/customers/"+id.String()+"?"+q.Encode(), "?")
}

// popped reads whom an address names.
func popped(q url.Values) (given []customer.Identifier, numbers []string, err error) {
	for _, kind := range []string{"email", "phone"} {
		for _, value := range q[kind] {
			// A + in an address that nobody escaped is a space by the time it is read.
			if kind == "phone" && strings.HasPrefix(value, " ") {
				value = "+" + strings.TrimSpace(value)
			}
			if strings.TrimSpace(value) != "" {
				given = append(given, customer.Identifier{Kind: kind, Value: value})
			}
		}
	}
	for _, s := range q["identifier"] {
		if strings.TrimSpace(s) == "" {
			continue
		}
		i, err := customer.ParseIdentifier(s)
		if err != nil {
			return nil, nil, err
		}
		given = append(given, i)
	}
	for _, s := range q["number"] {
		if s = strings.TrimSpace(s); s != "" {
			numbers = append(numbers, s)
		}
	}
	return given, numbers, nil
}

func byNumber(ctx context.Context, tx *company.Tx, number string) ([]customer.Person, error) {
	if id, err := customer.ParseID(number); err == nil {
		return customer.FindAll(ctx, tx, []customer.ID{id})
	}
	return customer.ByNumber(ctx, tx, number)
}

// noCard answers where there is no card: in a pane what to do now, else the
// problem.
func (c *call) noCard(p PanePage, err error) error {
	if !c.compact() {
		return err
	}
	status := http.StatusOK
	switch kind := problem.KindOf(err); {
	case err == nil:
	case kind == problem.NotFound:
		status = http.StatusNotFound
	case kind == problem.Invalid:
		w := locale.Problem(err)
		p.Wrong, status = w.Wrong+" "+w.Remedy, http.StatusUnprocessableEntity
	default:
		return err
	}
	p.FindURL = cmpOr(p.FindURL, "/customers")
	return c.showOutside(status, func() page.View { p.Outside = c.outside(); return p })
}

// several lets choose among those who share an identifier.
func (c *call) several(p PanePage, people []customer.Person) error {
	if !c.compact() {
		return c.goTo(p.FindURL, Toast{Text: "Several customers use this one. Choose whom you have there."})
	}
	p.State = PaneSeveral
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		known, err := impression.Standings(ctx, tx, people)
		for i, one := range people {
			v := PanePerson{CustomerRef: customerRef(one)}
			v.CardURL = v.URL() + "?compact"
			if err == nil {
				v.Relationship = c.relationship(known[i])
			}
			for _, h := range identifiers(one) {
				if h.Value != p.Given && v.Identifier.Value == "" {
					v.Identifier = h
				}
			}
			p.People = append(p.People, v)
		}
		p.Outside = c.outside()
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}
