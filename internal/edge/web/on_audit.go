package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/page"
	"regard/internal/platform/text"
)

const (
	auditURL     = "/settings/audit"
	auditScanned = 2000 // entries looked at for a page of those that fit
)

func audit(c *call) error {
	p := AuditPage{Query: c.form("q"), Actor: c.form("actor")}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "audit"); err != nil {
			return err
		}
		names, err := c.actorNames(ctx, tx)
		if err != nil {
			return err
		}
		for actor, name := range names {
			p.Actors = append(p.Actors, page.Option{Value: actor, Label: name})
		}
		slices.SortFunc(p.Actors, func(a, b page.Option) int {
			return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
		})
		return c.auditRows(ctx, tx, names, &p)
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// auditRows fills a page with the entries that fit, newest first.
func (c *call) auditRows(ctx context.Context, tx *company.Tx, names actorNames, p *AuditPage) error {
	from, err := c.cursor("audit")
	if err != nil {
		return err
	}
	if from != 0 {
		p.Pager.BackURL = p.at("")
	}
	next := func(after int64) string { return p.at(c.s.Key.Sign("page:audit", fmt.Sprint(after))) }
	shown := from
	for p.Looked < auditScanned {
		entries, err := company.AuditLog(ctx, tx, from, listed)
		if err != nil {
			return err
		}
		subjects, err := c.auditSubjects(ctx, tx, names, entries)
		if err != nil {
			return err
		}
		for _, e := range entries {
			from, p.Looked = e.ID, p.Looked+1
			row := auditRow(e, names, subjects)
			if !p.fits(e, row) {
				continue
			}
			if len(p.Rows) == listed {
				p.Pager.NextURL = next(shown)
				return nil
			}
			p.Rows, shown = append(p.Rows, row), e.ID
		}
		if len(entries) < listed {
			return nil
		}
	}
	p.Pager.NextURL = next(from)
	return nil
}

// fits tells whether an entry is one of those asked for: by who did it, and by
// the words with which it is shown.
func (p *AuditPage) fits(e company.Entry, row AuditRow) bool {
	if p.Actor != "" && p.Actor != e.Actor {
		return false
	}
	shown := row.Actor + " " + row.Via + " " + row.Did + " " + row.Subject
	for _, ch := range row.Changes {
		shown += " " + ch.Field + " " + ch.From + " " + ch.To
	}
	return strings.Contains(text.Fold(shown), text.Fold(p.Query))
}

// at is where the list goes on, or begins.
func (p *AuditPage) at(cursor string) string {
	return address(auditURL, "q", p.Query, "actor", p.Actor, "cursor", cursor)
}
