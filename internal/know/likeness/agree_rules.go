package likeness

import (
	"slices"
	"strings"
)

// Agree tells whether nothing in two descriptions speaks against an address or
// a number that both have being one person's own: their names are the same, or
// one is the other's in short, and so are their birth dates, but for a mistake
// in writing. What either does not say speaks against nothing. Behind an
// office's address, and so for office, only the same name does.
func Agree(a, b Description, year int, office bool) bool {
	for _, x := range a.Births {
		for _, y := range b.Births {
			if l := compareBirth(ReadDate(x, year), ReadDate(y, year)); l == 0 || l == 1 {
				return false
			}
		}
	}
	for _, x := range a.Names {
		for _, y := range b.Names {
			if !namesAgree(x, y, office) {
				return false
			}
		}
	}
	return true
}

// namesAgree compares names as they are written: in any order, with or without
// middle names, with initials.
func namesAgree(a, b Name, office bool) bool {
	x, y := allWords(a), allWords(b)
	switch {
	case len(x) == 0 || len(y) == 0:
		return true
	case slices.Equal(x, y):
		return true
	case office || len(x) == 1 && len(x[0]) == 1 || len(y) == 1 && len(y[0]) == 1:
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	// Each word of the shorter is a word of the longer, or its initial, or the
	// other way round; at least one is the same in full.
	same := false
	left := slices.Clone(y)
	for _, w := range x {
		at := slices.Index(left, w)
		same = same || at >= 0 && length(w) > 1
		if at < 0 {
			at = slices.IndexFunc(left, func(o string) bool { return (length(w) == 1 || length(o) == 1) && firstOf(w) == firstOf(o) })
		}
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return same
}

func allWords(n Name) []string {
	words := strings.Fields(nameWords(n.Given + " " + n.Family))
	if len(words) == 0 {
		words = strings.Fields(nameWords(n.Whole))
	}
	slices.Sort(words)
	return words
}

// offices are mailboxes that stand for a task and not for a person: those of RFC
// 2142, and what companies call them in a few languages.
var offices = setOf(`info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp
	office contact kontakt hello hi hei post mail email admin administrator accounts accounting billing invoice invoices faktura
	rechnung regnskap service kundeservice kundenservice customerservice help helpdesk hr jobs career careers team reception resepsjon empfang
	orders order bestilling enquiries inquiries booking reservations press media noreply no-reply donotreply`)

// Office tells whether an e-mail address is that of a task.
func Office(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	return offices[strings.ReplaceAll(local, ".", "")]
}
