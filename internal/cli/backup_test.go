package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regard/internal/platform/backup"
	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
)

// elsewhere is an empty place to restore into: SQLite, or PostgreSQL.
func (s *place) elsewhere(postgres bool) *place {
	s.Helper()
	to := &place{T: s.T, dir: s.TempDir()}
	if postgres {
		to.url = databasetest.EmptyPostgreSQL(s.T)
	}
	return to
}

// held is what a backup holds, by table, each row as text, in an order of its own.
func (s *place) held(file string) (tables map[string][]string, head backup.Head) {
	s.Helper()
	f, err := os.Open(file)
	if err != nil {
		s.Fatal(err)
	}
	defer f.Close()
	tables = map[string][]string{}
	head, _, err = backup.Read(f, backup.Taker{
		Head: func(h backup.Head) error { head = h; return nil },
		Rows: func(table int, rows [][]database.Cell) error {
			t := head.Tables[table]
			for _, row := range rows {
				tables[t.Name] = append(tables[t.Name], shownRow(t, row))
			}
			return nil
		},
	})
	if err != nil {
		s.Fatal(err)
	}
	for _, rows := range tables {
		slices.Sort(rows)
	}
	return tables, head
}

// shownRow shows a row the same whichever database it came from: PostgreSQL
// writes JSON in its own way.
func shownRow(t database.Shape, row []database.Cell) string {
	var b strings.Builder
	for i, c := range t.Columns {
		v := row[i]
		switch {
		case v.Null:
			fmt.Fprintf(&b, "%s=null ", c.Name)
		case c.Kind == "jsonb":
			var value any
			json.Unmarshal(v.Text, &value)
			text, _ := json.Marshal(value)
			fmt.Fprintf(&b, "%s=%s ", c.Name, text)
		case c.Kind == "text":
			fmt.Fprintf(&b, "%s=%q ", c.Name, v.Text)
		default:
			fmt.Fprintf(&b, "%s=%d/%g ", c.Name, v.Int, v.Float)
		}
	}
	return b.String()
}

// same fails the test unless two backups hold the same, but for the line in the
// audit log that says that the second was restored.
func (s *place) same(was, is map[string][]string) {
	s.Helper()
	is = maps.Clone(is)
	is["audit"] = slices.DeleteFunc(slices.Clone(is["audit"]), func(row string) bool { return strings.Contains(row, "backup.restored") })
	for _, t := range slices.Sorted(maps.Keys(was)) {
		if d := cmp.Diff(was[t], is[t]); d != "" {
			s.Errorf("%s: %d rows, then %d\n%.3000s", t, len(was[t]), len(is[t]), d)
		}
	}
	if len(is) != len(was) {
		s.Errorf("%d tables with rows, want %d", len(is), len(was))
	}
}

// row is an interaction as the API takes it.
func contactRow(worker, i int) map[string]any {
	return map[string]any{"source": "load", "source_ref": fmt.Sprintf("%d-%d", worker, i), "occurred_at": time.Now().UTC().Add(-time.Hour).Format(time.RFC3339Nano), "channel": "email",
		"touchpoint": "delivery.doorstep", "outcome": []string{"late", "on_time"}[i%2], "identifiers": []map[string]string{{"kind": "email", "value": fmt.Sprintf("c%d@example.com", i%40)}},
		"text": "I am very angry \u00e6\u00f8\u00e5 \U0001F600", "reference": fmt.Sprintf("order:%d", i/3), "attributes": map[string]any{"n": i, "deep": []any{1.5, nil, true, "x"}}}
}

// senders post batches until they are told to stop, and note what was acknowledged.
type senders struct {
	acknowledged sync.Map // source_ref
	n            atomic.Int64
}

func (l *senders) post(base, key string, worker int, done <-chan struct{}) error {
	for i := 0; ; i += 20 {
		select {
		case <-done:
			return nil
		default:
		}
		rows := make([]map[string]any, 20)
		for k := range rows {
			rows[k] = contactRow(worker, i+k)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			return err
		}
		r, err := http.NewRequest("POST", base+"/api/v1/interactions/batch", bytes.NewReader(text))
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return nil // the server was killed
		}
		var got struct{ Recorded, Refused int }
		err = json.NewDecoder(answer.Body).Decode(&got)
		answer.Body.Close()
		if err != nil {
			return nil
		}
		if answer.StatusCode != 200 || got.Recorded != 20 {
			return fmt.Errorf("%d: %+v", answer.StatusCode, got)
		}
		for k := range rows {
			l.acknowledged.Store(rows[k]["source_ref"], true)
		}
		l.n.Add(20)
	}
}

