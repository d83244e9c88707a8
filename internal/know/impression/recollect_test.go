package impression_test

import (
	"context"
	"math"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
)

// recollect judges the life as of so long ago.
func (l *life) recollect(ago time.Duration, law impression.Law) (p impression.Past) {
	l.t.Helper()
	companytest.View(l.t, l.o, func(ctx context.Context, tx *company.Tx) error {
		person, err := customer.Find(ctx, tx, l.id)
		if err != nil {
			return err
		}
		list, err := impression.Recollect(ctx, tx, []customer.Person{person})
		if err == nil {
			p = list[0].At(law, companytest.Now.Add(-ago))
		}
		return err
	})
	return p
}

func TestARecollectionIsWhatWasKnownThen(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		l.leave(l.part(100*day, "thread:a", -0.5), l.part(60*day, "thread:b", 0.3))
		then := l.explain(10)
		before := l.recollect(0, impression.Default)
		if math.Abs(before.Score-then.Score) > 1e-9 || before.Enough != then.Enough || before.Impressions != 2 || before.Contacts != 2 || before.Last != 0.3 || math.Abs(before.Mean+0.1) > 1e-9 {
			t.Errorf("recollected %+v, known %+v", before, then.Standing)
		}

		// What comes later, into the same episode too, was not known then.
		past := l.recollect(59*day, impression.Default)
		l.leave(l.part(58*day, "thread:b", -1), l.part(10*day, "thread:c", -0.9))
		if again := l.recollect(59*day, impression.Default); again != past {
			t.Errorf("as of then %+v, later %+v", past, again)
		}
		if now := l.recollect(0, impression.Default); now.Last != -0.9 || now.Impressions != 4 || math.Abs(now.Score-l.explain(10).Score) > 1e-9 {
			t.Errorf("now: %+v", now)
		}
		if nothing := l.recollect(200*day, impression.Default); nothing.Score != 60 || nothing.Enough || nothing.Contacts != 0 || nothing.Last != 0 {
			t.Errorf("before anything: %+v", nothing)
		}

		// Another law says another thing, and is not put in force.
		law := impression.Default
		law.NegativeFactor = 1
		if milder := l.recollect(0, law); milder.Score <= l.recollect(0, impression.Default).Score {
			t.Errorf("milder: %+v", milder)
		}
		check(t, o)
	})
}
