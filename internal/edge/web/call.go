package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"regard/internal/act/card"
	"regard/internal/act/outgoing"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/platform/gate"
	"regard/internal/platform/locale"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// call is one request of somebody.
type call struct {
	s   *Server
	w   http.ResponseWriter
	r   *http.Request
	who company.Actor
	dir *company.Directory
	law impression.Law

	scope company.Scope // which rows he sees

	opened *card.Opening // whose card this answer is, where that is a fact
	touch  company.Touch
}

// sessionCookie holds a session's token, flashCookie what was just done.
const (
	sessionCookie = "regard"
	flashCookie   = "regard_done"
	themeCookie   = "theme"
)

// admit tells who calls and whether he may.
func (s *Server) admit(c *call, op company.Operation) error {
	if err := sameOrigin.Check(c.r); err != nil {
		return problem.New(problem.Forbidden, "form.stale", nil).Because(err)
	}
	var err error
	if c.who, c.touch, err = c.recognise(); err != nil {
		return err
	}
	if err := c.stranger(); err != nil || op == Open {
		return err
	}
	return c.who.Allow(op)
}

// finish does what is left to do when the answer has been sent, so that no card
// waits for a writer: noting who opened it, and that he was here.
func (c *call) finish() {
	c.s.touches.Begin(c.r.Context(), c.touch)
	if c.opened == nil || c.s.Note == nil || c.r.Method != http.MethodGet || c.r.Header.Get("Sec-Purpose") != "" { // fetched ahead, perhaps never seen
		return
	}
	if err := http.NewResponseController(c.w).Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		c.s.Log.Debug("the reader of a card went away", "problem", err)
	}
	c.s.Note(*c.opened)
}

// view runs fn in a snapshot; update in a transaction.
func (c *call) view(fn func(ctx context.Context, tx *company.Tx) error) error {
	ctx, cancel := context.WithTimeout(c.r.Context(), timeout)
	defer cancel()
	return c.s.Office.View(ctx, c.who, func(tx *company.Tx) error { return c.in(ctx, tx, fn) })
}

func (c *call) update(fn func(ctx context.Context, tx *company.Tx) error) error {
	ctx, cancel := context.WithTimeout(c.r.Context(), timeout)
	defer cancel()
	return c.s.Office.Update(ctx, c.who, func(tx *company.Tx) error { return c.in(ctx, tx, fn) })
}

func (c *call) in(ctx context.Context, tx *company.Tx, fn func(ctx context.Context, tx *company.Tx) error) (err error) {
	if c.dir, err = tx.Directory(ctx); err != nil {
		return err
	}
	c.scope = tx.Scope
	if c.law, err = impression.InForce(ctx, tx); err != nil {
		return err
	}
	return fn(ctx, tx)
}

// here is the reader's zone and time.
func (c *call) here() page.Here {
	h := page.Here{Now: c.s.Office.DB.Now()}
	if zone, err := time.LoadLocation(c.who.TimeZone); err == nil && c.who.TimeZone != "" {
		h.Zone = zone
	} else if c.dir != nil {
		h.Zone = c.dir.Zone
	}
	return h
}

// frame is what surrounds a page. It is called within view or update.
func (c *call) frame(ctx context.Context, tx *company.Tx, active string) (f Frame, err error) {
	f = Frame{Here: c.here(), Theme: c.theme(), Active: active, Path: c.r.URL.RequestURI(), Company: c.dir.Profile.Name, Toast: c.flashed(),
		User: User{Name: c.who.Name, Role: roleWord(c.who.Role), Zone: c.here().Zone.String()},
		May: May{Log: c.who.May(company.RecordInteraction), Suggestions: c.who.May(company.SeeSuggestions), Contests: c.who.May(company.SeeContests), Merge: c.who.May(company.DecideSuggestion),
			Edit: c.who.May(company.ChangeCustomer), Coverage: c.who.May(company.SeeCoverage), Settings: c.who.May(company.SeeOrganisation), Erase: c.who.May(company.EraseCustomer), Openings: c.who.May(company.SeeOpenings)}}
	if c.who.Kind == company.ActorUser {
		u, err := company.FindUser(ctx, tx, c.who.ID)
		if err != nil {
			return f, err
		}
		f.User.Email = u.Email
		f.Demo = c.demoMenu(u.Email)
	}
	if c.who.May(company.SeeSuggestions) {
		if f.Waiting, err = customer.CountOpen(ctx, tx); err != nil {
			return f, err
		}
	}
	if c.who.May(company.ModerateRemarks) {
		if f.Remarks, err = bystander.CountWaiting(ctx, tx); err != nil {
			return f, err
		}
	}
	if c.who.May(company.SeeContests) {
		n, err := impression.CountContests(ctx, tx)
		if f.Waiting += n; err != nil {
			return f, err
		}
	}
	if c.who.May(company.SeeOutgoing) {
		setting, err := outgoing.InForce(ctx, tx)
		if f.Held = !setting.Live; err != nil {
			return f, err
		}
	}
	return f, nil
}

func (c *call) outside() Outside {
	o := Outside{Theme: c.theme(), Path: c.r.URL.RequestURI()}
	if c.dir != nil {
		o.Company = c.dir.Profile.Name
	}
	return o
}

