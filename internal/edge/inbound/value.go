package inbound

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"regard/internal/know/customer"
	"regard/internal/platform/exact"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// value is a cell that is not empty, on its way into a field.
type value struct {
	field, text string
	how         Reading
}

// no says that the cell is not what the field needs.
func (v value) no(what string) error {
	return unreadable(v.field, fmt.Sprintf("%q is no %s", shorten(v.text, 60), what))
}

// times are the forms of a time that names no zone.
var times = []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04", time.DateOnly}

// time reads RFC 3339, or a day with or without a time of day in the table's
// zone; a day alone is its beginning.
func (v value) time() (time.Time, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00"} {
		if at, err := time.Parse(form, v.text); err == nil {
			return at, nil
		}
	}
	for _, form := range times {
		if at, err := time.ParseInLocation(form, v.text, v.how.Zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, v.no("time (write 2026-03-02 09:30, or RFC 3339)")
}

// number reads a number with a decimal point or comma.
func (v value) number() (float64, error) {
	x, err := strconv.ParseFloat(strings.Replace(strings.Replace(v.text, "−", "-", 1), ",", ".", 1), 64)
	if err != nil {
		return 0, v.no("number")
	}
	return x, nil
}

func (v value) count() (int, error) {
	n, err := strconv.Atoi(v.text)
	if err != nil {
		return 0, v.no("whole number")
	}
	return n, nil
}

func (v value) truth() (bool, error) {
	switch strings.ToLower(v.text) {
	case "true", "yes", "y", "1", "x":
		return true, nil
	case "false", "no", "n", "0":
		return false, nil
	}
	return false, v.no("yes or no (true, yes, 1, x; false, no, 0)")
}

// json reads what has no simpler form in a table.
func (v value) json(into any) error {
	err := exact.Unmarshal([]byte(v.text), into)
	if p := problem.Of(err); p != nil {
		return p.At(strings.TrimSuffix(v.field+"."+p.Field, "."))
	}
	return err
}

// addTo reads identifiers beside those that have columns of their own.
func (v value) addTo(list *[]customer.Identifier) error {
	var more []customer.Identifier
	err := v.json(&more)
	*list = append(*list, more...)
	return err
}

func setAttribute(all *map[string]any, name, text string) {
	if *all == nil {
		*all = map[string]any{}
	}
	(*all)[name] = text
}

// money reads an amount in minor units: "8388", "8 388,50", "8,388.50" or
// "8.388,50". What stands behind the last mark is the minor part where it is no
// longer than that is; three digits there are thousands.
func (v value) money() (int64, error) {
	text := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "", v.how.Money, "").Replace(v.text)
	digits := minorDigits(v.how.Money)
	whole, minor := text, ""
	if i := strings.LastIndexAny(text, ".,"); i >= 0 && len(text)-i-1 <= digits && strings.Count(text, text[i:i+1]) == 1 {
		whole, minor = text[:i], text[i+1:]
	}
	groups := strings.FieldsFunc(whole, func(c rune) bool { return c == '.' || c == ',' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 {
			return 0, v.no("amount of money")
		}
	}
	figures := strings.Join(groups, "") + minor
	amount, err := strconv.ParseInt(figures+strings.Repeat("0", digits-len(minor)), 10, 64)
	if err != nil || figures == "" {
		return 0, v.no("amount of money")
	}
	return amount, nil
}

// Amount writes minor units as money reads them: "8388.50".
func Amount(minor int64, currency string) string {
	digits := minorDigits(currency)
	s := fmt.Sprintf("%0*d", digits+1, minor)
	if digits == 0 {
		return s
	}
	return s[:len(s)-digits] + "." + s[len(s)-digits:]
}

// minorDigits returns how many digits a currency's minor unit has, as pages show it.
func minorDigits(currency string) int {
	_, minor, _ := strings.Cut(page.Money{Minor: 1, Currency: currency}.Amount(), ".")
	return len(minor)
}
