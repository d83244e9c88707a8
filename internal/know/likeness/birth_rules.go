package likeness

import (
	"strings"
	"unicode"

	"regard/internal/platform/text"
)

// Date is a birth date as digits: year·10000 + month·100 + day; 0 for none.
type Date uint32

// ReadDate reads a birth date in the forms that lists have: 1978-12-11,
// 19781211, 11.12.1978 (day first), 12/11/1978 (month first unless that cannot
// be), 15-Mar-92, Mar 1 1970. A year of two digits lies in the hundred years
// that end with this. What is no date is 0.
func ReadDate(s string, this int) Date {
	if len(s) > 40 {
		return 0
	}
	s, _, _ = strings.Cut(strings.TrimSpace(s), "T") // of an instant, only its day
	fields := strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !('0' <= r && r <= '9') })
	if len(fields) > 3 && len(fields[0]) == 4 {
		fields = fields[:3] // 1978-12-11 00:00:00
	}
	if len(fields) == 1 && len(fields[0]) == 8 && digits(fields[0]) >= 0 {
		f := fields[0]
		fields = []string{f[:4], f[4:6], f[6:]}
	}
	if len(fields) != 3 {
		return 0
	}
	var n [3]int
	named := -1
	for i, f := range fields {
		if m := monthOf(f); m > 0 {
			n[i], named = m, i
		} else if n[i] = digits(strings.TrimRight(f, "sthndr")); n[i] < 0 {
			return 0
		}
	}
	switch {
	case len(fields[0]) == 4:
		return dateOf(n[0], n[1], n[2])
	case named == 0:
		return dateOf(wholeYear(n[2], fields[2], this), n[0], n[1])
	case named == 1 || strings.Contains(s, ".") || n[0] > 12:
		return dateOf(wholeYear(n[2], fields[2], this), n[1], n[0])
	}
	return dateOf(wholeYear(n[2], fields[2], this), n[0], n[1])
}

func dateOf(year, month, day int) Date {
	if year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	return Date(year*10000 + month*100 + day)
}

func wholeYear(year int, written string, this int) int {
	if len(written) != 2 {
		return year
	}
	year += this / 100 * 100
	if year > this {
		year -= 100
	}
	return year
}

// digits reads up to four digits; -1 for anything else.
func digits(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if s == "" || len(s) > 8 {
		return -1
	}
	return n
}

// monthOf reads a month's name in English, German or a Nordic language by its
// first three letters; 0 for anything else.
func monthOf(s string) int {
	if len(s) < 3 {
		return 0
	}
	const names = "jan1 feb2 mar3 apr4 may5 mai5 maj5 jun6 jul7 aug8 sep9 oct10 okt10 nov11 dec12 des12 dez12 "
	at := strings.Index(names, s[:3])
	if at < 0 || names[at+3] == ' ' || !unicode.IsLetter(rune(names[at])) || at > 0 && names[at-1] != ' ' {
		return 0
	}
	n, _, _ := strings.Cut(names[at+3:], " ")
	return digits(n)
}

func (d Date) year() Date  { return d / 10000 }
func (d Date) month() Date { return d / 100 % 100 }
func (d Date) day() Date   { return d % 100 }

// compareBirth compares birth dates: the same; day and month swapped; one digit
// other, or two neighbours swapped; two of year, month and day the same, or a
// day, month or year that is one off; different.
func compareBirth(a, b Date) Level {
	switch {
	case a == 0 || b == 0:
		return Unknown
	case a == b:
		return 4
	case a.year() == b.year() && a.month() == b.day() && a.day() == b.month():
		return 3
	case oneDigit(a, b):
		return 2
	}
	same := 0
	for _, equal := range []bool{a.year() == b.year(), a.month() == b.month(), a.day() == b.day()} {
		if equal {
			same++
		}
	}
	if same == 2 {
		return 1
	}
	return 0
}

// oneDigit tells whether two dates are one edit apart.
func oneDigit(a, b Date) bool {
	var x, y [8]Date
	for i := 7; i >= 0; i-- {
		x[i], y[i] = a%10, b%10
		a, b = a/10, b/10
	}
	first, last, n := -1, 0, 0
	for i := range x {
		if x[i] != y[i] {
			if first < 0 {
				first = i
			}
			last, n = i, n+1
		}
	}
	return n == 1 || n == 2 && last == first+1 && x[first] == y[last] && x[last] == y[first]
}
