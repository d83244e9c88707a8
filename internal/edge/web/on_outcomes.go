package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const outcomesURL = "/settings/outcomes"

// outcomeLine is a line of the page: what a rule of the table leaves, or what
// one of its steps does.
type outcomeLine struct {
	touchpoint, outcome string
	measure, cause      string // of the whole rule
	step                bool
	past, valence       float64
}

func (l outcomeLine) sameRule(m outcomeLine) bool {
	return l.touchpoint == m.touchpoint && l.outcome == m.outcome
}

// linesOf spreads a table: each rule, then its steps.
func linesOf(t interaction.OutcomeTable) (lines []outcomeLine) {
	for _, r := range t.Rules {
		l := outcomeLine{touchpoint: r.Touchpoint, outcome: r.Outcome, measure: r.Measure, cause: r.Cause, valence: r.Valence}
		lines = append(lines, l)
		for _, s := range r.Steps {
			l.step, l.past, l.valence = true, s.Past, s.Valence
			lines = append(lines, l)
		}
	}
	return lines
}

// tableOf folds lines into a table again. Two lines for the same thing are
// refused.
func tableOf(lines []outcomeLine) (t interaction.OutcomeTable, err error) {
	taken := problem.Field("outcome", "database.taken", nil)
	for i, l := range lines {
		if slices.ContainsFunc(lines[:i], func(m outcomeLine) bool { return l.sameRule(m) && l.step == m.step && l.past == m.past }) {
			return t, taken
		}
		k := slices.IndexFunc(t.Rules, func(r interaction.OutcomeRule) bool { return r.Touchpoint == l.touchpoint && r.Outcome == l.outcome })
		if k < 0 {
			k = len(t.Rules)
			t.Rules = append(t.Rules, interaction.OutcomeRule{Touchpoint: l.touchpoint, Outcome: l.outcome, Measure: l.measure, Cause: l.cause})
		}
		r := &t.Rules[k]
		if !l.step {
			r.Valence = l.valence
			continue
		}
		r.Measure = cmp.Or(r.Measure, l.measure)
		r.Steps = append(r.Steps, interaction.Step{Past: l.past, Valence: l.valence})
	}
	return t, nil
}

// A line is named by the table's version and its place in it, so that a form of
// an older table changes nothing.
func lineID(version int64, place int) string { return fmt.Sprintf("%d-%d", version, place) }

// place reads the id of a line of this table.
func place(id string, version int64, lines []outcomeLine) (int, error) {
	var of int64
	var i int
	switch n, _ := fmt.Sscanf(id, "%d-%d", &of, &i); {
	case n == 2 && of != version:
		return 0, problem.New(problem.Conflict, "configuration.changed_meanwhile", nil)
	case n != 2 || i < 0 || i >= len(lines):
		return 0, problem.Missing("outcome", id)
	}
	return i, nil
}

func outcomes(c *call) error {
	return c.outcomesPage(http.StatusOK, func(p *OutcomesPage, version int64, lines []outcomeLine) error {
		switch form, id := c.asked(company.ChangeConfiguration); form {
		case "add":
			p.Form = &OutcomeForm{New: true, Cause: interaction.CauseHandler}
		case "edit":
			i, err := place(id, version, lines)
			if err != nil {
				return err
			}
			p.Form = &OutcomeForm{ID: id, Touchpoint: lines[i].touchpoint, Outcome: lines[i].outcome, Measure: lines[i].measure, Valence: plain(lines[i].valence), Cause: lines[i].cause}
			if lines[i].step {
				p.Form.FromAmount = plain(lines[i].past)
			}
		}
		return nil
	})
}

// outcomesPage shows the table; open opens the form.
func (c *call) outcomesPage(status int, open func(p *OutcomesPage, version int64, lines []outcomeLine) error) error {
	var p OutcomesPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "outcomes"); err != nil {
			return err
		}
		t, err := interaction.Outcomes(ctx, tx)
		if err != nil {
			return err
		}
		lines := linesOf(t)
		if err := open(&p, t.Version, lines); err != nil {
			return err
		}
		var f OutcomeForm
		if p.Form != nil {
			f = *p.Form
		}
		p.Touchpoints = touchpointOptions(c.dir, "any touchpoint", f.Touchpoint)
		p.Causes = causeOptions(c.dir, f.Cause)
		p.Measures = measureOptions
		for i, l := range lines {
			id := lineID(t.Version, i)
			p.Rows = append(p.Rows, OutcomeRow{ID: id, Touchpoint: c.touchpointOf(l.touchpoint), Outcome: l.outcome, Condition: l.condition(), Valence: l.valence,
				Cause: c.causeWord(l.cause), Chosen: f.ID == id})
		}
		slices.SortStableFunc(p.Rows, func(a, b OutcomeRow) int { return strings.Compare(a.Touchpoint, b.Touchpoint) })
		p.Version, err = c.version(ctx, tx, interaction.OutcomesName)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func (l outcomeLine) condition() string {
	switch {
	case !l.step:
		return ""
	case l.measure == "hours":
		return "more than " + amount(l.past, "hour", "hours")
	}
	return "more than " + amount(l.past, "day", "days") + " late"
}

func amount(v float64, one, many string) string {
	if v == 1 {
		return "1 " + one
	}
	return plain(v) + " " + many
}

