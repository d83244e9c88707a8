package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/platform/backup"
	"regard/internal/platform/database"
)

var update = flag.Bool("update", false, "write the backups of the present schema that are kept for upgrades")

// A backup from before an erasure brings nobody back: not where the note of who
// was erased is still in the directory, nor where it is named.
func TestARestoredBackupErasesAgainWhoWasErasedSince(t *testing.T) {
	eachPlace(t, func(s *place) {
		s.regard("import", "customers", s.file("people.input", "name,email\nAda Qzxlovelace,qzxada@example.com\nBob Berg,bob@example.com\n"))
		s.regard("import", "ndjson", s.file("rows.input", `{"source":"desk","source_ref":"qzxref","occurred_at":"2026-03-01T10:00:00Z","channel":"email","text":"I am angry: qzxtext","identifiers":[{"kind":"email","value":"qzxada@example.com"}]}`+"\n"))
		file := filepath.Join(s.TempDir(), "before.backup")
		s.regard("backup", file)
		s.regard("erase", "email:qzxada@example.com", "-y")
		note := filepath.Join(s.dir, "data", "erasures")

		// The directory that it was: the database is moved away, the note stays.
		same := s.elsewhere(s.url != "")
		lay := func(to *place) {
			t.Helper()
			text, err := os.ReadFile(note)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(to.dir, "data"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(to.dir, "data", "erasures"), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		lay(same)
		named := s.elsewhere(s.url != "")
		lost := s.elsewhere(s.url != "")
		for to, args := range map[*place][]string{same: nil, named: {"--erasures", note}} {
			if out := to.regard(append([]string{"restore", file}, args...)...); !strings.Contains(out, "and now again: 1\n") {
				t.Errorf("%v: %s", args, out)
			}
			for _, found := range to.leftovers([]string{"qzx"}) {
				t.Errorf("%v: %s", args, found)
			}
			if out := to.regard("export", "customers"); !strings.Contains(out, "bob@example.com") || strings.Contains(out, "Ada") {
				t.Errorf("%v: %s", args, out)
			}
		}
		// Where nobody knows any more, nobody can: that is what the documents say.
		if out := lost.regard("restore", file); strings.Contains(out, "now again") {
			t.Error(out)
		}
		if len(lost.leftovers([]string{"qzxtext"})) == 0 {
			t.Error("the backup holds nothing of her")
		}
		// And a backup from after it carries the note along.
		later := filepath.Join(s.TempDir(), "later.backup")
		s.regard("backup", later)
		fresh := s.elsewhere(s.url != "")
		fresh.regard("restore", later)
		was, err := os.ReadFile(note)
		if err != nil {
			t.Fatal(err)
		}
		is, err := os.ReadFile(filepath.Join(fresh.dir, "data", "erasures"))
		if err != nil || !bytes.Equal(was, is) {
			t.Errorf("%s became %s, %v", was, is, err)
		}
	})
}

// Openings that were noted and wait to be recorded are in a backup, and are
// recorded where it is restored.
func TestABackupHasTheOpeningsThatWait(t *testing.T) {
	eachPlace(t, func(s *place) {
		key := s.furnish("correct horse battery")
		p, base := s.server()
		d := &desk{place: s, base: base, key: key}
		d.told("ada@example.com", "1", nil)
		id := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/customers?identifier=email:ada@example.com", 200, nil))
		spool := filepath.Join(s.dir, "data", "openings")
		waiting := func() (n int) {
			files, err := filepath.Glob(filepath.Join(spool, "*.lines"))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				text, _ := os.ReadFile(f)
				n += bytes.Count(text, []byte("\n"))
			}
			return n
		}
		for n := 0; waiting() == 0 && n < 200; n++ { // until it is killed before it recorded one
			d.ask("GET", "/customers/"+id, 200, nil)
		}
		p.Process.Kill()
		p.Wait()
		left := waiting()
		file := filepath.Join(s.TempDir(), "waiting.backup")
		s.regard("backup", file)
		tables, _ := s.held(file)
		to := s.elsewhere(false)
		to.regard("restore", file)
		at := to.staffed()
		for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
			if files, err := filepath.Glob(filepath.Join(to.dir, "data", "openings", "restored.lines")); err == nil && len(files) == 0 {
				break
			}
		}
		at.stop()
		to.regard("backup", filepath.Join(to.dir, "again.backup"))
		there, _ := to.held(filepath.Join(to.dir, "again.backup"))
		if n := len(there["opening"]); n < len(tables["opening"]) || n > len(tables["opening"])+left || left > 0 && n == 0 {
			t.Errorf("%d openings recorded, %d waited, %d there", len(tables["opening"]), left, n)
		}
	})
}

