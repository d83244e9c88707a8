package cli

import (
	"bufio"
	"fmt"
	"maps"
	"slices"
	"strings"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
)

// Erase removes a customer for good.
type Erase struct {
	Customer string `arg:"" help:"Whom: an id (cus_…), or an identifier such as email:ada@example.com."`
	Yes      bool   `help:"Do not ask." short:"y"`
}

// Help tells what goes and what stays.
func (Erase) Help() string {
	return `Name, identifiers, attributes, everything that was said or written, what others wrote about the customer, and the rows about him in files
that 'regard export' wrote. What happened stays as numbers that are nobody's. It cannot be undone.

Examples:
  regard erase email:ada@example.com
  regard erase cus_0c1x8m2k4q9rt --yes`
}

// Run erases, and waits until every room is wiped.
func (c Erase) Run(s *session) error {
	return s.within(func(a *app.App) error {
		var p customer.Person
		err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
			p, err = s.person(tx, c.Customer)
			return err
		})
		if err != nil {
			return err
		}
		if !c.Yes && !s.sure(p) {
			return fmt.Errorf("nothing was erased")
		}
		var e customer.Erasure
		err = a.Office.Update(s.ctx, company.System, func(tx *company.Tx) (err error) {
			e, err = customer.Erase(s.ctx, tx, p.ID)
			return err
		})
		if err != nil {
			return err
		}
		if e, err = a.Finish(s.ctx, e.ID); err != nil {
			return err
		}
		s.report(e)
		return nil
	})
}

// person finds one customer by id or identifier.
func (s *session) person(tx *company.Tx, who string) (p customer.Person, err error) {
	if strings.HasPrefix(who, "cus_") {
		id, err := customer.ParseID(who)
		if err != nil {
			return p, err
		}
		return customer.Find(s.ctx, tx, id)
	}
	i, err := customer.ParseIdentifier(who)
	if err != nil {
		return p, err
	}
	people, err := customer.Peek(s.ctx, tx, i)
	switch {
	case err != nil:
		return p, err
	case len(people) == 0:
		return p, fmt.Errorf("nobody has that identifier")
	case len(people) > 1:
		return p, fmt.Errorf("%d customers share that identifier: name one by his id", len(people))
	}
	return people[0], nil
}

// sure has the customer's id typed again.
func (s *session) sure(p customer.Person) bool {
	fmt.Fprintf(s.err, "%s (%s) will be erased for good. Type the id to go on: ", p.Shown(), p.ID)
	line, _ := bufio.NewReader(s.in).ReadString('\n')
	return strings.TrimSpace(line) == p.ID.String()
}

func (s *session) report(e customer.Erasure) {
	fmt.Fprintf(s.out, "erased %s\n", e.CustomerID)
	for _, what := range slices.Sorted(maps.Keys(e.Report.Wiped)) {
		fmt.Fprintf(s.out, "  %s: %d\n", what, e.Report.Wiped[what])
	}
	for _, f := range e.Report.Files {
		switch {
		case f.Trouble != "":
			fmt.Fprintf(s.out, "  could not reach %s (%s): see to it yourself\n", f.What, f.Trouble)
		case f.Removed < 0:
			fmt.Fprintf(s.out, "  removed the file %s\n", f.What)
		default:
			fmt.Fprintf(s.out, "  rows removed from %s: %d\n", f.What, f.Removed)
		}
	}
}
