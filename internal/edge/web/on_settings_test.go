package web

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
)

func TestTheCompanyIsChangedOnItsPage(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get("/settings").has(200, `value="Nordlys"`, `<option value="Europe/Oslo" selected>Oslo`, `<option value="NOK" selected>`, `<option value="NO" selected>Norway (`, "nordlys.example")
		typed := []string{"company", "Nordlys <script>", "zone", "Europe/Helsinki", "currency", "EUR", "region", "FI", "addresses", "a@nordlys.example\r\n\r\n@nordlys.example"}
		v.post("/settings", typed...).has(200, "The company is changed.")
		v.get("/settings").has(200, `value="Nordlys &lt;script&gt;"`, `<option value="Europe/Helsinki" selected>`, "a@nordlys.example\n@nordlys.example").hasNot("<script>", "The company is changed.")
		typed[1], typed[3] = "", "Atlantis/Port"
		v.post("/settings", typed...).has(422, "This is needed.", `id="company-error"`, `<option value="Atlantis/Port" selected>`)
		typed[1] = "Nordlys"
		v.post("/settings", typed...).has(422, "There is no time zone Atlantis/Port.", `id="zone"`)
		typed[3], typed[9] = "Europe/Oslo", "help@nordlys.example\r\nnordlys"
		v.post("/settings", typed...).has(422, `id="addresses-error"`, "nordlys is neither an e-mail address nor a domain.", ">help@nordlys.example\r\nnordlys<")
	})
}

func TestContributorsAreAddedChangedMovedAndEnded(t *testing.T) {
	const page = "/settings/contributors"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, "Fjordfrakt North", `class="depth-1"`)
		v.get(page+"?add").has(200, "A new contributor", `<optgroup label="Partners"><option value="carrier"`)
		v.post(page, "name", "Night <script>", "key", "night", "kind", "department", "parent", "support", "from", "2024-05-01").has(200, "is a contributor now.", "Night &lt;script&gt;", "2024-05-01").hasNot("<script>")
		v.post(page, "name", "Night desk", "key", "night", "kind", "partner").has(422, `id="key-error"`, "There is a contributor with the key night already.", `value="Night desk"`)
		v.post(page, "name", "", "key", "day", "kind", "partner").has(422, `id="name-error"`)
		v.post(page, "name", "Day", "key", "day", "kind", "partner", "from", "yesterday").has(422, `id="from-error"`, `value="yesterday"`)

		v.get(page+"?edit=night").has(200, `action="/settings/contributors/night"`, `value="2024-05-01"`)
		v.post(page+"/night", "name", "Night desk", "kind", "department", "from", "2024-05-01").has(200, "Night desk is changed.")
		v.get(page+"?edit=night").has(200, `value="Night desk"`)
		v.post(page+"/night", "name", " ", "kind", "department").has(422, `id="name-error"`)
		v.post(page+"/nobody", "name", "X", "kind", "department").has(404)
		v.get(page + "?edit=nobody").has(404)

		v.get(page+"?move=night").has(200, "Move Night desk", `<option value="support" selected>`, `value="2026-03-02"`)
		v.post(page+"/night/move", "parent", "billing", "from", "2026-01-01").has(200, "Night desk has its new place.")
		v.get(page+"?move=night").has(200, `<option value="billing" selected>`)
		v.post(page+"/carrier/move", "parent", "carrier-north", "from", "2026-01-01").has(422, `id="parent-error"`, "Move Fjordfrakt")

		v.post(page+"/night", "name", "Night desk", "kind", "team").has(422, `id="kind-error"`, "team is no kind of contributor.")
	})
}

