package page

import (
	"math"
	"reflect"
	"strconv"
	"unicode"
	"unicode/utf8"
)

const (
	minus  = "\u2212" // a true minus: as wide as the plus
	nbsp   = "\u00a0"
	narrow = "\u202f" // groups of digits, neutral between the languages
)

// Signed writes a number with its sign and one decimal: +4.2, −11.3, 0.0.
func Signed(v float64) string { return signed(v, 1) }

// Signed2 writes a number with its sign and two decimals: a valence.
func Signed2(v float64) string { return signed(v, 2) }

func signed(v float64, digits int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', digits, 64)
	zero := strconv.FormatFloat(0, 'f', digits, 64)
	switch {
	case s == zero:
		return s
	case v < 0:
		return minus + s
	}
	return "+" + s
}

// Decimal writes a number with one decimal.
func Decimal(v float64) string {
	if v < 0 {
		return signed(v, 1)
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// Whole rounds to a whole number.
func Whole(v float64) string { return Count(int64(math.Round(v))) }

// Count writes a whole number of any integer type, its digits in groups of three.
func Count(n any) string {
	v := reflect.ValueOf(n)
	var i int64
	switch {
	case v.CanInt():
		i = v.Int()
	case v.CanUint():
		i = int64(v.Uint())
	default:
		return ""
	}
	sign := ""
	if i < 0 {
		sign, i = minus, -i
	}
	s := strconv.FormatInt(i, 10)
	if len(s) <= 3 {
		return sign + s
	}
	out := s[:(len(s)-1)%3+1]
	for k := len(out); k < len(s); k += 3 {
		out += narrow + s[k:k+3]
	}
	return sign + out
}

// Percent writes a share (0 … 1) as a whole percentage; what is more than
// nothing never reads as 0 %.
func Percent(share float64) string {
	p := math.Round(share * 100)
	switch {
	case share > 0 && p == 0:
		return "<" + nbsp + "1" + nbsp + "%"
	case share < 1 && p == 100:
		return ">" + nbsp + "99" + nbsp + "%"
	}
	return strconv.Itoa(int(p)) + nbsp + "%"
}

// Plural is one or many: plural .N "customer" "customers" reads "1 customer".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1" + nbsp + one
	}
	return Count(n) + nbsp + many
}

// Sentence begins with a capital.
func Sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
