package web

import (
	"context"
	"net/http"
	"time"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
)

// outgoingCSV writes the list as a table, page by page, so that no transaction
// lasts while a slow reader reads. That it was taken out is audited.
func outgoingCSV(c *call) error {
	filter := c.outgoingFilter()
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		return company.Audit(ctx, tx, "outgoing.exported", outgoing.SettingName, filter)
	})
	if err != nil {
		return err
	}
	out := c.sheet("outgoing.csv", "id", "at", "customer_id", "channel", "recipient", "purpose", "subject", "state", "why", "actor")
	const paged = 1000
	for before := outgoing.ID(0); ; {
		var list []outgoing.Entry
		err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
			list, err = outgoing.List(ctx, tx, filter.asked(), before, paged)
			return err
		})
		if err != nil {
			c.s.Log.Error("export broken off", "route", c.r.Pattern, "problem", err)
			panic(http.ErrAbortHandler) // the head is sent: the reader must see that it is not whole
		}
		for _, e := range list {
			who := ""
			if e.CustomerID != 0 {
				who = e.CustomerID.String()
			}
			out.row(e.ID.String(), e.At.UTC().Format(time.RFC3339), who, string(e.Channel), e.Recipient, e.Purpose, e.Subject, string(e.State), string(e.Why), e.Actor)
		}
		if len(list) < paged {
			out.end()
			return nil
		}
		before = list[len(list)-1].ID
	}
}
