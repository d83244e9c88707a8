package internal

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regard/internal/app"
	"regard/schema"
)

// atOnce is what customer.Erase itself takes away, in its own transaction.
var atOnce = []string{"customer.name", "customer.identifiers", "customer.attributes", "customer.class_by", "customer.account_roles",
	"identifier.key", "search_term.term", "merge.reason", "suggestion.reasons", "suggestion.state", "suggestion.actor"}

// nothingOfACustomer is why a column that no eraser wipes may stay: a table, or
// one column of it.
var nothingOfACustomer = map[string]string{
	"journal":        "kinds and actors; a fact is thin",
	"follower":       "names of followers",
	"job":            "ids, but for an erasure's own job, which goes with it",
	"company":        "the company itself",
	"contributor":    "departments and partners",
	"employee":       "who works here",
	"touchpoint":     "places in the lifecycle",
	"users":          "who signs in",
	"session":        "who signs in",
	"sign_in_link":   "a digest",
	"frame_code":     "a digest",
	"api_key":        "programs",
	"audit.actor":    "an id",
	"audit.action":   "a word of ours",
	"audit.subject":  "an id, or a configuration's name",
	"hour_count":     "counts",
	"counted":        "counts",
	"retention_run":  "counts",
	"coverage":       "counts",
	"matching":       "weights and counts, and how many have a value, under its digest",
	"spot":           "where a code hangs",
	"opening":        "who looked, from which page",
	"erasure":        "ids and counts",
	"part.channel":   "a word of ours",
	"part.kind":      "a word of ours",
	"impression":     "numbers, and ids of contributors",
	"customer.kind":  "person or account",
	"customer.class": "supplier, staff, bot and the like",

	"configuration.name":    "a word of ours",
	"configuration.actor":   "an id",
	"merge.actor":           "an id",
	"merge.undone_by":       "an id",
	"interaction.source":    "a system's name",
	"interaction.channel":   "a word of ours",
	"interaction.direction": "in or out",
	"interaction.language":  "a language, which many speak",
	"interaction.outcome":   "a word of the company's table",
	"interaction.actor":     "an id",
	"export_file.what":      "what was exported, or an id",
	"export_file.actor":     "an id",
	"export_file.path":      "where a file lies; removed with the file",
	"correction.kind":       "a word of ours",
	"correction.was":        "numbers, labels and ids",
	"correction.now":        "numbers, labels and ids",
	"correction.role":       "a word of ours",
	"correction.actor":      "an id",
	"correction.undone_by":  "an id",
	"contest.role":          "a word of ours",
	"contest.actor":         "an id",
	"contest.state":         "a word of ours",
	"contest.decided_by":    "an id",
	"remark.state":          "a word of ours",
	"remark.reason":         "a word of ours",
	"remark.question":       "what we asked",
	"remark.decided_by":     "an id",
	"outgoing.channel":      "a word of ours",
	"outgoing.purpose":      "a key of ours",
	"outgoing.state":        "a word of ours",
	"outgoing.why":          "a word of ours",
	"outgoing.actor":        "an id",
}

var textColumn = regexp.MustCompile(`(?m)^    ([a-z_]+) (?:text|jsonb)\b`)

// Whoever adds a column that holds text says who wipes it when a customer is
// erased (an Eraser in internal/app/erase.go), or here why it holds nothing of
// one. A table that nothing writes to yet is left out.
func TestEveryTextColumnHasAnEraserOrNeedsNone(t *testing.T) {
	wiped := slices.Clone(atOnce)
	for _, e := range app.Erasers {
		wiped = append(wiped, e.Columns...)
	}
	written := writtenTables(t)
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?ms)^CREATE TABLE (\w+) \((.*?)^\);`).FindAllStringSubmatch(schema.Whole, -1) {
		table := m[1]
		known[table] = true
		for _, c := range textColumn.FindAllStringSubmatch(m[2], -1) {
			column := table + "." + c[1]
			known[column] = true
			why := nothingOfACustomer[column] + nothingOfACustomer[table]
			switch is := slices.Contains(wiped, column); {
			case is && why != "":
				t.Errorf("%s is wiped and said to need none", column)
			case !is && why == "" && written[table]:
				t.Errorf("%s: who wipes it when a customer is erased? Add an Eraser in internal/app, or say here why it holds nothing of him", column)
			}
		}
	}
	for _, column := range wiped {
		if !known[column] {
			t.Errorf("%s is wiped and does not exist", column)
		}
	}
	for column := range nothingOfACustomer {
		if !known[column] {
			t.Errorf("%s is excused and does not exist", column)
		}
	}
}

// writtenTables are the tables that some room inserts into.
func writtenTables(t *testing.T) map[string]bool {
	t.Helper()
	written := map[string]bool{}
	insert := regexp.MustCompile(`INSERT INTO (\w+)`)
	for _, f := range sources(t) {
		texts(f, func(s string) {
			for _, m := range insert.FindAllStringSubmatch(s, -1) {
				written[m[1]] = true
			}
		})
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Into" {
				if lit, ok := call.Args[0].(*ast.BasicLit); ok {
					written[strings.Trim(lit.Value, `"`)] = true
				}
			}
			return true
		})
	}
	if len(written) < 20 {
		t.Fatalf("only %d tables are written to", len(written))
	}
	return written
}