// ofOld is a backup of the company that testdata/old keeps for a schema.
func ofOld(version string) string { return filepath.Join("testdata", "old", version+".backup") }

// TestAnOlderDirectoryIsUpgradedWhole makes data directories from the migrations
// of earlier schemas, with the data of that time, and has today's program open
// them. Those of earlier schemas are never written again.
func TestAnOlderDirectoryIsUpgradedWhole(t *testing.T) {
	eachPlace(t, func(s *place) {
		files, err := filepath.Glob(ofOld("*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no backups of earlier schemas: %v", err)
		}
		if before := ofOld(fourDigits(database.Newest() - 1)); !slices.Contains(files, before) {
			t.Errorf("there is no %s, from which people will upgrade", before)
		}
		for _, file := range files {
			tables, head := s.held(file)
			if file != ofOld(fourDigits(head.Schema)) {
				t.Errorf("%s is of schema %d", file, head.Schema)
			}
			to := s.elsewhere(s.url != "")
			to.oldDirectory(file, head)
			if out := to.regard("check"); !strings.Contains(out, " 0 differ") || strings.HasPrefix(out, "0 ") { // which opens, and so upgrades it
				t.Errorf("%s: %s", file, out)
			}
			again := filepath.Join(to.dir, "again.backup")
			to.regard("backup", again)
			there, now := to.held(again)
			if now.Schema != database.Newest() {
				t.Errorf("%s: schema %d", file, now.Schema)
			}
			for table, rows := range tables {
				to.allIn(table, rows, there[table])
			}
			if out := to.regard("export", "interactions", "--format", "ndjson"); strings.Count(out, "\n") < 5 || !strings.Contains(out, "ask her neighbour") {
				t.Errorf("%s: %s", file, out)
			}
			// And by way of a restore it is the same.
			other := s.elsewhere(s.url == "" && !testing.Short())
			other.regard("restore", file)
			other.checked()
		}
	})
}

// allIn fails the test unless each row is still there, whatever columns came since.
func (s *place) allIn(table string, was, is []string) {
	s.Helper()
	if len(was) != len(is) {
		s.Errorf("%s: %d rows, then %d", table, len(was), len(is))
	}
	for i, row := range was {
		if i < len(is) && !strings.HasPrefix(is[i], row) { // a column that came stands last
			s.Errorf("%s:\n%s\n%s", table, row, is[i])
		}
	}
}

