package interaction_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

func setHearing(t *testing.T, o *company.Office, h interaction.Hearing) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := interaction.SetHearing(ctx, tx, h)
		return err
	})
}

func found(t *testing.T, o *company.Office, id interaction.ID) (i interaction.Interaction) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		i, err = interaction.Find(ctx, tx, id)
		return err
	})
	return i
}

// about is what an interaction is said to be about now.
func about(t *testing.T, o *company.Office, id interaction.ID) (topics []string, byHand bool) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		said, err := impression.CorrectionsOf(ctx, tx, []int64{int64(id)})
		if err != nil {
			return err
		}
		d, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		h, _ := i.Hear(d, said[int64(id)])
		for _, x := range h.Topics {
			topics = append(topics, x.What)
		}
		byHand = h.ByHand
		return nil
	})
	slices.Sort(topics)
	return topics, byHand
}

func mail(ref, who, words string) interaction.Draft {
	return interaction.Draft{Source: "shop", SourceRef: ref, OccurredAt: at(1, 0), Channel: interaction.Email, Identifiers: email(who), Text: words}
}

func TestTopicsAreToldByTheWordsInForceAlsoOfWhatWasRecordedBefore(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		got := record(t, o, mail("1", "ada@example.com", "When do my roof panels come? There is no invoice either."))
		if list, _ := about(t, o, got[0].ID); !slices.Equal(list, []string{"billing"}) {
			t.Fatalf("as it comes: %v", list)
		}
		setHearing(t, o, interaction.Hearing{Tuning: text.Tuning{Topics: []text.Topic{{Key: "solar", Name: "Solar"}},
			Words: []text.TopicWords{{Topic: "solar", Language: "en", Words: " roof   panel+ "}, {Topic: "billing", Language: "en", Words: "invoice+", Off: true}}}})
		if list, _ := about(t, o, got[0].ID); !slices.Equal(list, []string{"solar"}) {
			t.Errorf("tuned: %v", list)
		}
	})
}

func TestAHearingThatCannotBeIsRefusedByRowAndField(t *testing.T) {
	words := func(w ...text.TopicWords) interaction.Hearing {
		return interaction.Hearing{Tuning: text.Tuning{Words: w}}
	}
	places := func(l ...interaction.ExpectedLanguage) interaction.Hearing { return interaction.Hearing{Languages: l} }
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			h           interaction.Hearing
			code, field string
			row         any
		}{
			{words(text.TopicWords{Topic: "price", Language: "en", Words: "dear"}, text.TopicWords{Topic: "price", Language: "en", Words: "(dear"}), "hearing.words_malformed", "words", 2},
			{words(text.TopicWords{Topic: "price", Language: "en", Words: "dear"}, text.TopicWords{Topic: "price", Language: "en", Words: " dear "}), "hearing.twice", "words", 2},
			{words(text.TopicWords{Topic: "price", Language: "en", Words: "dear", Off: true}), "hearing.no_such_words", "words", 1},
			{words(text.TopicWords{Topic: "limbo", Language: "en", Words: "dear"}), "hearing.topic_unknown", "topic", 1},
			{words(text.TopicWords{Topic: "price", Language: "tlh", Words: "dear"}), "hearing.language_unknown", "language", 1},
			{interaction.Hearing{Tuning: text.Tuning{Topics: []text.Topic{{Key: "a b", Name: "A"}}}}, "hearing.topic_malformed", "key", 1},
			{interaction.Hearing{Tuning: text.Tuning{Topics: []text.Topic{{Key: "a", Name: " "}}}}, "field.required", "name", nil},
			{interaction.Hearing{Tuning: text.Tuning{Topics: []text.Topic{{Key: "a", Name: "Sun"}, {Key: "b", Name: "sun!"}}}}, "hearing.name_taken", "name", nil},
			{interaction.Hearing{Tuning: text.Tuning{Leanings: []text.Leaning{{Language: "en", Felt: 4}}}}, "field.out_of_range", "felt", 1},
			{places(interaction.ExpectedLanguage{Language: "sv"}, interaction.ExpectedLanguage{Language: "no"}), "hearing.twice", "touchpoint", 2},
			{places(interaction.ExpectedLanguage{Touchpoint: "mail", Language: "xx"}), "hearing.language_unknown", "language", 1},
			{places(interaction.ExpectedLanguage{Touchpoint: "Not a key", Language: "sv"}), "key.malformed", "touchpoint", 1},
		} {
			err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				_, err := interaction.SetHearing(t.Context(), tx, c.h)
				return err
			})
			if p := problem.Of(err); p == nil || p.Code != c.code || p.Field != c.field || p.Params["row"] != c.row {
				t.Errorf("%+v: %v, want %s of %s in row %v", c.h, err, c.code, c.field, c.row)
			}
		}
	})
}

