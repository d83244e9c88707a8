package web

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

const hearingURL = "/settings/hearing"

func hearing(c *call) error {
	return c.hearingPage(http.StatusOK, func(p *HearingPage, h interaction.Hearing) error {
		switch form, key := c.asked(company.ChangeConfiguration); form {
		case "add":
			p.Adding = true
		case "edit":
			return p.open(c.dir, h, key)
		}
		return nil
	})
}

// hearingPage shows how words are read; open opens a form.
func (c *call) hearingPage(status int, open func(p *HearingPage, h interaction.Hearing) error) error {
	var p HearingPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "hearing"); err != nil {
			return err
		}
		h, err := interaction.HearingInForce(ctx, tx)
		if err != nil {
			return err
		}
		p.Language = c.form("language")
		if !slices.Contains(text.Languages, p.Language) {
			p.Language = cmp.Or(interaction.Spoken(c.dir), "en")
		}
		for _, l := range text.Languages {
			p.Languages = append(p.Languages, page.Option{Value: l, Label: languageWord(l)})
		}
		slices.SortFunc(p.Languages, func(a, b page.Option) int { return strings.Compare(a.Label, b.Label) })
		if err := open(&p, h); err != nil {
			return err
		}
		p.list(c.dir, h)
		c.expected(&p, h)
		p.Version, err = c.version(ctx, tx, interaction.HearingName)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// list fills in the topics: those of the company's own first, then the others as people call them.