func TestContributorsHaveDates(t *testing.T) {
	const page = "/settings/contributors"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post(page, "name", "Lab", "key", "lab", "kind", "department", "from", "2020-01-01").has(200, "2020-01-01")
		v.post(page, "name", "Night desk", "key", "night", "kind", "department", "parent", "lab", "from", "2024-05-01").has(200)
		night := func(fields ...string) answer {
			return v.post(page+"/night", append(fields, "name", "Night desk", "kind", "department")...)
		}
		v.post(page+"/night/move", "parent", "support", "from", "2025-01-01").has(200)
		v.get(page+"?edit=night").has(200, "In its place since", `value="2025-01-01"`)
		night("from", "2025-02-01").has(200, "Night desk is changed.", "2024-05-01") // its first place is the list's
		v.get(page+"?edit=night").has(200, `value="2025-02-01"`)
		v.get(page+"?move=night").has(200, `<option value="support" selected>`)

		night("from", "2025-02-01", "until", "2025-01-01").has(422, `id="until-error"`, "It cannot end before it began.", `value="2025-01-01"`)
		night("from", "2025-02-01", "until", "2026-03-03").has(422, `id="until-error"`, "That day has not come yet.")
		night("from", "2025-02-01", "until", "2025-12-31").has(200, "to 2025-12-31")
		v.get(page+"?edit=night").has(200, `value="2025-12-31"`)
		v.post(page+"/night/move", "parent", "lab", "from", "2025-10-01").has(200, "to 2025-12-31")
		v.post(page+"/night/move", "parent", "support", "from", "2026-01-15").has(422, `id="from-error"`)
		night("from", "2025-10-01", "until", "").has(200, "Night desk is changed.").hasNot("to 2025-12-31")

		v.post(page+"/lab", "name", "Lab", "kind", "department", "from", "2020-01-01", "until", "2026-03-02").has(200, "Lab is closed, with 1 unit of it still open.", "to 2026-03-02")
		v.post(page+"/lab", "name", "The lab", "kind", "department", "from", "2020-01-01", "until", "2026-03-02").has(200, "The lab is changed.", "to 2026-03-02")
		v.post(page, "name", "Old desk", "key", "old", "kind", "partner", "from", "2020-01-01", "until", "2021-01-01").has(200, "to 2021-01-01")
		v.post(page, "name", "Odd desk", "key", "odd", "kind", "partner", "from", "2022-01-01", "until", "2021-01-01").has(422, `id="until-error"`)
	})
}

func TestEmployeesAreAddedChangedAndLeave(t *testing.T) {
	const page = "/settings/employees"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, "No employees yet.")
		v.post(page, "name", "Kari <script>", "key", "kari", "email", "kari@nordlys.example", "title", "Adviser", "contributor", "support", "from", "2023-02-01").
			has(200, "is an employee now.", "Kari &lt;script&gt;", "2023-02-01", "Adviser").hasNot("<script>")
		v.post(page, "name", "Kari", "key", "kari").has(422, `id="key-error"`)
		v.post(page, "name", "Ola", "key", "not a key").has(422, `id="key-error"`, `value="not a key"`)

		v.get(page+"?edit=kari").has(200, `<option value="support" selected>`, `value="2023-02-01"`)
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "from", "2023-02-01").has(200, "Kari Nordby is changed.", "Billing", "2026-03-02")
		v.post(page+"/kari", "name", "", "contributor", "billing").has(422, `id="name-error"`)
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "until", "2026-03-02").has(200, "to 2026-03-02", "nobody")
		v.get(page+"?edit=kari").has(200, `<option value="billing" selected>`, `value="2026-03-02"`)
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "from", "2026-03-02").has(200, "Billing").hasNot("to 2026-03-02")
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "from", "2026-01-01").has(200, "Billing", "2026-01-01").hasNot("2026-03-02")
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "from", "2026-01-01", "until", "2025-12-31").has(422, `id="until-error"`, `value="2025-12-31"`)
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "billing", "from", "2026-01-01", "until", "2026-02-01").has(200, "to 2026-02-01", "nobody")
		v.post(page+"/kari", "name", "Kari Nordby", "contributor", "support", "from", "2026-01-01").has(200, "Support", "2026-03-02")

		v.get(page+"?q=NORDBY").has(200, "Kari Nordby")
		v.get(page+"?q=nemo").has(200, "Nobody found for “nemo”.")
		v.get(page + "?cursor=forged").has(422)
		for i := range listed {
			v.post(page, "name", "Employee "+string(rune('A'+i/26))+string(rune('a'+i%26)), "key", "e"+plain(float64(i))).has(200)
		}
		next := v.get(page).hasNot("Kari Nordby").find(`<a class="button" href="([^"]+)" rel="next">`)
		v.get(next).has(200, "Kari Nordby", "From the start").hasNot("Employee Aa")
	})
}