// oldDirectory makes a directory, or a database, as it was then.
func (s *place) oldDirectory(file string, head backup.Head) {
	s.Helper()
	if err := os.MkdirAll(filepath.Join(s.dir, "data"), 0o700); err != nil {
		s.Fatal(err)
	}
	url := s.url
	if url == "" {
		url = "sqlite:" + filepath.Join(s.dir, "data", "regard.db")
	}
	f, err := os.Open(file)
	if err != nil {
		s.Fatal(err)
	}
	defer f.Close()
	o := database.Options{URL: url}
	err = database.LoadOld(s.Context(), o, head.Schema, func(l *database.Loader) error {
		_, _, err := backup.Read(f, backup.Taker{Rows: func(table int, rows [][]database.Cell) error { return l.Insert(s.Context(), head.Tables[table], rows) }})
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	db, err := database.Open(s.Context(), o)
	if err != nil {
		s.Fatal(err)
	}
	defer db.Close()
	err = db.View(s.Context(), func(tx *database.Tx) error {
		if version, err := tx.Version(s.Context()); err != nil || version != head.Schema {
			return fmt.Errorf("the directory is of schema %d, not %d: %w", version, head.Schema, err)
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

// TestTheCompanyOfThisSchemaIsKept asks for the company that later programs are
// to be able to open; -update makes it. Whether it has the schema's columns is
// asked when it is restored.
func TestTheCompanyOfThisSchemaIsKept(t *testing.T) {
	newest := ofOld(fourDigits(database.Newest()))
	if !*update {
		if _, err := os.Stat(newest); err != nil {
			t.Errorf("%v: -update makes it", err)
		}
		return
	}
	s := &place{T: t, dir: t.TempDir()}
	s.company()
	if err := os.RemoveAll(newest); err != nil { // a backup overwrites nothing
		t.Fatal(err)
	}
	s.regard("backup", newest)
}

func fourDigits(n int) string { return fmt.Sprintf("%04d", n) }

// company does a little of everything in a directory.
func (s *place) company() {
	s.Helper()
	key := s.furnish("correct horse battery")
	s.regard("import", "customers", s.file("people.input", "name,email,phone,external:crm,account,contract,note\nAda Lovelace,ada@example.com,+4791238765,C-1,Solheim AS,fibre,likes tea\nBob Berg,bob@example.com,+4798765432,C-2,Solheim AS,x,\"His neighbour is Ada Lovelace.\"\nCia Dahl,cia@example.com,,C-3,,,\n"))
	d := s.staffed()
	d.key = key
	d.page("/sign-in", "email", "admin@nordlys.example", "password", "correct horse battery")
	find := func(mail string) string {
		return d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("GET", "/customers?identifier=email:"+mail, 200, nil))
	}
	ada := find("ada@example.com")
	late := d.told("ada@example.com", "1", map[string]any{"text": "I am very angry", "reference": "order:1", "attributes": map[string]any{"n": 1.5, "list": []string{"a"}}})
	d.told("ada@example.com", "2", map[string]any{"text": "again", "reference": "order:1", "outcome": "", "resolved": true})
	third := d.told("bob@example.com", "3", map[string]any{"text": "ask her neighbour", "channel": "phone", "legs": []map[string]any{{"contributor": "support", "queue": "q", "wait_seconds": 700}}})
	voided := d.told("bob@example.com", "4", nil)
	for i := range 6 {
		d.told("cia@example.com", "c"+fourDigits(i), map[string]any{"outcome": []string{"late", "on_time"}[i%2], "reference": "order:" + fourDigits(i)})
	}
	d.page("/interactions/"+late+"/correct", "what", "valence", "role", "outcome", "valence", "-0.9", "reason", "it was worse")
	d.page("/interactions/"+third+"/correct", "what", "touchpoint", "touchpoint", "support.call", "reason", "by phone")
	d.ask("DELETE", "/interactions/"+voided+"?reason=slip", 204, nil)
	contest := d.find(`"id":"(cnt_[0-9a-z]+)"`, d.ask("POST", "/interactions/"+late+"/contest", 201, map[string]any{"role": "outcome", "reason": "it was snow"}))
	d.ask("POST", "/contests/"+contest+"/decide", 200, map[string]any{"accept": true, "why": "so it was"})
	merge := d.find(`"id":"(mer_[0-9a-z]+)"`, d.ask("POST", "/customers/"+ada+"/merge", 200, map[string]any{"from": find("bob@example.com"), "reason": "same"}))
	d.page("/merges/"+merge+"/undo", "x", "")
	twin := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("POST", "/customers", 200, map[string]any{"name": "Ada L", "identifiers": []map[string]string{{"kind": "email", "value": "adal@example.com"}}}))
	d.ask("POST", "/customers/"+ada+"/merge", 200, map[string]any{"from": twin, "reason": "same"})
	d.ask("PUT", "/configuration/outgoing", 200, map[string]any{"live": false, "allowed": []string{"@nordlys.example"}})
	d.page("/settings/not-customers", "pattern", "@carrier.example", "class", "supplier")
	token := d.find(`"path":"/by/([0-9a-z]+)"`, d.ask("GET", "/spots", 200, nil))
	d.page("/by/"+token, "answer", "1", "text", "all over the pavement", "contact", "ring me")
	d.page("/by/"+token, "answer", "5", "text", "", "contact", "")
	gone := d.find(`"id":"(cus_[0-9a-z]+)"`, d.ask("POST", "/customers", 200, map[string]any{"name": "Gone", "identifiers": []map[string]string{{"kind": "email", "value": "gone@example.com"}}}))
	d.ask("DELETE", "/customers/"+gone, 202, nil)
	d.erased(gone)
	d.ask("GET", "/customers/"+ada, 200, nil)
	d.stop()
	a := s.open()
	if err := a.CatchUp(s.Context(), nil); err != nil {
		s.Error(err)
	}
	if err := a.Close(); err != nil {
		s.Error(err)
	}
}