func (p *HearingPage) list(d *company.Directory, h interaction.Hearing) {
	for _, key := range interaction.Reader(d).Topics() {
		r := TopicRow{Key: key, Name: topicName(d, key), Own: topicWords[key] == "", Count: len(text.TopicPatterns(p.Language, key)), Chosen: p.Form != nil && p.Form.Key == key}
		for _, w := range h.Words {
			switch {
			case w.Topic != key || w.Language != p.Language:
			case w.Off:
				r.Off++
				r.Count--
			default:
				r.Yours = append(r.Yours, w.Words)
			}
		}
		p.Rows = append(p.Rows, r)
	}
	slices.SortStableFunc(p.Rows, func(a, b TopicRow) int {
		if a.Own != b.Own {
			if a.Own {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
}

// open opens the form of a topic.
func (p *HearingPage) open(d *company.Directory, h interaction.Hearing, key string) error {
	if !slices.Contains(interaction.Reader(d).Topics(), key) {
		return nil
	}
	f := &TopicForm{Key: key, Name: topicName(d, key), Own: topicWords[key] == "", Version: h.Version}
	off := map[string]bool{}
	var own []string
	for _, w := range h.Words {
		if w.Topic == key && w.Language == p.Language {
			if off[w.Words] = w.Off; !w.Off {
				own = append(own, w.Words)
			}
		}
	}
	f.Words = strings.Join(own, "\n")
	for _, w := range text.TopicPatterns(p.Language, key) {
		f.Rest = append(f.Rest, GivenWords{w, !off[w]})
	}
	p.Form = f
	return nil
}

// expected fills in which language is expected where, and what was adapted.
func (c *call) expected(p *HearingPage, h interaction.Hearing) {
	for _, l := range h.Languages {
		p.Expected = append(p.Expected, ExpectedRow{l.Touchpoint, cmp.Or(c.touchpointOf(l.Touchpoint), "Anywhere else"), languageWord(l.Language)})
	}
	slices.SortStableFunc(p.Expected, func(a, b ExpectedRow) int { return strings.Compare(b.Key, a.Key) })
	if s := interaction.Spoken(c.dir); s != "" {
		p.Common = languageWord(s)
	}
	p.Touchpoints = touchpointOptions(c.dir, "anywhere", p.Touchpoint)
	for _, l := range h.Leanings {
		p.Leanings = append(p.Leanings, LeaningRow{l.Language, languageWord(l.Language), leaningWord(l.Felt, "something is heard sooner", "more is heard as neutral"), leaningWord(l.Side, "rather good than bad", "rather bad than good")})
	}
}

// leaningWord says a shift in words; empty where there is none.
func leaningWord(shift float64, up, down string) string {
	way := up
	if shift < 0 {
		way = down
	}
	switch x := math.Abs(shift); {
	case x < 0.05:
		return ""
	case x < 0.35:
		return "a little: " + way
	case x < 0.9:
		return way
	}
	return "clearly: " + way
}

func tryHearing(c *call) error {
	words := c.form("text")
	status := http.StatusOK
	if words == "" {
		status = http.StatusUnprocessableEntity
	}
	return c.hearingPage(status, func(p *HearingPage, _ interaction.Hearing) error {
		p.Try = &TriedMessage{Text: words}
		if words == "" {
			p.Errors = Errors{"text": "Type a message."}
			return nil
		}
		if h, ok := interaction.Listen(c.dir, &interaction.Draft{Text: words}); ok {
			p.Try.Heard, p.Try.Passages = c.shownHeard(words, h)
		}
		return nil
	})
}

// hearingAt is the page in a language.
func hearingAt(language string) string { return address(hearingURL, "language", language) }

// setHearing changes how words are read, and says what was done, with its undoing.
func (c *call) setHearing(seen int64, did string, change func(h *interaction.Hearing) error) error {
	var version int64
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		version, err = interaction.EditHearing(ctx, tx, seen, change)
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo(hearingAt(c.form("language")), Toast{Text: did, UndoURL: address(hearingURL+"/undo", "version", strconv.FormatInt(version, 10), "language", c.form("language"))})
}

// seenVersion is the version that a form was made of.
func (c *call) seenVersion() int64 {
	n, _ := strconv.ParseInt(c.form("version"), 10, 64)
	return n
}

func addTopic(c *call) error {
	err := c.setHearing(c.seenVersion(), "Added. Give it words to be told by.", func(h *interaction.Hearing) error {
		if err := ofProgram(c.form("name")); err != nil {
			return err
		}
		_, err := h.AddTopic(c.form("name"))
		return err
	})
	if err == nil || problem.KindOf(err) == problem.Conflict {
		return err
	}
	return again(err, nil, func(errs Errors) error {
		return c.hearingPage(http.StatusUnprocessableEntity, func(p *HearingPage, _ interaction.Hearing) error {
			p.Adding, p.Name, p.Errors = true, c.form("name"), errs
			return nil
		})
	})
}

// ofProgram refuses the name of a topic that comes with the program.
func ofProgram(name string) error {
	for _, known := range topicWords {
		if interaction.SameName(known, name) {
			return problem.Field("name", "hearing.name_taken", problem.Params{"value": known})
		}
	}
	return nil
}

func changeTopic(c *call) error {
	key, language := c.r.PathValue("key"), c.form("language")
	e := interaction.TopicEdit{Topic: key, Name: c.form("name"), Language: language, Words: strings.Split(c.r.FormValue("words"), "\n")}
	if !slices.Contains(text.Languages, language) {
		return problem.Missing("language", language)
	}
	on := c.r.Form["on"]
	for _, w := range text.TopicPatterns(language, key) {
		if !slices.Contains(on, w) {
			e.Off = append(e.Off, w)
		}
	}
	err := c.setHearing(c.seenVersion(), "Saved. Topics are told by these words from now on, of earlier messages too.", func(h *interaction.Hearing) error {
		if topicWords[key] == "" {
			if err := ofProgram(e.Name); err != nil {
				return err
			}
		}
		return h.SetTopic(e)
	})
	if err == nil || problem.KindOf(err) == problem.Conflict {
		return err
	}
	return again(err, nil, func(errs Errors) error {
		return c.hearingPage(http.StatusUnprocessableEntity, func(p *HearingPage, h interaction.Hearing) error {
			p.Errors = errs
			if err := p.open(c.dir, h, key); err != nil || p.Form == nil {
				return err
			}
			p.Form.Name, p.Form.Words = cmp.Or(e.Name, p.Form.Name), c.r.FormValue("words")
			for i := range p.Form.Rest {
				p.Form.Rest[i].On = slices.Contains(on, p.Form.Rest[i].Words)
			}
			return nil
		})
	})
}

func removeTopic(c *call) error {
	return c.setHearing(c.seenVersion(), "Removed, with its words.", func(h *interaction.Hearing) error { return h.RemoveTopic(c.r.PathValue("key")) })
}

func expectLanguage(c *call) error {
	place, language := c.form("touchpoint"), c.form("spoken")
	err := c.setHearing(c.seenVersion(), "Saved. It helps where the words are few.", func(h *interaction.Hearing) error {
		h.Languages = slices.DeleteFunc(h.Languages, func(l interaction.ExpectedLanguage) bool { return l.Touchpoint == place })
		h.Languages = append(h.Languages, interaction.ExpectedLanguage{Touchpoint: place, Language: language})
		return nil
	})
	if err == nil || problem.KindOf(err) == problem.Conflict {
		return err
	}
	return again(err, map[string]string{"language": "spoken"}, func(errs Errors) error {
		return c.hearingPage(http.StatusUnprocessableEntity, func(p *HearingPage, _ interaction.Hearing) error {
			p.Touchpoint, p.Spoken, p.Errors = place, language, errs
			return nil
		})
	})
}

func expectNoLanguage(c *call) error {
	return c.setHearing(c.seenVersion(), "Removed.", func(h *interaction.Hearing) error {
		h.Languages = slices.DeleteFunc(h.Languages, func(l interaction.ExpectedLanguage) bool { return l.Touchpoint == c.form("touchpoint") })
		return nil
	})
}

func removeLeaning(c *call) error {
	return c.setHearing(c.seenVersion(), "Removed: that language is heard as the program comes.", func(h *interaction.Hearing) error {
		h.Leanings = slices.DeleteFunc(h.Leanings, func(l text.Leaning) bool { return l.Language == c.form("spoken") })
		return nil
	})
}

func undoHearing(c *call) error {
	var version int64
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		version, err = interaction.PutBack(ctx, tx, c.seenVersion())
		return err
	})
	if err != nil {
		return c.refused(hearingURL, err)
	}
	return c.goTo(hearingAt(c.form("language")), Toast{Text: fmt.Sprintf("Undone: version %d is as it was before.", version)})
}
