package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"regard/internal/edge/archive"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

func eraseForm(c *call) error { return c.showErase(http.StatusOK, nil) }

func (c *call) showErase(status int, errs Errors) error {
	id, err := c.customerID()
	if err != nil {
		return err
	}
	p := ErasePage{Typed: c.form("typed"), Errors: errs}
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		person, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		known, err := impression.Standings(ctx, tx, []customer.Person{person})
		if err != nil {
			return err
		}
		p.Customer, p.Records, p.Interactions, p.Word = customerRef(person), len(person.Records), int(known[0].Parts), wordOf(person)
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// wordOf is what is typed to erase somebody: his name, else his id.
func wordOf(p customer.Person) string {
	for _, r := range p.Records {
		if r.Name != "" {
			return r.Name
		}
	}
	return p.ID.String()
}

func (c *call) customerID() (customer.ID, error) {
	id, err := customer.ParseID(c.r.PathValue("id"))
	if err != nil {
		return 0, problem.Missing("customer", c.r.PathValue("id"))
	}
	return id, nil
}

func erase(c *call) error {
	id, err := c.customerID()
	if err != nil {
		return err
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		if !strings.EqualFold(strings.Join(strings.Fields(c.form("typed")), " "), wordOf(p)) {
			return problem.Field("typed", "customer.erase_word", problem.Params{"word": wordOf(p)})
		}
		_, err = customer.Erase(ctx, tx, id)
		return err
	})
	if err != nil {
		return again(err, nil, func(errs Errors) error { return c.showErase(http.StatusUnprocessableEntity, errs) })
	}
	return c.goTo("/customers", Toast{Text: "Erased. The last traces are being wiped now."})
}

// downloadArchive hands out everything that is kept of a customer.
func downloadArchive(c *call) error {
	id, err := c.customerID()
	if err != nil {
		return err
	}
	var a archive.Archive
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		a, err = archive.Read(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := a.Write(&b); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "application/zip")
	c.w.Header().Set("Content-Disposition", `attachment; filename="`+a.Customer+`.zip"`)
	c.w.Header().Set("Cache-Control", "no-store")
	c.w.Write(b.Bytes()) //nolint:errcheck // the reader went away
	return nil
}
