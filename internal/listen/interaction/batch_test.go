package interaction_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

func TestTimesThatCannotBeAreRefused(t *testing.T) {
	utc := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			at   time.Time
			code string
		}{
			{time.Time{}, "field.required"},
			{utc(1970, 1, 1).Add(-time.Microsecond), "time.too_early"},
			{utc(1970, 1, 1), ""},
			{companytest.Now.Add(24 * time.Hour), ""},
			{companytest.Now.Add(24*time.Hour + time.Second), "time.too_late"},
			{utc(9999, 12, 31), "time.too_late"},
		} {
			got := record(t, o, interaction.Draft{Source: "s", OccurredAt: c.at, Channel: interaction.Phone})[0]
			if p := problem.Of(got.Problem); c.code == "" && p != nil || c.code != "" && (p == nil || p.Code != c.code || p.Field != "occurred_at") {
				t.Errorf("%v: %+v, want %s", c.at, got, c.code)
			}
		}
		for _, due := range []time.Time{utc(0, 1, 1), utc(9999, 12, 31).Add(24 * time.Hour)} { // of which no JSON could be made
			got := record(t, o, interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone, DueAt: &due})[0]
			if p := problem.Of(got.Problem); p == nil || p.Field != "due_at" {
				t.Errorf("due %v: %+v", due, got)
			}
		}
		check(t, o)
	})
}

func TestTextThatNoDatabaseKeepsIsRefusedByField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for field, d := range map[string]interaction.Draft{
			"source_ref":  {SourceRef: "a\x00"},
			"name":        {Name: "a\x00"},
			"subject":     {Subject: "a\xff"},
			"quoted":      {Quoted: "\x00"},
			"thread":      {Thread: "\x00"},
			"reference":   {Reference: "\x00"},
			"language":    {Language: strings.Repeat("x", 36)},
			"identifiers": {Identifiers: email("a\x00@example.com")},
			"attributes":  {Attributes: map[string]any{"a": map[string]any{"b": []any{1.0, "\x00"}}}},
			"legs.queue":  {Legs: []interaction.Leg{{Queue: "\x00"}}},
			"legs":        {Legs: make([]interaction.Leg, 51)},
			"touchpoint":  {Touchpoint: "a\x00"},
			"outcome":     {Outcome: "a\x00"},
		} {
			d.Source, d.OccurredAt, d.Channel = "s", at(1, 0), interaction.Phone
			good := interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone}
			got := record(t, o, good, d)
			if p := problem.Of(got[1].Problem); p == nil || p.Field != field || got[0].Status != interaction.Recorded {
				t.Errorf("%s: %+v", field, got)
			}
		}
	})
}

func TestATouchpointThatIsNamedFirstIsThereForSomebodyToOwn(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		got := record(t, o, interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Web, Touchpoint: " Shop.Checkout "},
			interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Web, Touchpoint: "shop.checkout"},
			interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Web, Touchpoint: "not a key"})
		d := directory(t, o)
		id := d.TouchpointID("shop.checkout")
		if id == 0 || d.Touchpoint(id).OwnerID != 0 || got[0].Status != interaction.Recorded || got[1].Status != interaction.Recorded || got[2].Status != interaction.Refused {
			t.Fatalf("%d, %+v", id, got)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			list, err := interaction.FindAll(ctx, tx, []interaction.ID{got[0].ID, got[1].ID})
			for _, i := range list {
				if i.TouchpointID != id {
					t.Errorf("recorded at %d, want %d", i.TouchpointID, id)
				}
			}
			return err
		})
	})
}

func TestOneBatchSentByManyAtOnceIsRecordedOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		const many, rows = 16, 25
		var drafts []interaction.Draft
		for i := range rows {
			drafts = append(drafts, interaction.Draft{Source: "helpdesk", SourceRef: fmt.Sprint(i), OccurredAt: at(i%5, -i), Channel: interaction.Chat, Touchpoint: "new.place",
				Thread: fmt.Sprint(i % 7), Identifiers: email(fmt.Sprintf("c%d@example.com", i%5)), Text: "This is terrible"})
		}
		var mu sync.Mutex
		recorded, of := 0, map[string]interaction.ID{}
		var wg sync.WaitGroup
		for w := range many {
			wg.Go(func() {
				own := append([]interaction.Draft(nil), drafts[w%rows:]...) // each begins elsewhere
				own = append(own, drafts[:w%rows]...)
				var got []interaction.Outcome
				err := o.Update(context.Background(), company.System, func(tx *company.Tx) (err error) {
					got, err = interaction.Record(context.Background(), tx, own, interaction.Live)
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				for i, g := range got {
					if g.Status == interaction.Recorded {
						recorded++
					}
					if was, ok := of[own[i].SourceRef]; g.CustomerID == 0 || g.Changed || ok && was != g.ID {
						t.Errorf("%+v, before %s", g, was)
					}
					of[own[i].SourceRef] = g.ID
				}
			})
		}
		wg.Wait()
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			list, err := interaction.Latest(ctx, tx, 0, 1000)
			people, _, err2 := customer.List(ctx, tx, 0, 100)
			if recorded != rows || len(list) != rows || len(people) != 5 {
				t.Errorf("%d recorded, %d there, %d customers", recorded, len(list), len(people))
			}
			for _, i := range list {
				if i.TouchpointID == 0 {
					t.Errorf("%s has no touchpoint", i.ID)
				}
			}
			if err == nil {
				err = err2
			}
			return err
		})
		check(t, o)
	})
}

