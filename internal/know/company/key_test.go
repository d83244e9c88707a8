package company_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database"
	"regard/internal/platform/secret"
)

func TestAKeyIsShownOnceAndKeptAsItsHash(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		ctx := t.Context()
		var clear string
		var k company.Key
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			clear, k, err = company.AddKey(ctx, tx, " crm ", []string{"write", "read", "read"})
			return err
		})
		if !strings.HasPrefix(clear, "rk_") || !strings.HasSuffix(clear, k.Hint) || len(k.Hint) != 4 || strings.Join(k.Scopes, ",") != "read,write" || k.Name != "crm" {
			t.Errorf("%q %+v", clear, k)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			var kept string
			if err := tx.Row(ctx, `SELECT token_hash FROM api_key WHERE id = $1`, k.ID).Scan(&kept); err != nil {
				return err
			}
			if kept != secret.Digest(clear) || strings.Contains(kept, clear) {
				t.Errorf("kept as %q", kept)
			}
			return nil
		})
		list := func() (keys []company.Key) {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
				keys, err = company.Keys(ctx, tx)
				return err
			})
			return keys
		}
		if got := list(); len(got) != 1 || !got[0].UsedAt.IsZero() {
			t.Errorf("before it is used %+v", got)
		}
		a, err := company.AuthenticateKey(ctx, o, clear)
		if err != nil || a.Kind != company.ActorKey || a.ID != k.ID || !a.May(company.RecordInteraction) || a.May(company.ManageKeys) {
			t.Errorf("%+v, %v", a, err)
		}
		if got := list(); !got[0].UsedAt.Equal(c.now()) {
			t.Errorf("last used %v, want %v", got[0].UsedAt, c.now())
		}
		first := c.now()
		c.pass(30 * time.Second) // not written again within a minute
		if _, err := company.AuthenticateKey(ctx, o, clear); err != nil || !list()[0].UsedAt.Equal(first) {
			t.Errorf("last used %v (%v), want %v", list()[0].UsedAt, err, first)
		}
		c.pass(time.Hour)
		if _, err := company.AuthenticateKey(ctx, o, clear); err != nil || !list()[0].UsedAt.Equal(c.now()) {
			t.Errorf("last used %v (%v), want %v", list()[0].UsedAt, err, c.now())
		}
		for _, wrong := range []string{"", "rk_", clear + "x", strings.ToUpper(clear)} {
			_, err := company.AuthenticateKey(ctx, o, wrong)
			wants(t, err, "key.unknown", "")
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.RevokeKey(ctx, tx, k.ID) })
		_, err = company.AuthenticateKey(ctx, o, clear)
		wants(t, err, "key.unknown", "")
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error { return company.RevokeKey(ctx, tx, k.ID) }), "not_found", "")
		if got := audited(t, o, database.FormatID("key", k.ID)); strings.Join(got, " ") != "key.added key.revoked" {
			t.Errorf("audited %v", got)
		}
	})
}

func TestABadKeyIsRefusedByField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			name        string
			scopes      []string
			code, field string
		}{
			{" ", []string{"read"}, "field.required", "name"},
			{"crm", nil, "field.required", "scopes"},
			{"crm", []string{"read", "everything"}, "key.scope_unknown", "scopes"},
		} {
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, _, err := company.AddKey(ctx, tx, c.name, c.scopes)
				return err
			}), c.code, c.field)
		}
	})
}
