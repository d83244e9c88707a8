package web

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/sign"
)

// furnished is a company in which there is something of everything: two
// partners, each with a customer of his own and one in common.
type furnished struct {
	*testing.T
	*Server
	file   *sql.DB // what is kept
	tokens map[string]string
	is     map[string]string // what {name} stands for in paths and forms
}

// theirs is in every text that the partner (the carrier) has no part in.
const theirs = "zebra"

// furnish makes the company. Every text that somebody can write goes through
// word, which may add to it.
func furnish(t *testing.T, demo *Demo, word func(text string) string) *furnished {
	t.Helper()
	at := databasetest.SQLite(t)
	o := companytest.Open(t, databasetest.Open(t, at, func() time.Time { return companytest.Now }))
	s, err := New(Options{Office: o, Key: sign.Key("0123456789abcdef0123456789abcdef"), Log: slog.New(slog.NewTextHandler(t.Output(), nil)), OpenAPI: []byte(sampleOpenAPI), Demo: demo})
	if err != nil {
		t.Fatal(err)
	}
	s.Words = words.New(o, filepath.Join(t.TempDir(), "words.db"), s.Log)
	t.Cleanup(func() { s.Words.Close() })
	file, err := sql.Open("sqlite3", strings.TrimPrefix(at, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	h := &furnished{T: t, Server: s, file: file, tokens: map[string]string{}, is: map[string]string{}}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return h.organise(ctx, tx, word) })
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return h.people(ctx, tx, word) })
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error { return h.leavings(ctx, tx, word) })
	for who, at := range map[string]string{"partner": "own", "rival": "their"} {
		h.must(who, "/interactions/{"+at+"_interaction}/contest", "role", "outcome", "reason", word("contested by the "+who+map[string]string{"rival": theirs}[who]))
	}
	h.must("admin", "/interactions/{their_interaction}/correct", "what", "cause", "role", "outcome", "contributor", "courier", "reason", word("charged "+theirs))
	h.must("admin", "/interactions/{shared_interaction}/correct", "what", "valence", "role", "asked", "valence", "0.2", "reason", word("corrected "+theirs))
	h.must("admin", "/customers/{dag}/merge", "other", "{dora}", "reason", word("the same "+theirs))
	if err := s.Words.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	h.remember("contest", "cnt", "SELECT id FROM contest WHERE customer_id = {ada}")
	h.remember("their_contest", "cnt", "SELECT id FROM contest WHERE customer_id = {bob}")
	h.remember("correction", "cor", "SELECT id FROM correction WHERE kind = 'valence'")
	h.remember("merge", "mer", "SELECT id FROM merge")
	h.remember("suggestion", "sug", "SELECT min(id) FROM suggestion")
	h.remember("key", "key", "SELECT id FROM api_key")
	return h
}

func (h *furnished) organise(ctx context.Context, tx *company.Tx, word func(string) string) error {
	if _, err := company.AddContributor(ctx, tx, company.ContributorDraft{Key: "courier", Name: word("Courier " + theirs), Kind: company.Partner}); err != nil {
		return err
	}
	if _, err := company.AddTouchpoint(ctx, tx, company.TouchpointDraft{Key: "courier.gate", Name: word("The gate " + theirs), Owner: "courier", Kind: "delivery"}); err != nil {
		return err
	}
	for key, at := range map[string]string{"kari": "support", "nils": "carrier", "truls": "courier", "bente": "billing"} {
		if _, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: key, Name: word(strings.ToUpper(key) + " " + map[string]string{"truls": theirs}[key]), Title: word("clerk"), Contributor: at}); err != nil {
			return err
		}
	}
	home := map[string]string{"manager": "support", "frontline": "support", "partner": "carrier", "rival": "courier"}
	for _, name := range []string{"admin", "experience_lead", "manager", "frontline", "partner", "executive", "rival"} {
		role := company.Role(name)
		if name == "rival" {
			role = company.RolePartner
		}
		u, err := company.AddUser(ctx, tx, company.UserDraft{Email: name + "@nordlys.example", Name: word("A " + name + map[string]string{"rival": theirs}[name]), Role: role, Contributor: home[name]}, "")
		if err != nil {
			return err
		}
		h.is["user_"+name] = database.FormatID("usr", u.ID)
		if h.tokens[name], err = company.OpenSession(ctx, tx, u.ID, word("browser")); err != nil {
			return err
		}
	}
	for _, name := range []string{"invited"} {
		u, err := company.AddUser(ctx, tx, company.UserDraft{Email: name + "@nordlys.example", Name: word("An " + name), Role: company.RoleFrontline, Contributor: "support"}, "")
		if err != nil {
			return err
		}
		h.is["user"] = database.FormatID("usr", u.ID)
		if h.is["link"], err = company.SignInLink(ctx, tx, u.ID, time.Hour); err != nil {
			return err
		}
	}
	var err error
	if h.is["clear_key"], _, err = company.AddKey(ctx, tx, word("crm"), company.Scopes); err != nil {
		return err
	}
	if _, err := company.SetFrames(ctx, tx, company.Frames{Origins: []string{"https://desk.example.com"}}); err != nil {
		return err
	}
	for at, owner := range map[string]string{"spot": "carrier", "their_spot": "courier"} {
		mark := map[string]string{"courier": theirs}[owner]
		s, err := bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: word("Van " + mark), Question: word("How do we drive? " + mark), Touchpoint: "delivery.doorstep", Contributor: owner})
		if err != nil {
			return err
		}
		h.is[at], h.is[at+"_token"] = s.ID.String(), s.Token
	}
	return nil
}

