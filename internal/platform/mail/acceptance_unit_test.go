package mail

import (
	"path/filepath"
	"strings"
	"testing"
)

// unitExceptions are values that Regard reads otherwise than the expectation says, on purpose, and why.
// They are found by how they begin.
var unitExceptions = []struct{ begins, why string }{
	{"Mary Smith <@node.test:", "a route is not part of an address (RFC 5322, 4.4), nor are the blanks beside its dots"},
	{"John Doe <jdoe@machine(comment).  example>", "blanks beside an address's dots are not part of it (RFC 5322, 4.4)"},
	{"\"  James Smythe\"", "blanks around a name are not part of it"},
	{"NO (posting not allowed", "a word without an at sign is a name, not an address"},
	{" 4 8 15 16 23 42", "numbers without a clock are no date"},
	{"FROM ca-ex-bridge1.nai.com", whyCtime}, {"from TCE-E-7-182-54", whyCtime}, {"from pl027.nas934", whyCtime},
	{"from [<4124973-137966-3089", whyCtime},
	{"from [193.220.176.134] by web40310", whyPST}, {"(from vashugins@juno.com)", whyPST},
	{"from snake.corp.yahoo.com", whyYear}, {"from smtp.greyware.com", whyYear}, {"from olgisoft.com", whyYear},
	{"from MjA3NDc4Mg", "seconds may have fractions"},
	{"from (64.52.135.194", "a date is read although the semicolon before it is missing"},
}

const (
	whyCtime = "a date in the order of C's ctime is read; the expectation has a month 13 or a second 211"
	whyPST   = "PST and PDT are hours behind UTC (RFC 5322, 4.3)"
	whyYear  = "a year of two digits below 50 is of this century (RFC 5322, 4.3)"
)

// unitException returns why a value may be read otherwise.
func unitException(header string) string {
	for _, e := range unitExceptions {
		if strings.HasPrefix(header, e.begins) {
			return e.why
		}
	}
	return ""
}

// TestRealValuesReadAsExpected compares single header values with their expected reading.
func TestRealValuesReadAsExpected(t *testing.T) {
	dir := filepath.Join(unpackShared(t), "email-stalwart")
	var n notes
	value := func(raw string) string {
		h, _ := readHeader([]byte("X: "+raw+"\n\n"), nil, &n)
		return h.last("x")
	}
	readers := []struct {
		file string
		pair func(raw string, want any) wantGot
	}{
		{"address", func(raw string, want any) wantGot {
			return wantGot{people(jsonPeople(want)), people(addresses(recode(value(raw), "")))}
		}},
		{"date", func(raw string, want any) wantGot {
			d, _ := parseDate(value(raw))
			return wantGot{dateOf(want), dateString(d)}
		}},
		{"received", func(raw string, want any) wantGot {
			d, _ := parseDate(value(raw))
			return wantGot{dateOf(want.(map[string]any)["date"]), dateString(d)}
		}},
		{"id", func(raw string, want any) wantGot {
			var ids []string
			for _, v := range orEmpty(want) {
				ids = append(ids, v.(string))
			}
			return wantGot{strings.Join(ids, "|"), strings.Join(messageIDs(value(raw)), "|")}
		}},
		{"unstructured", func(raw string, want any) wantGot {
			return wantGot{want.(string), oneLine(decodeWords(recode(value(raw), ""), true))}
		}},
	}
	for _, r := range readers {
		var values []struct {
			Header   string
			Expected any
		}
		readJSON(t, filepath.Join(dir, r.file+".json"), &values)
		equal, excepted := 0, 0
		for _, v := range values {
			pair := r.pair(v.Header, v.Expected)
			switch why := unitException(v.Header); {
			case pair.want == pair.got:
				equal++
			case why != "":
				excepted++
				t.Logf("%s: exception: %q: %s: read as %q", r.file, v.Header, why, pair.got)
			default:
				t.Errorf("%s: %q\n\twant %q\n\tgot  %q", r.file, v.Header, pair.want, pair.got)
			}
		}
		t.Logf("%s: %d values, %d equal, %d exceptions", r.file, len(values), equal, excepted)
	}
}

// dateOf writes an expected date to compare.
func dateOf(v any) string {
	return jsonHeaders{{Name: "date", Value: map[string]any{"DateTime": v}}}.date()
}

// orEmpty returns a list that may be null.
func orEmpty(v any) []any {
	list, _ := v.([]any)
	return list
}
