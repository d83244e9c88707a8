package customer_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func TestAnIdentifierIsComparedInItsNormalForm(t *testing.T) {
	for _, c := range []struct{ kind, value, region, want string }{
		{"email", "Ada@Example.COM", "NO", "email:ada@example.com"},
		{" EMAIL ", " ada@example.com ", "NO", "email:ada@example.com"},
		{"email", "ada.lovelace@example.com", "", "email:ada.lovelace@example.com"}, // dots mean something
		{"email", "ada+shop@example.com", "", "email:ada+shop@example.com"},         // and so does a plus
		{"email", "Ada.Love.Lace+shop@gmail.com", "", "email:adalovelace@gmail.com"},
		{"email", "a.d.a@GoogleMail.com", "", "email:ada@gmail.com"},
		{"email", "kåre@blåbær.no", "", "email:kåre@xn--blbr-roah.no"},
		{"email", "KÅRE@BLÅBÆR.no", "", "email:kåre@xn--blbr-roah.no"},
		{"email", "ada@example.com.", "", "email:ada@example.com"},
		{"phone", "912 34 567", "NO", "phone:+4791234567"},
		{"phone", "+47 912 34 567", "", "phone:+4791234567"},
		{"phone", "0047 91234567", "NO", "phone:+4791234567"},
		{"phone", "+1 (202) 555-0147", "NO", "phone:+12025550147"},
		{"phone", "020 7946 0958", "GB", "phone:+442079460958"},
		{"phone", "tel:+47-912-34-567", "NO", "phone:+4791234567"},
		{"external:CRM", "Ab-12", "", "external:crm:Ab-12"}, // systems tell cases apart
		{"external:shop.no_1-x", "x", "", "external:shop.no_1-x:x"},
		{"handle:x", "@AdaLovelace", "", "handle:x:adalovelace"},
		{"handle:x", "adalovelace", "", "handle:x:adalovelace"},
		{"device", "AbC-9f", "", "device:AbC-9f"},
	} {
		h, err := customer.Identifier{Kind: c.kind, Value: c.value}.Normalise(c.region)
		if err != nil || h.Key() != c.want {
			t.Errorf("%s:%s is %q (%v), want %q", c.kind, c.value, h.Key(), err, c.want)
		}
		if h.Written != "" && h.Written == h.Value {
			t.Errorf("%s: as written %q is the same", h.Key(), h.Written)
		}
	}
}

func TestABadIdentifierIsRefusedWithItsReason(t *testing.T) {
	for _, c := range []struct{ kind, value, region, code string }{
		{"email", "", "NO", "identifier.empty"},
		{"email", "  ", "NO", "identifier.empty"},
		{"email", "ada", "NO", "identifier.email_malformed"},
		{"email", "@example.com", "NO", "identifier.email_malformed"},
		{"email", "ada@", "NO", "identifier.email_malformed"},
		{"email", "ada@@example.com", "NO", "identifier.email_malformed"},
		{"email", "Ada <ada@example.com>", "NO", "identifier.email_malformed"},
		{"email", "a@b.no, c@d.no", "NO", "identifier.email_malformed"},
		{"email", "ada@exa mple.com", "NO", "identifier.email_malformed"},
		{"email", "ada@.example.com", "NO", "identifier.email_malformed"},
		{"email", "ada@example..com", "NO", "identifier.email_malformed"},
		{"email", "+shop@gmail.com", "NO", "identifier.email_malformed"},
		{"email", "ada\x00@example.com", "NO", "identifier.malformed"},
		{"email", "ada\r\nBcc:x@example.com", "NO", "identifier.malformed"},
		{"email", strings.Repeat("a", 330) + "@example.com", "NO", "identifier.malformed"},
		{"email", "ad\xffa@example.com", "NO", "identifier.malformed"},
		{"phone", "abc", "NO", "identifier.phone_malformed"},
		{"phone", "12", "NO", "identifier.phone_malformed"},
		{"phone", "91234567", "", "identifier.phone_region"},
		{"phone", "+999 123", "NO", "identifier.phone_malformed"},
		{"external:", "1", "NO", "identifier.kind_unknown"},
		{"external", "1", "NO", "identifier.kind_unknown"},
		{"external:my crm", "1", "NO", "identifier.kind_unknown"},
		{"handle:x", "@", "NO", "identifier.empty"},
		{"fax", "1", "NO", "identifier.kind_unknown"},
		{"", "1", "NO", "identifier.kind_unknown"},
	} {
		h, err := customer.Identifier{Kind: c.kind, Value: c.value}.Normalise(c.region)
		if p := problem.Of(err); p == nil || p.Code != c.code || p.Field != "identifiers" {
			t.Errorf("%s:%q is %+v, %v; want %s", c.kind, c.value, h, err, c.code)
		}
	}
}

func TestAnIdentifierIsReadFromOneText(t *testing.T) {
	for text, want := range map[string]customer.Identifier{
		"email:ada@example.com": {Kind: "email", Value: "ada@example.com"},
		"external:crm:a:b":      {Kind: "external:crm", Value: "a:b"},
		"handle:x:@ada":         {Kind: "handle:x", Value: "@ada"},
		"phone:+4791234567":     {Kind: "phone", Value: "+4791234567"},
	} {
		if got, err := customer.ParseIdentifier(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "ada@example.com", "email:", "external:crm", "external:crm:", ":x"} {
		got, err := customer.ParseIdentifier(text)
		if err == nil {
			_, err = got.Normalise("NO")
		}
		if problem.KindOf(err) != problem.Invalid {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func FuzzIdentifier(f *testing.F) {
	for _, s := range []string{"email|ada@example.com", "email|A.da+x@googlemail.com", "email|kåre@blåbær.no", "phone|912 34 567", "phone|+47 912 34 567 ext. 3",
		"external:crm|A:1", "handle:x|@@ada", "handle:x|@ @İ", "device|\u200b", "email|\u212a@K.no", "email|a@b@c", "phone|tel:+1;phone-context=x"} {
		kind, value, _ := strings.Cut(s, "|")
		f.Add(kind, value)
	}
	f.Fuzz(func(t *testing.T, kind, value string) {
		h, err := customer.Identifier{Kind: kind, Value: value}.Normalise("NO")
		if err != nil {
			if problem.KindOf(err) != problem.Invalid {
				t.Fatalf("%q %q: %v is no problem of the caller's", kind, value, err)
			}
			return
		}
		if h.Value == "" || !utf8.ValidString(h.Key()) || strings.ContainsRune(h.Key(), 0) {
			t.Fatalf("%q %q became %q", kind, value, h.Key())
		}
		again, err := customer.Identifier{Kind: h.Kind, Value: h.Value}.Normalise("NO")
		if err != nil || again.Key() != h.Key() {
			t.Fatalf("%q %q is %q, and that is %q (%v)", kind, value, h.Key(), again.Key(), err)
		}
	})
}
