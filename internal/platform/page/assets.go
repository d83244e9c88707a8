package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Assets are the files that pages refer to, by names that carry a hash of the
// content and may therefore be kept for ever.
type Assets struct {
	files  fs.FS
	prefix string
	names  map[string]string
	icons  string
}

// OpenAssets reads manifest.json of the tree. A tree without one (nobody ran the
// bundler) is no error: Missing answers true, and pages say so.
func OpenAssets(files fs.FS, prefix string) (*Assets, error) {
	a := &Assets{files: files, prefix: "/" + strings.Trim(prefix, "/") + "/"}
	text, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return nil, fmt.Errorf("page: assets: %w", err)
	}
	if err := json.Unmarshal(text, &a.names); err != nil {
		return nil, fmt.Errorf("page: assets: manifest: %w", err)
	}
	a.icons = template.HTMLEscapeString(a.URL("icons.svg"))
	return a, nil
}

// Missing tells that the assets were never bundled.
func (a *Assets) Missing() bool { return a.names == nil }

// URL is where the browser finds an asset; empty when there is none.
func (a *Assets) URL(name string) string {
	if n, ok := a.names[name]; ok {
		return a.prefix + n
	}
	return ""
}

// Icon draws an icon of the sprite icons.svg; it is decoration, words stand
// beside it or in the control's label.
func (a *Assets) Icon(name string) template.HTML {
	return template.HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` + a.icons + "#" +
		template.HTMLEscapeString(name) + `"></use></svg>`)
}

// ServeHTTP serves prefix + name. Only named files are served: no listing, no
// manifest.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := path.Clean(strings.TrimPrefix(r.URL.Path, a.prefix))
	if !a.has(name) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, a.files, name)
}

// Stable serves an asset under an address of its own that stays the same when
// the content changes; caching says how long it may be kept unasked.
func (a *Assets) Stable(w http.ResponseWriter, r *http.Request, name, caching string) {
	file, ok := a.names[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", caching)
	h.Set("ETag", `"`+file+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, a.files, file)
}

// Text returns the content of an asset; nil when there is none.
func (a *Assets) Text(name string) []byte {
	file, ok := a.names[name]
	if !ok {
		return nil
	}
	text, err := fs.ReadFile(a.files, file)
	if err != nil {
		return nil
	}
	return text
}

func (a *Assets) has(name string) bool {
	for _, n := range a.names {
		if n == name {
			return true
		}
	}
	return false
}
