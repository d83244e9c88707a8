package web

import (
	"context"
	"net/http"
	"strings"

	"regard/internal/act/card"
	"regard/internal/know/company"
)

// places are the pages that the palette knows, with what one needs for them.
var places = []struct {
	PaletteItem
	op company.Operation
}{
	{PaletteItem{Label: "Today", Icon: "today", URL: "/"}, company.SeeToday},
	{PaletteItem{Label: "Customers", Icon: "customers", URL: "/customers"}, company.FindCustomers},
	{PaletteItem{Label: "Suggestions", Detail: "customers who may be one", Icon: "merge", URL: "/suggestions"}, company.SeeSuggestions},
	{PaletteItem{Label: "Contests", Detail: "shares that are said not to be theirs", Icon: "scale", URL: "/contests"}, company.SeeContests},
	{PaletteItem{Label: "Accounts", Detail: "customers that are companies", Icon: "building", URL: "/accounts"}, company.FindCustomers},
	{PaletteItem{Label: "What was said", Detail: "words, over all customers", Icon: "chat", URL: wordsURL}, company.FindInteractions},
	{PaletteItem{Label: "Coverage", Detail: "for how many customers we can tell", Icon: "customers", URL: coverageURL}, company.SeeCoverage},
	{PaletteItem{Label: "Company", Icon: "building", URL: "/settings"}, company.SeeOrganisation},
	{PaletteItem{Label: "Contributors", Detail: "departments and partners", Icon: "tree", URL: "/settings/contributors"}, company.SeeOrganisation},
	{PaletteItem{Label: "Employees", Icon: "customers", URL: "/settings/employees"}, company.SeeOrganisation},
	{PaletteItem{Label: "Touchpoints", Icon: "place", URL: "/settings/touchpoints"}, company.SeeOrganisation},
	{PaletteItem{Label: "Spots", Detail: "codes that anybody may answer", Icon: "code", URL: "/settings/spots"}, company.SeeSpots},
	{PaletteItem{Label: "Remarks", Detail: "what bystanders wrote", Icon: "chat", URL: "/remarks"}, company.ModerateRemarks},
	{PaletteItem{Label: "Topics and words", Detail: "what messages are about", Icon: "book", URL: hearingURL}, company.SeeConfiguration},
	{PaletteItem{Label: "Outcomes", Detail: "what they leave", Icon: "scale", URL: "/settings/outcomes"}, company.SeeConfiguration},
	{PaletteItem{Label: "Relationship", Detail: "its constants", Icon: "today", URL: "/settings/relationship"}, company.SeeConfiguration},
	{PaletteItem{Label: "Users", Icon: "in_person", URL: "/settings/users"}, company.ManageUsers},
	{PaletteItem{Label: "API keys", Icon: "key", URL: "/settings/keys"}, company.ManageKeys},
	{PaletteItem{Label: "Privacy", Detail: "retention and erasures", Icon: "lock", URL: privacyURL}, company.SeeRetention},
	{PaletteItem{Label: "Audit log", Icon: "history", URL: "/settings/audit"}, company.SeeAudit},
	{PaletteItem{Label: "Your account", Detail: "sessions and password", Icon: "in_person", URL: "/you"}, company.OwnAccount},
	{PaletteItem{Label: "API", Detail: "for other programs", Icon: "key", URL: "/docs"}, company.OwnAccount},
}

var offers = []struct {
	PaletteItem
	op company.Operation
}{
	{PaletteItem{Label: "Log an interaction", Icon: "log", URL: "/log"}, company.RecordInteraction},
	{PaletteItem{Label: "Light or dark", Icon: "sun", URL: "#", Does: "theme"}, company.OwnAccount},
}

func palette(c *call) error {
	p := Palette{Query: c.form("q")}
	err := c.view(func(ctx context.Context, tx *company.Tx) error {
		if p.Query == "" {
			return nil
		}
		people, err := c.search(ctx, tx, p.Query, candidates)
		if err != nil {
			return err
		}
		known, err := card.Standings(ctx, tx, people)
		if err != nil {
			return err
		}
		for i, person := range people {
			row := PaletteCustomer{CustomerRef: customerRef(person), Relationship: c.relationship(known[i])}
			if ids := identifiers(person); len(ids) > 0 && !row.Unnamed {
				row.Detail = ids[0].Value
			}
			p.Customers = append(p.Customers, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, x := range places {
		if c.who.May(x.op) && fits(x.PaletteItem, p.Query) {
			p.Places = append(p.Places, x.PaletteItem)
		}
	}
	for _, x := range offers {
		if c.who.May(x.op) && fits(x.PaletteItem, p.Query) {
			p.Actions = append(p.Actions, x.PaletteItem)
		}
	}
	if p.Query != "" && c.who.May(company.FindInteractions) {
		p.SaidURL = SaidFilter{Query: p.Query}.url("")
	}
	return c.show(http.StatusOK, p)
}

func fits(i PaletteItem, q string) bool {
	return strings.Contains(strings.ToLower(i.Label+" "+i.Detail), strings.ToLower(q))
}
