package outgoing_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// invitation is a message as a sender would offer it.
func invitation(to customer.ID, address string) outgoing.Message {
	return outgoing.Message{CustomerID: to, Channel: outgoing.Email, Recipient: address, Purpose: "survey.invitation", Subject: "How was it?",
		Deliver: outgoing.Delivery{Kind: "test.deliver", Payload: map[string]int{"survey": 1}}}
}

func offer(t *testing.T, o *company.Office, m outgoing.Message) (v outgoing.Verdict) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		v, err = outgoing.Offer(ctx, tx, m)
		return err
	})
	return v
}

func list(t *testing.T, o *company.Office, f outgoing.Filter) (all []outgoing.Entry) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		all, err = outgoing.List(ctx, tx, f, 0, 100)
		return err
	})
	return all
}

// delivered does all jobs that are due and returns the messages they were for.
func delivered(t *testing.T, o *company.Office) (ids []string) {
	t.Helper()
	handlers := map[string]job.Handler{"test.deliver": func(ctx context.Context, db *database.DB, j job.Job) error {
		ids = append(ids, j.Key)
		return db.Update(ctx, func(tx *database.Tx) error { return job.Done(ctx, tx, j) })
	}}
	for {
		more, err := job.Step(t.Context(), o.DB, handlers, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return ids
		}
	}
}

func put(t *testing.T, o *company.Office, name, email string) (id customer.ID) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		ids, problems, err := customer.Put(ctx, tx, []customer.Draft{{Name: name, Identifiers: []customer.Identifier{{Kind: "email", Value: email}}}})
		if err == nil && problems[0] != nil {
			err = problems[0]
		}
		if err == nil {
			id = ids[0]
		}
		return err
	})
	return id
}

func live(t *testing.T, o *company.Office, live bool) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return outgoing.GoLive(ctx, tx, live) })
}

func TestUntilGoLiveOnlyTheAllowListIsReached(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada, bo := put(t, o, "Ada", "ada@example.com"), put(t, o, "Bo", "bo@elsewhere.example")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return outgoing.Allow(ctx, tx, []string{"ADA@example.com", "@nordlys.example", "ada@example.com"})
		})
		passed, held := offer(t, o, invitation(ada, "Ada@Example.com")), offer(t, o, invitation(bo, "bo@elsewhere.example"))
		if passed.State != outgoing.Passed || passed.Why != outgoing.Allowed || held.State != outgoing.Held || held.Why != outgoing.NotLive {
			t.Errorf("%+v, %+v", passed, held)
		}
		if got := delivered(t, o); !slices.Equal(got, []string{passed.ID.String()}) {
			t.Errorf("delivered %v", got)
		}
		all := list(t, o, outgoing.Filter{})
		if len(all) != 2 || all[0].Recipient != "bo@elsewhere.example" || all[0].Subject != "How was it?" || all[0].Actor != "system" || all[1].Recipient != "ada@example.com" {
			t.Errorf("listed %+v", all)
		}

		live(t, o, true)
		if got := delivered(t, o); len(got) != 0 {
			t.Errorf("going live sent %v, which was held", got)
		}
		now := offer(t, o, invitation(bo, "bo@elsewhere.example"))
		if now.Why != outgoing.Live || !slices.Equal(delivered(t, o), []string{now.ID.String()}) {
			t.Errorf("%+v", now)
		}
		live(t, o, false)
		if again := offer(t, o, invitation(bo, "bo@elsewhere.example")); again.Why != outgoing.NotLive || len(delivered(t, o)) != 0 {
			t.Errorf("%+v", again)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			tallies, err := outgoing.Count(ctx, tx)
			if len(tallies) != 1 || tallies[0] != (outgoing.Tally{Purpose: "survey.invitation", Passed: 2, Held: 2}) {
				t.Errorf("%+v", tallies)
			}
			return err
		})
		if n := len(list(t, o, outgoing.Filter{State: outgoing.Held, Why: outgoing.NotLive, Channel: outgoing.Email, Purpose: "survey.invitation"})); n != 2 {
			t.Errorf("%d are found held", n)
		}
		if n := len(list(t, o, outgoing.Filter{Channel: outgoing.SMS})); n != 0 {
			t.Errorf("%d are found by SMS", n)
		}
	})
}

