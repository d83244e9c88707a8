package web

import (
	"time"

	"regard/internal/know/customer"
	"regard/internal/platform/page"
)

func sampleSettingsFrame(section string) Settings {
	return Settings{Frame: sampleFrame("settings"), Section: section, Sections: AllSections, MayChange: true}
}

var (
	sampleZones      = []page.Option{{Value: "Europe/Oslo", Label: "Europe/Oslo"}, {Value: "Europe/London", Label: "Europe/London"}}
	sampleCurrencies = []page.Option{{Value: "NOK", Label: "NOK, Norwegian krone"}, {Value: "EUR", Label: "EUR, euro"}}
	sampleRegions    = []page.Option{{Value: "NO", Label: "Norway (+47)"}, {Value: "SE", Label: "Sweden (+46)"}}
	sampleParents    = []page.Option{{Label: "nothing, stands by itself"}, {Value: "support", Label: "Support"}, {Value: "field-service", Label: "Field service"}}
)

func sampleSignIn() SignInPage {
	return SignInPage{Outside: Outside{Company: "Nordlys Bredbånd"}, Form: SignInForm{Email: "marte.lunde@nordlys.example"}}
}

func sampleSignInDemo() SignInPage {
	p := sampleSignIn()
	p.Form.Email = ""
	p.Demo = append(p.Demo, sampleCharacters("").Characters...)
	return p
}

// sampleCharacters is the menu of a made-up company.
func sampleCharacters(current string) *DemoMenu {
	m := &DemoMenu{Reset: true}
	for _, k := range []Character{
		{Key: "lead", Name: "Marte Lunde", Role: "experience lead"}, {Key: "frontline", Name: "Kari Nordby", Role: "frontline"},
		{Key: "partner", Name: "Stian Moe", Role: "partner, Fjordfrakt"},
	} {
		m.Characters = append(m.Characters, CharacterLink{Character: k, URL: "/demo/as/" + k.Key + "?next=%2F", Current: k.Key == current})
	}
	return m
}

func sampleSignInWrong() SignInPage {
	s := sampleSignIn()
	s.Errors = Errors{"": "E-mail and password do not go together. Try again."}
	return s
}

func sampleSetup() SetupPage {
	return SetupPage{Form: SetupForm{Zone: "Europe/Oslo", Currency: "NOK", Region: "NO"}, Zones: sampleZones, Currencies: sampleCurrencies, Regions: sampleRegions}
}

func sampleSetupWrong() SetupPage {
	s := sampleSetup()
	s.Form = SetupForm{Company: "Nordlys Bredbånd", Zone: "Europe/Oslo", Currency: "NOK", Region: "NO", Addresses: "kundesenter@nordlys.example\nnordlys", Name: "Marte Lunde", Email: "marte"}
	s.Errors = Errors{"addresses": "Line 2 is no address: write an address, or @ and a domain.", "email": "That is no e-mail address.", "password": "Too short: 12 characters or more."}
	return s
}

func samplePassword() PasswordPage {
	return PasswordPage{Outside: Outside{Company: "Nordlys Bredbånd"}, Name: "Jonas Eide", Email: "jonas.eide@nordlys.example", New: true}
}

func sampleCompany() CompanyPage {
	return CompanyPage{Settings: sampleSettingsFrame("company"), Form: SetupForm{Company: "Nordlys Bredbånd", Zone: "Europe/Oslo", Currency: "NOK", Region: "NO", Addresses: "kundesenter@nordlys.example\n@nordlys.example"}, Zones: sampleZones, Currencies: sampleCurrencies, Regions: sampleRegions}
}

func sampleContributors() ContributorsPage {
	y := func(n int) time.Time { return time.Date(n, 1, 1, 0, 0, 0, 0, oslo) }
	return ContributorsPage{Settings: sampleSettingsFrame("contributors"), Parents: sampleParents, Tree: []ContributorRow{
		{Key: "support", Name: "Support", Kind: "department", From: y(2019), Employees: 24, Touchpoints: 3, URL: "/customers?caused=support"},
		{Key: "support-tech", Name: "Technical support", Kind: "department", Depth: 1, From: y(2021), Employees: 11, Touchpoints: 1},
		{Key: "support-night", Name: "Night desk", Kind: "department", Depth: 2, From: y(2022), Until: y(2024), Employees: 0},
		{Key: "kundehjelp", Name: "Kundehjelp", Kind: "partner", Depth: 1, From: y(2024), Employees: 60, Touchpoints: 1},
		{Key: "field-service", Name: "Field service", Kind: "department", From: y(2019), Employees: 38, Touchpoints: 2, Chosen: true},
		{Key: "billing", Name: "Billing", Kind: "department", From: y(2019), Employees: 6, Touchpoints: 2},
		{Key: "fjordfrakt", Name: "Fjordfrakt", Kind: "partner", From: y(2023), Touchpoints: 1},
	}}
}

