package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// longestWho is how much of what says who it is is taken from an address.
const longestWho = 200

// candidates is how many customers are offered while somebody types.
const candidates = 6

// loggable are the channels that people log by hand, the likeliest first.
var loggable = []string{"phone", "in_person", "email", "chat", "sms", "social", "field", "post"}

// logForm begins to log something. Whom with may come in the address, from
// another system; it leads on to one without.
func logForm(c *call) error {
	if who := []rune(c.form("who")); len(who) > 0 {
		return c.goTo("/log", Toast{Who: string(who[:min(len(who), longestWho)])})
	}
	p := LogPage{Form: LogForm{Customer: c.form("customer"), Channel: "phone", Observed: ""}}
	return c.showLog(http.StatusOK, p)
}

func (c *call) showLog(status int, p LogPage) error {
	p.Channels = loggable
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "log"); err != nil {
			return err
		}
		if p.Toast != nil && p.Form.Who == "" {
			p.Form.Who = p.Toast.Who
		}
		p.ByName = !tx.Scope.All
		p.Touchpoints = append([]page.Option{{Label: "Not said"}}, c.touchpointOptions(tx)...)
		if p.Form.Customer != "" {
			id, err := customer.ParseID(p.Form.Customer)
			if err != nil {
				return problem.Missing("customer", p.Form.Customer)
			}
			person, err := customer.Find(ctx, tx, id)
			if err != nil {
				return err
			}
			ref := customerRef(person)
			p.Customer, p.Form.Who = &ref, ref.Name
			return nil
		}
		p.Found, err = c.found(ctx, tx, p.Form.Who)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// touchpointOptions are the touchpoints to choose from; to a partner, not those
// of other partners.
func (c *call) touchpointOptions(tx *company.Tx) []page.Option {
	var options []page.Option
	for _, t := range c.dir.Touchpoints() {
		if c.dir.Root(t.OwnerID).Kind == company.Partner && !tx.Scope.Sees(t.OwnerID) {
			continue
		}
		options = append(options, page.Option{Value: t.Key, Label: t.Name, Group: sentenceCase(t.Stage)})
	}
	return options
}

func logCustomers(c *call) error {
	var found LogFound
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		found, err = c.found(ctx, tx, cmpOr(c.form("who"), c.form("q")))
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, found)
}

func (c *call) found(ctx context.Context, tx *company.Tx, q string) (f LogFound, err error) {
	f.Query = q
	if q == "" {
		return f, nil
	}
	people, err := c.search(ctx, tx, q, candidates)
	if err != nil {
		return f, err
	}
	known, err := card.Standings(ctx, tx, people)
	if err != nil {
		return f, err
	}
	for i, p := range people {
		row := LogCandidate{CustomerRef: customerRef(p), Relationship: c.relationship(known[i]), LastAt: known[i].LastAt}
		if ids := identifiers(p); len(ids) > 0 {
			row.Identifier = ids[0]
		}
		f.Rows = append(f.Rows, row)
	}
	id, name := newcomer(q, c.dir.Profile.PhoneRegion)
	switch {
	case id.Kind != "" && !tx.Scope.All: // recording refuses it, whosever it is
	case id.Kind != "":
		f.New = identifierWord(id.Kind) + " " + id.Value
	default:
		f.New = name
	}
	return f, nil
}

// newcomer tells what somebody typed of a customer who is not there yet: an
// e-mail address, a phone number, or a name.
func newcomer(s, region string) (id customer.Identifier, name string) {
	for _, kind := range []string{"email", "phone"} {
		i := customer.Identifier{Kind: kind, Value: s}
		if kind == "phone" && strings.Trim(s, "+0123456789 ()-./") != "" {
			continue
		}
		if _, err := i.Normalise(region); err == nil {
			return i, ""
		}
	}
	return id, s
}

func logInteraction(c *call) error {
	f := LogForm{Customer: c.form("customer"), Who: c.form("who"), Channel: c.form("channel"), Observed: c.form("observed"), Note: c.form("note"),
		Touchpoint: c.form("touchpoint"), At: c.form("at")}
	var id interaction.ID
	var who CustomerRef
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		d, err := c.logged(ctx, tx, f)
		if err != nil {
			return err
		}
		got, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Live)
		if err != nil {
			return err
		}
		if got[0].Problem != nil {
			return got[0].Problem
		}
		id = got[0].ID
		p, err := customer.Find(ctx, tx, got[0].CustomerID)
		who = customerRef(p)
		return err
	})
	if err != nil {
		errs, err := wrong(renamed(err, map[string]string{"identifiers": "who", "name": "who", "occurred_at": "at", "text": "note"}))
		if err != nil {
			return err
		}
		return c.showLog(http.StatusUnprocessableEntity, LogPage{Form: f, Errors: errs})
	}
	done := Toast{Text: "Logged with " + who.Name + ".", NextURL: "/log", NextLabel: "Log another"}
	if c.who.May(company.VoidInteraction) {
		done.UndoURL = "/interactions/" + id.String() + "/void"
	}
	return c.goTo(who.URL(), done)
}

// logged makes a draft of what was typed.
func (c *call) logged(ctx context.Context, tx *company.Tx, f LogForm) (d interaction.Draft, err error) {
	d = interaction.Draft{Source: "regard", OccurredAt: tx.Now, Channel: interaction.Channel(f.Channel), Touchpoint: f.Touchpoint, Text: f.Note,
		Contributor: c.dir.Contributor(c.who.ContributorID).Key, Employee: c.dir.Employee(c.who.EmployeeID).Key}
	if f.Observed != "" {
		v, err := strconv.ParseFloat(f.Observed, 64)
		if err != nil {
			return d, problem.Field("observed", "field.out_of_range", problem.Params{"min": -1, "max": 1})
		}
		d.Observed = &v
	}
	if f.At != "" {
		at, err := time.ParseInLocation("2006-01-02T15:04", f.At, c.here().Zone)
		if err != nil {
			return d, problem.Field("at", "field.malformed", nil)
		}
		d.OccurredAt = at
	}
	if f.Customer == "" {
		if f.Who == "" {
			return d, problem.Field("who", "field.required", nil)
		}
		id, name := newcomer(f.Who, c.dir.Profile.PhoneRegion)
		if d.Name = name; id.Kind != "" {
			d.Identifiers = []customer.Identifier{id}
		}
		return d, nil
	}
	id, err := customer.ParseID(f.Customer)
	if err != nil {
		return d, problem.Missing("customer", f.Customer)
	}
	p, err := customer.Find(ctx, tx, id)
	if err != nil {
		return d, err
	}
	d.CustomerID = p.ID
	return d, nil
}

func voidInteraction(c *call) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return err
	}
	var back string
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		back = "/customers/" + i.CustomerID.String()
		_, err = interaction.Void(ctx, tx, id, "undone right after it was logged")
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo(back, Toast{Text: "Undone: the interaction counts no more."})
}
