package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/job"
	"regard/internal/understand/coverage"
)

// Each thing that can be told twice is made to differ, and put right again.
func TestCheckFindsWhateverDiffers(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		a := start(t, url, t.TempDir(), &now)
		defer a.Close()
		companytest.Open(t, a.DB)
		companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
			var drafts []interaction.Draft
			for i := range 6 {
				drafts = append(drafts, interaction.Draft{Source: "desk", SourceRef: fmt.Sprint(i), OccurredAt: tx.Now.Add(-time.Duration(i) * time.Hour), Channel: interaction.Email, Name: "Ada Lovelace",
					Identifiers: []customer.Identifier{{Kind: "email", Value: fmt.Sprintf("ada%d@example.com", i%3)}}, Text: "This is terrible, I am very angry.", Touchpoint: "delivery.doorstep"})
			}
			got, err := interaction.Record(ctx, tx, drafts, interaction.Live)
			if err != nil {
				return err
			}
			_, err = customer.Join(ctx, tx, got[0].CustomerID, got[1].CustomerID, "")
			return err
		})
		if err := coverage.Count(a.Office)(t.Context(), a.DB, job.Job{Kind: coverage.JobCount, Key: coverage.JobKey}); err != nil {
			t.Fatal(err)
		}
		if err := a.Words.CatchUp(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		checked := func() (text string) {
			list, err := a.Check(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				if c.Looked == 0 || c.Left != "" {
					t.Errorf("%+v was not looked at", c)
				}
				text += strings.Join(c.Found, "\n")
			}
			return text
		}
		if found := checked(); found != "" {
			t.Fatalf("as it should be: %s", found)
		}
		do := func(statement string) {
			t.Helper()
			companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
				n, err := tx.Exec(ctx, statement)
				if n == 0 {
					t.Errorf("nothing changed by %s", statement)
				}
				return err
			})
		}
		for _, c := range []struct{ wrong, right, says string }{
			{`UPDATE relationship SET n = n + 1`, `UPDATE relationship SET n = n - 1`, "sums differ"},
			{`UPDATE source_ref SET key = 'desk:x' WHERE key = 'desk:1'`, `UPDATE source_ref SET key = 'desk:1' WHERE key = 'desk:x'`, "not known by its reference"},
			{`UPDATE interaction SET source_ref = '1' WHERE source_ref = '2'`, `UPDATE interaction SET source_ref = '2' WHERE source_ref = '1' AND id NOT IN (SELECT interaction_id FROM source_ref WHERE key = 'desk:1')`, "recorded twice"},
			{`UPDATE interaction SET voided_at = recorded_at WHERE source_ref = '3'`, `UPDATE interaction SET voided_at = NULL WHERE source_ref = '3'`, "void and still a part"},
			{`UPDATE identifier SET key = 'email:x' WHERE key = 'email:ada1@example.com'`, `UPDATE identifier SET key = 'email:ada1@example.com' WHERE key = 'email:x'`, "belongs to nobody"},
			{`UPDATE search_term SET term = 'zzz' WHERE term = 'lovelace'`, `UPDATE search_term SET term = 'lovelace' WHERE term = 'zzz'`, "not found by 1 of its words"},
			{`UPDATE customer SET person_id = id WHERE person_id <> id`, `UPDATE customer SET person_id = (SELECT m.into_id FROM merge m WHERE m.customer_id = customer.id) WHERE id IN (SELECT customer_id FROM merge)`, "merges in force do not hold"},
			{`UPDATE follower SET position = position + 1000`, `UPDATE follower SET position = position - 1000`, "would skip"},
			{`UPDATE hour_count SET negative = negative + 1`, `UPDATE hour_count SET negative = negative - 1`, "should have"},
			{`UPDATE counted SET episode_id = -episode_id`, `UPDATE counted SET episode_id = -episode_id`, "was counted as 0 cells"},
			{`UPDATE interaction SET text = '' WHERE source_ref = '4'`, `UPDATE interaction SET text = 'This is terrible, I am very angry.' WHERE source_ref = '4'`, "nothing was said"},
			{`UPDATE interaction SET text = 'lovely' WHERE source_ref = '5'`, `UPDATE interaction SET text = 'This is terrible, I am very angry.' WHERE source_ref = '5'`, "not found by its words"},
			{`UPDATE coverage SET customers = customers + 1 WHERE dimension = 'all'`, `UPDATE coverage SET customers = customers - 1 WHERE dimension = 'all'`, "in all"},
		} {
			do(c.wrong)
			if found := checked(); !strings.Contains(found, c.says) {
				t.Errorf("%s: found %q, want %q", c.wrong, found, c.says)
			}
			do(c.right)
		}
		if found := checked(); found != "" {
			t.Errorf("put right: %s", found)
		}
	})
}
