package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const classRulesURL = "/settings/not-customers"

// patternMeans says a pattern in words.
func patternMeans(pattern string) string {
	local, domain, at := strings.Cut(pattern, "@")
	switch {
	case strings.HasPrefix(pattern, "handle:"):
		network, name, _ := strings.Cut(strings.TrimPrefix(pattern, "handle:"), ":")
		return name + " on " + network
	case at && local == "":
		return "every address at " + domain + " and below it"
	case at && domain == "":
		return "the mailbox " + local + " anywhere"
	}
	return "this address"
}

func classRules(c *call) error {
	var form *ClassRuleForm
	if c.r.URL.Query().Has("add") && c.who.May(company.ChangeClassRules) {
		form = &ClassRuleForm{Pattern: c.form("pattern"), Class: c.form("class")}
	}
	return c.classRulesPage(http.StatusOK, form, nil)
}

// classRulesPage shows the rules; a form with a pattern is previewed.
func (c *call) classRulesPage(status int, form *ClassRuleForm, errs Errors) error {
	p := ClassRulesPage{Form: form, Errors: errs, Classes: append([]page.Option{{Label: "Choose"}}, classOptions()...)}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "not-customers"); err != nil {
			return err
		}
		rules, err := customer.ClassRulesInForce(ctx, tx)
		if err != nil {
			return err
		}
		counts, err := customer.CountByRule(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rules.Rules {
			p.Rows = append(p.Rows, classRuleRow(r, counts[r.Pattern]))
		}
		if form != nil && form.Pattern != "" && len(errs) == 0 {
			if p.Errors, err = c.preview(ctx, tx, form, rules.Rules); err != nil {
				return err
			}
		}
		if p.MayChange {
			if err := c.proposals(ctx, tx, &p, rules.Rules); err != nil {
				return err
			}
		}
		p.Version, err = c.version(ctx, tx, customer.ClassRulesName)
		return err
	})
	if err != nil {
		return err
	}
	if len(p.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.show(status, p)
}

func classRuleRow(r customer.ClassRule, n int) ClassRuleRow {
	return ClassRuleRow{Pattern: r.Pattern, Class: string(r.Class), Label: classWords[r.Class][2], Means: patternMeans(r.Pattern), Count: n}
}

// preview says what the rule that was typed would do.
func (c *call) preview(ctx context.Context, tx *company.Tx, form *ClassRuleForm, there []customer.ClassRule) (Errors, error) {
	rule := customer.ClassRule{Pattern: form.Pattern, Class: customer.Class(form.Class)}
	all, err := customer.PreviewClassRules(ctx, tx, append(slices.Clone(there), rule))
	if err != nil {
		return wrong(err)
	}
	people, err := customer.FindAll(ctx, tx, all[0].Some)
	if err != nil {
		return nil, err
	}
	would := all[0]
	form.Preview = &ClassPreview{Label: strings.ToLower(classWords[rule.Class][2]), Means: patternMeans(strings.ToLower(form.Pattern)), Count: would.Total(), Looked: would.Looked, All: would.All}
	for _, one := range people {
		form.Preview.Some = append(form.Preview.Some, customerRef(one))
	}
	return nil, nil
}

// proposals lists rules that most companies want, and whom each would concern.
func (c *call) proposals(ctx context.Context, tx *company.Tx, p *ClassRulesPage, there []customer.ClassRule) error {
	list := customer.ProposedClassRules(c.dir.Profile.Addresses, there)
	sets := make([][]customer.ClassRule, len(list))
	for i, r := range list {
		sets[i] = append(slices.Clone(there), r)
	}
	would, err := customer.PreviewClassRules(ctx, tx, sets...)
	for i := range would {
		p.Proposals = append(p.Proposals, classRuleRow(list[i], would[i].Total()))
	}
	return err
}

func addClassRule(c *call) error {
	f := &ClassRuleForm{Pattern: c.form("pattern"), Class: c.form("class")}
	err := c.setClassRules(func(rules []customer.ClassRule) ([]customer.ClassRule, error) {
		return append(rules, customer.ClassRule{Pattern: f.Pattern, Class: customer.Class(f.Class)}), nil
	})
	if err != nil {
		return again(err, nil, func(errs Errors) error { return c.classRulesPage(http.StatusUnprocessableEntity, f, errs) })
	}
	return c.goTo(classRulesURL, Toast{Text: "Added. Who is here already follows within moments.", UndoURL: address(classRulesURL+"/remove", "pattern", strings.ToLower(f.Pattern))})
}

func removeClassRule(c *call) error {
	var gone customer.ClassRule
	err := c.setClassRules(func(rules []customer.ClassRule) ([]customer.ClassRule, error) {
		i := slices.IndexFunc(rules, func(r customer.ClassRule) bool { return r.Pattern == c.form("pattern") })
		if i < 0 {
			return nil, problem.New(problem.Conflict, "configuration.changed_meanwhile", nil)
		}
		gone = rules[i]
		return slices.Delete(rules, i, i+1), nil
	})
	if err != nil {
		return c.refused(classRulesURL, err)
	}
	return c.goTo(classRulesURL, Toast{Text: "Removed. Whom it took out are customers again within moments.", UndoURL: address(classRulesURL, "pattern", gone.Pattern, "class", string(gone.Class))})
}

func (c *call) setClassRules(change func(rules []customer.ClassRule) ([]customer.ClassRule, error)) error {
	return c.update(func(ctx context.Context, tx *company.Tx) error {
		now, err := customer.ClassRulesInForce(ctx, tx)
		if err != nil {
			return err
		}
		rules, err := change(slices.Clone(now.Rules))
		if err != nil {
			return err
		}
		_, err = customer.SetClassRules(ctx, tx, rules)
		return err
	})
}