func sampleContributorsEdit() ContributorsPage {
	c := sampleContributors()
	c.Form = &ContributorForm{Key: "field-service", Name: "Field service", Kind: "department", From: "2019-01-01", Until: "2018-01-01"}
	c.Errors = Errors{"until": "It cannot end before it began."}
	return c
}

func sampleContributorsMove() ContributorsPage {
	c := sampleContributors()
	c.Move = &ContributorMove{Key: "field-service", Name: "Field service", From: "2026-04-01"}
	return c
}

func sampleEmployees() EmployeesPage {
	return EmployeesPage{Settings: sampleSettingsFrame("employees"), Contributors: sampleParents, AddURL: "/settings/employees?add=1", List: "/settings/employees", Action: "/settings/employees", Figures: SingleFigures{May: true, MaySwitch: true, Least: 20}, Rows: []EmployeeRow{
		{Key: "ola.viken", Name: "Ola Viken", Email: "ola.viken@nordlys.example", Title: "Adviser", Contributor: "Technical support", From: time.Date(2022, 8, 1, 0, 0, 0, 0, oslo), User: true},
		{Key: "jonas.eide", Name: "Jonas Eide", Email: "jonas.eide@nordlys.example", Title: "Technician", Contributor: "Field service", From: time.Date(2020, 2, 1, 0, 0, 0, 0, oslo)},
		{Key: "grete.moe", Name: "Grete Moe", Contributor: "Billing", From: time.Date(2019, 1, 1, 0, 0, 0, 0, oslo), Until: time.Date(2025, 1, 1, 0, 0, 0, 0, oslo)},
	}}
}

func sampleTouchpoints() TouchpointsPage {
	return TouchpointsPage{Settings: sampleSettingsFrame("touchpoints"), Owners: sampleParents,
		Stages: []page.Option{{Label: "none"}, {Value: "get", Label: "get"}, {Value: "help", Label: "help"}}, Kinds: []page.Option{{Label: "by channel"}, {Value: "delivery", Label: "delivery"}},
		Rows: []TouchpointRow{
			{Key: "delivery.doorstep", Name: "Delivery at the door", Stage: "get", Owner: "Fjordfrakt", Kind: "delivery"},
			{Key: "visit.install", Name: "Technician's visit", Stage: "get", Owner: "Field service", Kind: "visit"},
			{Key: "support.line", Name: "Support line", Stage: "help", Owner: "Support", Kind: "talk", Reports: true},
			{Key: "invoice", Name: "Invoice", Stage: "pay", Owner: "Billing"},
			{Key: "reception", Name: "Reception"},
		}, Form: &TouchpointForm{New: true}}
}

func sampleUsers() UsersPage {
	return UsersPage{Settings: sampleSettingsFrame("users"), Contributors: []page.Option{{Label: "nobody"}, {Value: "fjordfrakt", Label: "Fjordfrakt"}},
		Roles: []RoleOption{{"admin", "Administrator", "everything, settings included"}, {"lead", "Experience lead", "everything but keys and users"}, {"frontline", "Frontline", "customers, and logging interactions"}, {"partner", "Partner", "what concerns the partner"}},
		Rows: []UserRow{
			{ID: "usr_1", Name: "Marte Lunde", Email: "marte.lunde@nordlys.example", Role: "Experience lead", Sees: "all customers", Figures: "all figures", LastSeen: sampleNow, You: true},
			{ID: "usr_2", Name: "Ola Viken", Email: "ola.viken@nordlys.example", Role: "Frontline", Sees: "all customers", LastSeen: sampleAgo(3 * time.Hour)},
			{ID: "usr_3", Name: "Kjersti Aas", Email: "kjersti@fjordfrakt.example", Role: "Partner", Sees: "what Fjordfrakt had to do with", Invited: true},
			{ID: "usr_4", Name: "Grete Moe", Email: "grete.moe@nordlys.example", Role: "Frontline", Sees: "all customers", Disabled: true},
		}}
}

