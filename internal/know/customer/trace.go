package customer

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Traces are what names a person in other people's words and files.
type Traces struct {
	Keys   []string   `json:"keys,omitempty"`   // his identifiers, kind:value, but for those that others use too
	Words  []string   `json:"words,omitempty"`  // e-mail addresses, handles and numbers as they are written, in lower case
	Phones []string   `json:"phones,omitempty"` // digits, in each form in which people write them
	Names  [][]string `json:"names,omitempty"`  // the words of each of his names, in lower case; two or more
}

// tracesOf gathers the traces of records.
func tracesOf(records []Customer, region string) (t Traces) {
	add := func(list *[]string, one string) {
		if one != "" && !slices.Contains(*list, one) {
			*list = append(*list, one)
		}
	}
	for _, r := range records {
		if name := nameWords(r.Name); len(name) > 1 {
			t.Names = append(t.Names, name)
		}
		for _, h := range r.Identifiers {
			if h.Shared {
				continue
			}
			add(&t.Keys, h.Key())
			switch {
			case h.Kind == "phone":
				for _, d := range dialled(h.Value, region) {
					add(&t.Phones, d)
				}
			case h.Kind == "email":
				add(&t.Words, strings.ToLower(h.Value))
				add(&t.Words, strings.ToLower(h.Written))
			case telling(h.Value):
				add(&t.Words, strings.ToLower(h.Value))
				add(&t.Words, strings.ToLower(h.Written))
			}
		}
	}
	return t
}

// telling tells whether a value of a system is nobody else's word: six or more
// characters, with a digit and a letter among them.
func telling(value string) bool {
	return len(value) >= 6 && strings.ContainsAny(value, "0123456789") && strings.ContainsFunc(value, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// dialled returns the digits of a number as people write them: international,
// with 00, and as one dials at home.
func dialled(e164, region string) []string {
	digits := strings.TrimPrefix(e164, "+")
	all := []string{digits, "00" + digits}
	n, err := phonenumbers.Parse(e164, region)
	if err != nil {
		return all
	}
	national := phonenumbers.GetNationalSignificantNumber(n)
	if len(national) < 6 {
		return all // too short to be nobody else's
	}
	return append(all, national, "0"+national)
}

// Empty tells whether nothing names the person.
func (t Traces) Empty() bool {
	return len(t.Keys)+len(t.Words)+len(t.Phones)+len(t.Names) == 0
}

// Holds tells whether an identifier is his.
func (t Traces) Holds(kind, value string) bool {
	return slices.Contains(t.Keys, kind+":"+value)
}

// RedactJSON redacts every text within a JSON value. It returns the value and
// whether it changed; what is no JSON is returned as it is.
func (t Traces) RedactJSON(text string) (value any, changed bool) {
	if json.Unmarshal([]byte(text), &value) != nil {
		return nil, false
	}
	return t.RedactValue(value)
}

// RedactValue redacts every text within a value as JSON has it, and tells
// whether it changed.
func (t Traces) RedactValue(v any) (value any, changed bool) {
	return t.redactValue(v, &changed), changed
}

func (t Traces) redactValue(v any, changed *bool) any {
	switch v := v.(type) {
	case string:
		r := t.Redact(v)
		*changed = *changed || r != v
		return r
	case []any:
		for i := range v {
			v[i] = t.redactValue(v[i], changed)
		}
	case map[string]any:
		for k := range v {
			v[k] = t.redactValue(v[k], changed)
		}
	}
	return v
}