// so returns what was acknowledged so far.
func (l *senders) so() (refs []string) {
	l.acknowledged.Range(func(k, _ any) bool { refs = append(refs, k.(string)); return true })
	return refs
}

// has fails the test unless every reference is in a backup, once.
func (s *place) has(tables map[string][]string, refs []string) {
	s.Helper()
	n := map[string]int{}
	for _, row := range tables["interaction"] {
		_, rest, _ := strings.Cut(row, ` source_ref="`)
		ref, _, _ := strings.Cut(rest, `"`)
		n[ref]++
	}
	for _, ref := range refs {
		if n[ref] != 1 {
			s.Errorf("%s was acknowledged and is there %d times", ref, n[ref])
		}
	}
}

// checked fails the test unless what the ledger says adds up.
func (s *place) checked() {
	s.Helper()
	if out := s.regard("check"); !strings.Contains(out, " 0 differ") || strings.HasPrefix(out, "0 ") {
		s.Error(out)
	}
}

// While many write, a backup is made as of one instant; restored, into either
// database, it is that to the row, and adds up.
func TestABackupMadeUnderLoadIsTheCompanyAtOneInstant(t *testing.T) {
	eachPlace(t, func(s *place) {
		key := s.furnish("correct horse battery")
		d := s.staffed()
		l, done := &senders{}, make(chan struct{})
		var wg sync.WaitGroup
		for w := range 3 {
			wg.Go(func() {
				if err := l.post(d.base, key, w, done); err != nil {
					t.Error(err)
				}
			})
		}
		var files []string
		var before [][]string
		for i := range 3 {
			for n := l.n.Load(); l.n.Load() < n+100 && !t.Failed(); {
				time.Sleep(5 * time.Millisecond)
			}
			before = append(before, l.so())
			files = append(files, filepath.Join(s.dir, fmt.Sprintf("%d.backup", i)))
			began := time.Now()
			s.regard("backup", files[i])
			t.Logf("backup %d under load: %.1f s", i, time.Since(began).Seconds())
		}
		went := l.n.Load()
		for l.n.Load() < went+40 && !t.Failed() { // it goes on
			time.Sleep(5 * time.Millisecond)
		}
		close(done)
		wg.Wait()
		d.stop()
		for i, file := range files {
			tables, head := s.held(file)
			s.has(tables, before[i])
			if n := len(tables["interaction"]); n != len(tables["source_ref"]) || n != len(tables["part"]) || n%20 != 0 {
				s.Errorf("%d interactions, %d references, %d parts: not as of one instant", n, len(tables["source_ref"]), len(tables["part"]))
			}
			if i < 2 || head.Schema != database.Newest() {
				continue
			}
			for _, postgres := range []bool{false, true} {
				if postgres && testing.Short() {
					continue
				}
				to := s.elsewhere(postgres)
				to.regard("restore", file)
				again := filepath.Join(to.dir, "again.backup")
				to.regard("backup", again)
				there, _ := to.held(again)
				s.same(tables, there)
				to.checked()
				to.worksOn(key, len(tables["interaction"]))
			}
		}
	})
}

// worksOn fails the test unless a restored place goes on where it was: the
// same keys, followers that go on, ids that are new.
func (s *place) worksOn(key string, interactions int) {
	s.Helper()
	d := s.staffed()
	d.key = key
	if text := d.ask("POST", "/interactions", 200, contactRow(0, 0)); !strings.Contains(text, `"status":"duplicate"`) {
		s.Error(text)
	}
	row := contactRow(99, 0)
	row["occurred_at"] = time.Now().UTC().Add(-time.Minute).Format(time.RFC3339)
	if text := d.ask("POST", "/interactions", 200, row); !strings.Contains(text, `"status":"recorded"`) {
		s.Error(text)
	}
	d.stop()
	a := s.open()
	if err := errors.Join(a.CatchUp(s.Context(), nil), a.Close()); err != nil {
		s.Error(err)
	}
	file := filepath.Join(s.dir, "worked.backup")
	s.regard("backup", file)
	tables, _ := s.held(file)
	if n := len(tables["interaction"]); n != interactions+1 {
		s.Errorf("%d interactions, want %d", n, interactions+1)
	}
	if n := len(tables["counted"]); n == 0 {
		s.Error("the follower counted nothing")
	}
	var far, newest int64
	for _, row := range tables["journal"] {
		_, rest, _ := strings.Cut(row, "id=")
		var id int64
		fmt.Sscanf(rest, "%d", &id)
		newest = max(newest, id)
	}
	_, rest, _ := strings.Cut(tables["follower"][0], "position=")
	fmt.Sscanf(rest, "%d", &far)
	if far != newest {
		s.Errorf("the follower is at %d, the journal at %d", far, newest)
	}
	s.checked()
}

