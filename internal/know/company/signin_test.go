package company_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

const password = "a horse of another colour"

func hash(t *testing.T) string {
	t.Helper()
	secret.Cheapen()
	h, err := secret.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func who(t *testing.T, o *company.Office, token string) company.Actor {
	t.Helper()
	a, err := company.Authenticate(t.Context(), o, token)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestSignInLetsInWhoeverHasThePassword(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ctx := t.Context()
		addUser(t, o, company.UserDraft{Email: "admin@nordlys.example", Name: "Admin", Role: company.RoleAdmin}, hash(t))
		kari := addUser(t, o, company.UserDraft{Email: "Kari@Nordlys.example", Name: "Kari", Role: company.RoleFrontline, TimeZone: "Asia/Tokyo"}, hash(t))
		addUser(t, o, company.UserDraft{Email: "invited@nordlys.example", Name: "Invited", Role: company.RoleManager}, "")
		for _, c := range []struct {
			name, email, password string
			in                    bool
		}{
			{"right", "kari@nordlys.example", password, true},
			{"in capitals, with spaces", " KARI@nordlys.example ", password, true},
			{"wrong password", "kari@nordlys.example", "another horse", false},
			{"empty password", "kari@nordlys.example", "", false},
			{"nobody", "nobody@nordlys.example", password, false},
			{"no password yet", "invited@nordlys.example", "", false},
			{"no address", "", password, false},
		} {
			token, err := company.SignIn(ctx, o, c.email, c.password, "test")
			if c.in != (err == nil) || c.in != (token != "") {
				t.Errorf("%s: %q, %v", c.name, token, err)
			}
			if !c.in {
				wants(t, err, "sign_in.wrong", "")
			} else if a := who(t, o, token); a.ID != kari.ID || a.Role != company.RoleFrontline || a.TimeZone != "Asia/Tokyo" || a.SessionID == 0 {
				t.Errorf("%s: %+v", c.name, a)
			}
		}
		token, err := company.SignIn(ctx, o, "kari@nordlys.example", password, "test")
		if err != nil {
			t.Fatal(err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.DisableUser(ctx, tx, kari.ID) })
		if a := who(t, o, token); a.Kind != company.ActorNobody {
			t.Errorf("a disabled user's session still says %+v", a)
		}
		_, err = company.SignIn(ctx, o, "kari@nordlys.example", password, "test")
		wants(t, err, "sign_in.wrong", "")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.EnableUser(ctx, tx, kari.ID) })
		if _, err = company.SignIn(ctx, o, "kari@nordlys.example", password, "test"); err != nil {
			t.Error(err)
		}
		if a := who(t, o, "no such token"); a.Kind != company.ActorNobody {
			t.Errorf("%+v", a)
		}
	})
}

func TestASessionLastsWhileItIsUsed(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, hash(t))
		token, err := company.SignIn(t.Context(), o, "a@nordlys.example", password, "test")
		if err != nil {
			t.Fatal(err)
		}
		for range 3 { // each use makes it last again
			c.pass(company.SessionLength - time.Minute)
			if a := who(t, o, token); a.Kind != company.ActorUser {
				t.Fatalf("%+v within the session's length", a)
			}
		}
		c.pass(company.SessionLength + time.Minute)
		if a := who(t, o, token); a.Kind != company.ActorNobody {
			t.Errorf("%+v after the session's length", a)
		}
		companytest.Update(t, o, company.ForgetExpired)
	})
}

func TestSessionsAreListedAndRevoked(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ctx := t.Context()
		a := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, hash(t))
		b := addUser(t, o, company.UserDraft{Email: "b@nordlys.example", Name: "B", Role: company.RoleFrontline}, hash(t))
		at := map[string]string{}
		for _, who := range []string{"a", "b", "b2"} {
			token, err := company.SignIn(ctx, o, who[:1]+"@nordlys.example", password, who)
			if err != nil {
				t.Fatal(err)
			}
			at[who] = token
		}
		end := func(by, whose string) error {
			return o.Update(ctx, who(t, o, at[by]), func(tx *company.Tx) error { return company.EndSession(ctx, tx, who(t, o, at[whose]).SessionID) })
		}
		wants(t, end("b", "a"), "not_found", "")
		if err := end("b", "b2"); err != nil || who(t, o, at["b2"]).Kind != company.ActorNobody {
			t.Errorf("one's own session: %v", err)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			list, err := company.Sessions(ctx, tx, b.ID)
			if len(list) != 1 || list[0].Agent != "b" {
				t.Errorf("sessions %+v", list)
			}
			return err
		})
		if err := end("a", "b"); err != nil || who(t, o, at["b"]).Kind != company.ActorNobody {
			t.Errorf("an admin ends another's: %v", err)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return company.SetPassword(ctx, tx, a.ID, hash(t)) })
		if who(t, o, at["a"]).Kind != company.ActorNobody {
			t.Error("a session outlives a new password")
		}
	})
}

