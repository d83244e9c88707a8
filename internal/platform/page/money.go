package page

import "strconv"

// Money is an amount in the currency's minor unit (øre, cents).
type Money struct {
	Minor    int64
	Currency string // ISO 4217
}

// minorDigits are the currencies that do not have two digits (ISO 4217).
var minorDigits = map[string]int{"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "BHD": 3, "KWD": 3, "TND": 3, "JOD": 3, "OMR": 3}

// String writes the code and the amount, "NOK 8 388" or "NOK 412.50": the minor
// part only where there is one.
func (m Money) String() string {
	if m.Currency == "" {
		return Count(m.Minor)
	}
	return m.Currency + nbsp + m.Amount()
}

// Amount writes the amount alone.
func (m Money) Amount() string {
	digits, ok := minorDigits[m.Currency]
	if !ok {
		digits = 2
	}
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	sign, v := "", m.Minor
	if v < 0 {
		sign, v = minus, -v
	}
	s := sign + Count(v/unit)
	if rest := v % unit; rest != 0 {
		r := strconv.FormatInt(rest, 10)
		for len(r) < digits {
			r = "0" + r
		}
		s += "." + r
	}
	return s
}

// IsZero tells that there is no amount.
func (m Money) IsZero() bool { return m.Minor == 0 }
