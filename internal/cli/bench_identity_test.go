package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// identity measures one file and returns what was measured and printed.
func identity(t *testing.T, c BenchIdentity) (*Identity, string) {
	t.Helper()
	var out bytes.Buffer
	s := &session{ctx: t.Context(), Globals: Globals{Log: "error"}, out: &out, err: &out}
	c.Dir = t.TempDir()
	if c.Region == "" {
		c.Region = "US"
	}
	r, err := c.measure(s, c.Dir)
	if err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	if err := r.table(s); err != nil {
		t.Fatal(err)
	}
	return r, out.String()
}

// TestRealPeopleAreTold measures the three labelled sets that others made.
func TestRealPeopleAreTold(t *testing.T) {
	shared := os.Getenv("REGARD_SHARED")
	if shared == "" {
		t.Skip("REGARD_SHARED names no folder with real data")
	}
	data := filepath.Join(shared, "data", "identity")
	for name, c := range map[string]BenchIdentity{
		"fake_1000": {File: filepath.Join(data, "fake_1000.csv"), Truth: "cluster"},
		"febrl1":    {File: filepath.Join(data, "febrl1", "dataset1.csv.gz"), Truth: "rec_id", TruthMatch: `^(rec-\d+)`},
		"senzing":   {File: filepath.Join(data, "senzing", "customers.csv"), Answers: filepath.Join(data, "senzing", "actual_truthset_key.csv"), ID: "RECORD_ID", Truth: "CLUSTER_ID"},
	} {
		t.Run(name, func(t *testing.T) {
			r, table := identity(t, c)
			t.Log("\n" + table)
			if p := r.Joins.precision(); p < 0.995 || r.Joins.Pairs == 0 {
				t.Errorf("automatic joins: %d pairs, precision %.4f", r.Joins.Pairs, p)
			}
			if p := r.Suggestions.precision(); p < 0.7 {
				t.Errorf("suggestions: precision %.3f", p)
			}
			if found := r.Both.recall(); found < 0.85 {
				t.Errorf("joins and suggestions: recall %.3f", found)
			}
		})
	}
}

func TestIdentityIsMeasuredAgainstTheTruth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.csv")
	rows := "id,first_name,surname,dob,e-mail,who\n" +
		"1,Ada,Lovelace,1815-12-10,ada@example.com,a\n" +
		"2,Ada,Lovelace,1815-12-10,ada@example.com,a\n" + // joined
		"3,Ada,Lovelaec,1815-12-10,,a\n" + // suggested
		"4,Grace,Hopper,1906-12-09,grace@example.com,g\n"
	for i := range 40 {
		letter := string(rune('a'+i%26)) + string(rune('a'+i/26))
		rows += "9" + letter + ",Name" + letter + strings.Repeat(letter, 2) + ",Of" + strings.Repeat(letter, 3) + ",19" + string(rune('3'+i%6)) + string(rune('0'+i%10)) + "-0" + string(rune('1'+i%9)) + "-1" + string(rune('0'+i%10)) + "," + letter + "x@example.com," + letter + "\n"
	}
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	r, table := identity(t, BenchIdentity{File: path, Truth: "who"})
	if r.Joins.True != 3 || r.Joins.Pairs != 1 || r.Joins.Right != 1 || r.Both.Right != 3 || r.Decided.Right != 3 {
		t.Errorf("joined %+v, both %+v, decided %+v\n%s", r.Joins, r.Both, r.Decided, table)
	}
	if want := []string{"first_name = given_name", "surname = family_name", "dob = birth_date", "e-mail = email"}; strings.Join(r.Columns, ";") != strings.Join(want, ";") {
		t.Errorf("columns %q", r.Columns)
	}
	if len(r.Curve) == 0 || !strings.Contains(table, "once people have decided") {
		t.Error(table)
	}
}

func TestMadePeopleAreTheSameEachTime(t *testing.T) {
	a, b := slices.Collect(madePeople(500)), slices.Collect(madePeople(500))
	for i := range a {
		if a[i].draft.Name != b[i].draft.Name || a[i].truth != b[i].truth || len(a[i].draft.Identifiers) != len(b[i].draft.Identifiers) {
			t.Fatalf("%+v, %+v", a[i], b[i])
		}
	}
	if r, table := identity(t, BenchIdentity{Customers: 500}); r.Both.precision() < 0.9 || r.Both.recall() < 0.6 {
		t.Error(table)
	}
}

// The bench of a million, at a size that takes a second or two: so many that
// those alone are compared who agree on a key.
func TestManyAreComparedAndMeasured(t *testing.T) {
	r, table := identity(t, BenchIdentity{Customers: 2500})
	if r.Both.precision() < 0.95 || r.Both.recall() < 0.85 || r.Compared < 2_000 || r.Compared > r.Customers*r.Customers/20 {
		t.Errorf("%d customers\n%s", r.Customers, table)
	}
	if r.BeforeMiB > r.PeakMiB || !strings.Contains(table, " suggested, in ") || !strings.Contains(table, " MiB at most while comparing") {
		t.Error(table)
	}
}
