package web

import (
	"context"
	"net/http"

	"regard/internal/know/company"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const (
	frameSignInURL = "/frame/sign-in"
	frameDoneURL   = "/frame/done"
)

// frameSignInForm is the window in which somebody signs in for a frame.
func frameSignInForm(c *call) error {
	if c.who.Kind == company.ActorUser {
		return c.goTo(frameDoneURL, Toast{})
	}
	return c.showOutside(http.StatusOK, func() page.View {
		return SignInPage{Outside: c.outside(), Action: frameSignInURL, Form: SignInForm{Next: frameDoneURL}}
	})
}

// frameDone hands a code to the frame that opened this window.
func frameDone(c *call) error {
	var p FrameDonePage
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		p.Code, err = company.FrameCode(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	p.Outside = c.outside()
	return c.show(http.StatusOK, p)
}

// frameSession gives a frame its cookie for a code.
func frameSession(c *call) error {
	var session int64
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		session, err = company.UseFrameCode(ctx, tx, c.form("code"))
		return err
	})
	if err != nil {
		return err
	}
	http.SetCookie(c.w, &http.Cookie{Name: frameCookie, Value: c.s.frameToken(session), Path: "/", MaxAge: int(company.SessionLength.Seconds()),
		HttpOnly: true, Secure: true, SameSite: http.SameSiteNoneMode, Partitioned: true})
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}

// framedTrouble answers in a pane where the whole page would lead to a page that
// may not stand there.
func (s *Server) framedTrouble(c *call, p *problem.Problem) bool {
	if !c.framed() || p.Code != "sign_in.needed" {
		return false
	}
	if page.WantsFragment(c.r) { // a part of a card whose session has ended: the card is asked again, and says so
		page.Redirect(c.w, c.r, comeBack(c.r))
		return true
	}
	err := c.showOutside(http.StatusUnauthorized, func() page.View {
		return PanePage{Outside: c.outside(), State: PaneSignedOut, SignInURL: frameSignInURL}
	})
	if err != nil {
		s.Log.Error("page of a frame", "problem", err)
		http.Error(c.w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
	return true
}
