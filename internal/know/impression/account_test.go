package impression_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// group reads an account and its people.
func group(ctx context.Context, tx *company.Tx, account customer.ID) (g impression.Group, err error) {
	if g.Account, err = customer.Find(ctx, tx, account); err != nil {
		return g, err
	}
	g.People, _, err = customer.PeopleOf(ctx, tx, g.Account)
	return g, err
}

// byHand computes an account's score, band and evidence as documented
// (docs/relationship.md), from its episodes and who had them.
func byHand(ctx context.Context, tx *company.Tx, g impression.Group) (score, half, evidence float64, err error) {
	var n, d, q float64
	add := func(p customer.Person, role float64) error {
		episodes, err := impression.Episodes(ctx, tx, p.IDs(), time.Time{})
		for _, e := range episodes {
			if e.Impressions == 0 {
				continue
			}
			w := role * e.Weight * (0.5 + math.Abs(e.Valence))
			if e.Valence < 0 {
				w *= 2
			}
			fade := math.Exp2(-tx.Now.Sub(e.LastAt).Hours() / 24 / 365)
			n, d, q, evidence = n+w*e.Valence*fade, d+w*fade, q+w*fade*w*fade, evidence+fade
		}
		return err
	}
	if err := add(g.Account, 1); err != nil {
		return 0, 0, 0, err
	}
	for _, p := range g.People {
		role := 1.0
		if p.Roles.Has(customer.Decides) {
			role = 2
		}
		if err := add(p, role); err != nil {
			return 0, 0, 0, err
		}
	}
	return 50 + 50*(n+3*0.2)/(d+3), 98 * math.Sqrt(9*0.3*0.3+0.25*q) / (d + 3), evidence, nil
}

// account reads an account and makes sure that what is kept, what is explained
// and what is computed by hand are one.
func (w *world) account(id customer.ID) (score float64) {
	err := w.o.View(context.Background(), company.System, func(tx *company.Tx) error {
		ctx := context.Background()
		g, err := group(ctx, tx, id)
		if err != nil {
			return err
		}
		known, err := impression.AccountStandings(ctx, tx, []impression.Group{g})
		if err != nil {
			return err
		}
		x, err := impression.ExplainAccount(ctx, tx, g, tx.Now, 3)
		if err != nil {
			return err
		}
		want, half, evidence, err := byHand(ctx, tx, g)
		if err != nil {
			return err
		}
		sum := x.Prior + x.Rest.Points
		for _, pt := range x.Points {
			sum += pt.Points
			if math.Abs(known[0].Points(pt.Episode)-pt.Points) > 1e-9 {
				return fmt.Errorf("an episode's part is %v, explained %v", known[0].Points(pt.Episode), pt.Points)
			}
		}
		score = known[0].Score
		if math.Abs(want-score) > 1e-9 || math.Abs(x.Score-score) > 1e-9 || math.Abs(sum-score) > 1e-9 || math.Abs(x.Evidence-evidence) > 1e-9 ||
			math.Abs(known[0].High-math.Min(100, score+half)) > 1e-9 || known[0].Standing.Enough != x.Enough || known[0].Episodes != x.Episodes {
			return fmt.Errorf("by hand %v ± %v (E %v), kept %v … %v, explained %v (E %v), parts sum to %v", want, half, evidence, score, known[0].High, x.Score, x.Evidence, sum)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return score
}

func (w *world) say(id customer.ID, c customer.Change) {
	w.update(func(ctx context.Context, tx *company.Tx) error { _, err := customer.Alter(ctx, tx, id, c); return err })
}

// newAccount makes an account.
func (w *world) newAccount() (id customer.ID) {
	runs++
	w.update(func(ctx context.Context, tx *company.Tx) error {
		ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Kind: customer.KindAccount, Name: fmt.Sprintf("Account %d", runs)}})
		id = ids[0]
		return err
	})
	return id
}

var roles = []customer.AccountRole{customer.Decides, customer.Uses, customer.Pays}