func sampleUsersInvite() UsersPage {
	u := sampleUsers()
	u.Invite = &Invite{Name: "Kjersti Aas", URL: "https://regard.nordlys.example/password/8fk2mz0qv7c4n1x5", Until: sampleNow.AddDate(0, 0, 3)}
	u.Form = &UserForm{New: true, Role: "frontline"}
	return u
}

func sampleKeys() KeysPage {
	return KeysPage{Settings: sampleSettingsFrame("keys"),
		Made: &KeyMade{Name: "helpdesk", Key: "rk_8fk2mz0qv7c4n1x5t9w3h6d2b8s4j7p"},
		Rows: []KeyRow{
			{ID: "key_1", Name: "helpdesk", Hint: "4j7p", Scopes: []string{"read", "write"}, Made: sampleNow, By: "Marte Lunde"},
			{ID: "key_2", Name: "shop", Hint: "c09x", Scopes: []string{"write"}, Made: sampleAgo(90 * 24 * time.Hour), By: "Marte Lunde", LastUsed: sampleAgo(4 * time.Minute)},
			{ID: "key_3", Name: "old shop", Hint: "77am", Scopes: []string{"write"}, Made: sampleAgo(400 * 24 * time.Hour), LastUsed: sampleAgo(95 * 24 * time.Hour), Revoked: sampleAgo(89 * 24 * time.Hour)},
		}}
}

func sampleKeysEmpty() KeysPage {
	return KeysPage{Settings: sampleSettingsFrame("keys"), Form: &KeyForm{Scopes: map[string]bool{"write": true}}, Errors: Errors{"name": "Say which system it is for."}}
}

func sampleYou() YouPage {
	return YouPage{Frame: sampleFrame(""), Form: YouForm{Name: "Marte Lunde", Zone: "Europe/Oslo"}, Zones: sampleZones, Sessions: []SessionRow{
		{ID: "1", Browser: "Firefox on Linux", Began: sampleAgo(5 * time.Hour), Seen: sampleNow, This: true},
		{ID: "2", Browser: "Safari on iPhone", Began: sampleAgo(90 * time.Hour), Seen: sampleAgo(13 * time.Hour)},
	}}
}

func sampleOutcomes() OutcomesPage {
	return OutcomesPage{Settings: sampleSettingsFrame("outcomes"), Version: Version{Number: 3, At: sampleDay(2, 3, 12, 0), By: "Marte Lunde"},
		Touchpoints: []page.Option{{Label: "any touchpoint"}}, Causes: []page.Option{{Label: "nobody yet"}}, Measures: measureOptions,
		Rows: []OutcomeRow{
			{ID: "1", Touchpoint: "Delivery at the door", Outcome: "on_time", Valence: 0.1, Cause: "Fjordfrakt"},
			{ID: "2", Touchpoint: "Delivery at the door", Outcome: "late", Valence: -0.4, Cause: "Fjordfrakt"},
			{ID: "3", Touchpoint: "Delivery at the door", Outcome: "late", Condition: "more than 3 days", Valence: -0.7, Cause: "Fjordfrakt", Chosen: true},
			{ID: "4", Outcome: "wrong_item", Valence: -0.6, Cause: "owner of the touchpoint"},
			{ID: "5", Touchpoint: "Technician's visit", Outcome: "no_show", Valence: -0.8, Cause: "Field service"},
			{ID: "6", Touchpoint: "Technician's visit", Outcome: "fixed_first_time", Valence: 0.4, Cause: "Field service"},
			{ID: "7", Outcome: "informed", Valence: 0, Cause: "owner of the touchpoint"},
		},
		Form: &OutcomeForm{ID: "3", Touchpoint: "", Outcome: "late", FromAmount: "3", Measure: "days_late", Valence: "-0.7"}}
}

