package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
)

// upload sends a file to be looked at.
func upload(t *testing.T, s *Server, token, file, partial string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	if err := m.WriteField("partial", partial); err != nil {
		t.Fatal(err)
	}
	w, err := m.CreateFormFile("file", "staff.csv")
	if err == nil {
		_, err = w.Write([]byte(file))
	}
	if err != nil || m.Close() != nil {
		t.Fatal(err)
	}
	return post(s, "/settings/organisation/import", token, m.FormDataContentType(), body.String())
}

func post(s *Server, path, token, kind, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", kind)
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	return rec
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(packed|seen|partial)" value="([^"]*)">`)

func do(s *Server, token, page string, more ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], m[2])
	}
	for _, name := range more {
		form.Set(name, "true")
	}
	return post(s, "/settings/organisation/import/do", token, "application/x-www-form-urlencoded", form.Encode())
}

func (s *Server) directory(t *testing.T) (d *company.Directory) {
	t.Helper()
	companytest.View(t, s.Office, func(ctx context.Context, tx *company.Tx) (err error) {
		d, err = tx.Directory(ctx)
		return err
	})
	return d
}

func TestAnOrganisationFileIsSeenBeforeItIsDone(t *testing.T) {
	s, tokens := testServer(t)
	lead := tokens[company.RoleLead]
	const file = "type,key,name,parent,contributor\nunit,depot,Depot,carrier,\n,kari,Kari Nordby,,depot\n,ola,Ola,,nowhere\n"
	seen := upload(t, s, lead, file, "true")
	if seen.Code != 200 || !strings.Contains(seen.Body.String(), "Kari Nordby") || !strings.Contains(seen.Body.String(), "No open unit is called nowhere") {
		t.Fatal(seen.Code, seen.Body)
	}
	if s.directory(t).EmployeeID("kari") != 0 {
		t.Error("it was done before anybody said so")
	}
	if w := do(s, lead, seen.Body.String()); w.Code != http.StatusSeeOther || s.directory(t).EmployeeID("kari") == 0 {
		t.Error(w.Code, w.Body)
	}
	// What was seen is not what would be done any more.
	if w := do(s, lead, seen.Body.String()); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "not what it was when you looked") || !strings.Contains(w.Body.String(), "It changes nothing") {
		t.Error(w.Code, w.Body)
	}
	// Everybody leaves: that has to be said.
	seen = upload(t, s, lead, "key,name\nola,Ola\n", "")
	if !strings.Contains(seen.Body.String(), "1 of 1 employees would leave") {
		t.Error(seen.Body)
	}
	if w := do(s, lead, seen.Body.String()); w.Code != http.StatusUnprocessableEntity || !s.directory(t).Employee(s.directory(t).EmployeeID("kari")).LeftAt.IsZero() {
		t.Error(w.Code)
	}
	if w := do(s, lead, seen.Body.String(), "many"); w.Code != http.StatusSeeOther || s.directory(t).Employee(s.directory(t).EmployeeID("kari")).LeftAt.IsZero() {
		t.Error(w.Code, w.Body)
	}
}

func TestAFileThatIsNoneIsRefusedInWords(t *testing.T) {
	s, tokens := testServer(t)
	lead := tokens[company.RoleLead]
	for file, says := range map[string]string{
		"":                                "needed",
		strings.Repeat("x", maxOrgFile+1): "larger than 5 MiB",
		strings.Repeat("x", 7<<20):        "larger than 5 MiB",
		"\x1f\x8bnot gzip":                "cannot be",
		"key,key\n":                       "both are key",
	} {
		w := upload(t, s, lead, file, "")
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%.20q: %d, without %q", file, w.Code, says)
		}
	}
	if w := post(s, "/settings/organisation/import/do", lead, "application/x-www-form-urlencoded", "packed=%%%&seen=x"); w.Code != http.StatusUnprocessableEntity {
		t.Error(w.Code)
	}
}

// TestFiguresOnThePageOfAContributor walks every role, on his own contributor's
// page and another's, with the switch off and on.
func TestFiguresOnThePageOfAContributor(t *testing.T) {
	s, tokens := testServer(t) // all are of the carrier
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error {
		_, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "kari", Name: "Kari Nordby", Contributor: "carrier-north"})
		return err
	})
	for _, on := range []string{"false", "true"} {
		if w := post(s, "/settings/figures", tokens[company.RoleAdmin], "application/x-www-form-urlencoded", "per_employee="+on); w.Code != http.StatusSeeOther {
			t.Fatal(w.Code)
		}
		for _, role := range company.Roles {
			for _, key := range []string{"carrier", "carrier-north", "support"} {
				w := ask(s, http.MethodGet, "/contributors/"+key, tokens[role])
				want, own := 200, key != "support"
				switch {
				case role == company.RoleFrontline:
					want = 403
				case (role == company.RoleManager || role == company.RolePartner) && !own:
					want = 404
				}
				if w.Code != want {
					t.Errorf("%s on %s: %d, want %d", role, key, w.Code, want)
				}
				managing := role == company.RoleAdmin || role == company.RoleLead || role == company.RoleManager
				if got := strings.Contains(w.Body.String(), "Called done at once"); got != (managing && on == "true" && want == 200 && own) {
					t.Errorf("%s on %s, on %s: figures per employee: %v", role, key, on, got)
				}
			}
		}
	}
}

func TestTheSearchForEmployeesOutlastsAForm(t *testing.T) {
	s, tokens := testServer(t)
	companytest.Update(t, s.Office, func(ctx context.Context, tx *company.Tx) error {
		_, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "kari", Name: "Kari Nordby"})
		return err
	})
	lead := tokens[company.RoleLead]
	page := ask(s, http.MethodGet, "/settings/employees?q=nordby", lead).Body.String()
	if !strings.Contains(page, `href="/settings/employees?edit=kari&amp;q=nordby#form"`) {
		t.Error("the way to the form loses the search")
	}
	page = ask(s, http.MethodGet, "/settings/employees?edit=kari&q=nordby", lead).Body.String()
	if !strings.Contains(page, `action="/settings/employees/kari?q=nordby"`) {
		t.Error("the form loses the search")
	}
	if w := post(s, "/settings/employees/kari?q=nordby", lead, "application/x-www-form-urlencoded", "name=Kari"); w.Header().Get("Location") != "/settings/employees?q=nordby" {
		t.Errorf("saved, it goes to %s", w.Header().Get("Location"))
	}
}
