package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"

	"regard/internal/platform/processor"
)

// Set is every page of a tree of templates.
//
// The tree's folder "layout" holds what all pages share; every other folder is
// one page, whose files see the shared ones and not each other's.
type Set struct {
	folders map[string]*folder
	assets  *Assets
	extra   func(*Here) template.FuncMap
}

// folder keeps one pristine template and some bound copies of it: functions such
// as "when" read the copy's own Here, so that two readers never share one. A page is
// parsed when somebody first sees it: a copy of what all share is some 300 kB, which the
// collector would walk through again and again for pages that nobody opens.
type folder struct {
	pristine func() (*template.Template, error)
	idle     chan *bound
}

type bound struct {
	here *Here
	tmpl *template.Template
}

// Load parses what all pages share, and finds the pages. extra gives the functions that
// this product adds; its closures read Here at the time of rendering. It may be nil.
func Load(tree fs.FS, assets *Assets, extra func(*Here) template.FuncMap) (*Set, error) {
	s := &Set{folders: map[string]*folder{}, assets: assets, extra: extra}
	shared := template.New("").Funcs(s.funcs(&Here{}))
	if err := parse(shared, tree, "layout"); err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(tree, ".")
	if err != nil {
		return nil, fmt.Errorf("page: load: %w", err)
	}
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "layout" {
			continue
		}
		s.folders[e.Name()] = &folder{
			pristine: sync.OnceValues(func() (*template.Template, error) {
				t, err := shared.Clone()
				if err != nil {
					return nil, fmt.Errorf("page: load %s: %w", e.Name(), err)
				}
				return t, parse(t, tree, e.Name())
			}),
			idle: make(chan *bound, processor.Count()),
		}
	}
	return s, nil
}

func parse(into *template.Template, tree fs.FS, dir string) error {
	files, err := fs.Glob(tree, path.Join(dir, "*.html"))
	if err != nil {
		return fmt.Errorf("page: load %s: %w", dir, err)
	}
	for _, f := range files {
		text, err := fs.ReadFile(tree, f)
		if err != nil {
			return fmt.Errorf("page: load %s: %w", f, err)
		}
		if _, err := into.New(f).Parse(string(text)); err != nil {
			return fmt.Errorf("page: load %s: %w", f, err)
		}
	}
	return nil
}

func (s *Set) funcs(h *Here) template.FuncMap {
	m := funcs(h)
	m["asset"] = s.assets.URL
	m["icon"] = s.assets.Icon
	m["assetsMissing"] = s.assets.Missing
	if s.extra != nil {
		maps.Copy(m, s.extra(h))
	}
	return m
}

// Template finds the template of a view, bound to nobody: for tests that check
// types. It must not be executed.
func (s *Set) Template(v View) (*template.Template, error) {
	f, name, err := s.find(v)
	if err != nil {
		return nil, err
	}
	t, err := f.pristine()
	if err != nil {
		return nil, err
	}
	if t = t.Lookup(name); t == nil {
		return nil, fmt.Errorf("page: no template %q for %T", v.Template(), v)
	}
	return t, nil
}

func (s *Set) find(v View) (*folder, string, error) {
	dir, name, whole := strings.Cut(v.Template(), "/")
	if !whole {
		name = "page"
	}
	f := s.folders[dir]
	if f == nil {
		return nil, "", fmt.Errorf("page: no folder %q for %T", dir, v)
	}
	return f, name, nil
}

// HTML renders a view into memory.
func (s *Set) HTML(here Here, v View) ([]byte, error) {
	f, name, err := s.find(v)
	if err != nil {
		return nil, err
	}
	b, err := s.take(f)
	if err != nil {
		return nil, fmt.Errorf("page: bind %s: %w", v.Template(), err)
	}
	*b.here = here.settled()
	var out bytes.Buffer
	if err := b.tmpl.ExecuteTemplate(&out, name, v); err != nil {
		return nil, fmt.Errorf("page: render %s: %w", v.Template(), err)
	}
	f.give(b)
	return out.Bytes(), nil
}

func (s *Set) take(f *folder) (*bound, error) {
	select {
	case b := <-f.idle:
		return b, nil
	default:
	}
	t, err := f.pristine()
	if err != nil {
		return nil, err
	}
	if t, err = t.Clone(); err != nil {
		return nil, err
	}
	h := &Here{}
	return &bound{here: h, tmpl: t.Funcs(s.funcs(h))}, nil
}

func (f *folder) give(b *bound) {
	select {
	case f.idle <- b:
	default:
	}
}