func TestTouchpointsAreAddedAndChanged(t *testing.T) {
	const page = "/settings/touchpoints"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, "Doorstep", "reported here")
		v.post(page, "name", "Shop <script>", "key", "shop", "stage", "buy", "owner", "support", "kind", "talk", "reports", "true").has(200, "Shop &lt;script&gt;").hasNot("<script>")
		v.get(page+"?edit=shop").has(200, `<option value="buy" selected>`, `<option value="support" selected>`, `<option value="talk" selected>`, `value="true" checked`)
		v.post(page, "name", "Shop", "key", "shop").has(422, `id="key-error"`)
		v.post(page+"/shop", "name", "The shop", "stage", "get").has(200, "The shop is changed.")
		v.get(page+"?edit=shop").has(200, `value="The shop"`, `<option value="get" selected>`).hasNot(`value="true" checked`)
		v.post(page+"/shop", "name", "The shop", "stage", "limbo").has(422, `id="stage-error"`)
	})
}

func TestOutcomesAreAVersionedTable(t *testing.T) {
	const page = "/settings/outcomes"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		edit := func(outcome string) string {
			return v.get(page).has(200).find(`href="/settings/outcomes\?edit=([0-9-]+)#form">Edit<span class="sr"> ` + outcome)
		}
		v.get(page).has(200, "wrong item", "more than 3 days late", "more than 8 hours", "who had it in hand", "As documented").hasNot("Version 0")
		v.post(page, "outcome", "lost", "touchpoint", "delivery", "valence", "-0,9", "cause", "carrier").has(200, "Saved. The outcomes are at version 1.", "Delivery: all of them", "−0.90", "Fjordfrakt", "by The admin")
		v.post(page, "outcome", "lost", "touchpoint", "delivery", "valence", "-1", "cause", "carrier", "from_amount", "7").has(422, `id="measure-error"`, `value="7"`)
		v.post(page, "outcome", "lost", "touchpoint", "delivery", "valence", "-1", "cause", "carrier", "from_amount", "7", "measure", "miles").has(422, `id="measure-error"`)
		v.post(page, "outcome", "lost", "touchpoint", "delivery", "valence", "-1", "cause", "carrier", "from_amount", "7", "measure", "days_late").has(200, "more than 7 days late")
		v.get(page+"?edit="+edit("lost")).has(200, `<option value="days_late" selected>days late`, "recorded from then on")
		v.post(page, "outcome", "lost", "touchpoint", "delivery", "valence", "-0.5").has(422, `id="outcome-error"`, "That is there already.")
		v.post(page, "outcome", "Not A Key", "valence", "0").has(422, `id="outcome-error"`, `value="Not A Key"`)
		v.post(page, "outcome", "lost", "valence", "very bad").has(422, `id="valence-error"`, `value="very bad"`)
		v.post(page, "outcome", "lost", "valence", "-2").has(422, "It must lie between -1 and 1.")

		stale := edit("no show")
		v.get(page+"?edit="+stale).has(200, `value="no_show"`, `value="-0.8"`, `<option value="handler" selected>`)
		v.post(page+"/"+stale, "outcome", "no_show", "valence", "-0.75", "cause", "").has(200, "version 3", "−0.75", "nobody yet")
		v.post(page+"/"+stale, "outcome", "no_show", "valence", "0.5").has(409, "Somebody changed these settings meanwhile.")
		v.get(page + "?edit=" + stale).has(409)
		v.get(page + "?edit=3-999").has(404)
		v.get(page).has(200, "−0.75")

		undo := v.post(page+"/"+edit("wrong invoice")+"/remove").has(200, "Removed.").find(`<form method="post" action="([^"]+)"><button>[^<]*<svg.*?Undo`)
		v.get(page).hasNot("wrong invoice")
		v.post(undo).has(200, "wrong invoice", "−0.60")
		v.post(page+"/"+edit("outage")+"/remove").has(200).hasNot("outage", "hours")
	})
}

