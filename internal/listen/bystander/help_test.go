package bystander_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// spot adds a spot on the carrier's van.
func spot(t *testing.T, o *company.Office, hourly int) (s bystander.Spot) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		s, err = bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: "Van 12", Question: "How do we drive?", Touchpoint: "delivery.doorstep", Contributor: "carrier", Hourly: hourly})
		return err
	})
	return s
}

// say posts as nobody, as the public page does.
func say(t *testing.T, o *company.Office, token string, d bystander.Draft) (r bystander.Remark, err error) {
	t.Helper()
	err = o.Update(t.Context(), company.Nobody, func(tx *company.Tx) (err error) {
		r, err = bystander.Say(t.Context(), tx, token, d)
		return err
	})
	return r, err
}

// said is a remark that must be taken.
func said(t *testing.T, o *company.Office, token string, d bystander.Draft) bystander.Remark {
	t.Helper()
	r, err := say(t, o, token, d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// decide does something to remarks as a manager.
func decide(t *testing.T, o *company.Office, verb func(context.Context, *company.Tx, []bystander.ID) (int, error), ids ...bystander.ID) (n int, err error) {
	t.Helper()
	who := company.Actor{Kind: company.ActorUser, ID: 7, Role: company.RoleManager}
	err = o.Update(t.Context(), who, func(tx *company.Tx) (err error) {
		n, err = verb(t.Context(), tx, ids)
		return err
	})
	return n, err
}

func refuse(ctx context.Context, tx *company.Tx, ids []bystander.ID) (int, error) {
	return bystander.Refuse(ctx, tx, ids, bystander.Spam)
}

// recorded returns all interactions, newest first.
func recorded(t *testing.T, o *company.Office) (list []interaction.Interaction) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		list, err = interaction.Latest(ctx, tx, 0, 100)
		return err
	})
	return list
}

func inState(t *testing.T, o *company.Office, s bystander.State) (list []bystander.Remark) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		list, err = bystander.Remarks(ctx, tx, s, 0, 100)
		return err
	})
	return list
}

func code(err error) string {
	if p := problem.Of(err); p != nil {
		return p.Code
	}
	return ""
}