func (h *furnished) people(ctx context.Context, tx *company.Tx, word func(string) string) error {
	worth := int64(120_000)
	names := []string{"ada", "bob", "cyd", "dag", "dora"}
	var drafts []customer.Draft
	for _, n := range names {
		mark := map[string]string{"bob": theirs, "dag": theirs, "dora": theirs}[n]
		drafts = append(drafts, customer.Draft{Name: word(strings.ToUpper(n[:1]) + n[1:] + " " + mark), Identifiers: []customer.Identifier{{Kind: "email", Value: n + mark + "@example.com"}, {Kind: "external:crm", Value: word(n + mark)}},
			Account: word("Fjell " + mark), ValueMinor: &worth, Attributes: map[string]any{"plan": word("fiber " + mark), word("odd"): word("thing")}})
	}
	ids, problems, err := customer.Put(ctx, tx, drafts)
	if err != nil {
		return err
	}
	for i, n := range names {
		if problems[i] != nil {
			return problems[i]
		}
		h.is[n] = ids[i].String()
	}
	people, err := customer.FindAll(ctx, tx, ids[:2])
	if err != nil {
		return err
	}
	h.is["account"], h.is["their_account"] = people[0].Account.ID.String(), people[1].Account.ID.String()
	if _, err := customer.SetClassRules(ctx, tx, []customer.ClassRule{{Pattern: "@carrier.example", Class: "supplier"}}); err != nil {
		return err
	}
	_, err = customer.Reclass(ctx, tx, ids[4], "supplier", word("delivers "+theirs))
	if err == nil {
		_, err = customer.Reclass(ctx, tx, ids[4], "", "")
	}
	return err
}

func (h *furnished) leavings(ctx context.Context, tx *company.Tx, word func(string) string) error {
	mail := func(n string) []customer.Identifier {
		return []customer.Identifier{{Kind: "email", Value: n + "@example.com"}}
	}
	said := func(ref, n, by, employee, touchpoint, mark string, hours int) interaction.Draft {
		bad := -0.8
		return interaction.Draft{Source: "shop", SourceRef: ref, OccurredAt: tx.Now.Add(-time.Duration(hours) * time.Hour), Channel: interaction.Email, Identifiers: mail(n), Contributor: by, Employee: employee,
			Touchpoint: touchpoint, Subject: word("Subject " + mark), Text: word("Late and broken, terrible. " + mark), Quoted: word("> quoted " + mark), Reference: word("order:" + ref + mark), Thread: word("t" + ref),
			Outcome: "no_show", Asked: &bad, Attributes: map[string]any{"truck": word("blue " + mark)}, WaitSeconds: 900}
	}
	got, err := interaction.Record(ctx, tx, []interaction.Draft{
		said("1", "ada", "carrier", "nils", "delivery.doorstep", "", 30),
		said("2", "bob"+theirs, "courier", "truls", "courier.gate", theirs, 40),
		said("3", "cyd", "carrier", "nils", "delivery.doorstep", "", 500),
		said("4", "cyd", "courier", "truls", "courier.gate", theirs, 20),
		said("5", "ada", "carrier", "nils", "delivery.doorstep", "", 300),
		said("6", "ada", "carrier", "nils", "delivery.doorstep", "", 900),
		{Source: "shop", SourceRef: "7", OccurredAt: tx.Now.Add(-time.Hour), Channel: interaction.Chat, Identifiers: append(mail("ada"), mail("bob"+theirs)...)},
	}, interaction.Live)
	if err != nil {
		return err
	}
	for i, name := range []string{"own_interaction", "their_interaction", "cyd_own", "shared_interaction", "spare", "void"} {
		if got[i].Problem != nil {
			return got[i].Problem
		}
		i, err := interaction.Find(ctx, tx, got[i].ID)
		if err != nil {
			return err
		}
		episode, err := impression.EpisodeOf(ctx, tx, i.CustomerID, int64(i.ID))
		if err != nil {
			return err
		}
		h.is[name], h.is[name+"_episode"] = i.ID.String(), impression.EpisodeID(episode)
	}
	for at, mark := range map[string]string{"spot": "", "their_spot": theirs} {
		for _, n := range []string{"", "_b"} {
			bad := bystander.Draft{Text: word("On the pavement " + mark + n), Contact: word("call me " + mark), Step: 2}
			r, err := bystander.Say(ctx, tx, h.is[at+"_token"], bad)
			if err != nil {
				return err
			}
			h.is[strings.Replace(at, "spot", "remark", 1)+n] = r.ID.String()
		}
	}
	bob, err := customer.ParseID(h.is["bob"])
	if err != nil {
		return err
	}
	_, err = outgoing.Offer(ctx, tx, outgoing.Message{CustomerID: bob, Channel: outgoing.Email, Recipient: "bob" + theirs + "@example.com", Purpose: "survey.invitation", Subject: word("How was it? " + theirs), Deliver: outgoing.Delivery{Kind: "test.deliver"}})
	return err
}

