package impression_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

func TestTheReasonIsKeptWithItsVersion(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		law := impression.Default
		for _, reason := range []string{"Checked against the autumn's NPS.", strings.Repeat("a", 500), ""} {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				law.Reason = reason
				if _, err := impression.Adopt(ctx, tx, law); err != nil {
					return err
				}
				if got, err := impression.InForce(ctx, tx); err != nil || got.Reason != reason {
					t.Errorf("in force %q, want %q (%v)", got.Reason, reason, err)
				}
				return nil
			})
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			versions, err := company.Versions(ctx, tx, impression.LawName)
			if err != nil || len(versions) != 3 {
				t.Fatalf("%d versions (%v)", len(versions), err)
			}
			var first impression.Law
			if err := json.Unmarshal(versions[2].Body, &first); err != nil || first.Reason != "Checked against the autumn's NPS." {
				t.Errorf("the first version's reason is %q (%v)", first.Reason, err)
			}
			return nil
		})
		law.Reason = strings.Repeat("å", 251)
		err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
			_, err := impression.Adopt(t.Context(), tx, law)
			return err
		})
		if p := problem.Of(err); p == nil || p.Code != "field.too_long" || p.Field != "reason" {
			t.Errorf("%v, want reason to be too long", err)
		}
	})
}