func TestATimelineGoesOnAcrossMergedRecords(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var drafts []interaction.Draft
		for i := range 30 { // ten instants, three at each, in two records
			channel := []interaction.Channel{interaction.Phone, interaction.Email, interaction.Chat}[i%3]
			drafts = append(drafts, interaction.Draft{Source: "s", SourceRef: fmt.Sprint(i), OccurredAt: at(0, -i/3), Channel: channel,
				Identifiers: email([]string{"a@example.com", "b@example.com"}[i%2]), Subject: fmt.Sprintf("Ærend %d", i%4), Text: "Hei på deg"})
		}
		got := record(t, o, drafts...)
		a, b := got[0].CustomerID, got[1].CustomerID
		var p customer.Person
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			if _, err = customer.Join(ctx, tx, b, a, ""); err != nil {
				return err
			}
			if p, err = customer.Find(ctx, tx, a); err != nil {
				return err
			}
			_, err = interaction.Void(ctx, tx, got[4].ID, "a slip")
			return err
		})
		walk := func(f interaction.Filter, limit int) (all []interaction.Interaction) {
			from, pages := interaction.Newest, 0
			for more := true; more; pages++ {
				companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
					var list []interaction.Interaction
					list, from, more, err = interaction.Timeline(ctx, tx, p.IDs(), f, from, limit)
					if len(list) > limit || len(list) == 0 && more {
						t.Errorf("%d of %d, more %v", len(list), limit, more)
					}
					all = append(all, list...)
					return err
				})
				if pages > 100 {
					t.Fatal("no end")
				}
			}
			return all
		}
		for _, c := range []struct {
			filter interaction.Filter
			want   int
		}{
			{interaction.Filter{}, 29},
			{interaction.Filter{Channel: interaction.Email}, 9},
			{interaction.Filter{Text: "AEREND 1"}, 8 - 1 + 1},
			{interaction.Filter{Text: "hei 2"}, 7},
			{interaction.Filter{Text: "deg", Channel: interaction.Chat}, 10},
			{interaction.Filter{Text: "%"}, 29},
			{interaction.Filter{Text: "nowhere"}, 0},
			{interaction.Filter{Channel: "fax"}, 0},
			{interaction.Filter{Keep: func(list []interaction.Interaction) ([]interaction.Interaction, error) {
				return list[:min(1, len(list))], nil
			}}, 1},
		} {
			for _, limit := range []int{1, 2, 7, 100} {
				all := walk(c.filter, limit)
				seen := map[interaction.ID]bool{}
				for k, i := range all {
					if seen[i.ID] || i.ID == got[4].ID {
						t.Errorf("%s twice, or voided", i.ID)
					}
					seen[i.ID] = true
					if k > 0 && (i.OccurredAt.After(all[k-1].OccurredAt) || i.OccurredAt.Equal(all[k-1].OccurredAt) && i.ID > all[k-1].ID) {
						t.Errorf("%s out of order", i.ID)
					}
				}
				if c.filter.Keep == nil && len(all) != c.want {
					t.Errorf("%+v by %d: %d, want %d", c.filter, limit, len(all), c.want)
				}
			}
		}
	})
}

func TestHistoryIsNotNews(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			of     string
			at     time.Time
			origin interaction.Origin
			recent bool
			news   bool
		}{
			{"what has just happened", at(0, -23), interaction.Live, true, true},
			{"what lies ahead", at(0, 20), interaction.Live, true, true},
			{"what happened more than a day ago", at(0, -25), interaction.Live, false, false},
			{"what happened a day ago to the second", at(0, -24), interaction.Live, false, false},
			{"what is imported and has just happened", at(0, 0), interaction.Imported, true, false},
			{"what is imported and long past", at(30, 0), interaction.Imported, false, false},
		} {
			var outcome interaction.Outcome
			var news bool
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				got, err := interaction.Record(ctx, tx, []interaction.Draft{{Source: "s", SourceRef: c.of, Channel: interaction.Phone, OccurredAt: c.at}}, c.origin)
				if err != nil {
					return err
				}
				outcome = got[0]
				return nil
			})
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				return tx.Row(ctx, `SELECT news FROM journal WHERE kind = 'interaction.recorded' AND subject_id = $1`, int64(outcome.ID)).Scan(&news)
			})
			if outcome.Recent != c.recent || news != c.news {
				t.Errorf("%s: recent %v, news %v", c.of, outcome.Recent, news)
			}
		}
	})
}

func FuzzDraft(f *testing.F) {
	for _, s := range []string{`{}`, `{"source":"s","occurred_at":"2026-01-01T00:00:00Z","channel":"phone"}`, `{"identifiers":[{"kind":"email","value":"a@b.no"}]}`,
		`{"asked":"x"}`, `{"unknown":1}`, `{"occurred_at":"yesterday"}`, `{"attributes":{"a":{"b":[null,1e400]}}}`, `{"attributes":{"a":"\u0000"}}`, `[]`, `null`, `"x"`, `{`, ``, `{}{}`,
		`{"legs":[{"from":"0000-01-01T00:00:00Z"}]}`, "{\"text\":\"\xff\"}", `{"source":"a","source":"b"}`, `{"SOURCE":"a"}`, `{"attempts":1.5}`, `{"wait_seconds":99999999999999999999}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var d interaction.Draft
		if err := interaction.Decode(raw, &d); err != nil {
			if problem.KindOf(err) != problem.Invalid {
				t.Fatalf("%q: %v is no problem of the caller's", raw, err)
			}
			return
		}
		again, err := json.Marshal(d)
		if err != nil {
			t.Fatalf("%q was read as %+v, which cannot be written: %v", raw, d, err)
		}
		var e interaction.Draft
		if err := interaction.Decode(again, &e); err != nil {
			t.Fatalf("%q was read, %s is not: %v", raw, again, err)
		}
	})
}
