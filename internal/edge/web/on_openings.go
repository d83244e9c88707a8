package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
)

func showOpenings(c *call) error {
	id, err := c.customerID()
	if err != nil {
		return err
	}
	var p OpeningsPage
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		of, err := card.FindOpened(ctx, tx, id)
		if err != nil {
			return err
		}
		if p.Customer, p.Erased = customerRef(of.Person), of.Erased; of.Erased {
			p.Customer = CustomerRef{ID: id.String(), Name: "an erased customer"}
		}
		return c.openings(ctx, tx, id, of, &p)
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// openings fills a page with those of a customer.
func (c *call) openings(ctx context.Context, tx *company.Tx, id customer.ID, of card.Opened, p *OpeningsPage) error {
	// Signed for one customer, so that it leads nowhere in another's list.
	list, at := "openings:"+id.String(), openingsURL(id.String())
	from, err := c.cursor(list)
	if err != nil {
		return err
	}
	if from != 0 {
		p.Pager.BackURL = at
	}
	found, err := card.Openings(ctx, tx, of, from, listed+1)
	if err != nil {
		return err
	}
	if len(found) > listed {
		found = found[:listed]
		p.Pager.NextURL = address(at, "cursor", c.s.Key.Sign("page:"+list, fmt.Sprint(found[listed-1].ID)))
	}
	names, err := c.actorNames(ctx, tx)
	if err != nil {
		return err
	}
	after, err := c.openedAfter(ctx, tx, found)
	for _, o := range found {
		p.Rows = append(p.Rows, OpeningRow{At: o.OpenedAt, Who: names.of(o.Actor), Unit: c.dir.Contributor(c.dir.Employee(o.EmployeeID).ContributorID).Name,
			Key: o.Place == card.ByAPI, Place: string(o.Place), After: after[o.InteractionID]})
	}
	return err
}

func openingsURL(customer string) string { return "/customers/" + customer + "/openings" }

// openedAfter shows the interactions that cards were opened after, by id.
func (c *call) openedAfter(ctx context.Context, tx *company.Tx, list []card.Opening) (map[interaction.ID]*OpenedAfter, error) {
	var ids []interaction.ID
	for _, o := range list {
		if o.InteractionID != 0 && !slices.Contains(ids, o.InteractionID) {
			ids = append(ids, o.InteractionID)
		}
	}
	found, err := interaction.FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	all, err := card.Arrivals(ctx, tx, found)
	after := map[interaction.ID]*OpenedAfter{}
	for _, a := range all {
		o := &OpenedAfter{At: a.OccurredAt, Channel: string(a.Channel), Title: cmpOr(a.Subject, c.touchpointName(a.TouchpointID), channelWord(string(a.Channel)))}
		if a.Episode != nil {
			shown := impression.EpisodeID(a.EpisodeID)
			o.URL = "/customers/" + a.Person.ID.String() + "?episode=" + shown + "#" + shown
		}
		after[a.ID] = o
	}
	return after, err
}
