package bystander

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// The most characters that a field may have.
const (
	MaxText     = 500
	MaxContact  = 120
	maxName     = 80
	maxQuestion = 200
	maxHourly   = 10_000
)

// Steps is how many steps an answer has, from very bad (1) to very good.
const Steps = 5

// valence is what a step from 1 to 5 left: -1, -0.5, 0, 0.5 or 1.
func valence(step int) float64 { return float64(step-3) / 2 }

// Step is the step from 1 to 5 that a remark's valence stands for.
func (r Remark) Step() int { return int(r.Valence*2) + 3 }

// fill takes what a caller tells of a spot.
func (s *Spot) fill(d *company.Directory, draft SpotDraft) error {
	s.Name, s.Question = tidy(draft.Name), tidy(draft.Question)
	s.Hourly = cmp.Or(draft.Hourly, usualHourly)
	for _, f := range []struct {
		name, value string
		most        int
	}{{"name", s.Name, maxName}, {"question", s.Question, maxQuestion}} {
		switch {
		case f.value == "":
			return problem.Field(f.name, "field.required", nil)
		case utf8.RuneCountInString(f.value) > f.most:
			return problem.Field(f.name, "field.too_long", problem.Params{"max": f.most})
		}
	}
	if draft.Touchpoint == "" {
		return problem.Field("touchpoint", "field.required", nil)
	}
	if s.TouchpointID = d.TouchpointID(draft.Touchpoint); s.TouchpointID == 0 {
		return problem.Field("touchpoint", "touchpoint.unknown", problem.Params{"value": draft.Touchpoint})
	}
	if s.ContributorID = d.ContributorID(draft.Contributor); draft.Contributor != "" && s.ContributorID == 0 {
		return problem.Field("contributor", "contributor.unknown", problem.Params{"value": draft.Contributor})
	}
	if s.Hourly < 1 || s.Hourly > maxHourly {
		return problem.Field("hourly", "field.out_of_range", problem.Params{"min": 1, "max": maxHourly})
	}
	return nil
}

// read turns what a stranger posted into a remark, or says what is wrong with it.
func (d Draft) read() (r Remark, err error) {
	r = Remark{ID: d.ID, Text: tidy(d.Text), Contact: strings.Join(strings.Fields(tidy(d.Contact)), " ")}
	switch {
	case d.Step == 0:
		return r, problem.Field("answer", "field.required", nil)
	case d.Step < 1 || d.Step > Steps:
		return r, problem.Field("answer", "field.out_of_range", problem.Params{"min": 1, "max": Steps})
	case utf8.RuneCountInString(r.Text) > MaxText:
		return r, problem.Field("text", "field.too_long", problem.Params{"max": MaxText})
	case utf8.RuneCountInString(r.Contact) > MaxContact:
		return r, problem.Field("contact", "field.too_long", problem.Params{"max": MaxContact})
	}
	r.Valence = valence(d.Step)
	return r, nil
}

// bare tells whether nothing was typed: nobody needs to read it first.
func (r Remark) bare() bool { return r.Text == "" && r.Contact == "" }

// tidy makes a stranger's text fit to be kept and shown: valid, lines ended one
// way, without characters that nobody sees or that turn the text around them.
// Joiners stay: some scripts, and many pictures, need them.
func tidy(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(c rune) rune {
		if c == '\n' || c == '\u200c' || c == '\u200d' {
			return c
		}
		if c == '\t' {
			return ' '
		}
		if unicode.Is(unicode.Cc, c) || unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, s)
	return strings.TrimSpace(s)
}
