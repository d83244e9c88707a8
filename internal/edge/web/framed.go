package web

import (
	"net/http"
	"strconv"

	"regard/internal/know/company"
	"regard/internal/platform/page"
)

// The card in a frame of another system.
//
// Only compact cards may stand in frames, of the origins that the company has
// named; they hold no form, and their links open the whole page in a window of
// its own. Where the other system is of another site, browsers do not send the
// session's cookie there (SameSite=Lax). Signing in then happens in a window of
// its own, which hands a code, good once, to the frame that opened it; for the
// code the frame gets a cookie of its own, kept apart for that system
// (Partitioned). It lets see compact cards and nothing else, and ends with the
// session.

// frameCookie holds which session a frame belongs to, signed.
const frameCookie = "regard_frame"

// framed tells whether what is asked for may stand in a frame of another system:
// a compact card, or what keeps it current.
func (c *call) framed() bool {
	return c.r.Method == http.MethodGet && c.s.framable[c.r.Pattern] && c.compact()
}

// compact tells whether a narrow pane is asked for, by the address or by being a frame.
func (c *call) compact() bool {
	dest := c.r.Header.Get("Sec-Fetch-Dest")
	return c.r.URL.Query().Has("compact") || dest == "iframe" || dest == "frame"
}

// allowFrames lets the company's other systems show this answer in a frame.
func (c *call) allowFrames() error {
	if !c.framed() || c.dir == nil {
		return nil
	}
	f, err := c.dir.Frames()
	if err == nil {
		c.w.Header().Set("Content-Security-Policy", page.Policy(f.Origins...))
	}
	return err
}

// recognise returns who calls: by his session's cookie, or, where a compact card
// is asked for, by the frame's.
func (c *call) recognise() (who company.Actor, touch company.Touch, err error) {
	var token string
	if k, err := c.r.Cookie(sessionCookie); err == nil {
		token = k.Value
	}
	who, touch, err = company.Recognise(c.r.Context(), c.s.Office, token)
	if err != nil || who.Kind != company.ActorNobody || !c.framed() {
		return who, touch, err
	}
	k, err := c.r.Cookie(frameCookie)
	if err != nil {
		return who, nil, nil
	}
	content, ok := c.s.Key.Open("frame", k.Value)
	session, err := strconv.ParseInt(content, 10, 64)
	if !ok || err != nil {
		return who, nil, nil
	}
	return company.RecogniseSession(c.r.Context(), c.s.Office, session)
}

// frameToken is what a frame's cookie holds.
func (s *Server) frameToken(session int64) string {
	return s.Key.Sign("frame", strconv.FormatInt(session, 10))
}

// window lets a page keep the window that opened it, to hand it a code.
func window(h func(c *call) error) func(c *call) error {
	return func(c *call) error {
		c.w.Header().Set("Cross-Origin-Opener-Policy", "unsafe-none")
		return h(c)
	}
}
