package mail

import "strings"

// Split parts a plain text mail into what its writer wrote now and the rest: replies quoted with ">", an earlier mail
// below a divider or an attribution such as "On Monday Ann wrote:", and the signature. It knows the marks that mailers
// leave in a dozen languages and is otherwise conservative: what it does not know is the writer's. Body may be empty,
// where somebody forwards without a word.
func Split(text string) (body, quoted string) {
	return split(plainLines(manyLines(strings.ToValidUTF8(text, "\uFFFD"))))
}

// split is Split on lines whose mailer may have marked more than ">" does.
func split(lines []line) (body, quoted string) {
	marked := make([]bool, len(lines))
	for i, l := range lines {
		marked[i] = l.quoted
	}
	markHistory(lines, marked)
	markSignature(lines, marked)

	var own, others []string
	for i, l := range lines {
		switch {
		case marked[i]:
			if i > 0 && !marked[i-1] && len(others) > 0 && others[len(others)-1] != "" {
				others = append(others, "")
			}
			others = append(others, l.text)
			if len(own) > 0 && own[len(own)-1] != "" {
				own = append(own, "") // an answer between quotations is a paragraph
			}
		case strings.TrimSpace(l.text) == "" && (len(own) == 0 || own[len(own)-1] == ""):
		default:
			own = append(own, strings.TrimRight(l.text, " \t"))
		}
	}
	return strings.TrimSpace(strings.Join(own, "\n")), strings.Trim(strings.Join(others, "\n"), "\n")
}

// maxMarks bounds how many lines that look like a mark are looked at closely.
const maxMarks = 2000

// markHistory marks what was written earlier.
func markHistory(lines []line, marked []bool) {
	looks := maxMarks
	for i := 0; i < len(lines); i++ {
		if marked[i] || looks <= 0 {
			continue
		}
		if dividesHistory(lines, i, &looks) {
			markAll(marked, i, len(lines))
			return
		}
		if size := attribution(lines, i, marked, &looks); size > 0 {
			next := nextWritten(lines, i+size)
			if next == len(lines) || !marked[next] {
				// No ">" below it: all of it is the earlier mail.
				markAll(marked, i, len(lines))
				return
			}
			markAll(marked, i, next)
		}
	}
}

// markAll marks the lines from i to before end.
func markAll(marked []bool, i, end int) {
	for ; i < end; i++ {
		marked[i] = true
	}
}

// nextWritten returns the first line from i that is not blank.
func nextWritten(lines []line, i int) int {
	for i < len(lines) && strings.TrimSpace(lines[i].text) == "" {
		i++
	}
	return i
}

// dividesHistory says whether an earlier mail begins at line i: at a divider, or at the header lines that Outlook
// repeats.
func dividesHistory(lines []line, i int, looks *int) bool {
	s := strings.TrimSpace(lines[i].text)
	if s == "" {
		return false
	}
	drawn := strings.ContainsRune("-_*=>—", []rune(s[:min(len(s), 4)])[0])
	if drawn && divider.MatchString(s) || strings.HasSuffix(s, ":") && beginForward.MatchString(s) {
		return true
	}
	if drawn && ruler.MatchString(s) {
		next := nextWritten(lines, i+1)
		return next < len(lines) && next <= i+3 && repeatsHeader(lines, next, looks)
	}
	return repeatsHeader(lines, i, looks)
}

// repeatsHeader says whether lines that look like "From:", and "Sent:", "To:" or "Subject:" after it, stand at i.
func repeatsHeader(lines []line, i int, looks *int) bool {
	if name, value := headerWord(lines[i].text); !fromWords[name] || value == "" {
		return false
	}
	*looks--
	found := 0
	for k, seen := i+1, 0; k < min(len(lines), i+20) && seen < 6; k++ {
		if strings.TrimSpace(lines[k].text) == "" {
			if seen > 0 && found == 0 {
				return false
			}
			continue
		}
		seen++
		if name, _ := headerWord(lines[k].text); headerWords[name] {
			found++
		}
	}
	return found >= 2
}

// attribution returns how many lines the attribution at line i takes, 0 when none begins there. Mailers wrap it.
func attribution(lines []line, i int, marked []bool, looks *int) int {
	joined := ""
	for k := range 4 {
		if i+k >= len(lines) || k > 0 && marked[i+k] {
			break
		}
		s := strings.TrimSpace(lines[i+k].text)
		if s == "" {
			break
		}
		joined = strings.TrimSpace(joined + " " + s)
		if len(joined) > 400 {
			break
		}
		if !strings.HasSuffix(joined, ":") && !strings.HasSuffix(joined, "：") {
			continue
		}
		*looks--
		if attributes.MatchString(joined) && strings.ContainsAny(joined, "0123456789@<") {
			return k + 1
		}
	}
	return 0
}
