package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/locale"
	"regard/internal/platform/page"
)

const outgoingURL = "/outgoing"

// outgoingPage shows what leaves; fill adds what a refused form held.
func (c *call) outgoingPage(status int, fill func(p *OutgoingPage)) error {
	p := OutgoingPage{Filter: c.outgoingFilter()}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "outgoing"); err != nil {
			return err
		}
		setting, err := outgoing.InForce(ctx, tx)
		if err != nil {
			return err
		}
		p.Live, p.Allowed, p.Entries = setting.Live, strings.Join(setting.Allowed, "\n"), len(setting.Allowed)
		if p.Version, err = c.version(ctx, tx, outgoing.SettingName); err != nil {
			return err
		}
		if p.Tried, err = c.tried(ctx, tx); err != nil {
			return err
		}
		tallies, err := outgoing.Count(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range tallies {
			p.Purposes = append(p.Purposes, PurposeRow{t.Purpose, int(t.Passed), int(t.Held), p.Filter.For(t.Purpose)})
		}
		return c.outgoingRows(ctx, tx, &p)
	})
	if err != nil {
		return err
	}
	for _, ch := range outgoing.Channels {
		p.Channels = append(p.Channels, page.Option{Value: string(ch), Label: channelWord(string(ch))})
	}
	fill(&p)
	return c.show(status, p)
}

func showOutgoing(c *call) error { return c.outgoingPage(http.StatusOK, func(*OutgoingPage) {}) }

// outgoingFilter reads the filter; what is none of its values does not narrow.
func (c *call) outgoingFilter() OutgoingFilter {
	f := OutgoingFilter{State: c.form("state"), Channel: c.form("channel"), Purpose: c.form("purpose")}
	if !slices.Contains(outgoing.States, outgoing.State(f.State)) {
		f.State = ""
	}
	if !slices.Contains(outgoing.Channels, outgoing.Channel(f.Channel)) {
		f.Channel = ""
	}
	return f
}

func (f OutgoingFilter) asked() outgoing.Filter {
	return outgoing.Filter{State: outgoing.State(f.State), Channel: outgoing.Channel(f.Channel), Purpose: f.Purpose}
}

func (c *call) outgoingRows(ctx context.Context, tx *company.Tx, p *OutgoingPage) error {
	from, err := c.cursor("outgoing")
	if err != nil {
		return err
	}
	if from != 0 {
		p.Pager.BackURL = p.Filter.URL("")
	}
	list, err := outgoing.List(ctx, tx, p.Filter.asked(), outgoing.ID(from), listed+1)
	if err != nil {
		return err
	}
	if len(list) > listed {
		list = list[:listed]
		p.Pager.NextURL = p.Filter.URL(c.s.Key.Sign("page:outgoing", fmt.Sprint(int64(list[listed-1].ID))))
	}
	who, err := c.refs(ctx, tx, list)
	for _, e := range list {
		p.Rows = append(p.Rows, OutgoingRow{e.At, who[e.CustomerID], e.Recipient, string(e.Channel), e.Purpose, e.Subject, e.State == outgoing.Passed, string(e.Why)})
	}
	return err
}

// refs names the customers that entries are about, by record; of who was
// erased there is none.
func (c *call) refs(ctx context.Context, tx *company.Tx, list []outgoing.Entry) (map[customer.ID]CustomerRef, error) {
	var ids []customer.ID
	for _, e := range list {
		if e.CustomerID != 0 && !slices.Contains(ids, e.CustomerID) {
			ids = append(ids, e.CustomerID)
		}
	}
	people, err := customer.FindAll(ctx, tx, ids)
	who := map[customer.ID]CustomerRef{}
	for _, p := range people {
		for _, id := range p.IDs() {
			if p.ErasedAt.IsZero() {
				who[id] = customerRef(p)
			}
		}
	}
	return who, err
}

// tried asks the rules about the address in the query, as of the customer who
// has it; nil where none is.
func (c *call) tried(ctx context.Context, tx *company.Tx) (*TriedAddress, error) {
	t := &TriedAddress{Channel: c.form("by"), Recipient: c.form("to")}
	if t.Recipient == "" {
		return nil, nil
	}
	var whose customer.ID
	if kind, ok := heldAs[outgoing.Channel(t.Channel)]; ok {
		// An address that cannot be read belongs to nobody; Try says so below.
		if people, err := customer.Peek(ctx, tx, customer.Identifier{Kind: kind, Value: t.Recipient}); err == nil && len(people) == 1 {
			whose, t.Customer = people[0].ID, customerRef(people[0])
		}
	}
	v, err := outgoing.Try(ctx, tx, whose, outgoing.Channel(t.Channel), t.Recipient)
	if _, other := wrong(err); other != nil {
		return nil, other
	} else if err != nil {
		w := locale.Problem(err)
		t.Wrong = w.Wrong + " " + w.Remedy
	}
	t.Passed, t.Why = v.State == outgoing.Passed, string(v.Why)
	return t, nil
}

// heldAs is as which identifier a customer holds a channel's recipient.
var heldAs = map[outgoing.Channel]string{outgoing.Email: "email", outgoing.SMS: "phone"}

// changeAllowed saves the allow-list.
func changeAllowed(c *call) error {
	typed := c.r.FormValue("allowed")
	err := c.update(func(ctx context.Context, tx *company.Tx) error { return outgoing.Allow(ctx, tx, lines(typed)) })
	if err != nil {
		return again(err, nil, func(errs Errors) error {
			return c.outgoingPage(http.StatusUnprocessableEntity, func(p *OutgoingPage) { p.Allowed, p.Errors = typed, errs })
		})
	}
	return c.goTo(outgoingURL, Toast{Text: "The allow-list is saved. It counts from now on."})
}

// goLive lets everything out, or takes that back.
func goLive(c *call) error {
	live := c.form("live") == "true"
	err := c.update(func(ctx context.Context, tx *company.Tx) error { return outgoing.GoLive(ctx, tx, live) })
	if err != nil {
		return err
	}
	if live {
		return c.goTo(outgoingURL, Toast{Text: "Live. What is offered from now on goes out; nothing that was held was sent.", UndoURL: outgoingURL + "/go-live"})
	}
	return c.goTo(outgoingURL, Toast{Text: "Held again. Only the allow-list is reached from now on."})
}

// lines are a text's lines that are not empty.
func lines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
