package interaction_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

func TestManyAtOnceAreEachAnsweredWithTheirOwn(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		in := interaction.NewIntake(o)
		const senders, each = 12, 7
		var wg sync.WaitGroup
		for s := range senders {
			wg.Go(func() {
				var drafts []interaction.Draft
				for i := range each {
					drafts = append(drafts, interaction.Draft{Source: "crm", SourceRef: fmt.Sprint(s, "-", i), Channel: interaction.Email, OccurredAt: at(s+1, i),
						Identifiers: email(fmt.Sprintf("c%d@example.org", (s*each+i)%9)), Subject: fmt.Sprint(s, "-", i)})
				}
				drafts[3].Channel = "pigeon"
				got, err := in.Record(t.Context(), company.System, drafts, interaction.Live)
				if err != nil || len(got) != each {
					t.Errorf("%d answers, %v", len(got), err)
					return
				}
				for i, a := range got {
					if i == 3 {
						if a.Status != interaction.Refused || a.Problem == nil {
							t.Errorf("an unknown channel is answered %+v", a)
						}
						continue
					}
					companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
						x, err := interaction.Find(ctx, tx, a.ID)
						if err == nil && (x.Subject != drafts[i].Subject || x.CustomerID != a.CustomerID || a.Status != interaction.Recorded) {
							t.Errorf("%s was answered with %+v, which is %q", drafts[i].Subject, a, x.Subject)
						}
						return err
					})
				}
				again, err := in.Record(t.Context(), company.System, drafts, interaction.Live)
				for i, a := range again {
					if i != 3 && (a.Status != interaction.Duplicate || a.ID != got[i].ID) {
						t.Errorf("sent again it is %+v (%v)", a, err)
					}
				}
			})
		}
		wg.Wait()
		check(t, o)
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			for i := range 9 {
				p, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: fmt.Sprintf("c%d@example.org", i)})
				if err != nil || len(p) != 1 {
					t.Errorf("c%d is %d persons (%v)", i, len(p), err)
				}
			}
			return nil
		})
	})
}

func TestWhoStopsWaitingIsToldSo(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		in := interaction.NewIntake(o)
		ctx, stop := context.WithCancel(t.Context())
		held := make(chan struct{})
		if o.DB.Writers() > 1 {
			t.Skip("another transaction keeps nobody waiting here")
		}
		go companytest.Update(t, o, func(context.Context, *company.Tx) error { close(held); <-ctx.Done(); return nil })
		<-held
		time.AfterFunc(20*time.Millisecond, stop)
		d := []interaction.Draft{{Source: "crm", SourceRef: "1", Channel: interaction.Email, OccurredAt: at(1, 0), Identifiers: email("a@example.org")}}
		if _, err := in.Record(ctx, company.System, d, interaction.Live); !errors.Is(err, context.Canceled) {
			t.Errorf("who stops waiting hears %v", err)
		}
		got, err := in.Record(t.Context(), company.System, d, interaction.Live)
		if err != nil || got[0].ID == 0 {
			t.Errorf("sent again it is %+v, %v", got, err)
		}
	})
}

// What is taken off the queue is answered to whoever waits for its end, as what
// holds a place at the writers' gate does.
func TestWhatIsForgottenHasAnEnd(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		in := interaction.NewIntake(o)
		began, hold := make(chan struct{}), make(chan struct{})
		var holding sync.WaitGroup
		holding.Go(func() { // on SQLite nobody else writes meanwhile
			err := o.Update(context.Background(), company.System, func(*company.Tx) error {
				close(began)
				<-hold
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-began
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		var sent []*interaction.Sending
		for i := range 40 {
			s := in.Send(company.System, []interaction.Draft{{Source: "crm", SourceRef: fmt.Sprint("gone-", i), Channel: interaction.Email, OccurredAt: at(1, i), Identifiers: email("one@example.org")}}, interaction.Live)
			s.Wait(gone) //nolint:errcheck // it is said below what became of it
			sent = append(sent, s)
		}
		close(hold)
		holding.Wait()
		recorded := 0
		for i, s := range sent {
			select {
			case <-s.Done():
			case <-time.After(10 * time.Second):
				t.Fatalf("the end of %d never comes", i)
			}
			if _, err := s.Wait(t.Context()); err == nil {
				recorded++
			} else if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			var n int
			err := tx.Row(ctx, `SELECT count(*) FROM interaction WHERE source = $1`, "crm").Scan(&n)
			if n != recorded {
				t.Errorf("%d are there, %d were answered as recorded", n, recorded)
			}
			return err
		})
	})
}
