package inbound

import "strings"

// risky are the characters with which a spreadsheet's formula can begin.
const risky = "=+-@\t\r"

// Guard makes a text safe to open in a spreadsheet, which would take one that
// begins with = + - or @ for a formula: an apostrophe goes before it. Importing
// takes that off again.
func Guard(s string) string {
	if isGuarded("'" + s) {
		return "'" + s
	}
	return s
}

// Unguard undoes Guard.
func Unguard(s string) string {
	if isGuarded(s) {
		return s[1:]
	}
	return s
}

// isGuarded tells whether apostrophes and then a risky character begin it.
func isGuarded(s string) bool {
	rest := strings.TrimLeft(s, "'")
	return len(rest) < len(s) && rest != "" && strings.IndexByte(risky, rest[0]) >= 0
}
