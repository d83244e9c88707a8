package company_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/problem"
)

func TestAnOriginIsReadAsBrowsersCompareIt(t *testing.T) {
	for written, want := range map[string]string{
		"https://desk.example.com":       "https://desk.example.com",
		" HTTPS://Desk.Example.com:443/": "https://desk.example.com",
		"https://desk.example.com:8443":  "https://desk.example.com:8443",
		"https://*.example.com":          "https://*.example.com",
		"*.example.com":                  "https://*.example.com",
		"https://blåbær.example":         "https://xn--blbr-roah.example",
		"http://localhost:3000":          "http://localhost:3000",
		"http://127.0.0.1:8080":          "http://127.0.0.1:8080",
		"https://10.0.0.5":               "https://10.0.0.5",
	} {
		if got, err := company.ParseOrigin(written); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", written, got, err, want)
		}
	}
}

func TestWhatMayNotFrameIsRefused(t *testing.T) {
	for written, code := range map[string]string{
		"":                                  "frames.origin_malformed",
		"desk.example.com":                  "frames.origin_malformed",
		"https://desk.example.com/tickets":  "frames.origin_malformed",
		"https://desk.example.com?x":        "frames.origin_malformed",
		"https://me:secret@example.com":     "frames.origin_malformed",
		"https://example.com; script-src *": "frames.origin_malformed",
		"https://exa mple.com":              "frames.origin_malformed",
		"https://intranet":                  "frames.origin_malformed",
		"https://*.10.0.0.5":                "frames.origin_malformed",
		"https://[::1]":                     "frames.origin_malformed",
		"https://a.*.example.com":           "frames.origin_malformed",
		"http://desk.example.com":           "frames.origin_scheme",
		"http://*.localhost":                "frames.origin_scheme",
		"ftp://desk.example.com":            "frames.origin_scheme",
		"javascript://desk.example.com":     "frames.origin_scheme",
		"*.com":                             "frames.origin_everybody",
		"https://*.co.uk":                   "frames.origin_everybody",
		"https://*.github.io":               "frames.origin_everybody",
		"*":                                 "frames.origin_malformed",
		"null":                              "frames.origin_malformed",
	} {
		got, err := company.ParseOrigin(written)
		if p := problem.Of(err); p == nil || p.Code != code || p.Field != "origins" {
			t.Errorf("%q is %q, %v; want %s", written, got, err, code)
		}
	}
}

func TestFramesAreAConfigurationOfTheCompany(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		if f, err := directory(t, o).Frames(); err != nil || len(f.Origins) != 0 {
			t.Errorf("as it comes %v, %v", f, err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.SetFrames(ctx, tx, company.Frames{Origins: []string{"https://a.example", "https://A.example/", "*.b.example"}})
			return err
		})
		if f, err := directory(t, o).Frames(); err != nil || !slices.Equal(f.Origins, []string{"https://a.example", "https://*.b.example"}) {
			t.Errorf("then %v, %v", f, err)
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.SetFrames(ctx, tx, company.Frames{Origins: []string{"https://a.example", "http://a.example"}})
			return err
		}), "frames.origin_scheme", "origins")
	})
}

func TestAFrameCodeIsGoodOnceAndForAMinuteAndEndsWithItsSession(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		u := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleFrontline}, "")
		var token string
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			token, err = company.OpenSession(ctx, tx, u.ID, "test")
			return err
		})
		who, err := company.Authenticate(t.Context(), o, token)
		if err != nil {
			t.Fatal(err)
		}
		make := func() (code string) {
			if err := o.Update(t.Context(), who, func(tx *company.Tx) (err error) {
				code, err = company.FrameCode(t.Context(), tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return code
		}
		use := func(code string) (session int64, err error) {
			return session, o.Update(t.Context(), company.Nobody, func(tx *company.Tx) (err error) {
				session, err = company.UseFrameCode(t.Context(), tx, code)
				return err
			})
		}
		code := make()
		session, err := use(code)
		if err != nil || session != who.SessionID {
			t.Fatalf("session %d, %v; want %d", session, err, who.SessionID)
		}
		_, err = use(code)
		wants(t, err, "frame.code_spent", "")
		late := make()
		c.pass(61 * time.Second)
		_, err = use(late)
		wants(t, err, "frame.code_spent", "")
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.FrameCode(ctx, tx)
			return err
		}), "sign_in.needed", "")

		if in, _, err := company.RecogniseSession(t.Context(), o, session); err != nil || in.ID != u.ID {
			t.Errorf("in the session %+v, %v", in, err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.EndSession(ctx, tx, session) })
		if in, _, err := company.RecogniseSession(t.Context(), o, session); err != nil || in.Kind != company.ActorNobody {
			t.Errorf("after it ended %+v, %v", in, err)
		}
	})
}
