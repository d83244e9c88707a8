package mail

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// exceptions are where Regard reads a mail otherwise than the expectation says, on purpose: file, field, and why.
// The same mail with CRLF line ends is excepted with it.
var exceptions = map[string]string{
	"malformed/002 text": whyShown, "malformed/003 text": whyShown, "malformed/004 text": whyShown, "malformed/006 text": whyShown,
	"malformed/008 text": whyShown, "malformed/008 html": whyShown, "malformed/016 text": whyShown,
	"malformed/009 text": whyOuter, "malformed/011 text": whyOuter,
	"thirdparty/002 text": "what follows base64 padding on its line is a remark (the text says \"ignored\"), not text; " +
		"and the third part, a text that is not the base64 it claims to be, is shown as it came",
}

const (
	whyShown = "the text of a mail whose multipart has no boundary, a wrong one, or no closing one is shown, not filed as an attachment"
	whyOuter = "the boundary of an outer multipart ends an unclosed inner one (RFC 2046, 5.1.2), so that all three texts are shown"
)

// TestRealMailReadsAsExpected compares every mail that has its expected parse beside it, field by field.
func TestRealMailReadsAsExpected(t *testing.T) {
	dir := filepath.Join(unpackShared(t), "email-stalwart", "eml")
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no expectations found", err)
	}
	compared, mended := 0, 0
	mismatches := map[string][]string{}
	used := map[string]bool{}
	for _, file := range files {
		name, _ := filepath.Rel(dir, strings.TrimSuffix(file, ".json"))
		name = filepath.ToSlash(name)
		base, crlf := strings.CutSuffix(name, ".crlf")
		var want jsonMessage
		readJSON(t, file, &want)
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(base)+".eml"))
		if err != nil {
			t.Fatal(err)
		}
		if crlf {
			raw = []byte(strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n", "\r\n"))
		}
		got, err := parse(raw)
		if err != nil {
			t.Errorf("%s: refused: %v", name, err)
			continue
		}
		for field, pair := range compare(want, got) {
			compared++
			switch key := base + " " + field; {
			case pair.want == pair.got:
			case sameButMended(pair.want, pair.got):
				mended++
			case exceptions[key] != "":
				used[key] = true
			default:
				mismatches[field] = append(mismatches[field], difference(name, pair))
			}
		}
	}
	t.Logf("%d mails, %d fields compared; %d have characters that the expectation gave up as unreadable; %d exceptions", len(files), compared, mended, len(used))
	for field, list := range mismatches {
		slices.Sort(list)
		t.Errorf("%s differs in %d:\n%s", field, len(list), strings.Join(list, "\n"))
	}
	for key, why := range exceptions {
		t.Logf("exception: %s: %s", key, why)
		if !used[key] {
			t.Errorf("exception %q is not needed", key)
		}
	}
}

// wantGot is one field as expected and as read.
type wantGot struct{ want, got string }

// compare pairs the fields of an expectation with those read.
func compare(want jsonMessage, got Message) map[string]wantGot {
	h := want.Parts[0].Headers
	return map[string]wantGot{
		"subject":    {h.text("subject"), got.Subject},
		"from":       {h.people("from"), people(got.From)},
		"to":         {h.people("to"), people(got.To)},
		"cc":         {h.people("cc"), people(got.Cc)},
		"reply-to":   {h.people("reply_to"), people(got.ReplyTo)},
		"date":       {h.date(), dateString(got.Date)},
		"message-id": {h.text("message_id"), got.MessageID},
		"references": {h.text("references"), strings.Join(got.References, " ")},
		"replies-to": {h.text("in_reply_to"), strings.Join(got.InReplyTo, " ")},
		"text":       {want.text(), got.Text},
		"html":       {want.joined(want.HTML, "Html"), got.HTML},
	}
}

// difference shows two texts from where they differ.
func difference(name string, pair wantGot) string {
	at := 0
	for at < len(pair.want) && at < len(pair.got) && pair.want[at] == pair.got[at] {
		at++
	}
	at = max(at-20, 0)
	return fmt.Sprintf("%s, from byte %d:\n\twant %q\n\tgot  %q", name, at, shorten(pair.want[at:], 300), shorten(pair.got[at:], 300))
}

