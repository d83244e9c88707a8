// Package companytest gives tests an open company on each database.
package companytest

import (
	"context"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/secret"
)

// Now is the time at which tests begin.
var Now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// Each runs fn with a company on each database, set up in Norway.
func Each(t *testing.T, fn func(t *testing.T, o *company.Office)) {
	t.Helper()
	EachClock(t, func() time.Time { return Now }, fn)
}

// EachClock does the same with a clock of the test's own.
func EachClock(t *testing.T, clock func() time.Time, fn func(t *testing.T, o *company.Office)) {
	t.Helper()
	databasetest.EachURL(t, func(t *testing.T, url string) { fn(t, Open(t, databasetest.Open(t, url, clock))) })
}

// Open sets a company up in a database.
func Open(t testing.TB, db *database.DB) *company.Office {
	t.Helper()
	secret.Cheapen()
	ctx := context.Background()
	o, err := company.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		if err := company.SetProfile(ctx, tx, company.Profile{Name: "Nordlys", TimeZone: "Europe/Oslo", Currency: "NOK", PhoneRegion: "NO", Addresses: []string{"nordlys.example"}}); err != nil {
			return err
		}
		for _, c := range []company.ContributorDraft{{Key: "support", Name: "Support", Kind: company.Department}, {Key: "billing", Name: "Billing", Kind: company.Department},
			{Key: "carrier", Name: "Fjordfrakt", Kind: company.Partner}, {Key: "carrier-north", Name: "Fjordfrakt North", Kind: company.Partner, Parent: "carrier"}} {
			if _, err := company.AddContributor(ctx, tx, c); err != nil {
				return err
			}
		}
		for _, p := range []company.TouchpointDraft{{Key: "delivery.doorstep", Name: "Doorstep", Owner: "carrier", Kind: "delivery"},
			{Key: "support.call", Name: "Support line", Owner: "support", Reports: true}, {Key: "billing.invoice", Name: "Invoice", Owner: "billing"}} {
			if _, err := company.AddTouchpoint(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	return o
}

// Update runs fn in the system's name and fails the test if it fails.
func Update(t testing.TB, o *company.Office, fn func(ctx context.Context, tx *company.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := o.Update(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// View runs fn in the system's name and fails the test if it fails.
func View(t testing.TB, o *company.Office, fn func(ctx context.Context, tx *company.Tx) error) {
	t.Helper()
	ctx := context.Background()
	if err := o.View(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}
