// Package internal holds the tests of the house itself: which room may know
// which, and that every statement, problem and table is what it says it is.
package internal

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// order is the order of the rooms: one may import only those before it. A room
// for tests stands behind the room that it serves.
var order = []string{
	"schema", "web",
	"platform/problem", "platform/exact", "platform/processor", "platform/database", "platform/database/cluster", "platform/database/databasetest", "platform/journal", "platform/job", "platform/spool", "platform/concordance", "platform/gate", "platform/backup", "platform/text", "platform/mail", "platform/stats",
	"platform/sign", "platform/secret", "platform/locale", "platform/page",
	"know/company", "know/company/companytest", "know/likeness", "know/customer", "know/impression",
	"listen/interaction", "listen/bystander", "listen/words",
	"understand/coverage",
	"act/outgoing",
	"act/card", "act/keeping",
	"simulate",
	"edge/inbound", "edge/archive", "edge/api", "edge/web",
	"app",
	"program", "torture",
	"cli",
	"cmd/regard",
	"tools/textmodel",
}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func TestNoRoomKnowsALaterOne(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "regard/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	seen := 0
	for {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath == "regard/internal" {
			continue
		}
		own := slices.Index(order, room(p.ImportPath))
		if own < 0 {
			t.Errorf("%s is not listed in order: say where it stands", p.ImportPath)
			continue
		}
		seen++
		for _, i := range p.Imports {
			if !strings.HasPrefix(i, "regard/") {
				continue
			}
			if k := slices.Index(order, room(i)); k < 0 || k >= own {
				t.Errorf("%s imports %s, which comes after it", p.ImportPath, i)
			}
		}
	}
	if seen != len(order) {
		t.Errorf("%d packages found, %d listed: an entry of order names none", seen, len(order))
	}
}

func room(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "regard/"), "internal/")
}

// TestTheMadeUpWorldDoesNotKnowHowItIsMeasured keeps the oracle honest: what the
// simulation draws may not follow from how the product counts. Of the product it
// knows only the shapes of what it tells, and so neither impression nor text.
func TestTheMadeUpWorldDoesNotKnowHowItIsMeasured(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "regard/internal/simulate").Output()
	if err != nil {
		t.Fatal(err)
	}
	var p goPackage
	if err := json.Unmarshal(out, &p); err != nil {
		t.Fatal(err)
	}
	may := []string{"know/company", "know/customer", "listen/interaction"} // the types of what it tells
	for _, i := range p.Imports {
		if strings.HasPrefix(i, "regard/") && !slices.Contains(may, room(i)) {
			t.Errorf("simulate imports %s", i)
		}
	}
}