// sameButMended says whether got equals want but for characters that want holds as U+FFFD, unreadable.
func sameButMended(want, got string) bool {
	w, g := []rune(want), []rune(got)
	if !slices.Contains(w, '\uFFFD') || len(w) != len(g) {
		return false
	}
	for i := range w {
		if w[i] != g[i] && w[i] != '\uFFFD' {
			return false
		}
	}
	return true
}

// people writes addresses to compare.
func people(list []Address) string {
	var s []string
	for _, a := range list {
		s = append(s, fmt.Sprintf("%q <%s>", a.Name, a.Address))
	}
	return strings.Join(s, ", ")
}

// dateString writes a date to compare.
func dateString(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05 -0700")
}

// jsonMessage is an expected parse.
type jsonMessage struct {
	HTML        []int `json:"html_body"`
	Text        []int `json:"text_body"`
	Attachments []int
	Parts       []struct {
		Headers jsonHeaders
		Body    any
	}
}

// joined joins the parts of one sort.
func (m jsonMessage) joined(parts []int, sort string) string {
	var b strings.Builder
	for _, i := range parts {
		body, _ := m.Parts[i].Body.(map[string]any)
		s, ok := body[sort].(string)
		if html, isHTML := body["Html"].(string); isHTML && sort == "Text" {
			s, ok = textOf(readHTML(manyLines(html))), true
		}
		if !ok || s == "" {
			continue
		}
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		b.WriteString(manyLines(s))
	}
	return b.String()
}

// text is the expected readable text: that of the text parts, else of the HTML.
func (m jsonMessage) text() string {
	text := m.joined(m.Text, "Text")
	if html := m.joined(m.HTML, "Html"); strings.TrimSpace(text) == "" && html != "" {
		return textOf(readHTML(html))
	}
	return text
}

// jsonHeaders is an expected header.
type jsonHeaders []struct {
	Name  any
	Value any
}

// value returns the last value of a name.
func (h jsonHeaders) value(name, sort string) any {
	for _, f := range slices.Backward(h) {
		if f.Name == name {
			if v, ok := f.Value.(map[string]any); ok {
				return v[sort]
			}
			return nil
		}
	}
	return nil
}

// text returns a field of text.
func (h jsonHeaders) text(name string) string {
	if list, ok := h.value(name, "TextList").([]any); ok {
		var s []string
		for _, v := range list {
			s = append(s, v.(string))
		}
		return strings.Join(s, " ")
	}
	s, _ := h.value(name, "Text").(string)
	return s
}

// people returns a field of addresses.
func (h jsonHeaders) people(name string) string {
	return people(jsonPeople(h.value(name, "Address")))
}

// jsonPeople flattens expected addresses.
func jsonPeople(v any) []Address {
	var list []Address
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			_, isAddress := v["address"]
			for _, k := range []string{"List", "Group", "addresses"} {
				walk(v[k])
			}
			if isAddress {
				name, _ := v["name"].(string)
				address, _ := v["address"].(string)
				list = append(list, Address{name, address})
			}
		}
	}
	walk(v)
	return list
}

// date returns the expected date.
func (h jsonHeaders) date() string {
	v := h.value("date", "DateTime")
	if v == nil {
		return ""
	}
	data, _ := json.Marshal(v)
	var d jsonDate
	json.Unmarshal(data, &d)
	return d.String()
}

// jsonDate is an expected date.
type jsonDate struct {
	Year, Month, Day, Hour, Minute, Second int
	Before                                 bool `json:"tz_before_gmt"`
	TZHour                                 int  `json:"tz_hour"`
	TZMinute                               int  `json:"tz_minute"`
}

// String writes the date to compare.
func (d jsonDate) String() string {
	sign := "+"
	if d.Before && d.TZHour+d.TZMinute > 0 {
		sign = "-"
	}
	return fmt.Sprintf("%04d-%02d-%02d %02d:%02d:%02d %s%02d%02d", d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second, sign, d.TZHour, d.TZMinute)
}

// readJSON reads a file.
func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
