package web

import (
	"context"
	"testing"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

func offered(t *testing.T, o *company.Office, m outgoing.Message) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		m.Deliver.Kind = "test.deliver"
		_, err := outgoing.Offer(ctx, tx, m)
		return err
	})
}

func TestWhatWouldHaveBeenSentIsListedUntilGoLive(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		admin, lead, frontline := enter(company.RoleAdmin), enter(company.RoleLead), enter(company.RoleFrontline)
		frontline.get("/").hasNot("Not live")
		frontline.get("/outgoing").has(403)
		lead.get("/outgoing").has(200, "Not live", "Nothing leaves the house; whatever would have been sent", "Nothing has been offered yet").hasNot(">Go live<", `name="allowed"`)
		admin.get("/outgoing").has(200, "Go live", `name="allowed"`)

		admin.post("/outgoing", "allowed", "@nordlys.example\nnot a host").has(422, "not a host is neither an address", "@nordlys.example\nnot a host")
		admin.post("/outgoing", "allowed", "@Nordlys.example\r\n22 00 00 00\r\n").has(200, "The allow-list is saved", "Only the 2\u00a0entries", "@nordlys.example", "&#43;4722000000")
		admin.get("/outgoing?by=email&to=eve@nordlys.example").has(200, "It would go out: on the allow-list.")
		admin.get("/outgoing?by=sms&to=22000001").has(200, "It would be held: not live, and not on the allow-list.")
		admin.get("/outgoing?by=email&to=eve").has(200, "Nothing can be sent there by email.")

		var ada customer.ID
		companytest.Update(t, admin.office, func(ctx context.Context, tx *company.Tx) error {
			ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Ada Lovelace", Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}}})
			ada = ids[0]
			return err
		})
		admin.get("/outgoing?by=email&to=ADA@example.com").has(200, "It would be held", "Ada Lovelace")
		offered(t, admin.office, outgoing.Message{CustomerID: ada, Channel: outgoing.Email, Recipient: "ada@example.com", Purpose: "survey.invitation", Subject: "=How was it?"})
		offered(t, admin.office, outgoing.Message{Channel: outgoing.SMS, Recipient: "22000000", Purpose: "promise.kept"})
		lead.get("/outgoing").has(200, "Survey invitation", `href="/customers/`+ada.String()+`"`, "ada@example.com", "=How was it?", "not live, and not on the allow-list", "&#43;4722000000", "on the allow-list")
		lead.get("/outgoing?state=held").has(200, "ada@example.com").hasNot("<small>on the allow-list</small>")
		lead.get("/outgoing?state=passed&channel=sms").has(200, "4722000000").hasNot("ada@example.com")
		lead.get("/outgoing?channel=webhook").has(200, "Nothing fits")
		lead.get("/outgoing/csv?state=held").has(200, "id,at,customer_id,channel,recipient,purpose,subject,state,why,actor\n", ",email,ada@example.com,survey.invitation,'=How was it?,held,not_live,").hasNot("4722000000")
		lead.get("/settings/audit").has(200, "took out a list of", "what may leave the house")

		lead.post("/outgoing/go-live", "live", "true").has(403)
		admin.post("/outgoing/go-live", "live", "true").has(200, "nothing that was held was sent", `action="/outgoing/go-live"`, "Undo", "<b>Live.</b>").hasNot("Not live")
		admin.get("/outgoing?by=email&to=ada@example.com").has(200, "It would go out: Regard is live.")
		admin.post("/outgoing/go-live").has(200, "Only the allow-list is reached", "Not live yet")
		lead.get("/settings/audit").has(200, "went live:", "held again")
	})
}

func TestALongListOfWhatWasOfferedGoesOn(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		lead := enter(company.RoleLead)
		for range listed + 1 {
			offered(t, lead.office, outgoing.Message{Channel: outgoing.Webhook, Recipient: "https://hooks.example.com/secret", Purpose: "promise.kept"})
		}
		a := lead.get("/outgoing?channel=webhook").has(200, "hooks.example.com").hasNot("secret")
		lead.get(a.find(`href="(/outgoing\?[^"]*cursor=[^"]*)"`)).has(200, "From the start").hasNot(`rel="next"`)
		lead.get("/outgoing?cursor=x").has(422)
	})
}
