package api_test

import (
	"strings"
	"testing"

	"regard/internal/know/company"
)

// scopes says of each operation which scope a key needs, written by hand and
// apart from the table of roles, so that whoever changes one of them has to mean
// it.
var scopes = map[string]string{
	company.ScopeRead: `
		GET /api/v1/customers
		GET /api/v1/customers/{id}
		GET /api/v1/customers/{id}/card
		GET /api/v1/customers/{id}/timeline
		GET /api/v1/customers/{id}/relationship
		GET /api/v1/accounts
		GET /api/v1/interactions
		GET /api/v1/interactions/{id}
		GET /api/v1/episodes/{id}
		GET /api/v1/suggestions
		GET /api/v1/contests
		GET /api/v1/corrections
		GET /api/v1/journal
		GET /api/v1/company
		GET /api/v1/contributors
		GET /api/v1/contributors/{id}
		GET /api/v1/contributors/{id}/figures
		GET /api/v1/contributors/{id}/employees
		GET /api/v1/employees
		GET /api/v1/employees/{id}
		GET /api/v1/touchpoints
		GET /api/v1/touchpoints/{id}
		GET /api/v1/spots
		GET /api/v1/spots/{id}
		GET /api/v1/coverage
		GET /api/v1/outgoing
		GET /api/v1/configuration/frames
		GET /api/v1/configuration/figures
		GET /api/v1/configuration/hearing
		GET /api/v1/configuration/not-customers
		GET /api/v1/configuration/outcomes
		GET /api/v1/configuration/outgoing
		GET /api/v1/configuration/relationship`,
	company.ScopeWrite: `
		POST /api/v1/customers
		PATCH /api/v1/customers/{id}
		POST /api/v1/customers/{id}/merge
		POST /api/v1/merges/{id}/undo
		POST /api/v1/suggestions/look
		POST /api/v1/suggestions/{id}/decide
		POST /api/v1/interactions
		POST /api/v1/interactions/batch
		POST /api/v1/interactions/stream
		DELETE /api/v1/interactions/{id}
		POST /api/v1/interactions/{id}/corrections
		POST /api/v1/interactions/{id}/contest
		POST /api/v1/interactions/{id}/move
		POST /api/v1/corrections/{id}/undo
		POST /api/v1/contests/{id}/decide
		POST /api/v1/contests/{id}/reopen
		POST /api/v1/contests/{id}/withdraw
		GET /api/v1/remarks
		POST /api/v1/remarks/{id}/decide
		POST /api/v1/coverage/recount`,
	company.ScopeAdmin: `
		GET /api/v1/customers/{id}/archive
		GET /api/v1/customers/{id}/openings
		DELETE /api/v1/customers/{id}
		PUT /api/v1/company
		POST /api/v1/contributors
		PUT /api/v1/contributors/{id}
		DELETE /api/v1/contributors/{id}
		POST /api/v1/employees
		PUT /api/v1/employees/{id}
		DELETE /api/v1/employees/{id}
		POST /api/v1/organisation
		POST /api/v1/touchpoints
		PUT /api/v1/touchpoints/{id}
		DELETE /api/v1/touchpoints/{id}
		POST /api/v1/spots
		PUT /api/v1/spots/{id}
		POST /api/v1/spots/{id}/close
		POST /api/v1/spots/{id}/open
		PUT /api/v1/configuration/frames
		PUT /api/v1/configuration/figures
		PUT /api/v1/configuration/hearing
		PUT /api/v1/configuration/not-customers
		PUT /api/v1/configuration/outcomes
		PUT /api/v1/configuration/outgoing
		PUT /api/v1/configuration/relationship
		GET /api/v1/keys
		POST /api/v1/keys
		DELETE /api/v1/keys/{id}
		GET /api/v1/users
		POST /api/v1/users
		GET /api/v1/audit`,
}

func TestEveryOperationNeedsTheScopeThatIsExpected(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		routes, expected := s.api.Routes(), map[string]bool{}
		for scope, list := range scopes {
			for line := range strings.SplitSeq(strings.TrimSpace(list), "\n") {
				name := strings.TrimSpace(line)
				op, there := routes[name]
				if !there || expected[name] {
					t.Errorf("%s is expected, and is not there or expected twice", name)
					continue
				}
				expected[name] = true
				if company.ScopeOf(op) != scope {
					t.Errorf("%s needs %q, want %s", name, company.ScopeOf(op), scope)
				}
			}
		}
		for name := range routes {
			if !expected[name] {
				t.Errorf("%s has no expectation: say in scopes what it needs", name)
			}
		}
	})
}
