package simulate

import (
	"slices"
	"testing"
)

func TestAnAskLiesWithinThePromiseThatHangsOnIt(t *testing.T) {
	w := small()
	kinds, states, asks := map[string]int{}, map[State]int{}, 0
	for d := range w.Dossiers() {
		for i, p := range d.Promises {
			kinds[p.Kind]++
			states[p.State(w.Now())]++
			if p.Number != i+1 || p.By == "" || !p.DueAt.After(p.SaidAt) || p.SaidAt.After(w.Now()) || p.KeptAt.After(w.Now()) || !p.KeptAt.IsZero() && p.KeptAt.Before(p.SaidAt) {
				t.Errorf("%s: promise %+v", d.Ref, p)
			}
		}
		for _, a := range d.Asks {
			asks++
			p := d.Promises[a.Promise-1]
			switch {
			case a.From != p.By || a.To == "" || a.To == a.From:
				t.Errorf("%s: asked %s of %s for a promise by %s", d.Ref, a.From, a.To, p.By)
			case a.AskedAt.Before(p.SaidAt) || a.AskedAt.After(p.DueAt) || a.DueAt.After(p.DueAt) || a.DueAt.Before(a.AskedAt):
				t.Errorf("%s: ask %+v of promise %+v", d.Ref, a, p)
			case !p.KeptAt.IsZero() && (a.AnsweredAt.IsZero() || a.AnsweredAt.After(p.KeptAt) || a.AnsweredAt.Before(a.AskedAt)):
				t.Errorf("%s: kept before it was answered: %+v of %+v", d.Ref, a, p)
			case p.KeptAt.IsZero() && p.State(w.Now()) == Broken && !a.AnsweredAt.IsZero():
				t.Errorf("%s: answered and broken: %+v of %+v", d.Ref, a, p)
			}
		}
	}
	t.Log(kinds, states, asks)
	for _, kind := range []string{PromisedParcel, PromisedVisit, PromisedAnswer} {
		if kinds[kind] == 0 {
			t.Errorf("no promise of a %s: %v", kind, kinds)
		}
	}
	for _, s := range []State{Kept, Late, Broken, Open} {
		if states[s] == 0 {
			t.Errorf("no promise is %s: %v", s, states)
		}
	}
	if asks == 0 {
		t.Error("nothing hangs on anybody")
	}
}

func TestABrokenPromiseLowersTheRegard(t *testing.T) {
	w := small()
	broken := 0
	for i := len(cast); i < w.o.Customers; i++ {
		l := w.life(i)
		l.clerk = newClerk(w, i, l.who.ref)
		l.until(w.o.Now)
		for _, p := range l.clerk.promises {
			if p.brokenAt.IsZero() || p.brokenAt.After(w.o.Now) {
				continue
			}
			broken++
			if p.brokenAt.Before(p.DueAt) {
				t.Errorf("%s: broken at %v, due %v", l.who.ref, p.brokenAt, p.DueAt)
			}
			if !slices.ContainsFunc(l.regard.moments, func(m moment) bool { return m.at.Equal(p.brokenAt) && m.felt < 0 }) {
				t.Errorf("%s: a broken %s was not felt", l.who.ref, p.Kind)
			}
		}
	}
	if broken < 50 {
		t.Errorf("only %d are broken", broken)
	}
}

func TestADossierChangesNoLife(t *testing.T) {
	w := small()
	for i := range 300 {
		alone, recorded := w.life(i), w.life(i)
		recorded.clerk = newClerk(w, i, recorded.who.ref)
		if a, b := alone.until(w.o.Now), recorded.until(w.o.Now); a != b || !slices.Equal(alone.regard.moments, recorded.regard.moments) || !alone.left.Equal(recorded.left) {
			t.Fatalf("life %d: %d beats alone, %d recorded", i, a, b)
		}
	}
}

func TestMoneyBeyondAuthorityWasApprovedFirst(t *testing.T) {
	w := small()
	people := map[string]bool{}
	for _, e := range w.Employees() {
		people[e.Key] = true
	}
	granted, refused, credits := 0, 0, 0
	for d := range w.Dossiers() {
		for _, a := range d.Approvals {
			if a.Amount <= authority || !a.DecidedAt.IsZero() && (!a.DecidedAt.After(a.AskedAt) || !people[a.Approver]) || a.AskedBy != "" && !people[a.AskedBy] {
				t.Errorf("%s: %+v", d.Ref, a)
			}
			if a.Granted {
				granted++
			} else if !a.DecidedAt.IsZero() {
				refused++
			}
		}
		for _, m := range d.Months {
			credits += m.Credits
			if m.Paid <= 0 {
				t.Errorf("%s: %+v", d.Ref, m)
			}
		}
	}
	if granted == 0 || refused == 0 || credits == 0 {
		t.Errorf("%d granted, %d refused, %d NOK given back", granted, refused, credits)
	}
}

func TestWhoAnswersSaysHowHeRegardsUs(t *testing.T) {
	w := small()
	var high, low []float64
	silent := 0
	for d := range w.Dossiers() {
		for _, i := range d.Invitations {
			if i.AnsweredAt.IsZero() {
				silent++
				if i.Answer != 0 {
					t.Errorf("%s: answered without answering: %+v", d.Ref, i)
				}
				continue
			}
			if i.AnsweredAt.Before(i.SentAt) || i.Survey == CSAT && (i.Answer < 1 || i.Answer > 5) || i.Answer > 10 {
				t.Errorf("%s: %+v", d.Ref, i)
			}
			if i.Survey != NPS {
				continue
			}
			if r := w.Latent(d.Ref, i.SentAt); i.Answer >= 9 {
				high = append(high, r)
			} else if i.Answer <= 6 {
				low = append(low, r)
			}
		}
	}
	if silent == 0 || len(high) == 0 || len(low) == 0 || mean(high) < mean(low)+0.15 {
		t.Errorf("latent regard of %d promoters %.2f, of %d detractors %.2f; %d silent", len(high), mean(high), len(low), mean(low), silent)
	}
}

func TestWhatACustomersDossierSaysIsInTheStream(t *testing.T) {
	w := small()
	n := 0
	for d := range w.Dossiers() {
		one := w.Dossier(d.Ref)
		if len(one.Orders) != len(d.Orders) || len(one.Promises) != len(d.Promises) || len(one.Invitations) != len(d.Invitations) || len(one.Months) != len(d.Months) {
			t.Errorf("%s: %+v and %+v", d.Ref, one, d)
		}
		if n++; n == 50 {
			break
		}
	}
	if d := w.Dossier("somebody else"); d.Ref != "" {
		t.Errorf("somebody else: %+v", d)
	}
}

func mean(of []float64) (m float64) {
	for _, v := range of {
		m += v / float64(len(of))
	}
	return m
}
