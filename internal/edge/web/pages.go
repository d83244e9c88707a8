package web

import (
	"fmt"
	"html/template"
	"io/fs"

	"regard/internal/platform/page"
	assets "regard/web"
)

// Pages is every page, ready to render.
type Pages struct {
	*page.Set
	Assets *page.Assets
}

// OpenPages parses what all pages share, and finds the pages and the assets bundled into the binary.
func OpenPages() (*Pages, error) {
	dist, err := fs.Sub(assets.Dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("web: open pages: %w", err)
	}
	files, err := page.OpenAssets(dist, "/assets/")
	if err != nil {
		return nil, err
	}
	tree, err := fs.Sub(html, "html")
	if err != nil {
		return nil, fmt.Errorf("web: open pages: %w", err)
	}
	set, err := page.Load(tree, files, func(h *page.Here) template.FuncMap { return funcs(h) })
	if err != nil {
		return nil, err
	}
	return &Pages{Set: set, Assets: files}, nil
}
