package web

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// guesses slows down the guessing of passwords. From one address so many of an
// account are let through; and so many of an account in all, since who guesses
// may have many addresses. Its owner is not kept out by them: a browser that has
// signed in to it before is known by a cookie, and has tries of its own (after
// OWASP's device cookies). What was right is not counted.
type guesses struct {
	here     *gate.Turnstile // of an account from an address, or from a browser that is known
	account  *gate.Turnstile // of an account from all that are not known
	address  *gate.Turnstile // of all accounts from an address, which may be a whole office's
	password *gate.Turnstile // of somebody signed in
}

const (
	maxTries        = 10
	maxTriesAccount = 50
	maxTriesAddress = 200
)

func newGuesses() *guesses {
	return &guesses{here: gate.NewTurnstile(30*time.Second, maxTries), account: gate.NewTurnstile(10*time.Second, maxTriesAccount),
		address: gate.NewTurnstile(2*time.Second, maxTriesAddress), password: gate.NewTurnstile(30*time.Second, maxTries)}
}

// knownCookie names an account to which this browser has signed in, by a hash.
const knownCookie = "regard_known"

// knownFor is how long a browser is known.
const knownFor = 180 * 24 * time.Hour

// guess counts a try to sign in to an account. uncount takes that back; right
// says that it was its owner, whose browser is known from now on.
func (c *call) guess(account string) (uncount, right func(), err error) {
	sum := sha256.Sum256([]byte(strings.ToLower(account)))
	account = hex.EncodeToString(sum[:16])
	type counted struct {
		by  *gate.Turnstile
		who string
	}
	g, from := c.s.guesses, c.s.Proxies.Whence(c.r)
	list := []counted{{g.here, account + " " + from}, {g.account, account}, {g.address, from}}
	if k, err := c.r.Cookie(knownCookie); err == nil {
		if content, ok := c.s.Key.Open("known", k.Value); ok && strings.HasPrefix(content, account+" ") {
			list = []counted{{g.here, content}}
		}
	}
	back := func(n int) {
		for _, x := range list[:n] {
			x.by.Back(x.who)
		}
	}
	for i, x := range list {
		if wait, ok := x.by.Pass(x.who, c.s.Office.DB.Now()); !ok {
			back(i)
			return nil, nil, tooMany("sign_in.throttled", wait)
		}
	}
	uncount = func() { back(len(list)) }
	return uncount, func() {
		uncount()
		c.cookie(knownCookie, c.s.Key.Sign("known", account+" "+secret.NewToken("")), knownFor)
	}, nil
}

// stranger counts what somebody asks whom nobody knows; what this machine itself
// asks is not counted.
func (c *call) stranger() error {
	if c.who.Kind != company.ActorNobody || gate.Here(c.r) {
		return nil
	}
	if wait, ok := c.s.Strangers.Pass(c.s.Proxies.Whence(c.r), c.s.Office.DB.Now()); !ok {
		return tooMany("address.many", wait)
	}
	return nil
}

// tooMany is the problem of who has to wait so long.
func tooMany(code string, wait time.Duration) error {
	return problem.New(problem.Unavailable, code, problem.Params{"seconds": int((wait + time.Second - 1) / time.Second)})
}
