package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/journal"
)

// The clock steps back by hours: while a server runs, and between its end and
// its next start, when it no longer knows which ids it gave.
func TestAClockThatStepsBackLosesNothing(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		now, dir := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), t.TempDir()
		a := start(t, url, dir, &now)
		companytest.Open(t, a.DB)
		var token string
		companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
			clear, _, err := company.AddKey(ctx, tx, "test", []string{"read", "write"})
			token = clear
			return err
		})
		seen := map[interaction.ID]bool{}
		var at journal.Position
		followed := 0
		record := func(n int) {
			t.Helper()
			var drafts []interaction.Draft
			for i := range 50 {
				drafts = append(drafts, interaction.Draft{Source: "desk", SourceRef: fmt.Sprint(n, "-", i), OccurredAt: now.Add(-time.Hour), Channel: interaction.Chat,
					Identifiers: []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("c%d@mail.example", i%7)}}, Text: "Thank you so much, wonderful!"})
			}
			companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
				got, err := interaction.Record(ctx, tx, drafts, interaction.Live)
				for _, x := range got {
					if x.Status != interaction.Recorded || seen[x.ID] {
						t.Errorf("%+v", x)
					}
					seen[x.ID] = true
				}
				return err
			})
			err := a.Office.View(t.Context(), company.System, func(tx *company.Tx) error {
				facts, err := journal.After(t.Context(), tx.Tx, at, 5000)
				for _, f := range facts {
					at = f.Position
					if f.Kind == interaction.FactRecorded {
						followed++
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if followed != len(seen) {
				t.Errorf("whoever reads the journal was told of %d interactions of %d", followed, len(seen))
			}
			if who, _, err := company.RecogniseKey(t.Context(), a.Office, token); err != nil || who.ID == 0 {
				t.Errorf("the key: %+v, %v", who, err)
			}
			list, err := a.Check(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				if len(c.Found) > 0 || c.Left != "" {
					t.Errorf("%+v", c)
				}
			}
		}
		record(1)
		now = now.Add(-3 * time.Hour)
		record(2)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		now = now.Add(-2 * time.Hour)
		a = start(t, url, dir, &now)
		record(3)
		now = now.Add(4 * time.Hour)
		record(4)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		a = start(t, url, dir, &now)
		defer a.Close()
		record(5)
	})
}