func (c *call) theme() string {
	if k, err := c.r.Cookie(themeCookie); err == nil && (k.Value == "light" || k.Value == "dark") {
		return k.Value
	}
	return ""
}

// show renders a page.
func (c *call) show(status int, v page.View) error {
	if err := c.allowFrames(); err != nil {
		return err
	}
	return c.s.pages.Render(c.w, status, c.here(), v)
}

// showPart shows the part of a page that was asked for, and the page otherwise.
func (c *call) showPart(part, whole page.View) error {
	if page.WantsFragment(c.r) && page.Target(c.r) != "" {
		whole = part
	}
	return c.show(http.StatusOK, whole)
}

// goTo sends the browser on, with what was done to be told there.
func (c *call) goTo(to string, done Toast) error {
	if done.Text != "" || done.Who != "" {
		text, err := json.Marshal(done)
		if err != nil {
			return err
		}
		c.cookie(flashCookie, c.s.Key.Sign("flash", string(text)), time.Minute)
	}
	page.Redirect(c.w, c.r, to)
	return nil
}

// flashed takes what was just done from its cookie.
func (c *call) flashed() *Toast {
	k, err := c.r.Cookie(flashCookie)
	if err != nil || k.Value == "" {
		return nil
	}
	c.cookie(flashCookie, "", -time.Second)
	text, ok := c.s.Key.Open("flash", k.Value)
	var t Toast
	if !ok || json.Unmarshal([]byte(text), &t) != nil {
		return nil
	}
	return &t
}

// cookie sets a cookie that no script and no other site can use. Behind TLS
// (told by the proxy too) it travels only there.
func (c *call) cookie(name, value string, lasts time.Duration) {
	http.SetCookie(c.w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(lasts.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: c.r.TLS != nil || c.r.Header.Get("X-Forwarded-Proto") == "https"})
}

// form returns a field of the form, without the space around it.
func (c *call) form(name string) string { return strings.TrimSpace(c.r.FormValue(name)) }

// wrong turns a problem with what was typed into words beside the field; any
// other error is returned as it is.
func wrong(err error) (Errors, error) {
	p := problem.Of(err)
	if p == nil || p.Kind != problem.Invalid && p.Kind != problem.Conflict {
		return nil, err
	}
	w := locale.Problem(err)
	return Errors{p.Field: w.Wrong + " " + w.Remedy}, nil
}

var missingPage = problem.New(problem.NotFound, "page.missing", nil)

var statusOf = map[problem.Kind]int{problem.Internal: 500, problem.Invalid: 422, problem.Unauthenticated: 401, problem.Forbidden: 403,
	problem.NotFound: 404, problem.Conflict: 409, problem.Unavailable: 503}

// trouble answers with what went wrong. Who is not signed in goes to sign in,
// and comes back.
func (s *Server) trouble(c *call, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	p := problem.Of(err)
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		p = problem.New(problem.Invalid, "api.body_too_large", problem.Params{"max": "1 MiB"})
	}
	if p == nil {
		p = problem.New(problem.Internal, "internal", nil)
	}
	if s.framedTrouble(c, p) {
		return
	}
	if p.Code == "sign_in.needed" {
		if page.WantsFragment(c.r) || c.r.Method == http.MethodGet {
			page.Redirect(c.w, c.r, "/sign-in?next="+url.QueryEscape(comeBack(c.r)))
			return
		}
	}
	status, id := statusOf[p.Kind], ""
	if p.Code == "sign_in.throttled" || p.Code == "address.many" {
		status = http.StatusTooManyRequests
	}
	if seconds, known := p.Params["seconds"]; known {
		c.w.Header().Set("Retry-After", fmt.Sprint(seconds))
	} else if status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", "1")
	}
	if status >= 500 && p.Code != gate.Overloaded {
		id = secret.NewToken("")[:10]
		s.Log.Error("page", "error_id", id, "route", c.r.Pattern, "problem", err)
	}
	t := Trouble(status, id)
	t.Outside = c.outside()
	if p.Code == "customer.erased" && c.who.May(company.SeeOpenings) {
		t.Do = append([]Link{{Label: "Who had opened the card", URL: openingsURL(fmt.Sprint(p.Params["customer"]))}}, t.Do...)
	}
	if status == 422 || status == 409 || status == 429 || status == 404 && p.Code != "page.missing" {
		w := locale.Problem(p)
		t.Text = w.Wrong + " " + w.Remedy
	}
	if err := c.show(status, t); err != nil {
		s.Log.Error("page of an error", "error_id", id, "problem", err)
		http.Error(c.w, http.StatusText(status), status)
	}
}

// comeBack is where to go after signing in: the page that was asked for, or,
// for a part of one, the page that it is of.
func comeBack(r *http.Request) string {
	if page.WantsFragment(r) {
		if u, err := url.Parse(r.Header.Get("HX-Current-URL")); err == nil && u.Path != "" {
			return u.RequestURI()
		}
	}
	return r.URL.RequestURI()
}

// inside tells whether an address is a path of ours, and nobody else's. Browsers
// take a backslash for a slash, and leave out control characters: "/\t/a.example"
// would lead to a.example.
func inside(to string) bool {
	return strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.Contains(to, "\\") && !strings.ContainsFunc(to, unicode.IsControl)
}