func TestLinesOfOutcomesFoldIntoTheTableTheyCameFrom(t *testing.T) {
	lines := linesOf(interaction.DefaultOutcomes)
	table, err := tableOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(interaction.DefaultOutcomes)
	if got, _ := json.Marshal(table); string(got) != string(want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestTheRelationshipsNumbersAreAVersionEach(t *testing.T) {
	const page = "/settings/relationship"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, "For a person", "180 days", "Change").hasNot("came as")
		v.get(page).has(200, "As documented").hasNot("Version 0")
		v.get(page+"?edit").has(200, `name="effort.re_explained" type="text" value="-0.2"`, "Make version 1", `name="version" value="0"`)
		var typed []string
		for _, g := range lawGroups {
			for _, k := range g.Constants {
				text, err := textOfLaw(impression.Default)
				if err != nil {
					t.Fatal(err)
				}
				typed = append(typed, k.Key, text.at(k.Key))
			}
		}
		with := func(changes ...string) []string { return append(changes, typed...) } // a field's first value counts
		v.post(page, with("negative_factor", "2,2", "reason", "NPS <script>")...).has(200, "Version 1 is in force.", "came as 2", "<del>2</del> <ins>2.2</ins>", "by The admin", "<p>NPS &lt;script&gt;</p>").hasNot("<script>")
		v.get(page+"?edit").has(200, `name="negative_factor" type="text" value="2.2"`)
		v.post(page, with("negative_factor", "2.2")...).has(422, `id="reason-error"`)
		v.post(page, with("strained", "70", "reason", "x")...).has(422, `id="strained-error"`, `value="70"`, "It must lie between 0 and 65.")
		v.post(page, with("basis.asked", "much", "reason", "x")...).has(422, `id="basis.asked-error"`, `value="much"`)
		v.post(page, with("enough_episodes", "1.5", "reason", "x")...).has(422, `id="enough_episodes-error"`)
		v.post(page, with("version", "0", "reason", "x")...).has(409, "Somebody changed these settings meanwhile.")
		v.post(page, with("version", "1", "reason", strings.Repeat("x", 501))...).has(422, `id="reason-error"`, "This is longer than 500 bytes.")
		v.post(page, with("version", "1", "reason", "As it came.")...).has(200, "Version 2 is in force.", "<p>As it came.</p>", "<p>NPS &lt;script&gt;</p>")
	})
}

func TestEveryConstantOfTheLawHasItsWords(t *testing.T) {
	text, err := textOfLaw(impression.Default)
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for name, v := range text {
		if inner, ok := v.(map[string]any); ok {
			for n := range inner {
				missing[name+"."+n] = true
			}
		} else if _, ok := v.(json.Number); ok {
			missing[name] = true
		}
	}
	for _, g := range lawGroups {
		for _, k := range g.Constants {
			if !missing[k.Key] {
				t.Errorf("%s is no constant, or told twice", k.Key)
			}
			delete(missing, k.Key)
		}
	}
	for key := range missing {
		t.Errorf("%s has no words", key)
	}
}

