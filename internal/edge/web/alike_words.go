package web

import (
	"fmt"
	"math"
	"strings"

	"regard/internal/know/customer"
)

// alikeWords say what comparing two customers found in a field.
var alikeWords = map[string]map[string]string{
	"given_name":  {"same": "Same given name", "close": "Given names are close: a nickname, or a letter apart", "similar": "Given names resemble each other", "initial": "One given name is the other's initial", "differs": "Different given names"},
	"family_name": {"same": "Same family name", "close": "Family names are close: a letter apart, or one part of the other", "similar": "Family names resemble each other", "differs": "Different family names"},
	"birth_date":  {"same": "Same birth date", "swapped": "Birth dates with day and month swapped", "close": "Birth dates differ by one digit", "partly": "Birth dates agree in two of day, month and year", "differs": "Different birth dates"},
	"email":       {"same": "Same e-mail address", "close": "E-mail addresses differ by a letter or two", "other_domain": "Same e-mail name at another domain", "similar": "E-mail addresses resemble each other", "differs": "Different e-mail addresses"},
	"phone":       {"same": "Same phone number", "close": "Phone numbers differ by one digit, or in the area code", "differs": "Different phone numbers"},
	"street":      {"same": "Same street and number", "similar": "Streets and numbers are close", "same_street": "Same street, another number", "differs": "Different streets"},
	"place":       {"same": "Same town", "town": "Same town or postcode", "close": "Towns or postcodes are close", "differs": "Different towns"},
	"number":      {"same": "Same number in another system", "close": "Numbers in another system are close", "differs": "Different numbers in the same system"},
}

// rareWords are added where the value that both have is rare.
var rareWords = map[string]string{"given_name": "a rare one", "family_name": "a rare one", "email": "which few have", "place": "a small one"}

// weighed puts what comparing two customers found into words, what speaks for
// one person before what speaks against it.
func weighed(g customer.Suggestion) (w Weighed) {
	w.Likely, w.Compared = g.Likely()
	for _, r := range g.Reasons {
		words := alikeWords[r.Kind][r.Value]
		if r.Code != customer.ReasonAlike || words == "" {
			continue
		}
		if rare := rareWords[r.Kind]; r.Rare && rare != "" {
			words += ", " + rare
		}
		w.Rows = append(w.Rows, Weight{Words: words, Against: r.Bits < 0, Bits: signed(r.Bits), Width: barWidth(r.Bits)})
	}
	return w
}

// signed writes a weight with its sign.
func signed(bits float64) string {
	return strings.Replace(fmt.Sprintf("%+.1f", bits), "-", "−", 1)
}

// barWidth draws twelve bits as wide as the bar is.
func barWidth(bits float64) int { return int(math.Min(1, math.Abs(bits)/12) * weightBar) }

// weightBar is how wide a weight's bar is, in pixels.
const weightBar = 72

// forAndAgainst returns the same as words alone, for where there is little room.
func forAndAgainst(g customer.Suggestion) (reasons, doubts []string) {
	reasons = reasonWords(g.Reasons)
	for _, row := range weighed(g).Rows {
		if row.Against {
			doubts = append(doubts, row.Words)
		} else {
			reasons = append(reasons, row.Words)
		}
	}
	return reasons, doubts
}