func TestATopicsNameGivesItsKey(t *testing.T) {
	var h interaction.Hearing
	for _, c := range []struct{ name, key string }{
		{"Solar panels!", "solar_panels"}, {"Straßenbau in Köln", "strassenbau_in_koln"}, {"太陽", "topic"}, {"Солнце", "topic_2"}, {"Billing", "billing_2"},
		{"A very long name of a topic that has no end at all", "a_very_long_name_of_a_topic_that_ha"},
	} {
		key, err := h.AddTopic(c.name)
		if err != nil || key != c.key {
			t.Errorf("%s: %s, %v, want %s", c.name, key, err, c.key)
		}
	}
	if _, wrong := text.NewReader(h.Tuning); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// Words that a company switched off, or a topic's key, may be gone or taken in the next version of the program.
func TestAHearingOfAnotherVersionOfTheProgramIsUsedAsFarAsItGoes(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.Configure(ctx, tx, interaction.HearingName, json.RawMessage(`{"topics":[{"key":"billing","name":"Ours"},{"key":"solar","name":"Solar"}],
				"words":[{"topic":"billing","language":"en","words":"words that went","off":true},{"topic":"solar","language":"en","words":"roof panel+"}]}`))
			return err
		})
		got := record(t, o, mail("1", "ada@example.com", "When do my roof panels come?"))
		if list, _ := about(t, o, got[0].ID); !slices.Equal(list, []string{"solar"}) {
			t.Errorf("%v", list)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.EditHearing(ctx, tx, 1, func(h *interaction.Hearing) error {
				return h.SetTopic(interaction.TopicEdit{Topic: "solar", Name: "Solar", Language: "en", Words: []string{"roof panel+", "", "sun"}})
			})
			return err
		})
	})
}

func TestThePlaceAndTheCustomersEarlierWordsTellTheLanguageOfFewWords(t *testing.T) {
	const few = "det er fint" // Danish and Norwegian alike
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		setHearing(t, o, interaction.Hearing{Languages: []interaction.ExpectedLanguage{{Touchpoint: "help.dk", Language: "da"}, {Language: "nb"}}})
		danish := mail("1", "a@example.com", few)
		danish.Touchpoint = "help.dk.mail"
		stated := mail("3", "c@example.com", few)
		stated.Language = "da"
		record(t, o, mail("0", "d@example.com", "Jeg har altså ventet på montøren hele ugen, og I svarer slet ikke på mine mails. Hvornår kommer han?"))
		got := record(t, o, danish, mail("2", "b@example.com", few), stated, mail("4", "d@example.com", few))
		for i, want := range []string{"da", "no", "da", "da"} {
			if got := found(t, o, got[i].ID).Language; got != want {
				t.Errorf("message %d is in %s, want %s", i+1, got, want)
			}
		}
	})
}

