package inbound

import "unicode/utf8"

// shorten cuts a text between characters so that it has most bytes at the most.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
