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
	digits, unit := digitsOf(m.Currency), Unit(m.Currency)
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

func digitsOf(currency string) int {
	if digits, ok := minorDigits[currency]; ok {
		return digits
	}
	return 2
}

// Unit is how many minor units a unit of the currency has: 100 øre a krone.
func Unit(currency string) int64 {
	unit := int64(1)
	for range digitsOf(currency) {
		unit *= 10
	}
	return unit
}

// IsZero tells that there is no amount.
func (m Money) IsZero() bool { return m.Minor == 0 }
