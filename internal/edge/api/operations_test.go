package api_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regard/internal/know/company"
)

// operation is one operation asked rightly.
type operation struct {
	name string // as the routes have it
	path string // "" for the name's
	body string
	code int
	has  string
	keep string // the answer's id is remembered under this name
}

const law = `{"half_life_days":90,"slow_half_life_days":365,"prior_weight":3,"prior_valence":0.2,"prior_spread":0.3,"spread":0.25,"negative_factor":2,
	"basis":{"asked":1,"observed":0.5,"inferred":0.5,"detected":0.4},"kind":{"delivery":1.5,"visit":1.5,"recovery":1.5,"talk":1,"mail":0.8,"page":0.2,"broadcast":0},
	"enough_evidence":1.5,"enough_episodes":2,"strained":45,"warm":65,"neutral":0.3,"gap_hours":72,"repeat_days":7,
	"effort":{"free_minutes":3,"wait_minute":-0.05,"wait_floor":-0.3,"hold_minute":-0.05,"hold_floor":-0.3,"free_transfers":1,"transfer":-0.15,"abandoned":-0.5,"re_explained":-0.2,"repeat":-0.3}}`

// operations are all that the API has, each asked rightly, in an order in
// which they follow from one another.
var operations = []operation{
	{"GET /api/v1/customers", "/api/v1/customers?identifier=email:ADA@example.com", "", 200, `"id":"{ada}"`, ""},
	{"GET /api/v1/customers/{id}", "/api/v1/customers/{ada}", "", 200, `"relationship":{"score":`, ""},
	{"PATCH /api/v1/customers/{id}", "/api/v1/customers/{ada}", `{"name":"Ada King","attributes":{"plan":"fiber"},"version":1}`, 200, `"name":"Ada King"`, ""},
	{"GET /api/v1/configuration/not-customers", "", "", 200, `"rules":[]`, ""},
	{"PUT /api/v1/configuration/not-customers", "", `{"rules":[{"pattern":"@carrier.example","class":"supplier"}]}`, 200, `"version":1`, ""},
	{"POST /api/v1/customers", "", `{"name":"Dag","identifiers":[{"kind":"email","value":"dag@example.com"}],"account":"Fjell AS","value_minor":1200}`, 200, `"value_minor":1200`, "dag"},
	{"GET /api/v1/accounts", "/api/v1/accounts?limit=1", "", 200, `"name":"Fjell AS"`, ""},
	{"GET /api/v1/customers/{id}/card", "/api/v1/customers/{ada}/card", "", 200, `"tried":[],"timeline":{"items":[{"id":"int_`, ""},
	{"GET /api/v1/customers/{id}/timeline", "/api/v1/customers/{ada}/timeline?channel=email&impression=negative&contributor=support&text=terrible", "", 200, `"id":"{interaction}"`, ""},
	{"GET /api/v1/customers/{id}/relationship", "/api/v1/customers/{ada}/relationship?limit=1", "", 200, `"prior":`, ""},
	{"POST /api/v1/interactions", "", `{"source":"shop","source_ref":"op","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, 200, `"status":"recorded"`, "fresh"},
	{"POST /api/v1/interactions/batch", "", `[{"source":"shop","source_ref":"op","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}]`, 200, `{"recorded":0,"duplicate":1,"refused":0,`, ""},
	{"POST /api/v1/interactions/stream", "", `{"source":"shop","source_ref":"op","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, 200, `{"ended":true,"recorded":0,"duplicate":1,`, ""},
	{"GET /api/v1/interactions", "/api/v1/interactions?q=terrib&channel=email&contributor=support&from=2020-01-01T00:00:00Z&limit=1", "", 200, `"marked":true`, ""},
	{"GET /api/v1/interactions/{id}", "/api/v1/interactions/{interaction}", "", 200, `"outcome":"wrong_invoice"`, ""},
	{"DELETE /api/v1/interactions/{id}", "/api/v1/interactions/{fresh}?reason=slip", "", 204, "", ""},
	{"GET /api/v1/episodes/{id}", "/api/v1/episodes/{episode}", "", 200, `{episode}`, ""},
	{"POST /api/v1/interactions/{id}/corrections", "/api/v1/interactions/{interaction}/corrections", `{"kind":"valence","role":"outcome","valence":0.2,"reason":"it was our own test"}`, 201, `"was":{"valence":-0.6,"confidence":1,"basis":"inferred"`, "correction"},
	{"POST /api/v1/corrections/{id}/undo", "/api/v1/corrections/{correction}/undo", "", 200, `"undone_at"`, ""},
	{"POST /api/v1/interactions/{id}/contest", "/api/v1/interactions/{interaction}/contest", `{"role":"outcome","reason":"the shop sent the wrong price"}`, 201, `"state":"open"`, "contest"},
	{"GET /api/v1/contests", "/api/v1/contests?state=open", "", 200, `"id":"{contest}"`, ""},
	{"POST /api/v1/contests/{id}/decide", "/api/v1/contests/{contest}/decide", `{"accept":true,"to":"support","why":"it was the campaign"}`, 200, `"state":"accepted"`, ""},
	{"POST /api/v1/contests/{id}/reopen", "/api/v1/contests/{contest}/reopen", "", 200, `"state":"open"`, ""},
	{"POST /api/v1/contests/{id}/withdraw", "/api/v1/contests/{contest}/withdraw", "", 200, `"state":"withdrawn"`, ""},
	{"POST /api/v1/interactions/{id}/move", "/api/v1/interactions/{interaction}/move", `{"customer_id":"{dag}","reason":"it was Dag's"}`, 201, `"now":{"customer_id":"{dag}"}`, "move"},
	{"GET /api/v1/corrections", "/api/v1/corrections?limit=3", "", 200, `"kind":"moved"`, ""},
	{"GET /api/v1/suggestions", "", "", 200, `"one_interaction_two_records"`, ""},
	{"POST /api/v1/suggestions/look", "", "", 202, "", ""},
	{"POST /api/v1/suggestions/{id}/decide", "/api/v1/suggestions/{suggestion}/decide", `{"decision":"distinct"}`, 200, `"distinct"`, ""},
	{"POST /api/v1/customers/{id}/merge", "/api/v1/customers/{ada}/merge", `{"from":"{dag}","reason":"same"}`, 200, `"into_id":"{ada}"`, "merge"},
	{"POST /api/v1/merges/{id}/undo", "/api/v1/merges/{merge}/undo", "", 200, `"undone_at"`, ""},
	{"GET /api/v1/customers/{id}/openings", "/api/v1/customers/{ada}/openings?limit=1", "", 200, `"items":[]`, ""},
	{"GET /api/v1/customers/{id}/archive", "/api/v1/customers/{ada}/archive", "", 200, "customer.json", ""},
	{"DELETE /api/v1/customers/{id}", "/api/v1/customers/{dag}", "", 202, `"records":["{dag}"]`, ""},
	{"GET /api/v1/journal", "/api/v1/journal?limit=2", "", 200, `"position"`, ""},
	{"GET /api/v1/contributors", "", "", 200, `"key":"carrier-north"`, ""},
	{"POST /api/v1/contributors", "", `{"key":"depot","name":"Depot","kind":"partner","parent":"carrier"}`, 201, `"parent":"carrier"`, "contributor"},
	{"GET /api/v1/contributors/{id}", "/api/v1/contributors/{contributor}", "", 200, `"key":"depot"`, ""},
	{"PUT /api/v1/contributors/{id}", "/api/v1/contributors/{contributor}", `{"key":"depot","name":"Depot 2","kind":"partner"}`, 200, `"name":"Depot 2"`, ""},
	{"GET /api/v1/contributors/{id}/figures", "/api/v1/contributors/{contributor}/figures", "", 200, `"last_28_days":{"n":0,`, ""},
	{"GET /api/v1/configuration/figures", "", "", 200, `"per_employee":false`, ""},
	{"PUT /api/v1/configuration/figures", "", `{"per_employee":true}`, 200, `"per_employee":true`, ""},
	{"GET /api/v1/contributors/{id}/employees", "/api/v1/contributors/{contributor}/employees", "", 200, `"items":[]`, ""},
	{"POST /api/v1/organisation", "", `{"rows":[{"key":"ida","name":"Ida","contributor":"billing","from":"2026-01-01T00:00:00+01:00"},{"key":"x","name":"X","contributor":"nowhere"}],"partial":true,"dry_run":true}`, 200, `"do":"added","employee":true,"key":"ida"`, ""},
	{"DELETE /api/v1/contributors/{id}", "/api/v1/contributors/{contributor}", "", 204, "", ""},
	{"GET /api/v1/employees", "", "", 200, `"items":`, ""},
	{"POST /api/v1/employees", "", `{"key":"kari","name":"Kari","contributor":"support"}`, 201, `"contributor":"support"`, "employee"},
	{"GET /api/v1/employees/{id}", "/api/v1/employees/{employee}", "", 200, `"key":"kari"`, ""},
	{"PUT /api/v1/employees/{id}", "/api/v1/employees/{employee}", `{"key":"kari","name":"Kari","title":"Lead","contributor":"billing"}`, 200, `"title":"Lead"`, ""},
	{"DELETE /api/v1/employees/{id}", "/api/v1/employees/{employee}", "", 204, "", ""},
	{"GET /api/v1/touchpoints", "", "", 200, `"key":"delivery.doorstep"`, ""},
	{"POST /api/v1/touchpoints", "", `{"key":"shop.cart","name":"Cart","stage":"buy"}`, 201, `"stage":"buy"`, "touchpoint"},
	{"GET /api/v1/touchpoints/{id}", "/api/v1/touchpoints/{touchpoint}", "", 200, `"key":"shop.cart"`, ""},
	{"PUT /api/v1/touchpoints/{id}", "/api/v1/touchpoints/{touchpoint}", `{"key":"shop.cart","name":"Cart","owner":"billing"}`, 200, `"owner":"billing"`, ""},
	{"DELETE /api/v1/touchpoints/{id}", "/api/v1/touchpoints/{touchpoint}", "", 204, "", ""},
	{"GET /api/v1/configuration/relationship", "", "", 200, `"half_life_days":180`, ""},
	{"PUT /api/v1/configuration/relationship", "", law, 200, `"version":1`, ""},
	{"GET /api/v1/configuration/outcomes", "", "", 200, `"outcome":"no_show"`, ""},
	{"PUT /api/v1/configuration/outcomes", "", `{"rules":[{"outcome":"late","valence":-0.5,"cause":"owner"}]}`, 200, `"version":1`, ""},
	{"GET /api/v1/configuration/hearing", "", "", 200, `"version":0`, ""},
	{"PUT /api/v1/configuration/hearing", "", `{"topics":[{"key":"solar","name":"Solar panels"}],"words":[{"topic":"solar","language":"en","words":"solar panel+"},{"topic":"billing","language":"en","words":"billing","off":true}],"leanings":[{"language":"en","felt":-0.5,"side":0}],"languages":[{"touchpoint":"delivery","language":"nb"}]}`, 200, `{"touchpoint":"delivery","language":"no"}`, ""},
	{"GET /api/v1/spots", "", "", 200, `"name":"Van 12"`, ""},
	{"POST /api/v1/spots", "", `{"name":"Desk","question":"How was it?","touchpoint":"support.call","contributor":"support"}`, 201, `"hourly":60`, "spot"},
	{"GET /api/v1/spots/{id}", "/api/v1/spots/{spot}", "", 200, `"path":"/by/`, ""},
	{"PUT /api/v1/spots/{id}", "/api/v1/spots/{spot}", `{"name":"The desk","question":"How was it?","touchpoint":"support.call","hourly":5}`, 200, `"hourly":5`, ""},
	{"POST /api/v1/spots/{id}/close", "/api/v1/spots/{spot}/close", "", 200, `"closed_at"`, ""},
	{"POST /api/v1/spots/{id}/open", "/api/v1/spots/{spot}/open", "", 200, `"name":"The desk"`, ""},
	{"GET /api/v1/remarks", "/api/v1/remarks?state=waiting&limit=1", "", 200, `"text":"parked on the pavement"`, ""},
	{"POST /api/v1/remarks/{id}/decide", "/api/v1/remarks/{remark}/decide", `{"decision":"accept"}`, 200, `"interaction_id":"int_`, ""},
	{"GET /api/v1/configuration/outgoing", "", "", 200, `"live":false`, ""},
	{"PUT /api/v1/configuration/outgoing", "", `{"live":true,"allowed":["@Nordlys.example"]}`, 200, `{"live":true,"allowed":["@nordlys.example"]}`, ""},
	{"GET /api/v1/configuration/frames", "", "", 200, `{"origins":[]}`, ""},
	{"PUT /api/v1/configuration/frames", "", `{"origins":["https://Desk.example.com:443"]}`, 200, `{"origins":["https://desk.example.com"]}`, ""},
	{"GET /api/v1/coverage", "", "", 200, `"account_size":[]`, ""},
	{"POST /api/v1/coverage/recount", "", "", 202, "", ""},
	{"GET /api/v1/outgoing", "/api/v1/outgoing?state=held&channel=email&why=not_live", "", 200, `"items":[]`, ""},
	{"GET /api/v1/company", "", "", 200, `"Nordlys"`, ""},
	{"PUT /api/v1/company", "", `{"name":"Nordlys AS","time_zone":"Europe/Oslo","currency":"NOK","phone_region":"NO","addresses":[]}`, 200, `"Nordlys AS"`, ""},
	{"GET /api/v1/keys", "", "", 200, `"hint"`, ""},
	{"POST /api/v1/keys", "", `{"name":"crm","scopes":["read"]}`, 201, `"key":"rk_`, "key"},
	{"DELETE /api/v1/keys/{id}", "/api/v1/keys/{key}", "", 204, "", ""},
	{"GET /api/v1/users", "", "", 200, `"items":`, ""},
	{"POST /api/v1/users", "", `{"email":"kari@nordlys.example","name":"Kari","role":"manager"}`, 201, `"role":"manager"`, ""},
	{"GET /api/v1/audit", "", "", 200, `"user.added"`, ""},
}

var suggestionID = regexp.MustCompile(`sug_[0-9a-z]{13}`)

// nouns are ids, well formed, of what is not there, by the noun of the path.
var nouns = map[string]string{"customers": "cus", "interactions": "int", "episodes": "epi", "suggestions": "sug", "merges": "mer", "contributors": "con", "employees": "emp", "touchpoints": "tou", "keys": "key", "corrections": "cor", "contests": "cnt", "spots": "spo", "remarks": "rem"}

func TestEveryOperationOfTheAPI(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		if err := s.words.CatchUp(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		s.is["suggestion"] = suggestionID.FindString(s.want("GET", "/api/v1/suggestions", "read", "", 200))
		s.is["remark"] = s.remark()
		s.keep("episode", s.want("GET", "/api/v1/interactions/{interaction}", "read", "", 200), "episode_id")
		routes, asked := s.api.Routes(), map[string]bool{}
		for _, op := range operations {
			needs, known := routes[op.name]
			if !known {
				t.Errorf("%s is not served", op.name)
				continue
			}
			asked[op.name] = true
			method, path, _ := strings.Cut(op.name, " ")
			if op.path != "" {
				path = op.path
			}
			s.want(method, path, "", op.body, 401, `"sign_in.needed"`)
			s.want(method, path, "rk_nobody", op.body, 401, `"key.unknown"`)
			scope := company.ScopeOf(needs)
			for _, other := range company.Scopes {
				if other != scope && other != company.ScopeAdmin {
					s.want(method, path, other, op.body, 403, `"key.scope"`)
				}
			}
			if strings.Contains(op.name, "{id}") {
				_, noun, _ := strings.Cut(strings.TrimPrefix(op.name, method+" "), "/api/v1/")
				noun, rest, _ := strings.Cut(noun, "/{id}")
				for _, bad := range []string{"x", "%00", "cus_", nouns[noun] + "_0000000000000x", "zzz_0000000000001", "'%20OR%201=1", "cus_zzzzzzzzzzzzz"} {
					s.want(method, "/api/v1/"+noun+"/"+bad+rest, scope, op.body, 422, `"id.malformed"`)
				}
				s.want(method, "/api/v1/"+noun+"/"+nouns[noun]+"_0000000000001"+rest, scope, op.body, 404, `"not_found"`)
			}
			answer := s.want(method, path, scope, op.body, op.code, op.has)
			if op.keep != "" {
				s.keep(op.keep, answer, "id")
			}
			lines := []string{answer}
			if strings.HasSuffix(path, "/stream") {
				lines = strings.Split(strings.TrimSpace(answer), "\n")
			}
			if answer != "" && !strings.HasPrefix(answer, "PK") && slices.ContainsFunc(lines, func(l string) bool { return !json.Valid([]byte(l)) }) { // but for the ZIP
				t.Errorf("%s answers no JSON: %s", op.name, clip(answer))
			}
		}
		for name := range routes {
			if !asked[name] {
				t.Errorf("%s is not asked: add it to operations", name)
			}
		}
		s.want("GET", "/api/v1/nothing", "read", "", 404, `"page.missing"`)
		s.want("GET", "/api/v1/", "read", "", 404)
		s.want("GET", "/api/v1/nothing", "", "", 401)
	})
}

// bad are requests that cannot be granted: what they are answered, and which
// field is named.
var bad = []struct {
	name, method, path, key, body string
	code                          int
	problem, field                string
}{
	{"figures of single employees while they are off", "GET", "/api/v1/contributors/{support}/employees", "read", "", 403, "figures.off", ""},
	{"no body", "POST", "/api/v1/interactions", "write", "", 422, "api.field_type", ""},
	{"no JSON", "POST", "/api/v1/interactions", "write", "{", 422, "api.field_type", ""},
	{"cut off", "POST", "/api/v1/interactions", "write", `{"source":"s","text":"a`, 422, "api.field_type", "text"},
	{"a field twice", "POST", "/api/v1/interactions", "write", `{"source":"s","source":"t","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, 422, "field.twice", "source"},
	{"a number beyond 2^53", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","attributes":{"order":9007199254740993}}`, 422, "field.inexact", "attributes.order"},
	{"half a surrogate pair", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","text":"\udc00"}`, 422, "field.bytes", "text"},
	{"deep", "POST", "/api/v1/interactions", "write", `{"source":"s","attributes":` + strings.Repeat(`{"a":`, 40) + `1` + strings.Repeat("}", 41), 422, "field.too_deep", ""},
	{"a list", "POST", "/api/v1/interactions", "write", "[]", 422, "api.field_type", ""},
	{"null", "POST", "/api/v1/interactions", "write", "null", 422, "field.required", "source"},
	{"nothing said", "POST", "/api/v1/interactions", "write", "{}", 422, "field.required", "source"},
	{"an unknown field", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","sorce":"x"}`, 422, "api.field_unknown", "sorce"},
	{"a number for a text", "POST", "/api/v1/interactions", "write", `{"source":7,"occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, 422, "api.field_type", "source"},
	{"no such time", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"yesterday","channel":"phone"}`, 422, "api.field_type", "occurred_at"},
	{"no such channel", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"fax"}`, 422, "interaction.channel_unknown", "channel"},
	{"a time to come", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2036-03-01T10:00:00Z","channel":"phone"}`, 422, "time.too_late", "occurred_at"},
	{"NUL", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","text":"a\u0000"}`, 422, "field.bytes", "text"},
	{"NUL deep down", "POST", "/api/v1/interactions", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone","attributes":{"a":["\u0000"]}}`, 422, "field.bytes", "attributes"},
	{"no such identifier", "GET", "/api/v1/customers?identifier=ada", "read", "", 422, "identifier.form", "identifier"},
	{"no such e-mail", "GET", "/api/v1/customers?identifier=email:ada", "read", "", 422, "identifier.email_malformed", "identifiers"},
	{"too many at once", "GET", "/api/v1/customers?limit=201", "read", "", 422, "field.malformed", "limit"},
	{"none at once", "GET", "/api/v1/customers?limit=0", "read", "", 422, "field.malformed", "limit"},
	{"no number", "GET", "/api/v1/customers?limit=x", "read", "", 422, "field.malformed", "limit"},
	{"a cursor of nobody's", "GET", "/api/v1/customers?cursor=x", "read", "", 422, "cursor.malformed", "cursor"},
	{"a journal's cursor of nobody's", "GET", "/api/v1/journal?cursor=x", "read", "", 422, "cursor.malformed", "cursor"},
	{"a timeline by nobody", "GET", "/api/v1/customers/{ada}/timeline?contributor=nobody", "read", "", 422, "contributor.unknown", "contributor"},
	{"a timeline by no impression", "GET", "/api/v1/customers/{ada}/timeline?impression=furious", "read", "", 422, "field.malformed", "impression"},
	{"a customer without an identifier", "POST", "/api/v1/customers", "write", `{"identifiers":[]}`, 422, "identifier.needed", "identifiers"},
	{"a customer's NUL", "POST", "/api/v1/customers", "write", `{"identifiers":[{"kind":"email","value":"x@example.com"}],"attributes":{"a":"\u0000"}}`, 422, "field.bytes", "attributes"},
	{"a change's NUL", "PATCH", "/api/v1/customers/{ada}", "write", `{"name":"a\u0000"}`, 422, "field.bytes", "name"},
	{"an old version", "PATCH", "/api/v1/customers/{ada}", "write", `{"name":"x","version":77}`, 409, "customer.changed_meanwhile", ""},
	{"an account that is a person", "PATCH", "/api/v1/customers/{ada}", "write", `{"account_id":"{bob}"}`, 422, "customer.no_account", "account_id"},
	{"since the year 0", "PATCH", "/api/v1/customers/{ada}", "write", `{"since":"0000-01-01T00:00:00+23:59"}`, 422, "time.far", "since"},
	{"left in the year 9999", "PATCH", "/api/v1/customers/{ada}", "write", `{"left_at":"9999-12-31T23:59:59-23:59"}`, 422, "time.far", "left_at"},
	{"more money than there is", "PATCH", "/api/v1/customers/{ada}", "write", `{"value_minor":1000000000000001}`, 422, "field.out_of_range", "value"},
	{"an attribute of a megabyte", "PATCH", "/api/v1/customers/{ada}", "write", `{"attributes":{"a":"` + strings.Repeat("x", 100_000) + `"}}`, 422, "field.too_long", "attributes"},
	{"a listed customer since the year 0", "POST", "/api/v1/customers", "write", `{"identifiers":[{"kind":"email","value":"x@example.com"}],"since":"0000-01-01T00:00:00+23:59"}`, 422, "time.far", "since"},
	{"a listed customer's NUL", "POST", "/api/v1/customers", "write", `{"identifiers":[{"kind":"email","value":"x@example.com"}],"name":"a\u0000"}`, 422, "field.bytes", "name"},
	{"a unit since the year 0", "POST", "/api/v1/contributors", "admin", `{"key":"x","name":"S","kind":"department","from":"0000-01-01T00:00:00+23:59"}`, 422, "time.far", "from"},
	{"an employee from the year 9999", "POST", "/api/v1/employees", "admin", `{"key":"x","name":"S","contributor":"support","from":"9999-12-31T23:59:59Z"}`, 422, "time.far", "from"},
	{"a bad account", "PATCH", "/api/v1/customers/{ada}", "write", `{"account_id":"x"}`, 422, "id.malformed", ""},
	{"a negative value", "PATCH", "/api/v1/customers/{ada}", "write", `{"value_minor":-1}`, 422, "customer.value_negative", "value"},
	{"a merge with himself", "POST", "/api/v1/customers/{ada}/merge", "write", `{"from":"{ada}"}`, 409, "merge.same_person", ""},
	{"a merge with nobody", "POST", "/api/v1/customers/{ada}/merge", "write", `{"from":"x"}`, 422, "id.malformed", ""},
	{"a merge's NUL", "POST", "/api/v1/customers/{ada}/merge", "write", `{"from":"{bob}","reason":"\u0000"}`, 422, "field.bytes", ""},
	{"no such decision", "POST", "/api/v1/suggestions/sug_0000000000001/decide", "write", `{"decision":"perhaps"}`, 422, "field.malformed", "decision"},
	{"a key that is taken", "POST", "/api/v1/contributors", "admin", `{"key":"support","name":"S","kind":"department"}`, 409, "key.taken", ""},
	{"a spot nowhere", "POST", "/api/v1/spots", "admin", `{"name":"x","question":"x","touchpoint":"no.where"}`, 422, "touchpoint.unknown", "touchpoint"},
	{"a spot that asks nothing", "POST", "/api/v1/spots", "admin", `{"name":"x","question":" ","touchpoint":"support.call"}`, 422, "field.required", "question"},
	{"a spot for everybody", "POST", "/api/v1/spots", "admin", `{"name":"x","question":"x","touchpoint":"support.call","hourly":10001}`, 422, "field.out_of_range", "hourly"},
	{"a remark's decision", "POST", "/api/v1/remarks/rem_0000000000001/decide", "write", `{"decision":"perhaps"}`, 422, "field.malformed", "decision"},
	{"a remark's reason", "POST", "/api/v1/remarks/rem_0000000000001/decide", "write", `{"decision":"refuse","reason":"boring"}`, 422, "field.malformed", "reason"},
	{"no state of remarks", "GET", "/api/v1/remarks?state=x", "write", "", 422, "field.malformed", "state"},
	{"a kind of no contributor", "POST", "/api/v1/contributors", "admin", `{"key":"x","name":"S","kind":"team"}`, 422, "contributor.kind_unknown", "kind"},
	{"a name's NUL", "POST", "/api/v1/contributors", "admin", `{"key":"x","name":"\u0000","kind":"department"}`, 422, "field.bytes", ""},
	{"a touchpoint where something happened", "DELETE", "/api/v1/touchpoints/{used}", "admin", "", 409, "touchpoint.used", ""},
	{"a law that is none", "PUT", "/api/v1/configuration/relationship", "admin", strings.Replace(law, `"warm":65`, `"warm":650`, 1), 422, "field.out_of_range", "warm"},
	{"half a law", "PUT", "/api/v1/configuration/relationship", "admin", `{"half_life_days":90}`, 422, "field.malformed", ""},
	{"a table that is none", "PUT", "/api/v1/configuration/outcomes", "admin", `{"rules":[{"outcome":"Late","valence":0}]}`, 422, "interaction.outcome_malformed", "outcome"},
	{"a key of no scope", "POST", "/api/v1/keys", "admin", `{"name":"x","scopes":["all"]}`, 422, "key.scope_unknown", "scopes"},
	{"a user of no role", "POST", "/api/v1/users", "admin", `{"email":"x@y.no","name":"X","role":"king"}`, 422, "user.role_unknown", "role"},
	{"a user's password", "POST", "/api/v1/users", "admin", `{"email":"x@y.no","name":"X","role":"admin","password":"secret"}`, 422, "api.field_unknown", "password"},
	{"a frame of no site", "PUT", "/api/v1/configuration/frames", "admin", `{"origins":["desk"]}`, 422, "frames.origin_malformed", "origins"},
	{"a load of perhaps", "POST", "/api/v1/interactions/batch?history=perhaps", "write", `[]`, 422, "field.malformed", "history"},
	{"a stream of perhaps", "POST", "/api/v1/interactions/stream?history=perhaps", "write", `{}`, 422, "field.malformed", "history"},
	{"a stream of some answers", "POST", "/api/v1/interactions/stream?answers=some", "write", `{}`, 422, "field.malformed", "answers"},
	{"an interaction of perhaps", "POST", "/api/v1/interactions?history=perhaps", "write", `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"phone"}`, 422, "field.malformed", "history"},
	{"a zone of no place", "PUT", "/api/v1/company", "admin", `{"name":"N","time_zone":"x","currency":"NOK","phone_region":"NO","addresses":[]}`, 422, "company.zone_unknown", "time_zone"},
}

func TestWhatCannotBeGrantedSaysWhichFieldAndWhy(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.populate()
		s.keep("used", strings.Replace(strings.Replace(regexp.MustCompile(`\{"id":"tou_[^}]*"billing.invoice"[^}]*\}`).FindString(s.want("GET", "/api/v1/touchpoints", "read", "", 200)), `,"x"`, "", 1), "\n", "", -1), "id")
		s.is["support"] = regexp.MustCompile(`(con_[0-9a-z]{13})","key":"support"`).FindStringSubmatch(s.want("GET", "/api/v1/contributors", "read", "", 200))[1]
		for _, c := range bad {
			w := s.ask(c.method, c.path, c.key, c.body)
			p := s.problem(w)
			if w.Code != c.code || p.Code != c.problem || c.field != "" && p.Field != c.field {
				t.Errorf("%s: %d %s (%s), want %d %s (%s)\n%s", c.name, w.Code, p.Code, p.Field, c.code, c.problem, c.field, clip(w.Body.String()))
			}
		}
	})
}
