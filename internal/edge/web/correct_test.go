package web

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

func TestAChoiceThatWasRefusedStandsOnlyInItsOwnForm(t *testing.T) {
	now := CorrectPage{Touchpoint: "help.email"}
	if !now.Chosen("touchpoint", "", "help.email") || now.Chosen("valence", "words", "0.8") {
		t.Error("before anything is sent, what holds now is chosen, and no valence")
	}
	sent := CorrectPage{Touchpoint: "help.email", Typed: map[string]string{"what": "cause", "role": "words", "contributor": "billing"}}
	if !sent.Chosen("cause", "words", "billing") || sent.Chosen("cause", "outcome", "billing") || !sent.Chosen("touchpoint", "", "help.email") {
		t.Error("what was chosen of one role stands at another, or not at its own")
	}
}

func TestWhatWordsAreAboutIsCorrectedAndTakenBack(t *testing.T) {
	const words = "The delivery is late, I am very disappointed."
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleFrontline)
		var ada string
		var at []string
		companytest.Update(t, v.office, func(ctx context.Context, tx *company.Tx) error {
			d := interaction.Draft{Source: "mail", OccurredAt: tx.Now, Channel: interaction.Email, Contributor: "support", Text: words, Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}, Name: "Ada"}
			ours := d
			d.SourceRef, ours.SourceRef, ours.Direction = "1", "2", interaction.Out
			got, err := interaction.Record(ctx, tx, []interaction.Draft{d, ours}, interaction.Live)
			if err != nil {
				return err
			}
			ada = "/customers/" + got[0].CustomerID.String()
			for _, g := range got {
				at = append(at, "/interactions/"+g.ID.String()+"/correct")
			}
			return nil
		})
		const hand, form = `title="A colleague said so">`, `id="topics-title"`
		v.get(ada).has(200, `sure: “delivery”">Delivery</span>`).hasNot(hand)
		v.get(at[0]).has(200, form, `value="delivery" checked>Delivery`, `value="billing">Invoices`).hasNot("Said so far")

		say := func(fields ...string) answer { return v.post(at[0], append(fields, "what", "topics")...) }
		say("topic", "billing").has(422, `id="because-topics-error"`, `value="billing" checked>Invoices`, `value="delivery">Delivery`)
		say("topic", "weather <b>", "reason", "x").has(422, "There is no topic weather.", `value="x"`)
		say("topic", "billing", "topic", "weather", "reason", "x").has(422, "There is no topic weather.", `value="billing" checked>Invoices`)
		say("topic", "billing", "topic", "billing", "reason", "x").has(422, "billing stands there twice.")
		say("topic", "delivery", "reason", "x").has(422, "It is this already.")
		v.get(at[0]).hasNot("Said so far")

		undo := say("topic", "price", "topic", "billing", "reason", "She means <b>the bill</b>").
			has(200, "Noted, and counted from now on.", `value="billing" checked>`, `value="price" checked>`, `value="delivery">`, "What it is about: Price, Invoices, not Delivery.", "She means &lt;b&gt;the bill&lt;/b&gt;", "The frontline").hasNot("<b>the bill").find(undoing)
		v.get(ada).has(200, hand+"Price</span>", hand+"Invoices</span>", "corrected</span>").hasNot(">Delivery</span>")
		say("topic", "billing", "topic", "price", "reason", "x").has(422, "It is this already.")

		none := say("reason", "About nothing of ours").has(200, "What it is about: none of the topics, not Delivery.").find(undoing)
		v.get(ada).has(200, hand+"about none of the topics</span>")
		v.post(none).has(200, "Undone: what was said before is in force again.", `value="billing" checked>`)
		v.get(ada).has(200, hand+"Price</span>")
		v.post(undo).has(200, `value="delivery" checked>`)
		v.get(ada).has(200, `sure: “delivery”">Delivery</span>`).hasNot(hand, "corrected</span>")

		v.get(at[1]).has(200, "That’s wrong").hasNot(form)
		v.post(at[1], "what", "topics", "topic", "billing", "reason", "x").has(422, "There are no words of the customer&#39;s in it.")
		enter(company.RoleExecutive).post(at[0], "what", "topics", "topic", "billing", "reason", "x").has(403)
	})
}

func TestATopicThatIsGoneIsStillToldWhereSomebodySaidIt(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post("/settings/hearing", "version", "0", "name", "Solar panels").has(200)
		var ada, at string
		companytest.Update(t, v.office, func(ctx context.Context, tx *company.Tx) error {
			got, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "mail", OccurredAt: tx.Now, Channel: interaction.Email, Text: "I am very disappointed by you.", Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}}}, interaction.Live)
			if err == nil {
				ada, at = "/customers/"+got[0].CustomerID.String(), "/interactions/"+got[0].ID.String()+"/correct"
			}
			return err
		})
		v.post(at, "what", "topics", "topic", "solar_panels", "reason", "x").has(200, `value="solar_panels" checked>Solar panels`)
		v.get(ada).has(200, `said so">Solar panels</span>`)
		v.post("/settings/hearing/topics/solar_panels/remove", "version", "1").has(200)
		v.get(ada).has(200, `said so">solar_panels</span>`)
		v.get(at).has(200, "What it is about: solar_panels").hasNot(`value="solar_panels"`)
	})
}
