package simulate

import (
	"fmt"
	"strings"
)

// phrase is one line of a file of words, ready to be spoken: fixed text, slots
// and choices. "Nettet er [veldig|kjempe|]tregt i {town}" is such a line.
type phrase struct {
	parts  []node
	needs  slot   // slots that must have something to say
	tone   byte   // 0 for any, else one of the tones below
	matter string // which matter of its topic it speaks of; any when empty
}

// Tones: a line may be for one temper only.
const (
	angry   = '!'
	annoyed = '-'
	pleased = '+'
)

// node is a piece of a phrase; exactly one of the three is set.
type node struct {
	text   string
	slot   slot
	choice [][]node
}

// slot is something that the words of a beat may mention; a bit each.
type slot uint32

const (
	slotFirst slot = 1 << iota
	slotName
	slotEmployee
	slotTown
	slotStreet
	slotProduct
	slotCustomer
	slotSince
	slotOrder
	slotInvoice
	slotVisit
	slotDays
	slotHours
	slotTimes
	slotAmount
	slotRight
	slotPromised
	slotGot
	slotDate
	slotWeekday
	slotClock
	slotAccount
)

var slotNames = map[string]slot{
	"first": slotFirst, "name": slotName, "employee": slotEmployee, "town": slotTown, "street": slotStreet, "product": slotProduct,
	"customer": slotCustomer, "since": slotSince, "order": slotOrder, "invoice": slotInvoice, "visit": slotVisit, "days": slotDays,
	"hours": slotHours, "times": slotTimes, "amount": slotAmount, "right": slotRight, "promised": slotPromised, "got": slotGot,
	"date": slotDate, "weekday": slotWeekday, "clock": slotClock, "account": slotAccount,
}

// parsePhrase reads a line.
func parsePhrase(line string) (phrase, error) {
	var p phrase
	if tag, rest, ok := strings.Cut(line, " "); ok && tag[0] == '@' {
		p.matter, line = tag[1:], rest
	}
	if len(line) > 1 && strings.IndexByte("!-+", line[0]) >= 0 && line[1] == ' ' {
		p.tone, line = line[0], line[2:]
	}
	line = strings.ReplaceAll(line, `\n`, "\n")
	nodes, rest, err := parseNodes(line, &p.needs)
	if err == nil && rest != "" {
		err = fmt.Errorf("a %q too many", rest[:1])
	}
	p.parts = nodes
	return p, err
}

// parseNodes reads up to the end or to the '|' or ']' that ends an alternative.
func parseNodes(s string, needs *slot) (nodes []node, rest string, err error) {
	for s != "" {
		end := strings.IndexAny(s, "[]{|")
		if end < 0 {
			return append(nodes, node{text: s}), "", nil
		}
		if end > 0 {
			nodes = append(nodes, node{text: s[:end]})
		}
		switch s[end] {
		case '{':
			name, after, ok := strings.Cut(s[end+1:], "}")
			if slotNames[name] == 0 || !ok {
				return nil, "", fmt.Errorf("no slot {%s}", name)
			}
			*needs |= slotNames[name]
			nodes, s = append(nodes, node{slot: slotNames[name]}), after
		case '[':
			choice, after, err := parseChoice(s[end+1:], needs)
			if err != nil {
				return nil, "", err
			}
			nodes, s = append(nodes, node{choice: choice}), after
		default:
			return nodes, s[end:], nil
		}
	}
	return nodes, "", nil
}

func parseChoice(s string, needs *slot) (choice [][]node, rest string, err error) {
	for {
		alternative, after, err := parseNodes(s, needs)
		if err != nil {
			return nil, "", err
		}
		choice = append(choice, alternative)
		if after == "" {
			return nil, "", fmt.Errorf("a [ without its ]")
		}
		s = after[1:]
		if after[0] == ']' {
			return choice, s, nil
		}
	}
}