func TestTheLastAdminStays(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, "")
		b := addUser(t, o, company.UserDraft{Email: "b@nordlys.example", Name: "B", Role: company.RoleAdmin}, "")
		demote := func(u company.User) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ChangeUser(ctx, tx, u.ID, company.UserDraft{Email: u.Email, Name: u.Name, Role: company.RoleManager})
				return err
			})
		}
		disable := func(u company.User) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error { return company.DisableUser(ctx, tx, u.ID) })
		}
		var wg sync.WaitGroup
		errs := make([]error, 2)
		wg.Go(func() { errs[0] = disable(a) })
		wg.Go(func() { errs[1] = demote(b) })
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both at once: %v and %v; one has to stay", errs[0], errs[1])
		}
		last := b
		if errs[0] != nil {
			last = a
		}
		wants(t, demote(last), "user.last_admin", "")
		wants(t, disable(last), "user.last_admin", "")
	})
}

func TestALinkIsUsedOnce(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		u := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, "")
		link := func() (token string) {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
				token, err = company.SignInLink(ctx, tx, u.ID, time.Hour)
				return err
			})
			return token
		}
		use := func(token string) (id int64, err error) {
			err = try(o, func(ctx context.Context, tx *company.Tx) error {
				id, err = company.UseLink(ctx, tx, token)
				return err
			})
			return id, err
		}
		token := link()
		var used, spent int
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				id, err := use(token)
				mu.Lock()
				defer mu.Unlock()
				if err == nil && id == u.ID {
					used++
				} else if problem.Of(err) != nil && problem.Of(err).Code == "link.spent" {
					spent++
				}
			})
		}
		wg.Wait()
		if used != 1 || spent != 7 {
			t.Errorf("used %d times, refused %d times", used, spent)
		}
		old := link()
		link()
		_, err := use(old)
		wants(t, err, "link.spent", "")
		late := link()
		c.pass(2 * time.Hour)
		_, err = use(late)
		wants(t, err, "link.spent", "")
	})
}

func TestABadUserIsRefusedByField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, "")
		good := company.UserDraft{Email: "p@fjord.example", Name: "P", Role: company.RolePartner, Contributor: "carrier-north"}
		for _, c := range []struct {
			spoil       func(d *company.UserDraft)
			code, field string
		}{
			{func(d *company.UserDraft) { d.Email = "Ada <ada@example.com>" }, "email.malformed", "email"},
			{func(d *company.UserDraft) { d.Email = "ada" }, "email.malformed", "email"},
			{func(d *company.UserDraft) { d.Name = "" }, "field.required", "name"},
			{func(d *company.UserDraft) { d.Role = "king" }, "user.role_unknown", "role"},
			{func(d *company.UserDraft) { d.Contributor = "" }, "user.partner_needed", "contributor"},
			{func(d *company.UserDraft) { d.Contributor = "support" }, "user.partner_needed", "contributor"},
			{func(d *company.UserDraft) { d.Contributor = "nobody" }, "contributor.unknown", "contributor"},
			{func(d *company.UserDraft) { d.Employee = "nobody" }, "employee.unknown", "employee"},
			{func(d *company.UserDraft) { d.TimeZone = "Mars/Olympus" }, "company.zone_unknown", "time_zone"},
			{func(d *company.UserDraft) { d.Email = "A@Nordlys.example" }, "user.email_taken", ""},
		} {
			d := good
			c.spoil(&d)
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.AddUser(ctx, tx, d, "")
				return err
			}), c.code, c.field)
		}
		addUser(t, o, good, "")
	})
}
