package customer

import (
	"cmp"
	"slices"
	"strings"

	"regard/internal/platform/problem"
)

// ClassRule says what everybody is whose address or handle fits a pattern:
//
//   - post@carrier.example: that address
//   - @carrier.example: every address of the domain and of those below it
//   - noreply@: that mailbox of any domain, also with "+…" behind it
//   - handle:x:somebot: that handle
type ClassRule struct {
	Pattern string `json:"pattern" doc:"an address, @domain, mailbox@ or handle:network:name" example:"@carrier.example"`
	Class   Class  `json:"class" enum:"supplier,staff,newsletter,bot,test"`
}

// ClassRules are the rules in force, ready to be asked.
type ClassRules struct {
	Version int64
	Rules   []ClassRule

	whole  map[string]int // by an identifier's key: which rule
	domain map[string]int
	local  map[string]int
}

// mostClassRules is how many rules there may be.
const mostClassRules = 2000

// CompileClassRules checks rules and makes them ready. Patterns are normalised
// as identifiers are.
func CompileClassRules(rules []ClassRule) (c *ClassRules, err error) {
	if len(rules) > mostClassRules {
		return nil, problem.Field("rules", "field.too_many", problem.Params{"max": mostClassRules})
	}
	c = &ClassRules{Rules: make([]ClassRule, len(rules)), whole: map[string]int{}, domain: map[string]int{}, local: map[string]int{}}
	for i, r := range rules {
		if !slices.Contains(Classes, r.Class) {
			return nil, problem.Field("class", "class.unknown", problem.Params{"value": clip(string(r.Class))})
		}
		if r.Pattern, err = c.add(i, strings.ToLower(strings.TrimSpace(r.Pattern))); err != nil {
			return nil, err
		}
		c.Rules[i] = r
	}
	return c, nil
}

// add notes a pattern and returns it as it is compared.
func (c *ClassRules) add(i int, pattern string) (string, error) {
	malformed := problem.Field("pattern", "class_rule.malformed", problem.Params{"value": clip(pattern)})
	in, key := c.whole, ""
	switch local, domain, at := strings.Cut(pattern, "@"); {
	case strings.HasPrefix(pattern, "handle:"):
		id, err := ParseIdentifier(pattern)
		if err != nil {
			return "", malformed.Because(err)
		}
		h, err := id.Normalise("")
		if err != nil {
			return "", malformed.Because(err)
		}
		key, pattern = h.Key(), h.Key()
	case !at:
		return "", malformed
	case local == "":
		whole := normalEmail("a@" + domain)
		if _, key, _ = strings.Cut(whole, "@"); !strings.Contains(key, ".") {
			return "", malformed
		}
		in, pattern = c.domain, "@"+key
	case domain == "":
		whole := normalEmail(local + "@domain.example")
		if key, _, _ = strings.Cut(whole, "@"); key == "" || strings.Contains(key, "+") {
			return "", malformed
		}
		in, pattern = c.local, key+"@"
	default:
		if pattern = normalEmail(pattern); pattern == "" {
			return "", malformed
		}
		key = "email:" + pattern
	}
	if _, taken := in[key]; taken {
		return "", problem.Field("pattern", "class_rule.twice", problem.Params{"value": clip(pattern)})
	}
	in[key] = i
	return pattern, nil
}

// Of returns the rule that says what somebody with these identifiers is: the
// one that fits most closely (an address or a handle, then a domain, the longest
// first, then a mailbox); of those alike, the first. Shared identifiers decide
// nothing.
func (c *ClassRules) Of(ids []Held) (rule ClassRule, found bool) {
	best, closest := -1, 0
	for _, h := range ids {
		if h.Shared {
			continue
		}
		if i, close, ok := c.fits(h); ok && (best < 0 || cmp.Or(cmp.Compare(close, closest), cmp.Compare(best, i)) > 0) {
			best, closest = i, close
		}
	}
	if best < 0 {
		return rule, false
	}
	return c.Rules[best], true
}

// fits returns the rule that fits an identifier most closely, and how closely.
func (c *ClassRules) fits(h Held) (rule, closeness int, found bool) {
	const whole, domains = 1 << 20, 1 << 10
	if i, ok := c.whole[h.Key()]; ok {
		return i, whole, true
	}
	local, domain, ok := strings.Cut(h.Value, "@")
	if h.Kind != "email" || !ok {
		return 0, 0, false
	}
	for at, below := domain, true; below; _, at, below = strings.Cut(at, ".") {
		if i, ok := c.domain[at]; ok {
			return i, domains + len(at), true
		}
	}
	local, _, _ = strings.Cut(local, "+")
	i, ok := c.local[local]
	return i, 1, ok
}

// says returns what the rules make of a record, and who said so then; what a
// person said stands.
func (c *ClassRules) says(class Class, by string, ids []Held) (Class, string) {
	if by != "" && by != ByRule {
		return class, by
	}
	if rule, found := c.Of(ids); found {
		return rule.Class, ByRule
	}
	return Counted, ""
}

// classify gives a record the class that the rules say, and tells whether that
// is another than it had.
func (r *Customer) classify(rules *ClassRules) bool {
	class, by := rules.says(r.Class, r.ClassBy, r.Identifiers)
	changed := class != r.Class || by != r.ClassBy
	r.Class, r.ClassBy = class, by
	return changed
}

// classify asks the rules of every record that was made or changed.
func (s *resolver) classify(rules *ClassRules) {
	if len(rules.Rules) == 0 {
		return // the job takes back what earlier rules said
	}
	for _, r := range s.added {
		r.classify(rules)
	}
	for id := range s.touched {
		s.records[id].classify(rules)
	}
}

// ProposedClassRules returns rules that most companies want and that are not
// among those given: machines' mailboxes, and the company's own addresses.
func ProposedClassRules(own []string, there []ClassRule) (list []ClassRule) {
	var all []ClassRule
	for _, address := range own {
		if !strings.Contains(address, "@") {
			address = "@" + address
		}
		all = append(all, ClassRule{address, Staff})
	}
	for _, mailbox := range []string{"noreply@", "no-reply@", "donotreply@", "mailer-daemon@", "postmaster@"} {
		all = append(all, ClassRule{mailbox, Bot})
	}
	all = append(all, ClassRule{"newsletter@", Newsletter})
	for _, r := range all {
		with := append(append([]ClassRule{}, there...), append(list, r)...)
		if _, err := CompileClassRules(with); err == nil { // else it is there, or is no pattern
			list = append(list, r)
		}
	}
	return list
}
