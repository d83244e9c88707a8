package web

import (
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
)

func TestSettingsShowARoleWhatItMaySee(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleFrontline)
		v.get("/settings").has(200, `href="/settings/touchpoints"`).hasNot(`href="/settings/outcomes"`, `href="/settings/users"`, `href="/settings/audit"`)
		v.get("/settings/contributors?add").has(200, "Fjordfrakt").hasNot("A new contributor")
		v.get("/settings/touchpoints?edit=support.call").has(200, "Support line").hasNot(`id="form"`)
		v.get("/settings/outcomes").has(403)
		for _, path := range []string{"/settings", "/settings/contributors", "/settings/contributors/support", "/settings/contributors/support/move", "/settings/employees", "/settings/employees/kari",
			"/settings/touchpoints", "/settings/touchpoints/support.call", "/settings/outcomes", "/settings/outcomes/0-1", "/settings/outcomes/0-1/remove", "/settings/relationship",
			"/settings/users", "/settings/keys"} {
			v.post(path, "name", "X", "key", "x", "kind", "department").has(403)
		}
		enter(company.RoleManager).get("/settings/outcomes?edit=0-1").has(200, "no show").hasNot(`id="form"`)
		enter(company.RolePartner).get("/settings").has(403)
	})
}

func TestWhoMayOnlyReadSeesNothingToPress(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		admin, manager := enter(company.RoleAdmin), enter(company.RoleManager)
		admin.post("/settings/employees", "name", "Kari", "key", "kari", "contributor", "support").has(200)
		manager.get("/settings").has(200, "<dt>Company name</dt><dd>Nordlys</dd>", "<dt>Time zone</dt><dd>Oslo</dd>", "<dd>Norway (&#43;47)</dd>", "<dd>nordlys.example</dd>")
		for path, said := range map[string]string{"/settings": "Nordlys", "/settings/contributors": "Fjordfrakt", "/settings/employees": "Kari", "/settings/touchpoints": "Doorstep",
			"/settings/outcomes": "no show", "/settings/relationship": "For a person"} {
			_, seen, _ := strings.Cut(manager.get(path).has(200, said).body, `<div class="section">`)
			a := answer{t, "section of " + path, 200, seen}
			a.has(200, said).hasNot("?add", "?edit", "?move", `method="post"`, ">Change<", "/settings/users")
			admin.get(path).has(200, said)
		}
		for _, path := range []string{"/settings/contributors?add", "/settings/contributors?edit=support", "/settings/employees?edit=kari", "/settings/touchpoints?edit=support.call",
			"/settings/outcomes?add", "/settings/relationship?edit"} {
			admin.get(path).has(200, `method="post" action="`+strings.Split(path, "?")[0])
		}
	})
}

func TestDocsAreOpenToAnybody(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := newVisitor(t, enter(company.RoleAdmin).base)
		v.get("/docs").has(200, "Record one interaction", "Idempotency-Key", "curl "+v.base)
	})
}

func TestZonesAreThoseOfTheDatabaseAndTheOneInUse(t *testing.T) {
	for _, o := range zoneOptions {
		if _, err := time.LoadLocation(o.Value); err != nil {
			t.Error(err)
		}
	}
	if list := zones("US/Pacific"); list[0].Value != "US/Pacific" || len(list) != len(zoneOptions)+1 {
		t.Error("an old name in use cannot be kept")
	}
	if len(currencies) < 100 || len(regions) < 200 {
		t.Errorf("%d currencies, %d regions", len(currencies), len(regions))
	}
}
