package web

import "testing"

func TestAttributesAreShownInWords(t *testing.T) {
	for _, c := range []struct {
		key   string
		value any
		label string
		want  string
	}{
		{"language", "nb", "Language", "Norwegian (bokmål)"},
		{"language", "xx", "Language", "XX"},
		{"first_seen", "2026-03-01", "First seen", "2026-03-01"},
		{"fiber.ready", true, "Fiber ready", "yes"},
		{"age", float64(1234567), "Age", "1234567"},
		{"products", []any{"Hjemme 500", "Mesh"}, "Products", "Hjemme 500, Mesh"},
	} {
		if label, value := attributeWord(c.key), attributeValue(c.key, c.value); label != c.label || value != c.want {
			t.Errorf("%s: %q %q, want %q %q", c.key, label, value, c.label, c.want)
		}
	}
}

func TestIdentifiersAreNamedForPeople(t *testing.T) {
	for kind, want := range map[string]string{"email": "E-mail", "external:crm": "CRM number", "external:billing_system": "Billing system number", "external:account": "Account name", "handle:x": "X name", "handle:facebook": "Facebook name"} {
		if got := identifierWord(kind); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

func TestALanguageIsChosenAndOneThatIsNotListedStays(t *testing.T) {
	find := func(code string) bool {
		for _, o := range (Attribute{Key: "language", Typed: code}).Options() {
			if o.Value == code {
				return true
			}
		}
		return false
	}
	for _, code := range []string{"nb", "no", "xx", ""} {
		if !find(code) {
			t.Errorf("%q cannot be chosen", code)
		}
	}
	if (Attribute{Key: "town"}).Options() != nil {
		t.Error("a town is chosen from a list")
	}
}