func sampleRelationship() RelationshipPage {
	return RelationshipPage{Settings: sampleSettingsFrame("relationship"), Version: Version{Number: 2, At: sampleDay(1, 12, 9, 0), By: "Marte Lunde"}, Groups: []ConstantGroup{
		{Title: "Where everyone starts", Text: "Until there is evidence, a customer stands here.", Constants: []Constant{
			{Key: "k", Label: "Strength of the start", Value: "3", Usual: "3", Help: "How many ordinary episodes it weighs as much as."},
			{Key: "b", Label: "Height of the start", Value: "0.2", Usual: "0.2", Help: "As a valence: 0.2 is a score of 60."}}},
		{Title: "How much an impression weighs", Text: "By how we know it, and by what it was.", Constants: []Constant{
			{Key: "asked", Label: "The customer said so", Value: "1", Usual: "1"},
			{Key: "observed", Label: "Staff judged", Value: "0.5", Usual: "0.5"},
			{Key: "detected", Label: "Told by the words", Value: "0.4", Usual: "0.4", Help: "Times how sure we are."},
			{Key: "delivery", Label: "A delivery or visit", Value: "1.5", Usual: "1.5"},
			{Key: "negative", Label: "What is negative", Value: "2.2", Unit: "times", Usual: "2", Help: "Bad weighs more than good."}}},
		{Title: "How it fades", Text: "After this long, half of it counts.", Constants: []Constant{
			{Key: "half_life", Label: "A person", Value: "180", Unit: "days", Usual: "180"},
			{Key: "half_life_account", Label: "An account", Value: "365", Unit: "days", Usual: "365"}}},
		{Title: "Bands", Text: "What the number is called.", Constants: []Constant{
			{Key: "strained", Label: "Strained below", Value: "45", Usual: "45"},
			{Key: "warm", Label: "Warm above", Value: "65", Usual: "65"},
			{Key: "enough", Label: "Enough to tell from", Value: "1.5", Unit: "fresh episodes", Usual: "1.5"}}},
	}, History: []VersionRow{
		{Version: Version{Number: 2, At: sampleDay(1, 12, 9, 0), By: "Marte Lunde"}, Reason: "Checked against the autumn's NPS: bad experiences weigh a little more here.", Changes: []Change{{Field: "What is negative", From: "2", To: "2.2"}}},
		{Version: Version{Number: 1, At: time.Date(2025, 3, 1, 9, 0, 0, 0, oslo)}, Reason: "As it came."},
	}}
}

func sampleRelationshipEdit() RelationshipPage {
	r := sampleRelationship()
	r.Editing = true
	r.Errors = Errors{"strained": "It must be below where warm begins.", "reason": "Say why, in a few words."}
	return r
}

func sampleAudit() AuditPage {
	return AuditPage{Settings: sampleSettingsFrame("audit"), Actors: []page.Option{{Value: "1", Label: "Marte Lunde"}}, Pager: Pager{NextURL: "?cursor=x"}, Rows: []AuditRow{
		{At: sampleAgo(10 * time.Minute), Actor: "Marte Lunde", Via: "page", Did: "made API key", Subject: "helpdesk"},
		{At: sampleAgo(2 * time.Hour), Actor: "Ola Viken", Via: "page", Did: "merged into", Subject: "Ingrid Solheim", URL: solheim.URL(), Changes: []Change{{Field: "reason", To: "same CRM number"}}},
		{At: sampleAgo(26 * time.Hour), Actor: "shop", Via: "API key", Did: "changed customer", Subject: "Odd-Arne Hansen", URL: hansen.URL(), Changes: []Change{{Field: "value", From: "NOK 4 788", To: "NOK 5 988"}, {Field: "since", To: "2023-05-01"}}},
		{At: sampleAgo(50 * time.Hour), Actor: "nobody", Via: "sign-in", Did: "wrong password for", Subject: "grete.moe@nordlys.example"},
	}}
}

func sampleDocs() DocsPage {
	d, err := ReadOpenAPI([]byte(sampleOpenAPI))
	if err != nil {
		panic(err)
	}
	return DocsPage{Docs: d}
}