// touchpointOf names what a rule's touchpoint, or beginning of one, means.
func (c *call) touchpointOf(key string) string {
	if key == "" {
		return ""
	}
	return cmp.Or(c.touchpointName(c.dir.TouchpointID(key)), touchpointFamily(key))
}

// causeWords are whom a rule may charge, besides a contributor by key.
var causeWords = map[string]string{"": "nobody yet", interaction.CauseHandler: "who had it in hand", interaction.CauseOwner: "owner of the touchpoint"}

func (c *call) causeWord(cause string) string {
	return cmp.Or(causeWords[cause], c.dir.Contributor(c.dir.ContributorID(cause)).Name)
}

func causeOptions(d *company.Directory, current string) []page.Option {
	var list []page.Option
	for _, cause := range []string{interaction.CauseHandler, interaction.CauseOwner} {
		list = append(list, page.Option{Value: cause, Label: causeWords[cause]})
	}
	return append(list, contributorOptions(d, causeWords[""], current)...)
}

func addOutcome(c *call) error {
	f := c.outcomeForm("")
	return c.saveOutcomes(f, func(lines []outcomeLine, _ int) ([]outcomeLine, error) {
		l, err := c.outcomeLine(f)
		return alike(append(lines, l), l), err
	})
}

func changeOutcome(c *call) error {
	f := c.outcomeForm(c.r.PathValue("id"))
	return c.saveOutcomes(f, func(lines []outcomeLine, i int) ([]outcomeLine, error) {
		l, err := c.outcomeLine(f)
		lines[i] = l
		return alike(lines, l), err
	})
}

// removeOutcome removes a line; a rule takes its steps with it.
func removeOutcome(c *call) error {
	var gone []outcomeLine
	version, err := c.updateOutcomes(c.r.PathValue("id"), func(lines []outcomeLine, i int) ([]outcomeLine, error) {
		one := lines[i]
		gone = nil
		return slices.DeleteFunc(lines, func(l outcomeLine) bool {
			goes := l == one || !one.step && l.sameRule(one)
			if goes {
				gone = append(gone, l)
			}
			return goes
		}), nil
	})
	if err != nil {
		return err
	}
	done := Toast{Text: fmt.Sprintf("Removed. The outcomes are at version %d.", version)}
	if len(gone) == 1 {
		done.UndoURL = gone[0].addURL()
	}
	return c.goTo(outcomesURL, done)
}

// addURL is where the line is added again.
func (l outcomeLine) addURL() string {
	past := ""
	if l.step {
		past = plain(l.past)
	}
	return address(outcomesURL, "touchpoint", l.touchpoint, "outcome", l.outcome, "from_amount", past, "measure", l.measure, "valence", plain(l.valence), "cause", l.cause)
}

// alike gives all lines of one rule the cause and measure of the one that was
// typed.
func alike(lines []outcomeLine, typed outcomeLine) []outcomeLine {
	for i := range lines {
		if lines[i].sameRule(typed) {
			lines[i].cause, lines[i].measure = typed.cause, typed.measure
		}
	}
	return lines
}

// saveOutcomes changes the table by a form. What somebody else changed
// meanwhile is told on a page of its own: this form is of no use any more.
func (c *call) saveOutcomes(f OutcomeForm, change func(lines []outcomeLine, i int) ([]outcomeLine, error)) error {
	version, err := c.updateOutcomes(f.ID, change)
	if problem.KindOf(err) == problem.Conflict {
		return err
	}
	if err != nil {
		return again(err, nil, func(errs Errors) error {
			return c.outcomesPage(http.StatusUnprocessableEntity, func(p *OutcomesPage, _ int64, _ []outcomeLine) error {
				p.Form, p.Errors = &f, errs
				return nil
			})
		})
	}
	return c.goTo(outcomesURL, Toast{Text: fmt.Sprintf("Saved. The outcomes are at version %d.", version)})
}

// updateOutcomes changes the table's lines, at the place of id where one is given.
func (c *call) updateOutcomes(id string, change func(lines []outcomeLine, i int) ([]outcomeLine, error)) (version int64, err error) {
	return version, c.update(func(ctx context.Context, tx *company.Tx) error {
		t, err := interaction.Outcomes(ctx, tx)
		if err != nil {
			return err
		}
		lines, i := linesOf(t), 0
		if id != "" {
			if i, err = place(id, t.Version, lines); err != nil {
				return err
			}
		}
		if lines, err = change(lines, i); err != nil {
			return err
		}
		if t, err = tableOf(lines); err != nil {
			return err
		}
		version, err = interaction.SetOutcomes(ctx, tx, t)
		return err
	})
}

func (c *call) outcomeForm(id string) OutcomeForm {
	return OutcomeForm{ID: id, New: id == "", Touchpoint: c.form("touchpoint"), Outcome: c.form("outcome"), FromAmount: c.form("from_amount"), Measure: c.form("measure"), Valence: c.form("valence"), Cause: c.form("cause")}
}

// outcomeLine reads the line that was typed.
func (c *call) outcomeLine(f OutcomeForm) (l outcomeLine, err error) {
	l = outcomeLine{touchpoint: f.Touchpoint, outcome: f.Outcome, measure: f.Measure, cause: f.Cause, step: f.FromAmount != ""}
	if l.step {
		if l.past, err = c.number("from_amount"); err != nil {
			return l, err
		}
	}
	l.valence, err = c.number("valence")
	return l, err
}
