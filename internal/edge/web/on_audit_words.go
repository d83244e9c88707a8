package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"regard/internal/act/keeping"
	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// actorNames are the names of all who may have done something, by how the log
// names them.
type actorNames map[string]string

func (c *call) actorNames(ctx context.Context, tx *company.Tx) (actorNames, error) {
	names := actorNames{company.System.String(): "Regard itself", company.Nobody.String(): "Nobody signed in"}
	all, err := company.Users(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, u := range all {
		names[u.Actor(0).String()] = u.Name
	}
	keys, err := company.Keys(ctx, tx)
	for _, k := range keys {
		names[company.Actor{Kind: company.ActorKey, ID: k.ID}.String()] = k.Name
	}
	return names, err
}

// of is an actor's name; what the log has where nobody knows it.
func (n actorNames) of(actor string) string { return cmp.Or(n[actor], actor) }

// auditSubject is what was done something to, as a reader knows it.
type auditSubject struct{ name, url string }

// auditSubjects names the subjects of entries.
func (c *call) auditSubjects(ctx context.Context, tx *company.Tx, names actorNames, entries []company.Entry) (map[string]auditSubject, error) {
	found := map[string]auditSubject{"company": {c.dir.Profile.Name, "/settings"}, "figures per employee": {"figures per employee", employeesURL + "#figures"},
		"organisation": {"the organisation", contributorsURL}, impression.LawName: {"how relationships are told", "/settings/relationship"},
		interaction.OutcomesName: {"what outcomes leave", outcomesURL}, interaction.HearingName: {"how words are read", hearingURL}, customer.ClassRulesName: {"who is no customer", classRulesURL}, keeping.Name: {"how long things are kept", privacyURL}, outgoing.SettingName: {"what may leave the house", outgoingURL},
		"coverage": {"for how many we can tell", coverageURL}}
	var ids []customer.ID
	for _, e := range entries {
		kind, _, _ := strings.Cut(e.Subject, "_")
		id, err := database.ParseID(kind, e.Subject)
		if err != nil {
			continue
		}
		switch kind {
		case "usr", "key":
			found[e.Subject] = auditSubject{name: names[e.Subject]}
		case "con":
			k := c.dir.Contributor(id)
			found[e.Subject] = auditSubject{k.Name, address(contributorsURL, "edit", k.Key)}
		case "emp":
			m := c.dir.Employee(id)
			found[e.Subject] = auditSubject{m.Name, address(employeesURL, "edit", m.Key)}
		case "tou":
			t := c.dir.Touchpoint(id)
			found[e.Subject] = auditSubject{t.Name, address(touchpointsURL, "edit", t.Key)}
		case "spo":
			s, err := bystander.FindSpot(ctx, tx, bystander.SpotID(id))
			if err == nil {
				found[e.Subject] = auditSubject{s.Name, address(spotsURL, "edit", e.Subject)}
			} else if problem.KindOf(err) != problem.NotFound {
				return nil, err
			}
		case "rem":
			found[e.Subject] = auditSubject{name: "a bystander’s remark"}
		case "cus":
			ids = append(ids, customer.ID(id))
		}
	}
	people, err := customer.FindAll(ctx, tx, ids)
	for _, p := range people {
		r := customerRef(p)
		for _, id := range p.IDs() {
			found[id.String()] = auditSubject{r.Name, r.URL()}
		}
	}
	return found, err
}

// didWords are the actions that are not said by their verb and noun.
var didWords = map[string]string{
	"session.opened": "signed in as", "user.password_set": "set the password of", "configuration.changed": "changed", "company.changed": "changed the company",
	"coverage.recounted": "had counted anew:", "outgoing.went_live": "went live:", "outgoing.held_again": "held again", "outgoing.exported": "took out a list of", "backup.made": "made a backup of", "backup.restored": "restored a backup of",
	"touchpoint.adopted": "first met touchpoint", "employee.left": "recorded the leaving of", "employee.returned": "recorded the return of", "customer.archived": "took the archive of", "customer.identifiers_changed": "changed the identifiers of",
	"customer.reclassed":    "said what is",
	"organisation.imported": "imported a file of", "figures.switched_on": "switched on", "figures.switched_off": "switched off",
	"customer.roles_changed": "changed the roles in the account of",
}

// did says an action in words: "changed touchpoint".
func did(action string) string {
	if w, ok := didWords[action]; ok {
		return w
	}
	noun, verb, _ := strings.Cut(action, ".")
	return outcomeWord(verb) + " " + outcomeWord(noun)
}

func auditRow(e company.Entry, names actorNames, subjects map[string]auditSubject) AuditRow {
	s := subjects[e.Subject]
	row := AuditRow{At: e.RecordedAt, Actor: names.of(e.Actor), Did: did(e.Action), Subject: s.name, URL: s.url, Changes: changesOf(e.Detail)}
	if s.name == "" { // removed, or of a kind without names
		row.Subject, row.URL = e.Subject, ""
	}
	switch kind, _, _ := strings.Cut(e.Actor, "_"); kind {
	case "usr":
		row.Via = "page"
	case "key":
		row.Via = "API key"
	}
	return row
}

// changesOf lists an entry's detail; "was" is what its one other field was.
func changesOf(detail json.RawMessage) (list []Change) {
	var fields map[string]any
	if json.Unmarshal(detail, &fields) != nil {
		return nil
	}
	was, hasWas := fields["was"]
	delete(fields, "was")
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		ch := Change{Field: outcomeWord(name), To: valueWord(fields[name])}
		if hasWas && len(fields) == 1 {
			if ch.From = valueWord(was); ch.From == ch.To {
				ch.From = ""
			}
		}
		list = append(list, ch)
	}
	return list
}

func valueWord(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = valueWord(one)
		}
		return strings.Join(words, ", ")
	}
	return fmt.Sprint(v)
}
