package web

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"regard/internal/know/company"
)

const framesURL = "/settings/frames"

func frames(c *call) error { return c.framesPage(http.StatusOK, nil, nil) }

// framesPage shows what may frame the card; typed is what a refused form held.
func (c *call) framesPage(status int, typed *string, errs Errors) error {
	p := FramesPage{Errors: errs, Home: c.origin(), Bookmark: c.s.bookmark(c.origin())}
	p.Secure = strings.HasPrefix(p.Home, "https:") || onThisMachine(c.r.Host)
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		f, err := c.dir.Frames()
		if err != nil {
			return err
		}
		p.Listed, p.Origins = f.Origins, strings.Join(f.Origins, "\n")
		if typed != nil {
			p.Origins = *typed
		}
		if p.Edition, err = c.version(ctx, tx, company.FramesName); err != nil {
			return err
		}
		p.Settings, err = c.settings(ctx, tx, "frames")
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func changeFrames(c *call) error {
	typed := c.form("origins")
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		_, err := company.SetFrames(ctx, tx, company.Frames{Origins: strings.Fields(strings.ReplaceAll(typed, ",", " "))})
		return err
	})
	if err != nil {
		return again(err, nil, func(errs Errors) error { return c.framesPage(http.StatusUnprocessableEntity, &typed, errs) })
	}
	return c.goTo(framesURL, Toast{Text: "Saved. Open panes follow when they are loaded again."})
}

func onThisMachine(host string) bool {
	name, _, _ := strings.Cut(host, ":")
	return name == "localhost" || name == "127.0.0.1"
}

// pane serves the script that puts a card into another system's page: from an
// address that stays, so it is asked for again after five minutes, and sent again
// only when it has changed.
func (s *Server) pane(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	s.pages.Assets.Stable(w, r, "pane.js", "public, max-age=300")
}

// bookmarkHome is what the bookmarklet's source has for where Regard is.
const bookmarkHome = "https://regard.invalid"

// bookmark is the bookmarklet as a link; empty where the assets were never bundled.
func (s *Server) bookmark(home string) template.URL {
	text := strings.TrimSpace(string(s.pages.Assets.Text("bookmark.js")))
	if text == "" {
		return ""
	}
	return template.URL("javascript:" + url.PathEscape(strings.ReplaceAll(text, bookmarkHome, home)))
}