// server starts the program as a process of its own.
func (s *place) server() (p *exec.Cmd, base string) {
	s.Helper()
	p = exec.Command("regard", s.flags("serve", "--listen", "127.0.0.1:0", "--rate", "0")...)
	out, err := p.StdoutPipe()
	if err != nil {
		s.Fatal(err)
	}
	if err := p.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { p.Process.Kill(); p.Wait() })
	var line string
	if _, err := fmt.Fscanf(out, "Regard is at %s\n", &line); err != nil {
		s.Fatal(err)
	}
	return p, line
}

// Whatever a killed server acknowledged is in the backup that is made of what it
// left, and in what is restored from that.
func TestABackupOfWhatAKilledServerLeftHasAllThatItAcknowledged(t *testing.T) {
	eachPlace(t, func(s *place) {
		key := s.furnish("correct horse battery")
		l := &senders{}
		for round := range 2 {
			p, base := s.server()
			done := make(chan struct{})
			var wg sync.WaitGroup
			for w := range 3 {
				wg.Go(func() {
					if err := l.post(base, key, 10*round+w, done); err != nil {
						t.Error(err)
					}
				})
			}
			for n := l.n.Load(); l.n.Load() < n+200 && !t.Failed(); {
				time.Sleep(time.Millisecond)
			}
			if err := p.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			p.Wait()
			close(done)
			wg.Wait()
		}
		file := filepath.Join(s.dir, "left.backup")
		s.regard("backup", file)
		tables, _ := s.held(file)
		s.has(tables, l.so())
		for _, postgres := range []bool{false, true} {
			if postgres && testing.Short() {
				continue
			}
			to := s.elsewhere(postgres)
			to.regard("restore", file)
			to.regard("backup", filepath.Join(to.dir, "again.backup"))
			there, _ := to.held(filepath.Join(to.dir, "again.backup"))
			s.same(tables, there)
			to.checked()
		}
	})
}

// failing runs a command that is to fail, and returns what it says.
func (s *place) failing(args ...string) string {
	s.Helper()
	var out, errs bytes.Buffer
	if code := Run(s.flags(args...), strings.NewReader(""), &out, &errs); code != 1 {
		s.Errorf("regard %v: exit code %d\n%s%s", args, code, &out, &errs)
	}
	return errs.String()
}

func TestARestoreThatIsKilledLeavesADirectoryThatSaysSo(t *testing.T) {
	eachPlace(t, func(s *place) {
		s.furnish("correct horse battery")
		var rows strings.Builder
		for i := range 3000 {
			text, err := json.Marshal(contactRow(0, i))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&rows, "%s\n", text)
		}
		s.regard("import", "ndjson", s.file("rows.input", rows.String()))
		file := filepath.Join(s.dir, "whole.backup")
		s.regard("backup", file)
		tables, _ := s.held(file)

		to := s.elsewhere(s.url != "")
		mark := filepath.Join(to.dir, "data", "restoring")
		for _, after := range []time.Duration{0, 20 * time.Millisecond, 60 * time.Millisecond} {
			p := exec.Command("regard", to.flags("restore", file)...)
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(time.Millisecond) {
				if _, err := os.Stat(mark); err == nil {
					break
				}
			}
			time.Sleep(after)
			p.Process.Signal(syscall.SIGKILL)
			p.Wait()
			if _, err := os.Stat(mark); errors.Is(err, os.ErrNotExist) {
				t.Skip("it was done before it was killed")
			}
			for _, command := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"check"}, {"backup", filepath.Join(to.dir, "x")}} {
				if said := to.failing(command...); !strings.Contains(said, "never came to its end") {
					t.Errorf("%v: %s", command, said)
				}
			}
		}
		to.regard("restore", file)
		to.regard("backup", filepath.Join(to.dir, "again.backup"))
		there, _ := to.held(filepath.Join(to.dir, "again.backup"))
		s.same(tables, there)
		left, err := os.ReadDir(filepath.Join(to.dir, "data"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			if strings.Contains(e.Name(), "restoring") {
				t.Errorf("%s is left", e.Name())
			}
		}
		if said := to.failing("restore", file); !strings.Contains(said, "There is a database here already.") {
			t.Error(said)
		}
		to.checked() // and nothing happened to it
	})
}