func TestAPersonSaysWhatWordsAreAbout(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		note := mail("2", "ada@example.com", "She asked for the invoice.")
		note.Direction = interaction.Out
		got := record(t, o, mail("1", "ada@example.com", "Where is my invoice? The parcel is late as well. Terrible."), note)
		id := got[0].ID
		before := explain(t, o, got[0].CustomerID)
		retopic := func(id interaction.ID, topics ...string) (c impression.Correction, err error) {
			err = o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				c, err = interaction.Retopic(t.Context(), tx, id, topics, "so it is")
				return err
			})
			return c, err
		}
		first, err := retopic(id, "delivery", "reach")
		if err != nil || !slices.Contains(first.Was.Topics, "billing") {
			t.Fatalf("%+v, %v", first, err)
		}
		if list, hand := about(t, o, id); !hand || !slices.Equal(list, []string{"delivery", "reach"}) {
			t.Errorf("%v %v", list, hand)
		}
		none, err := retopic(id)
		if err != nil || !slices.Equal(none.Was.Topics, first.Was.Topics) {
			t.Fatalf("%+v, %v: what the machine said stays beside it", none, err)
		}
		if list, hand := about(t, o, id); !hand || len(list) > 0 {
			t.Errorf("of none: %v %v", list, hand)
		}
		for _, c := range []struct {
			id     interaction.ID
			topics []string
			code   string
		}{{id, []string{"limbo"}, "correction.topic_unknown"}, {id, []string{"price", "price"}, "correction.topic_twice"}, {id, nil, "correction.same"}, {got[1].ID, []string{"price"}, "correction.no_words"},
			{id, slices.Repeat([]string{"price"}, 11), "field.too_many"}} {
			if _, err := retopic(c.id, c.topics...); problem.Of(err) == nil || problem.Of(err).Code != c.code {
				t.Errorf("%v: %v, want %s", c.topics, err, c.code)
			}
		}
		takeBack(t, o, none)
		if list, hand := about(t, o, id); !hand || !slices.Equal(list, []string{"delivery", "reach"}) {
			t.Errorf("taken back: %v %v", list, hand)
		}
		takeBack(t, o, first)
		if list, hand := about(t, o, id); hand || !slices.Contains(list, "billing") {
			t.Errorf("all taken back: %v %v", list, hand)
		}
		if after := explain(t, o, got[0].CustomerID); after.Score != before.Score {
			t.Errorf("what it is about moved the relationship from %v to %v", before.Score, after.Score)
		}
		check(t, o)
	})
}

func TestWhoIsErasedIsInNoVersionOfTheWordsAnyMore(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		setHearing(t, o, interaction.Hearing{Tuning: text.Tuning{Topics: []text.Topic{{Key: "kari", Name: "What Kari Nordmann asks"}, {Key: "solar", Name: "Solar"}},
			Words: []text.TopicWords{{Topic: "staff", Language: "no", Words: "kari nordmann"}, {Topic: "kari", Language: "no", Words: "spørsmål"}, {Topic: "solar", Language: "no", Words: "solcelle+"}}}})
		setHearing(t, o, interaction.Hearing{})
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, n, err := interaction.RedactHearing(ctx, tx, customer.Erased{Traces: customer.Traces{Names: [][]string{{"kari", "nordmann"}}}}, 0)
			if n != 1 {
				t.Errorf("%d versions", n)
			}
			return err
		})
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.Versions(ctx, tx, interaction.HearingName)
			for _, v := range all {
				if body := strings.ToLower(string(v.Body)); strings.Contains(body, "kari") || v.Version == 1 && !strings.Contains(body, "solcelle+") {
					t.Errorf("version %d: %s", v.Version, body)
				}
			}
			return err
		})
	})
}

func TestAnInteractionThatIsMovedElsewhereLeavesWhatItsWordsLeftBefore(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := mail("1", "ada@example.com", "The box was dented, and I am a little disappointed.")
		d.Touchpoint = "shop.mail"
		other := mail("2", "bob@example.com", "Thanks.")
		other.Touchpoint = "help.mail"
		got := record(t, o, d, other)
		before := explain(t, o, got[0].CustomerID)
		setHearing(t, o, interaction.Hearing{Tuning: text.Tuning{Leanings: []text.Leaning{{Language: "en", Felt: -3, Side: 3}}}})
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.Retouch(ctx, tx, got[0].ID, "help.mail", "it was there")
			return err
		})
		if after := explain(t, o, got[0].CustomerID); len(after.Points) != 1 || after.Score != before.Score {
			t.Errorf("%+v, before %+v", after.Points, before.Points)
		}
	})
}
