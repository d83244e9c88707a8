// Package page renders HTML on the server: sets of templates loaded from an
// embedded tree, one folder a page, over shared layouts and parts; the few
// functions that every template needs (times in the reader's zone, numbers that
// carry their sign, money, assets by content hash); and the arithmetic of
// charts. It knows nothing of customers.
//
// A page is a Go struct that names its template (View). Rendering is buffered:
// the reader gets a whole page or none. What depends on the reader, his zone and
// the time, is told by Here and bound for one rendering.
package page

import (
	"time"
)

// View is what can be rendered. Template answers "card" for the page in folder
// card (its define "page"), or "card/timeline" for that folder's define
// "timeline" alone: a fragment.
type View interface {
	Template() string
}

// Here is what a rendering must know of its reader.
type Here struct {
	Zone *time.Location // UTC when nil
	Now  time.Time      // time.Now when zero
}

func (h Here) settled() Here {
	if h.Zone == nil {
		h.Zone = time.UTC
	}
	if h.Now.IsZero() {
		h.Now = time.Now()
	}
	return h
}
