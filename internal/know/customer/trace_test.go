package customer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func adasTraces() Traces {
	return tracesOf([]Customer{{Name: "Ada Marie Lovelace", Identifiers: []Held{{Kind: "email", Value: "ada@example.com", Written: "Ada@Example.com"},
		{Kind: "phone", Value: "+4791238765"}, {Kind: "external:crm", Value: "C-10042"}, {Kind: "external:shop", Value: "77"},
		{Kind: "email", Value: "family@example.com", Shared: true}}}}, "NO")
}

func TestRedactTakesOutWhatNamesSomebodyAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"Write to ADA@example.COM.":            "Write to ▮▮▮.",
		"ada@example.com.au":                   "ada@example.com.au",
		"nada@example.com":                     "nada@example.com",
		"<ada@example.com>,family@example.com": "<▮▮▮>,family@example.com",
		"ring 912 38 765, or +47 91 23 87 65":  "ring ▮▮▮, or ▮▮▮",
		"00 47 91238765 and (91)238-765":       "▮▮▮ and (▮▮▮",
		"order 9123876501, 191238765":          "order 9123876501, 191238765",
		"customer C-10042; order C-100421":     "customer ▮▮▮; order C-100421",
		"77 parcels":                           "77 parcels",
		"Ada Lovelace":                         "▮▮▮ ▮▮▮",
		"LOVELACE, Ada Marie called. Ada said": "▮▮▮, ▮▮▮ ▮▮▮ called. ▮▮▮ said",
		"Ada Lovelaces parcel":                 "▮▮▮ ▮▮▮ parcel",
		"Ada called about Marie":               "Ada called about Marie",
		"Ada was told that somebody else named Lovelace called": "Ada was told that somebody else named Lovelace called",
		"Adam Lovelace": "Adam Lovelace",
		"Åse Øl":        "Åse Øl",
	} {
		if got := adasTraces().Redact(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestRedactingTwiceIsRedactingOnce(t *testing.T) {
	pieces := []string{"Ada", "Lovelace", "ada@example.com", "912 38 765", " ", ", ", "x", "İ", "\n", "+47", "C-10042"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "text"), " ")
		once := adasTraces().Redact(text)
		if twice := adasTraces().Redact(once); strings.ReplaceAll(twice, Gone, "") != strings.ReplaceAll(once, Gone, "") {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}

func TestRedactJSONKeepsItsForm(t *testing.T) {
	v, changed := adasTraces().RedactJSON(`{"a":["ask Ada Lovelace",1.5,true],"b":null}`)
	if list := v.(map[string]any)["a"].([]any); !changed || list[0] != "ask ▮▮▮ ▮▮▮" || list[1] != 1.5 {
		t.Errorf("%v %v", v, changed)
	}
	if _, changed := adasTraces().RedactJSON(`{"a":"nobody"}`); changed {
		t.Error("nobody was named")
	}
}