func TestWhoIsNotToBeSentToIsNot(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		live(t, o, true)
		supplier, gone, merged := put(t, o, "Kabel AS", "post@kabel.example"), put(t, o, "Cy", "cy@example.com"), put(t, o, "C. Y.", "cy@work.example")
		var unnamed customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			ids, err := customer.Resolve(ctx, tx, []customer.Claim{{Identifiers: []customer.Held{{Kind: "device", Value: "d1"}}}})
			if err == nil {
				unnamed = ids[0]
			}
			return err
		})
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, merged, gone, "the same")
			return err
		})
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			if _, err := tx.Exec(ctx, `UPDATE customer SET class = $1 WHERE id = $2`, string(customer.Supplier), supplier); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `UPDATE customer SET erased_at = $1 WHERE id = $2`, tx.Now, gone)
			return err
		})
		for id, why := range map[customer.ID]outgoing.Why{supplier: outgoing.NotCustomer, gone: outgoing.Erased, merged: outgoing.Erased, unnamed: outgoing.Unnamed} {
			if v := offer(t, o, invitation(id, "x@example.com")); v.State != outgoing.Held || v.Why != why {
				t.Errorf("%+v, want %s", v, why)
			}
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				v, err := outgoing.Try(ctx, tx, id, outgoing.Email, "x@example.com")
				if v.State != outgoing.Held || v.Why != why || v.ID != 0 {
					t.Errorf("tried: %+v, want %s", v, why)
				}
				return err
			})
		}
		if got := delivered(t, o); len(got) != 0 {
			t.Errorf("delivered %v", got)
		}
		for _, e := range list(t, o, outgoing.Filter{Why: outgoing.Erased}) {
			if e.Recipient != "" || e.Subject != "" {
				t.Errorf("of who was erased is kept: %+v", e)
			}
		}
	})
}

func TestTryingWritesNothingDown(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			v, err := outgoing.Try(ctx, tx, 0, outgoing.SMS, "22 00 00 00")
			if v.State != outgoing.Held || v.Why != outgoing.NotLive {
				t.Errorf("%+v", v)
			}
			return err
		})
		if n := len(list(t, o, outgoing.Filter{})); n != 0 {
			t.Errorf("%d were written down", n)
		}
	})
}

func TestWhatCannotBeAMessageIsRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada := put(t, o, "Ada", "ada@example.com")
		for field, spoil := range map[string]func(m *outgoing.Message){
			"purpose": func(m *outgoing.Message) { m.Purpose = "Survey!" }, "deliver": func(m *outgoing.Message) { m.Deliver.Kind = "" },
			"channel": func(m *outgoing.Message) { m.Channel = "fax" }, "recipient": func(m *outgoing.Message) { m.Recipient = "nobody" },
			"subject": func(m *outgoing.Message) { m.Subject = "a\x00b" }, "": func(m *outgoing.Message) { m.CustomerID = 1 },
		} {
			m := invitation(ada, "ada@example.com")
			spoil(&m)
			err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				_, err := outgoing.Offer(t.Context(), tx, m)
				return err
			})
			if p := problem.Of(err); p == nil || p.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		if n := len(list(t, o, outgoing.Filter{})); n != 0 {
			t.Errorf("%d were written down", n)
		}
	})
}

func TestWipingTakesOutWhoAndKeepsThat(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada, bo := put(t, o, "Ada", "ada@example.com"), put(t, o, "Bo", "bo@example.com")
		offer(t, o, invitation(ada, "ada@example.com"))
		offer(t, o, invitation(bo, "bo@example.com"))
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return outgoing.Wipe(ctx, tx, []customer.ID{ada}) })
		all := list(t, o, outgoing.Filter{})
		if len(all) != 2 || all[1].Recipient != "" || all[1].Subject != "" || all[1].Purpose != "survey.invitation" || all[0].Recipient != "bo@example.com" {
			t.Errorf("%+v", all)
		}
	})
}

func TestAPartnerSeesOnlyHisOwnCustomers(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ada, bo := put(t, o, "Ada", "ada@example.com"), put(t, o, "Bo", "bo@example.com")
		offer(t, o, invitation(ada, "ada@example.com"))
		offer(t, o, invitation(bo, "bo@example.com"))
		var carrier int64
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier = d.ContributorID("carrier")
			if err != nil {
				return err
			}
			return customer.KnownTo(ctx, tx, [][2]int64{{carrier, int64(ada)}})
		})
		partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}
		err := o.View(t.Context(), partner, func(tx *company.Tx) error {
			all, err := outgoing.List(t.Context(), tx, outgoing.Filter{}, 0, 10)
			if len(all) != 1 || all[0].CustomerID != ada {
				t.Errorf("%+v", all)
			}
			tallies, err2 := outgoing.Count(t.Context(), tx)
			if len(tallies) != 1 || tallies[0].Held != 1 {
				t.Errorf("%+v, %v", tallies, err2)
			}
			if _, err := outgoing.Try(t.Context(), tx, bo, outgoing.Email, "bo@example.com"); problem.KindOf(err) != problem.NotFound {
				t.Errorf("%v", err)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
