package web

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/job"
	"regard/internal/understand/coverage"
)

func TestNoMeanIsShownWithoutForHowManyItSpeaks(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		lead, frontline, partner := enter(company.RoleLead), enter(company.RoleFrontline), enter(company.RolePartner)
		lead.get("/customers/coverage").has(200, "Nothing has been counted yet")
		lead.get("/customers").hasNot("How they regard us is known")
		companytest.Update(t, lead.office, func(ctx context.Context, tx *company.Tx) error {
			var people []customer.Draft
			var said []interaction.Draft
			for i := range 30 {
				worth, very := int64(100_000), 0.8
				id := []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("p%d@example.com", i)}}
				people = append(people, customer.Draft{Name: fmt.Sprintf("Somebody %d", i), Identifiers: id, ValueMinor: &worth})
				if i < 12 {
					said = append(said, interaction.Draft{Source: "s", SourceRef: fmt.Sprint(i), OccurredAt: tx.Now.Add(-time.Hour), Channel: interaction.Email, Identifiers: id, Asked: &very, Language: "nb"})
				}
			}
			if _, _, err := customer.Put(ctx, tx, people); err != nil {
				return err
			}
			_, err := interaction.Record(ctx, tx, said, interaction.Imported)
			return err
		})
		frontline.post("/customers/coverage").has(403)
		lead.post("/customers/coverage").has(200, "Counting.")
		if _, err := job.Step(t.Context(), lead.office.DB, map[string]job.Handler{coverage.JobCount: coverage.Count(lead.office)}, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		lead.get("/customers/coverage").has(200, "40\u00a0%", "The mean relationship of", ">12</b> customers", "Norwegian (bokmål)", "Never in contact", "No account", ">18</span> of them were never in contact", "n = 12", "Count again")
		frontline.get("/customers/coverage").has(200, "40\u00a0%").hasNot("Count again")
		frontline.get("/customers").has(200, "How they regard us is known for", "40\u00a0%", "(12 of 30)", "of revenue")
		frontline.get("/").has(200, "How they regard us is known for")
		partner.get("/customers").has(200).hasNot("How they regard us")
		partner.get("/").has(200).hasNot("How they regard us")
		partner.get("/customers/coverage").has(403)
		lead.get("/customers/coverage/csv").has(200, "dimension,value,customers,known,worth_minor,known_worth_minor,mean,low,high,counted_at\nall,,30,12,3000000,1200000,", "\nlanguage,nb,12,12,1200000,1200000,", "\nchannel,,18,0,1800000,0,,,,")
		lead.get("/settings/audit").has(200, "had counted anew:", "for how many we can tell")
	})
}
