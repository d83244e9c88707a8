package stats

import "math"

// Proportion is how many of n, as a share between 0 and 1, and the interval in
// which the true share lies with 95 % confidence.
type Proportion struct {
	Count, N         int
	Share, Low, High float64
}

// Enough is the least n from which a proportion is worth showing as a number.
const Enough = 20

// Enough tells whether there is enough to tell.
func (p Proportion) Enough() bool { return p.N >= Enough }

// Wilson returns the proportion of count in n with its score interval, without
// correction for continuity (E. B. Wilson, Journal of the American Statistical
// Association 22, 1927; recommended by R. G. Newcombe, Statistics in Medicine
// 17, 1998, method 3). Of nothing all is 0, and the interval from 0 to 1.
func Wilson(count, n int) Proportion {
	if n <= 0 {
		return Proportion{High: 1}
	}
	const z = 1.959963984540054 // of 95 %
	p, m := float64(count)/float64(n), float64(n)
	middle := p + z*z/(2*m)
	reach := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	whole := 1 + z*z/m
	return Proportion{Count: count, N: n, Share: p, Low: max(0, (middle-reach)/whole), High: min(1, (middle+reach)/whole)}
}
