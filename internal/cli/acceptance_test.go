package cli

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/mail"
)

// collections are the real and broken mails that others made, with the files
// in each and, where it holds mboxes, the messages in them.
var collections = []struct {
	name   string
	files  int
	mboxes int
}{{"email-enmime", 117, 0}, {"email-ruby-mail", 105, 0}, {"email-mox", 14, 50}, {"email-stalwart", 337, 0}}

// TestRealDataComesInWhole imports what other people really wrote, where the
// environment variable REGARD_SHARED names the folder with it, and logs what
// became of it as a table.
func TestRealDataComesInWhole(t *testing.T) {
	shared := os.Getenv("REGARD_SHARED")
	if shared == "" {
		t.Skip("REGARD_SHARED names no folder with real data")
	}
	data := filepath.Join(shared, "data")
	chat := filepath.Join(t.TempDir(), "support-chat.ndjson")
	gunzip(t, filepath.Join(data, "chat", "support-chat.ndjson.gz"), chat)
	letters := t.TempDir()
	for _, c := range collections {
		untar(t, filepath.Join(data, "mail", c.name+".tar.gz"), filepath.Join(letters, c.name))
	}
	databasetest.EachURL(t, func(t *testing.T, url string) {
		h := house{t: t, data: t.TempDir(), table: &strings.Builder{}}
		if strings.HasPrefix(url, "postgres") {
			h.db = url
		}
		h.w = tabwriter.NewWriter(h.table, 0, 8, 2, ' ', 0)
		fmt.Fprintln(h.w, "input\tfiles\tread\trecorded\tduplicate\tof them changed\trefused\tcustomers\tseconds")
		defer func() { h.w.Flush(); t.Log("\n" + h.table.String() + h.reasons.String()) }()

		first := h.bring(chat, 1, 0, ImportNDJSON{Path: []string{chat}, Source: "import"}.Run)
		if first.recorded != 32_633 || first.refused != 0 || len(first.customers) != 3_155 {
			t.Errorf("chat: %d recorded, %d refused, %d customers", first.recorded, first.refused, len(first.customers))
		}
		if again := h.bring(chat, 1, 0, ImportNDJSON{Path: []string{chat}, Source: "import"}.Run); again.duplicate != 32_633 || again.changed != 0 {
			t.Errorf("chat again: %d duplicates, %d changed", again.duplicate, again.changed)
		}
		h.check()
		for _, c := range collections {
			path := filepath.Join(letters, c.name)
			h.mail(path, c.files, c.mboxes)
		}
		h.check()
	})
}

// house is the Regard that a test imports into.
type house struct {
	t        *testing.T
	data, db string
	table    *strings.Builder
	w        *tabwriter.Writer
	reasons  strings.Builder
}

// session returns the session of one command.
func (h *house) session() (*session, *bytes.Buffer) {
	var out bytes.Buffer
	g := Globals{Data: h.data, DB: h.db, Log: "error"}
	if h.db != "" {
		g.Secret = strings.Repeat("5eed", 16)
	}
	return &session{ctx: context.Background(), Globals: g, out: &out, err: &out}, &out
}

// bring runs one import and returns what became of its rows.
func (h *house) bring(path string, files, refused int, run func(*session) error) *tally {
	h.t.Helper()
	s, out := h.session()
	var t *tally
	s.told = func(r *run_) { t = r.tallies[0] }
	err := run(s)
	if t == nil || (err != nil) != (t.refused > 0) {
		h.t.Fatalf("%s: %v\n%s", path, err, out)
	}
	return t
}