func TestUsersAreInvitedChangedAndShutOut(t *testing.T) {
	const page = "/settings/users"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page+"?add").has(200, "Experience lead", "Sees customers, logs interactions, changes customers, merges customers<", "only the partner’s own")
		made := v.post(page, "name", "Eva <script>", "email", "Eva@Nordlys.example", "role", "frontline").has(200, "A link for Eva &lt;script&gt;", "invited").hasNot("<script>")
		link := made.find(`<code>(http://[^<]+/link/[^<]+)</code>`)
		v.get(page).has(200, "eva@nordlys.example").hasNot(link)
		v.post(page, "name", "Eva", "email", "eva@nordlys.example", "role", "frontline").has(422, `id="email-error"`, "There is a user with the address")
		v.post(page, "name", "Eva", "email", "eva", "role", "frontline").has(422, `id="email-error"`, `value="eva"`)
		v.post(page, "name", "Per", "email", "per@fjord.example", "role", "partner").has(422, `id="contributor-error"`, "Choose the partner", "A partner’s user sees only what concerns the partner")

		id := v.get(page).find(`href="/settings/users\?edit=(usr_[0-9a-z]+)#form">Edit<span class="sr"> Eva`)
		fresh := v.post(page + "/" + id + "/invite").has(200).find(`<code>(http://[^<]+/link/[^<]+)</code>`)
		eva := newVisitor(t, v.base)
		eva.get(strings.TrimPrefix(link, v.base)).has(401)
		eva.post(strings.TrimPrefix(fresh, v.base), "password", testPassword).has(200, "Your password is set.")

		v.get(page+"?edit="+id).has(200, `value="eva@nordlys.example"`, `value="frontline" checked`)
		v.post(page+"/"+id, "name", "Eva Moe", "email", "eva@nordlys.example", "role", "manager").has(200, "Eva Moe is changed.")
		v.post(page+"/"+id, "name", "Eva Moe", "email", "admin@nordlys.example", "role", "manager").has(422, `id="email-error"`)
		eva.get("/").has(200, "manager")

		undo := v.post(page+"/"+id+"/disable").has(200, "Eva Moe cannot sign in any more.", "disabled").find(`action="(/settings/users/usr_[^"]+/enable)"><button>[^<]*<svg`)
		eva.get("/").has(200, "Sign in")
		v.post(undo).has(200, "Eva Moe can sign in again.")

		me := v.get(page).find(`href="/settings/users\?edit=(usr_[0-9a-z]+)#form">Edit<span class="sr"> The admin`)
		v.post(page+"/"+me+"/disable").has(200, "The company needs an admin.", "toast wrong")
		v.post(page+"/"+me, "name", "The admin", "email", "admin@nordlys.example", "role", "manager").has(422, "The company needs an admin.")
		v.post(page + "/usr_0000000000001/invite").has(404)
	})
}

func TestKeysAreShownOnceAndRevoked(t *testing.T) {
	const page = "/settings/keys"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page+"?add").has(200, "A new key")
		v.post(page, "name", "shop", "scope", "sing").has(422, `value="shop"`, "sing is no scope.")
		v.post(page, "name", "shop").has(422, `value="shop"`, "This is needed.")
		v.post(page, "scope", "read").has(422, `id="name-error"`, `value="read" checked`)
		key := v.post(page, "name", "shop <script>", "scope", "read", "scope", "write").has(200, "The key for shop &lt;script&gt;", "by The admin").hasNot("<script>").find(`<code>(rk_[^<]+)</code>`)
		id := v.get(page).has(200, "<code>…"+key[len(key)-4:]+"</code>").hasNot(key).find(`action="/settings/keys/(key_[^"/]+)/revoke"`)
		v.post(page+"/"+id+"/revoke").has(200, "The key is revoked.").hasNot("/" + id + "/revoke")
		v.post(page + "/" + id + "/revoke").has(404)
	})
}

