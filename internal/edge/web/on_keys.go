package web

import (
	"context"
	"net/http"

	"regard/internal/know/company"
	"regard/internal/platform/database"
)

const keysURL = "/settings/keys"

func keys(c *call) error {
	return c.keysPage(http.StatusOK, func(p *KeysPage) {
		if form, _ := c.asked(company.ManageKeys); form == "add" {
			p.Form = &KeyForm{Scopes: map[string]bool{}}
		}
	})
}

// keysPage shows the keys; fill opens the form, or shows the key just made.
func (c *call) keysPage(status int, fill func(p *KeysPage)) error {
	var p KeysPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "keys"); err != nil {
			return err
		}
		all, err := company.Keys(ctx, tx)
		if err != nil {
			return err
		}
		names, err := c.actorNames(ctx, tx)
		for _, k := range all {
			p.Rows = append(p.Rows, KeyRow{ID: database.FormatID("key", k.ID), Name: k.Name, Hint: k.Hint, Scopes: k.Scopes, Made: k.CreatedAt, By: names.of(k.Actor),
				LastUsed: k.UsedAt, Revoked: k.RevokedAt})
		}
		return err
	})
	if err != nil {
		return err
	}
	fill(&p)
	return c.show(status, p)
}

// addKey makes a key and shows it, this once: it is in no cookie.
func addKey(c *call) error {
	f := KeyForm{Name: c.form("name"), Scopes: map[string]bool{}}
	for _, s := range c.r.Form["scope"] {
		f.Scopes[s] = true
	}
	made := KeyMade{Name: f.Name}
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		made.Key, _, err = company.AddKey(ctx, tx, f.Name, c.r.Form["scope"])
		return err
	})
	if err != nil {
		return again(err, map[string]string{"scopes": "scope"}, func(errs Errors) error {
			return c.keysPage(http.StatusUnprocessableEntity, func(p *KeysPage) { p.Form, p.Errors = &f, errs })
		})
	}
	return c.keysPage(http.StatusOK, func(p *KeysPage) { p.Made = &made })
}

func revokeKey(c *call) error {
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		id, err := database.ParseID("key", c.r.PathValue("id"))
		if err != nil {
			return err
		}
		return company.RevokeKey(ctx, tx, id)
	})
	if err != nil {
		return err
	}
	return c.goTo(keysURL, Toast{Text: "The key is revoked. Whoever sends it is refused from now on."})
}
