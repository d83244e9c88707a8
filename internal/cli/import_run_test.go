package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// endless is an input that never ends; stop is called once so many rows came.
type endless struct {
	stop  func()
	after int
}

func (e endless) Rows() iter.Seq2[inbound.Row, error] {
	return func(yield func(inbound.Row, error) bool) {
		for line := 1; yield(inbound.Row{Line: line}, nil); line++ {
			if line == e.after {
				e.stop()
			}
		}
	}
}

func (e endless) Draft(r inbound.Row) (interaction.Draft, error) {
	var d interaction.Draft
	return d, interaction.Decode(fmt.Appendf(nil, `{"source":"s","source_ref":"%d","occurred_at":"2026-03-02T09:00:00Z","channel":"chat"}`, r.Line), &d)
}

func TestAnImportThatIsStoppedLeavesWholeBatchesAndSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var out bytes.Buffer
	s := &session{ctx: ctx, Globals: Globals{Data: t.TempDir(), Log: "error"}, out: &out, err: &out}
	r, err := s.importing(Importing{}, func(r *run) error {
		return bring(r, interactions("endless", endless{stop, 20 * inbound.ChunkRows}, forgetful{}))
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(out.String(), "Stopped.") {
		t.Fatalf("%v\n%s", err, &out)
	}
	recorded := r.tallies[0].recorded
	if recorded == 0 || recorded%inbound.ChunkRows != 0 {
		t.Errorf("%d recorded", recorded)
	}
	out.Reset()
	s.ctx = t.Context()
	if err := (Export{What: "interactions", Format: "ndjson"}).Run(s); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != recorded {
		t.Errorf("%d in the database, %d counted", n, recorded)
	}
}

func TestARowThatGetsLostIsNoticed(t *testing.T) {
	count := &tally{name: "x", reasons: map[string]*reason{}, customers: map[int64]bool{}}
	count.count(interaction.Outcome{Status: interaction.Recorded, CustomerID: 1}, inbound.Row{Line: 1})
	if err := count.check(1); err != nil {
		t.Error(err)
	}
	if err := count.check(2); err == nil {
		t.Error("nobody noticed")
	}
}

func TestALineIsReadUpToAMebibyte(t *testing.T) {
	var out bytes.Buffer
	in := strings.Repeat("a", maxLine+10) + "\r\n\nThank you so much, great!"
	if err := score(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 3 || !strings.Contains(lines[2], "positive") {
		t.Errorf("%q", lines)
	}
}

func TestRefusedRowsCannotBeKeptIsAnError(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "rows.ndjson")
	if err := os.WriteFile(path, []byte("Hello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := &session{ctx: t.Context(), Globals: Globals{Data: t.TempDir(), Log: "error"}, out: &out, err: &out}
	err := ImportNDJSON{Path: []string{path}, Source: "import", Importing: Importing{Refused: filepath.Join(dir, "missing")}}.Run(s)
	if err == nil || !strings.Contains(err.Error(), "--refused") {
		t.Errorf("%v", err)
	}
}
