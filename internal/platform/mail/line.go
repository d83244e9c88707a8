package mail

import "strings"

// line is one line of a body, and whether its mailer marked it as somebody else's words.
type line struct {
	text   string
	quoted bool
}

// plainLines cuts plain text into lines; ">" marks what is quoted.
func plainLines(text string) []line {
	var lines []line
	for s := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		lines = append(lines, line{s, strings.HasPrefix(s, ">") || strings.HasPrefix(s, " >")})
	}
	return lines
}

// textOf joins lines.
func textOf(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
