package company_test

import (
	"slices"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// allowed is who may do what, written down a second time: a change to the one
// table has to be meant twice. Roles: Admin, Lead, Manager, Frontline,
// Partner, eXecutive.
var allowed = map[company.Operation]struct{ scope, roles string }{
	company.SeeToday:            {"read", "ALMFPX"},
	company.FindCustomers:       {"read", "ALMFPX"},
	company.SeeCustomer:         {"read", "ALMFPX"},
	company.ChangeCustomer:      {"write", "ALMF"},
	company.MergeCustomers:      {"write", "ALMF"},
	company.SeeSuggestions:      {"read", "ALMFX"},
	company.DecideSuggestion:    {"write", "ALMF"},
	company.RecordInteraction:   {"write", "ALMFP"},
	company.FindInteractions:    {"read", "ALMFPX"},
	company.VoidInteraction:     {"write", "ALMF"},
	company.SeeOrganisation:     {"read", "ALMFX"},
	company.ChangeOrganisation:  {"admin", "AL"},
	company.ReadJournal:         {"read", "AL"},
	company.SeeConfiguration:    {"read", "ALMX"},
	company.ChangeConfiguration: {"admin", "AL"},
	company.ChangeCompany:       {"admin", "A"},
	company.ManageUsers:         {"admin", "A"},
	company.ManageKeys:          {"admin", "A"},
	company.SeeAudit:            {"admin", "AL"},
	company.OwnAccount:          {"", "ALMFPX"},

	company.CorrectImpression:    {"write", "ALMF"},
	company.MoveInteraction:      {"write", "ALMF"},
	company.ClassCustomer:        {"write", "ALMF"},
	company.SeeClassRules:        {"read", "ALMFX"},
	company.ChangeClassRules:     {"admin", "AL"},
	company.ContestShare:         {"write", "ALMFP"},
	company.SeeContests:          {"read", "ALMFP"},
	company.DecideContest:        {"write", "AL"},
	company.ExportCorrections:    {"read", "AL"},
	company.SeeContributorFigure: {"read", "ALMPX"},
	company.SeeEmployeeFigures:   {"read", "ALM"},
	company.SeeOpenings:          {"admin", "AL"},
	company.SeeOutgoing:          {"read", "AL"},
	company.GoLive:               {"admin", "A"},
	company.SeeCoverage:          {"read", "ALMFX"},
	company.RecountCoverage:      {"write", "AL"},
	company.EraseCustomer:        {"admin", "AL"},
	company.ArchiveCustomer:      {"admin", "AL"},
	company.RevealField:          {"admin", "ALMF"},
	company.SeeRetention:         {"admin", "AL"},
	company.ChangeRetention:      {"admin", "A"},
	company.SeeSpots:             {"read", "ALMFX"},
	company.ChangeSpots:          {"admin", "AL"},
	company.ModerateRemarks:      {"write", "ALM"},
}

var letters = map[company.Role]string{company.RoleAdmin: "A", company.RoleLead: "L", company.RoleManager: "M",
	company.RoleFrontline: "F", company.RolePartner: "P", company.RoleExecutive: "X"}

func TestEveryOperationIsAllowedToWhomTheTableSays(t *testing.T) {
	if n := len(company.Operations()); n != len(allowed) {
		t.Errorf("%d operations, %d expected", n, len(allowed))
	}
	for _, op := range company.Operations() {
		want, listed := allowed[op]
		if !listed {
			t.Errorf("%s: who may do it is not expected anywhere", op)
			continue
		}
		for _, role := range company.Roles {
			who := company.Actor{Kind: company.ActorUser, ID: 1, Role: role, ContributorID: 1}
			check(t, op, string(role), who, strings.Contains(want.roles, letters[role]), "role.forbids")
		}
		for _, scope := range company.Scopes {
			who := company.Actor{Kind: company.ActorKey, ID: 1, Scopes: []string{scope}}
			may := scope == want.scope || scope == company.ScopeAdmin
			check(t, op, "key "+scope, who, may, "key.scope")
		}
		check(t, op, "key without a scope", company.Actor{Kind: company.ActorKey, ID: 1}, false, "key.scope")
		check(t, op, "nobody", company.Nobody, false, "sign_in.needed")
		check(t, op, "the system", company.System, true, "")
		check(t, op, "a user of no role", company.Actor{Kind: company.ActorUser, ID: 1}, false, "role.forbids")
		if company.ScopeOf(op) != want.scope || want.scope == "" && op != company.OwnAccount {
			t.Errorf("%s needs the scope %q, want %q", op, company.ScopeOf(op), want.scope)
		}
	}
	if company.System.May("nothing.known") || company.Nobody.May(company.SeeToday) {
		t.Error("what no table knows is allowed")
	}
}

func check(t *testing.T, op company.Operation, who string, a company.Actor, may bool, code string) {
	t.Helper()
	if a.May(op) != may {
		t.Errorf("%s by %s: %v, want %v", op, who, a.May(op), may)
	}
	switch err := a.Allow(op); {
	case may && err != nil:
		t.Errorf("%s by %s: %v", op, who, err)
	case !may && (problem.Of(err) == nil || problem.Of(err).Code != code):
		t.Errorf("%s by %s: %v, want %s", op, who, err, code)
	}
}

func TestAPartnerChangesNothingInside(t *testing.T) {
	partner := company.Actor{Kind: company.ActorUser, Role: company.RolePartner}
	own := []company.Operation{company.RecordInteraction, company.ContestShare} // what was in his hands, what he is charged with
	for _, op := range company.Operations() {
		changes := company.ScopeOf(op) == company.ScopeWrite || company.ScopeOf(op) == company.ScopeAdmin
		if changes && partner.May(op) && !slices.Contains(own, op) {
			t.Errorf("a partner may %s", op)
		}
	}
	if !slices.Contains(company.Roles, company.RolePartner) {
		t.Error("no role of a partner")
	}
}
