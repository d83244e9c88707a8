package web

import (
	_ "embed"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/page"
)

// The choices of the forms. The world's (zones, currencies, regions) are text
// files, one choice a line; the company's come from its directory.

var (
	//go:embed zones.txt
	zoneLines string
	//go:embed currencies.txt
	currencyLines string
	//go:embed regions.txt
	regionLines string
)

var (
	zoneOptions = optionsOf(zoneLines, zoneOption)
	currencies  = optionsOf(currencyLines, codeOption)
	regions     = append([]page.Option{{Label: "Choose a country"}}, optionsOf(regionLines, nameOption)...)

	stageOptions = wordOptions("none", company.Stages)
	kindOptions  = wordOptions("by channel", company.Kinds)

	measureOptions = []page.Option{{Label: "none"}, {Value: "days_late", Label: "days late"}, {Value: "hours", Label: "hours"}}
)

func optionsOf(lines string, option func(line string) page.Option) (list []page.Option) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, option(line))
		}
	}
	return list
}

// zoneOption names a zone by its city, under its continent.
func zoneOption(name string) page.Option {
	continent, city, ok := strings.Cut(name, "/")
	if !ok {
		return page.Option{Value: name, Label: name}
	}
	return page.Option{Value: name, Label: strings.NewReplacer("_", " ", "/", ", ").Replace(city), Group: continent}
}

// codeOption reads "NOK Norwegian Krone"; people look for the code.
func codeOption(line string) page.Option {
	code, name, _ := strings.Cut(line, " ")
	return page.Option{Value: code, Label: code + ", " + name}
}

// nameOption reads "NO Norway (+47)"; people look for the name.
func nameOption(line string) page.Option {
	code, name, _ := strings.Cut(line, " ")
	return page.Option{Value: code, Label: name}
}

func wordOptions(none string, keys []string) []page.Option {
	list := []page.Option{{Label: none}}
	for _, k := range keys {
		list = append(list, page.Option{Value: k, Label: outcomeWord(k)})
	}
	return list
}

// zones are the time zones to choose from; the current one is among them, by
// whatever name it goes.
func zones(current string) []page.Option {
	if current == "" || slices.ContainsFunc(zoneOptions, func(o page.Option) bool { return o.Value == current }) {
		return zoneOptions
	}
	return append([]page.Option{{Value: current, Label: current}}, zoneOptions...)
}

// contributorOptions are the contributors by key, departments before partners.
// Those that ended are left out, but for the current one; so is what except
// names. none says what it means to choose none.
func contributorOptions(d *company.Directory, none, current string, except ...int64) []page.Option {
	var departments, partners []page.Option
	for _, k := range d.Contributors() {
		if !k.ClosedAt.IsZero() && k.Key != current || slices.Contains(except, k.ID) {
			continue
		}
		if d.Root(k.ID).Kind == company.Partner {
			partners = append(partners, page.Option{Value: k.Key, Label: k.Name, Group: "Partners"})
		} else {
			departments = append(departments, page.Option{Value: k.Key, Label: k.Name, Group: "Departments"})
		}
	}
	return slices.Concat([]page.Option{{Label: none}}, departments, partners)
}

// touchpointOptions are the touchpoints by key, after the beginnings of keys
// ("delivery") that stand for several.
func touchpointOptions(d *company.Directory, none, current string) []page.Option {
	list := []page.Option{{Label: none}}
	var one, several []page.Option
	known := func(key string) bool {
		return slices.ContainsFunc(slices.Concat(list, one, several), func(o page.Option) bool { return o.Value == key })
	}
	for _, t := range d.Touchpoints() {
		one = append(one, page.Option{Value: t.Key, Label: t.Name, Group: "One"})
		if family, _, ok := strings.Cut(t.Key, "."); ok && !known(family) && d.TouchpointID(family) == 0 {
			several = append(several, page.Option{Value: family, Label: touchpointFamily(family), Group: "Several"})
		}
	}
	if !known(current) {
		several = append(several, page.Option{Value: current, Label: touchpointFamily(current), Group: "Several"})
	}
	return slices.Concat(list, several, one)
}

// oneTouchpointOptions are the touchpoints by key, none of them several.
func oneTouchpointOptions(d *company.Directory, none string) []page.Option {
	list := []page.Option{{Label: none}}
	for _, t := range d.Touchpoints() {
		list = append(list, page.Option{Value: t.Key, Label: t.Name})
	}
	return list
}

// touchpointFamily names the touchpoints whose keys begin alike.
func touchpointFamily(key string) string { return attributeWord(key) + ": all of them" }

// roleWord says a role in words: "experience lead".
func roleWord(r company.Role) string { return outcomeWord(string(r)) }

// deeds say what the operations of the table of roles let somebody do, in the
// order in which they are told. What everybody may, and what comes along with
// another, is not said.
var deeds = []struct {
	op    company.Operation
	words string
}{
	{company.SeeCustomer, "sees customers"},
	{company.RecordInteraction, "logs interactions"},
	{company.ChangeCustomer, "changes customers"},
	{company.MergeCustomers, "merges customers"},
	{company.SeeConfiguration, "sees how relationships are told"},
	{company.ChangeOrganisation, "changes contributors, employees and touchpoints"},
	{company.ModerateRemarks, "reads what bystanders wrote"},
	{company.ChangeConfiguration, "changes how relationships are told"},
	{company.SeeAudit, "reads the audit log"},
	{company.SeeOutgoing, "sees what is sent and would have been"},
	{company.GoLive, "lets Regard go live"},
	{company.ManageUsers, "manages users"},
	{company.ManageKeys, "manages API keys"},
	{company.ChangeCompany, "changes the company"},
}

// roleOptions are the roles, each with what it may do.
func roleOptions() []RoleOption {
	list := make([]RoleOption, len(company.Roles))
	for i, r := range company.Roles {
		var may []string
		for _, d := range deeds {
			if (company.Actor{Kind: company.ActorUser, Role: r}).May(d.op) {
				may = append(may, d.words)
			}
		}
		list[i] = RoleOption{Key: string(r), Label: page.Sentence(roleWord(r)), May: page.Sentence(strings.Join(may, ", "))}
		if r == company.RolePartner {
			list[i].May += ": only the partner’s own"
		}
	}
	return list
}
