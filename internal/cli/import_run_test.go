package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
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
		return bring(r, r.interactions("endless", endless{stop, 20 * inbound.ChunkRows}, forgetful{}))
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

// What a room's rules let through and the database cannot hold is found, and
// refused alone; a database that takes nothing at all ends the import.
func TestWhatTheDatabaseRefusesSpoilsNoOtherRow(t *testing.T) {
	poison := errors.New("the database: no")
	for name, c := range map[string]struct {
		bad            func(source string) bool
		refused, taken int
	}{
		"one row":   {func(ref string) bool { return ref == "777" }, 1, 2499},
		"two rows":  {func(ref string) bool { return ref == "1" || ref == "2500" }, 2, 2498},
		"every row": {func(string) bool { return true }, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			s := &session{ctx: t.Context(), Globals: Globals{Data: t.TempDir(), Log: "error"}, out: &out, err: &out}
			r, err := s.importing(Importing{}, func(r *run) error {
				in := r.interactions("rows", endless{func() {}, 0}, forgetful{})
				in.input = first{in.input, 2500}
				record, send := in.write, in.send
				in.send = func(drafts []interaction.Draft) sending {
					if slices.ContainsFunc(drafts, func(d interaction.Draft) bool { return c.bad(d.SourceRef) }) {
						return failed{poison}
					}
					return send(drafts)
				}
				in.write = func(ctx context.Context, tx *company.Tx, drafts []interaction.Draft) ([]interaction.Outcome, error) {
					if slices.ContainsFunc(drafts, func(d interaction.Draft) bool { return c.bad(d.SourceRef) }) {
						return nil, poison
					}
					return record(ctx, tx, drafts)
				}
				return bring(r, in)
			})
			if tally := r.tallies[0]; tally.refused != c.refused || tally.recorded != c.taken || err == nil || errors.Is(err, poison) != (c.taken == 0) {
				t.Errorf("%d recorded, %d refused, %v", tally.recorded, tally.refused, err)
			}
		})
	}
}

// failed is what was sent in vain.
type failed struct{ error }

func (f failed) Wait(context.Context) ([]interaction.Outcome, error) { return nil, f.error }

// first is the first rows of an input.
type first struct {
	inbound.Input[interaction.Draft]
	rows int
}

func (f first) Rows() iter.Seq2[inbound.Row, error] {
	return func(yield func(inbound.Row, error) bool) {
		for row, err := range f.Input.Rows() {
			if row.Line > f.rows || !yield(row, err) {
				return
			}
		}
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
	if err := score(strings.NewReader(in), &out, ""); err != nil {
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