const sampleOpenAPI = `{"openapi":"3.1.0","info":{"title":"Regard","version":"1","description":"Send what happens with your customers, and read how they regard you.\nEverything is JSON; lists answer items and next."},
"tags":[{"name":"Interactions","description":"What happened, in any channel."},{"name":"Customers"}],
"paths":{
"/api/v1/interactions":{"post":{"operationId":"record-interaction","summary":"Record one interaction","description":"Sent twice with the same source and source_ref it is stored once.","tags":["Interactions"],"security":[{"key":["write"]}],
 "parameters":[{"name":"Idempotency-Key","in":"header","description":"Makes a repeated request safe.","schema":{"type":"string"}}],
 "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Draft"}}}},
 "responses":{"200":{"description":"Recorded, or a duplicate","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Outcome"}}}},"422":{"description":"Refused","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}}}},
"/api/v1/customers/{id}/timeline":{"get":{"operationId":"timeline","summary":"The history of one customer","tags":["Customers"],"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string","examples":["cus_01hzx8k2m4pqr"]}},{"name":"channel","in":"query","schema":{"type":"string","enum":["phone","email","chat"]}}],"responses":{"200":{"description":"Episodes, newest first"}}}},
"/api/v1/customers/{id}":{"patch":{"operationId":"change-customer","summary":"Change a customer","tags":["Customers"],"responses":{"200":{"description":"Changed"}}},"delete":{"operationId":"erase","summary":"Erase a customer","tags":["Customers"],"deprecated":true,"responses":{"204":{"description":"Erased"}}}}},
"components":{"schemas":{
"Draft":{"type":"object","required":["source","occurred_at","channel"],"properties":{"source":{"type":"string","description":"the system that tells it","examples":["helpdesk"]},"occurred_at":{"type":"string","format":"date-time","description":"when it happened"},"channel":{"type":"string","enum":["phone","email","chat"]},"identifiers":{"type":"array","items":{"$ref":"#/components/schemas/Identifier"},"description":"who the customer is"},"legs":{"type":["array","null"],"items":{"type":"object","properties":{"contributor":{"type":"string"},"wait_seconds":{"type":"integer"}}}}}},
"Identifier":{"type":"object","required":["kind","value"],"properties":{"kind":{"type":"string","examples":["email"]},"value":{"type":"string","description":"as written"}}},
"Outcome":{"type":"object","properties":{"status":{"type":"string","enum":["recorded","duplicate","refused"]},"id":{"type":"string"}}},
"Problem":{"type":"object","properties":{"title":{"type":"string"},"detail":{"type":"string"}}}}}}`

func samplePalette() Palette {
	return Palette{Query: "ha", Customers: []PaletteCustomer{
		{CustomerRef: hansen, Detail: "+47 901 44 210", Relationship: evenRel},
		{CustomerRef: havbris, Detail: "booking@havbris.example", Relationship: warmRel},
		{CustomerRef: unnamed, Relationship: noRel}},
		Places:  []PaletteItem{{Label: "Audit log", Detail: "Settings", Icon: "history", URL: "/settings/audit"}},
		Actions: []PaletteItem{{Label: "Log an interaction", Icon: "log", URL: "/log"}, {Label: "Dark theme", Icon: "moon", URL: "#", Does: "theme:dark"}}}
}

func sampleClassRules() ClassRulesPage {
	p := ClassRulesPage{Settings: sampleSettingsFrame("not-customers"), Version: Version{Number: 2, At: sampleDay(2, 3, 12, 0), By: "Marte Lunde"}, Classes: classOptions()}
	for i, r := range []customer.ClassRule{{Pattern: "@fjordfrakt.example", Class: customer.Supplier}, {Pattern: "noreply@", Class: customer.Bot}, {Pattern: "handle:x:weatherbot", Class: customer.Bot}} {
		p.Rows = append(p.Rows, classRuleRow(r, 31*(2-i)))
	}
	for i, r := range customer.ProposedClassRules([]string{"@nordlys.example"}, []customer.ClassRule{{Pattern: "noreply@", Class: customer.Bot}}) {
		p.Proposals = append(p.Proposals, classRuleRow(r, max(0, 88-20*i)))
	}
	return p
}

