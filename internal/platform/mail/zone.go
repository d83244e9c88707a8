package mail

import "time"

// monthNamed returns the month of that lower-case English name, in full or its first three letters, or 0.
func monthNamed(s string) time.Month {
	for m := time.January; m <= time.December; m++ {
		full := lowerMonths[m-1]
		if s == full || s == full[:3] || s == "sept" && m == time.September {
			return m
		}
	}
	return 0
}

var lowerMonths = [12]string{"january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december"}

// zones are hours east of UTC of the names that mail has used. Where a name means several zones it is the one of
// RFC 5322 or, failing that, the one most mail comes from; military letters mean nothing (RFC 5322, 4.3).
var zones = map[string]float64{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"est5edt": -5, "cst6cdt": -6, "mst7mdt": -7, "pst8pdt": -8,
	"akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3,
	"bst": 1, "ist": 5.5, "west": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "met dst": 2, "mesz": 2,
	"eet": 2, "eest": 3, "sast": 2, "msk": 3, "msd": 4, "trt": 3, "gst": 4, "pkt": 5, "npt": 5.75, "ict": 7, "wib": 7,
	"sgt": 8, "hkt": 8, "awst": 8, "pht": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11,
	"nzst": 12, "nzdt": 13,
}
