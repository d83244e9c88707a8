package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
)

// registerDemo adds what only a made-up company has.
func (s *Server) registerDemo() {
	if s.Demo == nil {
		return
	}
	s.on("GET /demo/as/{character}", Open, becomeCharacter)
	if s.Demo.Reset != nil {
		s.on("POST /demo/reset", company.OwnAccount, resetDemo)
	}
}

// here lets only this machine in, unless the demo was told otherwise: a page on
// it is as good as a password.
func (d *Demo) here(r *http.Request) bool {
	return d.Anywhere || gate.Here(r)
}

// character finds one by key.
func (d *Demo) character(key string) (Character, bool) {
	for _, k := range d.Characters {
		if k.Key == key {
			return k, true
		}
	}
	return Character{}, false
}

// becomeCharacter signs in as a character, in place of whoever was signed in
// here, and goes on to a page; to Today where that page is not for his role.
func becomeCharacter(c *call) error {
	if !c.s.Demo.here(c.r) {
		return problem.New(problem.Forbidden, "demo.elsewhere", nil)
	}
	k, ok := c.s.Demo.character(c.r.PathValue("character"))
	if !ok {
		return missingPage
	}
	var token string
	var role company.Role
	err := c.s.Office.Update(c.r.Context(), company.System, func(tx *company.Tx) error {
		users, err := company.Users(c.r.Context(), tx)
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Email == k.Email && u.DisabledAt.IsZero() {
				role = u.Role
				token, err = company.OpenSession(c.r.Context(), tx, u.ID, c.r.UserAgent())
			}
		}
		if err == nil && token != "" && c.who.Kind == company.ActorUser {
			err = company.EndSession(c.r.Context(), tx, c.who.SessionID)
		}
		return err
	})
	if err != nil {
		return err
	}
	if token == "" { // somebody has removed or disabled the character
		return problem.New(problem.NotFound, "demo.character_gone", problem.Params{"value": k.Name})
	}
	next := safe(c.r.FormValue("next"))
	if !c.s.opens(next, role) {
		next = "/"
	}
	c.cookie(sessionCookie, token, company.SessionLength)
	return c.goTo(next, Toast{})
}

// opens tells whether a page is there for a role.
func (s *Server) opens(path string, role company.Role) bool {
	u, err := url.Parse(path)
	if err != nil {
		return false
	}
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u, Host: "localhost"})
	op, there := s.routes[pattern]
	return there && (op == Open || company.Actor{Kind: company.ActorUser, Role: role}.May(op))
}

// resetDemo has the company made anew. The sessions go with it: the visitor
// is the same character again by the link that the answer leads to.
func resetDemo(c *call) error {
	if !c.s.Demo.here(c.r) {
		return problem.New(problem.Forbidden, "demo.elsewhere", nil)
	}
	key := ""
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		u, err := company.FindUser(ctx, tx, c.who.ID)
		for _, k := range c.s.Demo.Characters {
			if k.Email == u.Email {
				key = k.Key
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := c.s.Demo.Reset(c.r.Context()); err != nil {
		return err
	}
	to := "/sign-in"
	if key != "" {
		to = "/demo/as/" + key
	}
	c.cookie(sessionCookie, "", -time.Second)
	return c.goTo(to, Toast{Text: "The company is as it was made. Everything that was changed is gone."})
}

// demoMenu is what the menu offers; nothing outside a made-up company.
func (c *call) demoMenu(email string) *DemoMenu {
	d := c.s.Demo
	if d == nil || !d.here(c.r) {
		return nil
	}
	return &DemoMenu{Characters: d.links(c.r.URL.RequestURI(), email), Reset: d.Reset != nil}
}

// links lead to a page as each character.
func (d *Demo) links(next, current string) []CharacterLink {
	list := make([]CharacterLink, len(d.Characters))
	for i, k := range d.Characters {
		list[i] = CharacterLink{Character: k, URL: "/demo/as/" + k.Key + "?next=" + url.QueryEscape(next), Current: k.Email == current}
	}
	return list
}
