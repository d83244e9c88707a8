package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
)

// TestEveryEmployeeOfAContributorIsListedOnSomePage walks the pages of a large
// contributor, with and without figures of single employees.
func TestEveryEmployeeOfAContributorIsListedOnSomePage(t *testing.T) {
	h := furnish(t, nil, same)
	companytest.Update(t, h.Office, func(ctx context.Context, tx *company.Tx) error {
		for i := range 2*staffListed + 7 {
			if _, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: fmt.Sprintf("e%03d", i), Name: fmt.Sprintf("Employee %03d", i), Contributor: "billing"}); err != nil {
				return err
			}
		}
		return nil
	})
	next := regexp.MustCompile(`href="(/contributors/billing\?cursor=[^"#]*)[^"]*" rel="next"`)
	for _, figures := range []string{"false", "true"} {
		h.must("admin", "/settings/figures", "per_employee", figures)
		seen, pages := map[string]bool{}, 0
		for path := "/contributors/billing"; path != "" && pages < 10; pages++ {
			body := h.send("admin", http.MethodGet, strings.ReplaceAll(path, "&amp;", "&")).Body.String()
			if !strings.Contains(body, fmt.Sprintf("%d\u00a0employees", 2*staffListed+8)) {
				t.Fatalf("%s does not say how many there are", path)
			}
			for _, name := range regexp.MustCompile(`Employee \d{3}`).FindAllString(body, -1) {
				if seen[name] {
					t.Errorf("%s is listed twice", name)
				}
				seen[name] = true
			}
			path = ""
			if m := next.FindStringSubmatch(body); m != nil {
				path = m[1]
			}
		}
		if pages != 3 || len(seen) != 2*staffListed+7 {
			t.Errorf("figures %s: %d employees on %d pages", figures, len(seen), pages)
		}
	}
	if w := h.send("admin", http.MethodGet, "/contributors/support?cursor=broken"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a broken cursor: %d", w.Code)
	}
}

func TestUsersAreSaidToSeeWhatTheySee(t *testing.T) {
	for role, want := range map[company.Role]string{
		company.RoleAdmin: "all customers, all figures", company.RoleLead: "all customers, all figures", company.RoleManager: "all customers, figures of Support",
		company.RoleFrontline: "all customers", company.RoleExecutive: "all customers, all figures of units", company.RolePartner: "what Support had to do with",
	} {
		customers, figures := sight(role, "Support")
		if got := strings.TrimSuffix(customers+", "+figures, ", "); got != want {
			t.Errorf("%s: %q, want %q", role, got, want)
		}
	}
}