// fill puts what is known in the place of {name}.
func (h *furnished) fill(text string) string {
	for name, v := range h.is {
		text = strings.ReplaceAll(text, "{"+name+"}", v)
	}
	return text
}

// send asks as somebody: the name of a user, or "" for nobody.
func (h *furnished) send(who, method, path string, fields ...string) *httptest.ResponseRecorder {
	h.Helper()
	return h.answer(h.request(who, method, path, fields...))
}

func (h *furnished) request(who, method, path string, fields ...string) *http.Request {
	h.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(h.fill(fields[i]), h.fill(fields[i+1]))
	}
	ctx, cancel := context.WithTimeout(h.Context(), time.Minute)
	h.Cleanup(cancel)
	if strings.HasSuffix(path, "/live") {
		cancel() // a stream ends when its reader goes
	}
	r := httptest.NewRequestWithContext(ctx, method, h.fill(path), strings.NewReader(form.Encode()))
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: h.tokens[who]})
	}
	return r
}

func (h *furnished) answer(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// must posts a form and fails the test unless it was taken.
func (h *furnished) must(who, path string, fields ...string) {
	h.Helper()
	if w := h.send(who, http.MethodPost, path, fields...); w.Code != http.StatusSeeOther {
		h.Fatalf("POST %s as %s: %d\n%s", h.fill(path), who, w.Code, w.Body)
	}
}

// remember keeps the id that a question to the database has for an answer.
func (h *furnished) remember(name, prefix, query string) {
	h.Helper()
	for n, shown := range h.is {
		if strings.Contains(query, "{"+n+"}") {
			id, err := database.ParseID(shown[:3], shown)
			if err != nil {
				h.Fatal(err)
			}
			query = strings.ReplaceAll(query, "{"+n+"}", fmt.Sprint(id))
		}
	}
	var id int64
	if err := h.file.QueryRow(query).Scan(&id); err != nil {
		h.Fatalf("%s: %v", name, err)
	}
	h.is[name] = database.FormatID(prefix, id)
}

// kept is a digest of all that the database holds, but for when somebody was
// last seen.
func (h *furnished) kept() uint64 {
	h.Helper()
	digest := fnv.New64a()
	tables, err := h.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('session', 'node') ORDER BY name")
	if err != nil {
		h.Fatal(err)
	}
	for _, table := range tables {
		rows, err := h.file.Query("SELECT * FROM " + table)
		if err != nil {
			h.Fatal(err)
		}
		if err := sum(digest, rows); err != nil {
			h.Fatal(err)
		}
	}
	return digest.Sum64()
}

func (h *furnished) column(query string) (list []string, err error) {
	rows, err := h.file.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

func sum(to io.Writer, rows *sql.Rows) error {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range into {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, c := range columns {
			if c != "seen_at" {
				fmt.Fprint(to, values[i], "|")
			}
		}
	}
	return rows.Err()
}
