package interaction_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
)

// TestWhatAUnitCausedAndHeardStaysItsOwnWhenItSplits lets a unit be renamed,
// split and closed between two contacts of one episode.
func TestWhatAUnitCausedAndHeardStaysItsOwnWhenItSplits(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		bring := func(rows ...company.OrgRow) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ImportOrg(ctx, tx, company.OrgFile{Rows: rows, Tops: true}, true)
				return err
			})
		}
		unit := func(kind, key, name, parent string) company.OrgRow {
			return company.OrgRow{Type: kind, Key: key, Name: name, Parent: parent}
		}
		person := func(of string) company.OrgRow { return company.OrgRow{Key: "kari", Name: "Kari", Contributor: of} }
		others := []company.OrgRow{unit("department", "support", "Support", ""), unit("partner", "carrier", "Fjordfrakt", ""), unit("unit", "carrier-north", "North", "carrier")}
		bring(append(others, unit("department", "billing", "Billing", ""), person("billing"))...)
		invoice := func(ref, by string) interaction.Draft {
			return interaction.Draft{Source: "erp", SourceRef: ref, OccurredAt: at(5, 0), Channel: interaction.Post, Touchpoint: "billing.invoice", Employee: by,
				Identifiers: email("ada@example.com"), Reference: "invoice:1", Outcome: "wrong_invoice"}
		}
		first := record(t, o, invoice("1", "kari"))[0]
		before := explain(t, o, first.CustomerID)

		bring(append(others, unit("department", "money", "Money", ""), unit("unit", "invoices", "Invoices", "money"), unit("unit", "claims", "Claims", "money"), person("claims"))...)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			if err != nil {
				return err
			}
			_, err = company.ChangeTouchpoint(ctx, tx, d.TouchpointID("billing.invoice"), company.TouchpointDraft{Name: "Invoice", Owner: "invoices"})
			return err
		})
		second := record(t, o, invoice("2", "kari"))[0]
		after := explain(t, o, first.CustomerID)
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			if err != nil {
				return err
			}
			billing := d.ContributorID("billing")
			share := func(x impression.Explanation, part interaction.ID) int64 {
				for _, i := range x.Points[0].Impressions {
					if i.PartID == int64(part) && len(i.Shares) == 1 {
						return i.Shares[0].ContributorID
					}
				}
				return 0
			}
			if got := share(before, first.ID); got != billing {
				t.Errorf("before, charged to %s", d.Contributor(got).Key)
			}
			if got := share(after, first.ID); got != billing {
				t.Errorf("after, the old one is charged to %q", d.Contributor(got).Key)
			}
			if got := d.Contributor(share(after, second.ID)).Key; got != "invoices" {
				t.Errorf("after, the new one is charged to %q", got)
			}
			for id, want := range map[interaction.ID]string{first.ID: "billing", second.ID: "claims"} {
				i, err := interaction.Find(ctx, tx, id)
				if err != nil {
					return err
				}
				if got := d.Contributor(i.ContributorID).Key; got != want {
					t.Errorf("heard by %s, want %s", got, want)
				}
			}
			return nil
		})
		check(t, o)
	})
}
