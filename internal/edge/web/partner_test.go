package web

import (
	"context"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// A partner's user finds his own row on Today before anything has come in, and
// while only others have anything to do.
func TestAPartnerFindsHisOwnRowOnToday(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		partner, frontline := enter(company.RolePartner), enter(company.RoleFrontline)
		row := `<span class="slice-name"><span><a href="/contributors/carrier">Fjordfrakt</a>`
		partner.get("/").has(200, "By who caused it", row, "none yet")
		frontline.get("/").has(200).hasNot("By who caused it")
		companytest.Update(t, partner.office, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "s", OccurredAt: tx.Now, Channel: interaction.Email, Contributor: "support", Outcome: "outage",
				Identifiers: []customer.Identifier{{Kind: "email", Value: "bob@example.com"}}}}, interaction.Live)
			return err
		})
		partner.get("/").has(200, "By who caused it", row, "none yet")
	})
}

// TestAPartnerLogsWithNobodyByAddress answers an address that is somebody else's
// customer's like one that is nobody's.
func TestAPartnerLogsWithNobodyByAddress(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		partner, frontline := enter(company.RolePartner), enter(company.RoleFrontline)
		companytest.Update(t, partner.office, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "s", OccurredAt: tx.Now, Channel: interaction.Email, Contributor: "support", Name: "Bob Berg",
				Identifiers: []customer.Identifier{{Kind: "email", Value: "bob@example.com"}, {Kind: "phone", Value: "98765432"}}}}, interaction.Live)
			return err
		})
		var nobody string
		for _, who := range []string{"no@example.com", "bob@example.com", "98765432", "91234567"} {
			found := partner.get("/log/customers?who="+who).has(200, "None of your customers").hasNot("Bob", "New customer")
			said := partner.post("/log", "who", who, "channel", "phone", "note", "x").has(422, `id="who-error"`, "None of your customers has this.").hasNot("Bob")
			text := strings.ReplaceAll(found.body+said.body, who, "")
			if nobody == "" {
				nobody = text
			}
			if text != nobody {
				t.Errorf("%s is answered otherwise than nobody's", who)
			}
		}
		partner.get("/customers").has(200).hasNot("Bob")
		partner.get("/log").has(200, "One of your customers, or the name of somebody new")
		frontline.get("/log/customers?who=bob@example.com").has(200, "Bob Berg")
		partner.post("/log", "who", "Bob Berg", "channel", "phone", "note", "x").has(200, "Logged with Bob Berg.").hasNot("bob@example.com")
	})
}
