package web

import (
	"cmp"
	"net/http"

	"regard/internal/know/company"
	"regard/internal/platform/page"
)

// docs shows the API's documentation to anybody.
func docs(c *call) error {
	p := DocsPage{SignedIn: c.who.Kind == company.ActorUser}
	if len(c.s.OpenAPI) > 0 {
		var err error
		if p.Docs, err = ReadOpenAPI(c.s.OpenAPI); err != nil {
			return err
		}
	}
	p.Docs.Title = cmp.Or(p.Docs.Title, "Regard")
	p.Docs.Server = cmp.Or(p.Docs.Server, c.origin())
	return c.showOutside(http.StatusOK, func() page.View { p.Outside = c.outside(); return p })
}