func sampleClassRulesForm() ClassRulesPage {
	p := sampleClassRules()
	p.Form = &ClassRuleForm{Pattern: "@kraft.example", Class: "supplier", Preview: &ClassPreview{Label: "suppliers", Means: patternMeans("@kraft.example"), Count: 12, Some: []CustomerRef{hansen, nguyen, berg}, Looked: 100_000}}
	return p
}
func samplePrivacy(editing bool) PrivacyPage {
	p := PrivacyPage{Settings: sampleSettingsFrame("privacy"), Version: Version{Number: 2, At: sampleDay(2, 3, 10, 0), By: "Marte Lunde"}, Editing: editing, Counted: true, Classes: []KeptClass{
		{Key: "words", Label: "Words", Text: "what was said and written in interactions; what it left stays", Days: "1095", Rows: 18422, Oldest: sampleDay(1, 4, 8, 0).AddDate(-4, 0, 0)},
		{Key: "quoted", Label: "Quoted words", Text: "earlier mails and signatures below a message", Days: "180"},
		{Key: "audit", Label: "Audit log", Text: "who did what"},
		{Key: "left", Label: "Customers who left", Text: "erased so many days after the day they left", Days: "365", Rows: 12, Oldest: sampleDay(1, 9, 8, 0).AddDate(-1, 0, 0)}},
		Runs: []KeptRun{{At: sampleAgo(7 * time.Hour), Before: sampleNow.AddDate(-3, 0, 0), Class: "Words", Removed: 212}},
		Erasures: []ErasureRow{{ID: "cus_01hzx8k2m4pqr", At: sampleAgo(time.Hour), By: "Marte Lunde"},
			{ID: "cus_01hzx8k2m4pqs", At: sampleAgo(50 * time.Hour), By: "Regard itself", Done: true, Rows: 88, Trouble: []string{"A file of customers: not there any more: if it was moved or copied, remove it there."}}}}
	p.Masks, p.MaskKinds = []MaskRow{{Field: "attribute:ssn", Label: "ssn", Roles: []string{"experience lead"}}, {Field: "identifier:phone", Label: "Phone numbers"}}, maskKinds
	p.MaskRoles = []page.Option{{Value: "admin", Label: "Admin"}, {Value: "frontline", Label: "Frontline"}}
	if editing {
		p.Errors = Errors{"quoted": "It must lie between 0 and 36500. Correct it."}
		p.Classes[1].Days = "999999"
	}
	return p
}

func sampleHearing() HearingPage {
	return HearingPage{Settings: sampleSettingsFrame("hearing"), Version: Version{Number: 4, At: sampleDay(3, 2, 10, 30), By: "Marte Lunde"}, Language: "en",
		Languages: []page.Option{{Value: "en", Label: "English"}, {Value: "no", Label: "Norwegian"}, {Value: "sv", Label: "Swedish"}},
		Rows: []TopicRow{{Key: "smart_home", Name: "Smart home", Own: true, Yours: []string{"smart (home|plug+)", "thermostat+"}}, {Key: "billing", Name: "Invoices", Count: 29, Off: 1, Yours: []string{"solar (invoice|bill)"}, Chosen: true},
			{Key: "cancellation", Name: "Cancellation", Count: 31}, {Key: "empty", Name: "Fibre festival", Own: true}},
		Form:     &TopicForm{Key: "billing", Name: "Invoices", Version: 4, Words: "solar (invoice|bill)", Rest: []GivenWords{{"invoice+", true}, {"(my|the|your) (bill|bills)", true}, {"mystery charge", false}}},
		Expected: []ExpectedRow{{"support.mail_se", "Swedish mailbox", "Swedish"}, {"", "Anywhere else", "Norwegian"}}, Common: "Norwegian", Touchpoints: []page.Option{{Label: "anywhere"}, {Value: "support.call", Label: "Call to support"}},
		Leanings: []LeaningRow{{"en", "English", "a little: more is heard as neutral", ""}},
		Try: &TriedMessage{Text: "Third time I call about the solar bill.", Heard: &Heard{Language: "English", Sure: 0.99, Label: "negative", Confidence: 0.82, Effort: []HeardWord{{"Had to come back", "Third time I call", 0.8}}, Topics: []HeardWord{{"Invoices", "solar bill", 0.75}}},
			Passages: []Passage{{"Third time I call", "effort", "Had to come back", true}, {" about the solar bill.", "", "", true}}}}
}

func sampleHearingAdd() HearingPage {
	p := sampleHearing()
	p.Version, p.Form, p.Adding, p.Name, p.Expected, p.Leanings, p.Try, p.Common = Version{}, nil, true, "Smart home", nil, nil, nil, ""
	p.Errors = Errors{"name": "smart_home stands there already. Keep one of them."}
	return p
}
