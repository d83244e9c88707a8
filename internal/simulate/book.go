package simulate

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

// The words are files, one a topic and language: "== part" and below it a line a
// phrase. "- ", "! " and "+ " begin lines for the annoyed, angry and pleased;
// "@matter " before that ties lines together: a tale speaks of one matter only.
//
//go:embed words
var wordFiles embed.FS

// part is what a line of words is for.
type part uint8

// The parts; each is a section of a file of words.
const (
	silent part = iota

	// what customers say
	subject // of an e-mail
	core    // what it is about
	detail  // more about it
	answer  // to a question of ours, as it stands beside the question
	wish    // what is to be done
	chase   // it is still not done
	fine    // last words when it is done
	bad     // last words when it is not
	tried   // what was tried already
	comment // beside a rating
	placed  // in the shop
	formed  // on the form for leaving

	// what we say and note
	fix    // it is done
	refix  // it is done, at last
	later  // it is not, but will be
	probe  // a question back :: and what a customer would answer
	note   // at the front desk
	wrapup // of a call
	done   // by the technician
	undone // by the technician, who must come back
	absent // of a visit that was not made
	amends // of a call to make good
	sale   // of a campaign call
	declined
	page // of the help centre: path :: title

	// what machines say
	auto
	confirmed
	shipped
	handedOver
	booked
	outageNotice
	restored
	invoiced
	reminder
	newsletter

	// what frames the rest
	hello
	lead
	bye
	phoneHello
	mood
	again
	loyal
	oursHello
	oursSorry
	oursBye
	parts
)

var partNames = [parts]string{
	"", "subject", "core", "detail", "answer", "wish", "chase", "fine", "bad", "tried", "comment", "placed", "formed",
	"fix", "refix", "later", "probe", "note", "wrapup", "done", "undone", "absent", "amends", "sale", "declined", "page",
	"auto", "confirmed", "shipped", "handedover", "booked", "outage", "restored", "invoiced", "reminder", "newsletter",
	"hello", "lead", "bye", "phonehello", "mood", "again", "loyal", "ourshello", "ourssorry", "oursbye",
}

// book is all phrases of one language.
type book struct {
	lines   [topics][parts][]phrase
	matters [topics][]string // what the topic's own lines tell apart
}

// own are the phrases for a part of a topic, or of its parent if it has none.
func (b *book) own(t topic, p part) []phrase {
	for b.lines[t][p] == nil && t != general {
		t = t.parent()
	}
	return b.lines[t][p]
}

// books are the languages, Norwegian and English, read once.
var books = sync.OnceValue(func() [2]*book {
	norsk, err := readBook("nb")
	if err != nil {
		panic(err) // the files are compiled in, and a test reads them
	}
	english, err := readBook("en")
	if err != nil {
		panic(err)
	}
	return [2]*book{norsk, english}
})

func readBook(language string) (*book, error) {
	b := new(book)
	for t, name := range topicNames {
		file := path.Join("words", language, name+".txt")
		text, err := wordFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := b.read(topic(t), text); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return b, nil
}

func (b *book) read(t topic, text []byte) error {
	at := silent
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if name, ok := strings.CutPrefix(line, "== "); ok {
			if at = partNamed(name); at == silent {
				return fmt.Errorf("line %d: no part %q", n, name)
			}
			continue
		}
		p, err := parsePhrase(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		b.lines[t][at] = append(b.lines[t][at], p)
		if p.matter != "" && !slices.Contains(b.matters[t], p.matter) {
			b.matters[t] = append(b.matters[t], p.matter)
		}
	}
	return lines.Err()
}

func partNamed(name string) part {
	for i, n := range partNames {
		if n == name {
			return part(i)
		}
	}
	return silent
}
