package page

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Render writes a view as the answer to a request. Nothing is written when it
// fails, so that the caller can still answer with an error page. Whether anybody
// still reads the answer is not the page's trouble.
func (s *Set) Render(w http.ResponseWriter, status int, here Here, v View) error {
	html, err := s.HTML(here, v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(html)))
	h.Add("Vary", "HX-Request")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(html) //nolint:errcheck // the reader went on, or away
	return nil
}

// WantsFragment tells whether a part of a page was asked for (by htmx), rather
// than the page: never when the browser goes back in its history.
func WantsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
}

// Target names the element that htmx will fill, without "#"; empty when none.
func Target(r *http.Request) string {
	return r.Header.Get("HX-Target")
}

// Redirect answers a form: the browser goes on to url, with htmx or without.
func Redirect(w http.ResponseWriter, r *http.Request, url string) {
	if WantsFragment(r) {
		w.Header().Set("HX-Redirect", url)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, url, http.StatusSeeOther)
}

// WriteEvent writes one server-sent event. Lines of data are kept apart, as the
// format wants it; id may be empty.
func WriteEvent(w io.Writer, name, id string, data []byte) error {
	var b bytes.Buffer
	if id != "" {
		fmt.Fprintf(&b, "id: %s\n", id)
	}
	fmt.Fprintf(&b, "event: %s\n", name)
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		b.WriteString("data: ")
		b.Write(line)
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}
