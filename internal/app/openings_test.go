package app_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"regard/internal/act/card"
	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
)

// served is a Regard that is served, with one customer and one who is signed in.
type served struct {
	*testing.T
	app     *app.App
	at      string
	ada     customer.ID
	session string
	key     string
}

func serve(t *testing.T) *served {
	t.Helper()
	ctx := t.Context()
	a, err := app.Open(ctx, app.Config{Data: t.TempDir(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	companytest.Open(t, a.DB)
	s := &served{T: t, app: a}
	companytest.Update(t, a.Office, func(ctx context.Context, tx *company.Tx) error {
		done, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "test", SourceRef: "1", OccurredAt: tx.Now.Add(-time.Hour), Channel: "phone",
			Identifiers: []customer.Identifier{{Kind: "email", Value: "ada@example.com"}}}}, interaction.Live)
		if err != nil {
			return err
		}
		s.ada = done[0].CustomerID
		u, err := company.AddUser(ctx, tx, company.UserDraft{Email: "marte@nordlys.example", Name: "Marte", Role: company.RoleFrontline}, "")
		if err != nil {
			return err
		}
		if s.session, err = company.OpenSession(ctx, tx, u.ID, "test"); err != nil {
			return err
		}
		s.key, _, err = company.AddKey(ctx, tx, "test", []string{company.ScopeRead})
		return err
	})
	at, _ := listen(t, a)
	s.at = "http://" + at
	return s
}

// read asks for a path, as the one who is signed in or with the key.
func (s *served) read(path string) {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.at+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "regard", Value: s.session})
	r.Header.Set("Authorization", "Bearer "+s.key)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		s.Errorf("%s: %d, %v", path, answer.StatusCode, err)
	}
}

func (s *served) openings() (list []card.Opening) {
	s.Helper()
	companytest.View(s.T, s.app.Office, func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, s.ada)
		if err != nil {
			return err
		}
		list, err = card.Openings(ctx, tx, card.Opened{Person: p, Records: p.IDs()}, 0, 100)
		return err
	})
	return list
}

// The key was never used, so that even noting its use is due.
func TestTheCardIsServedWhileAWriterHoldsTheDatabase(t *testing.T) {
	s := serve(t)
	held, release, released := make(chan bool), make(chan bool), make(chan error, 1)
	go func() {
		released <- s.app.DB.Update(context.Background(), func(*database.Tx) error {
			close(held)
			<-release
			return nil
		})
	}()
	<-held
	for _, path := range []string{"/customers/" + s.ada.String(), "/card?identifier=email:ada@example.com&compact", "/api/v1/customers/" + s.ada.String()} {
		s.read(path)
	}
	if got := s.openings(); len(got) != 0 {
		t.Errorf("%d openings while nothing can be written", len(got))
	}
	began := time.Now()
	close(release)
	if err := <-released; err != nil {
		t.Fatal(err)
	}
	places := map[card.Place]bool{}
	for len(places) < 3 && time.Since(began) < 10*time.Second {
		for _, o := range s.openings() {
			places[o.Place] = true
		}
	}
	if !places[card.OnPage] || !places[card.InFrame] || !places[card.ByAPI] {
		t.Errorf("recorded from %v, want page, frame and api", places)
	}
}

func TestAnOpeningIsRecordedByItself(t *testing.T) {
	s := serve(t)
	s.read("/customers/" + s.ada.String())
	for began := time.Now(); len(s.openings()) == 0; {
		if time.Since(began) > 10*time.Second {
			t.Fatal("never recorded")
		}
	}
}