func TestTheAuditLogSaysWhoDidWhat(t *testing.T) {
	const page = "/settings/audit"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post("/settings/touchpoints", "name", "Shop <script>", "key", "shop").has(200)
		v.get(page).has(200, "added touchpoint", "Shop &lt;script&gt;", "/settings/touchpoints?edit=shop", "signed in as", "Regard itself").hasNot("<script>")
		v.get(page+"?q=SHOP").has(200, "added touchpoint").hasNot("signed in as")
		v.get(page+"?actor=system").has(200, "added contributor").hasNot("signed in as")
		v.get(page+"?q=unheard").has(200, "Nothing fits.").hasNot("Look further back")
		v.get(page + "?cursor=forged").has(422)
		for range listed + 1 {
			v.post("/you", "name", "The admin", "zone", "Europe/Oslo").has(200)
		}
		next := v.get(page + "?q=changed+user").hasNot("<span>Regard itself").find(`<a class="button" href="([^"]+)" rel="next">`)
		v.get(next).has(200, "From the start")
		next = v.get(page).find(`<a class="button" href="([^"]+)" rel="next">`)
		v.get(next).has(200, "added touchpoint")
	})
}

func TestTheAuditLogGoesOnWhereNothingFittedSoFar(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post("/settings/users", "name", "Eva", "email", "eva@nordlys.example", "role", "frontline").has(200)
		companytest.Update(t, v.office, func(ctx context.Context, tx *company.Tx) error {
			for range auditScanned {
				if err := company.Audit(ctx, tx, "clock.wound", "clock", nil); err != nil {
					return err
				}
			}
			return nil
		})
		next := v.get("/settings/audit?q=invited").has(200, "Nothing fits among the 2", "entries looked at.").find(`href="([^"]+)" rel="next">Look further back`)
		v.get(next).has(200, "invited user", "Eva").hasNot("Look further back")
	})
}

func TestEverybodyMindsHisOwnAccount(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RolePartner)
		v.get("/you").hasNot("Address").has(200, "The partner", "partner@nordlys.example", `<option value="Europe/Oslo" selected>`, "this one")
		v.post("/you", "name", "Kjersti <script>", "zone", "Europe/London").has(200, "Saved.", "Kjersti &lt;script&gt;").hasNot("<script>")
		v.get("/you").has(200, `<option value="Europe/London" selected>`)
		v.post("/you", "name", "", "zone", "Europe/London").has(422, `id="name-error"`)
		v.post("/you", "name", "Kjersti", "zone", "Atlantis/Port").has(422, `id="zone-error"`)

		elsewhere := enter(company.RolePartner)
		id := v.get("/you").find(`action="/you/sessions/(ses_[0-9a-z]+)/revoke"`)
		v.post("/you/sessions/"+id+"/revoke").has(200, "Signed out there.")
		elsewhere.get("/you").has(200, "Sign in")
		stranger := enter(company.RoleFrontline)
		other := enter(company.RoleFrontline)
		id = other.get("/you").find(`action="/you/sessions/(ses_[0-9a-z]+)/revoke"`)
		v.post("/you/sessions/" + id + "/revoke").has(404)
		other.post("/you/sessions/revoke").has(200, "signed out everywhere else")
		stranger.get("/you").has(200, "Sign in")

		elsewhere = enter(company.RolePartner)
		v.post("/you/password", "current", "wrong horse", "password", "a new long password").has(422, `id="current-error"`)
		v.post("/you/password", "current", testPassword, "password", "short").has(422, `id="password-error"`)
		v.post("/you/password", "current", testPassword, "password", "a new long password").has(200, "Your password is changed")
		elsewhere.get("/you").has(200, "Sign in")
		v.get("/you").has(200, "this one")
		newVisitor(t, v.base).post("/sign-in", "email", "partner@nordlys.example", "password", "a new long password").has(200, "Today")
		for range maxTries {
			v.post("/you/password", "current", "wrong horse", "password", "a new long password")
		}
		v.post("/you/password", "current", "a new long password", "password", testPassword).has(429)
	})
}
