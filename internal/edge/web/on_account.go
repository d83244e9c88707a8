package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// peopleListed is how many people of an account its card lists.
const peopleListed = 50

func (c *call) accountPart(a card.Account) *AccountPart {
	p := &AccountPart{Renewal: c.renewal(a), Decider: c.decider(a), Total: len(a.People), Beyond: !a.All, Partly: c.who.ContributorID != 0 && c.who.Role == company.RolePartner}
	order := make([]int, len(a.People))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return before(a, x, y) })
	now := c.here().Now
	for _, i := range order[:min(peopleListed, len(order))] {
		who, known := a.People[i], a.Known.People[i]
		one := AccountPerson{CustomerRef: customerRef(who), Relationship: c.relationship(known), LastAt: known.LastAt, Open: a.Open[i],
			Left: !who.LeftAt.IsZero() && who.LeftAt.Before(now), Coldest: i == a.Known.Coldest}
		for _, o := range accountRoles {
			one.Roles = append(one.Roles, RoleChip{Key: o.Value, Label: o.Label, Has: who.Roles.Has(customer.AccountRole(o.Value))})
		}
		p.People = append(p.People, one)
	}
	return p
}

// before orders an account's people: those who decide, then those of whom there
// is enough to tell, the coldest first, then those last in contact.
func before(a card.Account, x, y int) int {
	k, l := a.Known.People[x], a.Known.People[y]
	return cmp.Or(
		first(a.People[x].Roles.Has(customer.Decides), a.People[y].Roles.Has(customer.Decides)),
		first(k.Enough, l.Enough),
		colderOf(k, l),
		l.LastAt.Compare(k.LastAt))
}

// first puts what is so before what is not.
func first(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

func colderOf(k, l impression.Known) int {
	if !k.Enough {
		return 0
	}
	return cmp.Compare(k.Score, l.Score)
}

// speaks says for how many of its people an account's relationship speaks.
func speaks(a card.Account) string {
	if len(a.People) == 0 || a.Known.Withheld {
		return ""
	}
	return fmt.Sprintf("By themselves, %d of its %s are known well enough.", a.Known.Told, page.Plural(len(a.People), "person", "people"))
}

// roleWords says roles in a line: "decides and pays".
func roleWords(roles customer.AccountRoles) string {
	var words []string
	for _, r := range roles.List() {
		words = append(words, string(r))
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// changeRole gives a person a role in his account (add), or takes one away
// (remove), and comes back to the account's card.
func changeRole(c *call) error {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("customer", c.r.PathValue("id"))
	}
	add, remove := customer.AccountRole(c.r.FormValue("add")), customer.AccountRole(c.r.FormValue("remove"))
	var p customer.Person
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		if p, err = customer.Find(ctx, tx, id); err != nil {
			return err
		}
		roles := slices.DeleteFunc(append([]customer.AccountRole{}, p.Roles.List()...), func(r customer.AccountRole) bool { return r == remove })
		if remove == "" {
			roles = append(roles, add)
		}
		p, err = customer.Alter(ctx, tx, id, customer.Change{Roles: roles})
		return err
	})
	if err != nil {
		return err
	}
	name := customerRef(p).Name
	toast, undo := Toast{Text: fmt.Sprintf("%s %s now.", name, add)}, url.Values{"remove": {string(add)}}
	if remove != "" {
		toast.Text, undo = fmt.Sprintf("%s %s no more.", name, remove), url.Values{"add": {string(remove)}}
	}
	toast.UndoURL = "/customers/" + p.ID.String() + "/roles?" + undo.Encode()
	if p.Account.ID == 0 {
		return c.goTo("/customers/"+p.ID.String(), toast)
	}
	return c.goTo("/customers/"+p.Account.ID.String()+"#people", toast)
}
