package customer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"regard/internal/platform/problem"
)

// Identifier names a customer in one system or network.
//
// Kind is "email", "phone", "external:<system>", "handle:<network>" or "device".
type Identifier struct {
	Kind  string `json:"kind" doc:"email, phone, external:<system>, handle:<network> or device" example:"email"`
	Value string `json:"value" doc:"as written; it is normalised before it is compared" example:"ada@example.com"`
}

// Held is an identifier as a record holds it.
type Held struct {
	Kind    string `json:"kind"`
	Value   string `json:"value"`             // normalised
	Written string `json:"written,omitempty"` // as it came, where that differs
	Shared  bool   `json:"shared,omitempty"`  // several customers use it: it decides nothing
	Masked  bool   `json:"-"`                 // the reader may not see it: neither value nor how it was written is there
}

// Key is the identifier as one text: "email:ada@example.com".
func (h Held) Key() string { return h.Kind + ":" + h.Value }

func (h Held) shown() string {
	if h.Written != "" && h.Kind != "phone" { // one form for all numbers
		return h.Written
	}
	return h.Value
}

// strength orders kinds: a stronger identifier vetoes a weaker one.
func strength(kind string) int {
	switch {
	case strings.HasPrefix(kind, "external:"):
		return 5
	case kind == "email":
		return 4
	case kind == "phone":
		return 3
	case strings.HasPrefix(kind, "handle:"):
		return 2
	}
	return 1
}

// maxValue is the most bytes an identifier may have: an e-mail address's 254 and some.
const maxValue = 320

// Normalise returns the identifier as it is compared. region is where phone
// numbers without a country code are read ("NO").
//
//   - email: case folded; the domain in ASCII; for Gmail, which ignores them,
//     dots and "+…" are dropped and googlemail.com is gmail.com. Nowhere else do
//     dots mean nothing.
//   - phone: E.164.
//   - external:<system>: as written, for systems tell cases apart.
//   - handle:<network>: case folded, without a leading @.
//   - device: as written.
func (i Identifier) Normalise(region string) (h Held, err error) {
	kind, value := strings.ToLower(strings.TrimSpace(i.Kind)), strings.TrimSpace(i.Value)
	bad := func(code string) (Held, error) {
		return Held{}, problem.Field("identifiers", code, problem.Params{"kind": clip(kind), "value": clip(value)})
	}
	switch {
	case value == "":
		return bad("identifier.empty")
	case len(value) > maxValue || !utf8.ValidString(value) || strings.IndexFunc(value, unicode.IsControl) >= 0:
		return bad("identifier.malformed")
	}
	h = Held{Kind: kind, Value: value}
	family, name, named := strings.Cut(kind, ":")
	switch {
	case kind == "email":
		if h.Value = normalEmail(value); h.Value == "" {
			return bad("identifier.email_malformed")
		}
	case kind == "phone":
		n, err := phonenumbers.Parse(value, region)
		switch {
		case err == phonenumbers.ErrInvalidCountryCode && region == "":
			return bad("identifier.phone_region")
		case err != nil || !phonenumbers.IsPossibleNumber(n):
			return bad("identifier.phone_malformed")
		}
		if h.Value = phonenumbers.Format(n, phonenumbers.E164); !settled(n, h.Value) {
			return bad("identifier.phone_malformed")
		}
	case named && family == "external" && system(name):
	case named && family == "handle" && system(name):
		if h.Value = strings.ToLower(norm.NFC.String(strings.TrimLeft(value, "@ "))); h.Value == "" {
			return bad("identifier.empty")
		}
	case kind == "device":
	default:
		return bad("identifier.kind_unknown")
	}
	if h.Value != value {
		h.Written = value
	}
	return h, nil
}

// settled tells whether a number, read again as it was normalised, is itself. A
// number too short to be any, whose first digit is the one that is dialled within
// a country, loses that each time.
func settled(n *phonenumbers.PhoneNumber, e164 string) bool {
	dialled := phonenumbers.GetNddPrefixForRegion(phonenumbers.GetRegionCodeForCountryCode(int(n.GetCountryCode())), true)
	if dialled == "" || !strings.HasPrefix(phonenumbers.GetNationalSignificantNumber(n), dialled[:1]) {
		return true
	}
	again, err := phonenumbers.Parse(e164, "")
	return err == nil && phonenumbers.Format(again, phonenumbers.E164) == e164
}

// system tells whether the name of a system or network is well formed.
func system(name string) bool {
	if name == "" || len(name) > 64 {
		return false
	}
	for _, c := range name {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || strings.ContainsRune("._-", c)) {
			return false
		}
	}
	return true
}

// normalEmail returns "" for what is no address.
func normalEmail(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || strings.ContainsAny(s, " <>,;\"\\") {
		return ""
	}
	local, domain := s[:at], strings.TrimSuffix(s[at+1:], ".")
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || ascii == "" || strings.HasPrefix(ascii, ".") || strings.HasSuffix(ascii, ".") || strings.Contains(ascii, "..") || strings.Contains(local, "@") {
		return ""
	}
	local, ascii = strings.ToLower(norm.NFC.String(local)), strings.ToLower(ascii)
	if ascii == "googlemail.com" {
		ascii = "gmail.com"
	}
	if ascii == "gmail.com" {
		local, _, _ = strings.Cut(local, "+")
		if local = strings.ReplaceAll(local, ".", ""); local == "" {
			return ""
		}
	}
	return local + "@" + ascii
}

// ParseIdentifier reads "kind:value", as the API and links write it. The
// kinds external and handle have a colon of their own.
func ParseIdentifier(s string) (i Identifier, err error) {
	kind, value, ok := strings.Cut(s, ":")
	if kind == "external" || kind == "handle" {
		var name string
		name, value, ok = strings.Cut(value, ":")
		kind += ":" + name
	}
	if !ok || value == "" {
		return i, problem.Field("identifier", "identifier.form", problem.Params{"value": clip(s)})
	}
	return Identifier{Kind: kind, Value: value}, nil
}

// terms returns the words by which type-ahead finds an identifier.
func (h Held) terms() []string {
	switch {
	case h.Kind == "phone":
		all := []string{strings.TrimPrefix(h.Value, "+")}
		if n, err := phonenumbers.Parse(h.Value, ""); err == nil {
			all = append(all, phonenumbers.GetNationalSignificantNumber(n))
		}
		return all
	case h.Kind == "device":
		return nil
	}
	return []string{strings.ToLower(h.Value)}
}

func clip(s string) string {
	const most = 60
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