func TestAnAccountIsTheSumOfItsPeopleHoweverItCameAbout(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 4, runs)
		account, other := w.newAccount(), w.newAccount()
		all := append([]customer.ID{account}, w.records...)
		var merges []customer.Merge
		for range rapid.IntRange(3, 9).Draw(t, "steps") {
			id := rapid.SampledFrom(w.records).Draw(t, "who")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				w.leave(parts(t, rapid.SampledFrom(all).Draw(t, "whose")))
			case 1:
				w.say(id, customer.Change{AccountID: rapid.SampledFrom([]*customer.ID{&account, &account, &other, new(customer.ID)}).Draw(t, "account")})
			case 2:
				w.say(id, customer.Change{Roles: rapid.SliceOf(rapid.SampledFrom(roles)).Draw(t, "roles")})
			case 3:
				w.update(func(ctx context.Context, tx *company.Tx) error {
					m, err := customer.Join(ctx, tx, id, rapid.SampledFrom(w.records).Draw(t, "into"), "test")
					if err == nil {
						merges = append(merges, m)
					}
					return nil // the same person already
				})
			case 4:
				for _, m := range merges {
					w.update(func(ctx context.Context, tx *company.Tx) error { _, err := customer.Undo(ctx, tx, m.ID); return err })
				}
				merges = nil
			}
		}
		w.account(account)
		w.account(other)
	})
}

func TestAnAccountOfOneUserRegardsUsAsHeDoes(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 1, runs)
		account, his := w.newAccount(), w.newAccount()
		list := parts(t, w.records[0])
		w.leave(list)
		w.leave(as(list, his)) // the account of its own that he would be
		w.say(w.records[0], customer.Change{AccountID: &account, Roles: []customer.AccountRole{customer.Uses}})
		if a, b := w.account(account), w.account(his); math.Abs(a-b) > 1e-9 {
			t.Fatalf("an account of one user %v, his own %v", a, b)
		}
	})
}

func TestMergingTwoOfAnAccountChangesNothingInIt(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 2, runs)
		account := w.newAccount()
		as := rapid.SliceOf(rapid.SampledFrom(roles)).Draw(t, "roles")
		for _, id := range w.records {
			w.leave(parts(t, id))
			w.say(id, customer.Change{AccountID: &account, Roles: append([]customer.AccountRole{}, as...)})
		}
		before := w.account(account)
		w.update(func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Join(ctx, tx, w.records[0], w.records[1], "test")
			return err
		})
		if after := w.account(account); math.Abs(after-before) > 1e-9 {
			t.Fatalf("%v before, %v after", before, after)
		}
	})
}

func TestTheColdestWhoDecidesIsNamedAmongThoseWeKnow(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var account customer.ID
		people := map[string]*life{}
		join := func(name string, left float64, times int, as ...customer.AccountRole) {
			l := begin(t, o, name)
			for i := range times {
				l.leave(l.part(time.Duration(i+1)*24*time.Hour, fmt.Sprintf("thread:%d", i), left))
			}
			l.update(func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Alter(ctx, tx, l.id, customer.Change{AccountID: &account, Roles: as})
				return err
			})
			people[name] = l
		}
		coldest := func() string {
			var said string
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				g, err := group(ctx, tx, account)
				if err != nil {
					return err
				}
				known, err := impression.AccountStandings(ctx, tx, []impression.Group{g})
				if err != nil {
					return err
				}
				k := known[0]
				said = fmt.Sprintf("%d told, %d decide", k.Told, k.Deciders)
				if k.Coldest >= 0 {
					for name, l := range people {
						if l.id == g.People[k.Coldest].ID {
							said += ", coldest " + name
						}
					}
				}
				return nil
			})
			return said
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Kind: customer.KindAccount, Name: "Fjordheim AS"}})
			account = ids[0]
			return err
		})
		for _, step := range []struct {
			name  string
			left  float64
			times int
			as    []customer.AccountRole
			want  string
		}{
			{"user", -1, 4, []customer.AccountRole{customer.Uses}, "1 told, 0 decide"},
			{"new", -1, 1, []customer.AccountRole{customer.Decides}, "1 told, 1 decide"}, // one episode is too few to tell
			{"warm", 0.9, 4, []customer.AccountRole{customer.Decides}, "2 told, 2 decide, coldest warm"},
			{"cold", -0.5, 4, []customer.AccountRole{customer.Decides, customer.Pays}, "3 told, 3 decide, coldest cold"},
		} {
			join(step.name, step.left, step.times, step.as...)
			if got := coldest(); got != step.want {
				t.Errorf("after %s: %s, want %s", step.name, got, step.want)
			}
		}
		left := companytest.Now.Add(-time.Hour)
		people["cold"].update(func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Alter(ctx, tx, people["cold"].id, customer.Change{LeftAt: &left})
			return err
		})
		if got, want := coldest(), "3 told, 2 decide, coldest warm"; got != want {
			t.Errorf("after he left: %s, want %s", got, want)
		}
	})
}
