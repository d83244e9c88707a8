package mail

import "strings"

// markSignature marks how the writer signs: what follows "-- " (RFC 3676, 4.3), what a telephone adds, and a closing
// phrase with the few short lines of name and office after it.
func markSignature(lines []line, marked []bool) {
	for i, l := range lines {
		if marked[i] || strings.TrimRight(l.text, " \u00a0") != "--" {
			continue
		}
		end := runEnd(marked, i)
		if l.text == "-- " || written(lines, i, end) <= 10 {
			markAll(marked, i, end)
		}
	}
	own := ownLines(lines, marked)
	for len(own) > 1 && deviceLine.MatchString(strings.TrimSpace(lines[own[len(own)-1]].text)) {
		marked[own[len(own)-1]] = true
		own = own[:len(own)-1]
	}
	if first := closing(lines, own); first >= 0 {
		for _, i := range own[first:] {
			marked[i] = true
		}
	}
}

// maxSigned bounds the lines after a closing phrase that may be a signature's.
const maxSigned = 6

// closing returns which of the writer's own lines is the phrase that closes the letter, -1 when none is: there must be
// words before it, and only short lines without a sentence after it.
func closing(lines []line, own []int) int {
	for k := len(own) - 1; k > 0 && k >= len(own)-1-maxSigned; k-- {
		s := strings.TrimSpace(lines[own[k]].text)
		if closingPhrase.MatchString(s) {
			return k
		}
		if len(s) > 70 || strings.ContainsAny(s, "?!") || strings.HasSuffix(s, ".") && strings.Count(s, " ") > 3 {
			return -1
		}
	}
	return -1
}

// ownLines returns the lines that are neither marked nor blank.
func ownLines(lines []line, marked []bool) []int {
	var own []int
	for i, l := range lines {
		if !marked[i] && strings.TrimSpace(l.text) != "" {
			own = append(own, i)
		}
	}
	return own
}

// runEnd returns where the unmarked lines from i end.
func runEnd(marked []bool, i int) int {
	for i < len(marked) && !marked[i] {
		i++
	}
	return i
}

// written counts the lines from i to before end that are not blank.
func written(lines []line, i, end int) int {
	count := 0
	for ; i < end; i++ {
		if strings.TrimSpace(lines[i].text) != "" {
			count++
		}
	}
	return count
}
