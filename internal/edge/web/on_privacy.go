package web

import (
	"context"
	"net/http"
	"strconv"

	"regard/internal/act/keeping"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

const privacyURL = "/settings/privacy"

// keptClasses are the classes in words.
var keptClasses = map[string][2]string{
	"words":      {"Words", "what was said and written in interactions; what it left stays"},
	"quoted":     {"Quoted words", "earlier mails and signatures below a message"},
	"attributes": {"Attributes", "whatever else a source told of an interaction"},
	"devices":    {"Words of unknown visitors", "of customers who are nobody but a device"},
	"openings":   {"Openings", "who opened whose card, and when"},
	"audit":      {"Audit log", "who did what"},
	"journal":    {"Journal", "which thing changed when, once everything inside took note"},
	"left":       {"Customers who left", "erased so many days after the day they left"},
}

func privacy(c *call) error {
	form, _ := c.asked(company.ChangeRetention)
	return c.privacyPage(http.StatusOK, func(p *PrivacyPage) { p.Editing = form == "edit" })
}

// privacyPage shows what is in force; fill adds what was typed.
func (c *call) privacyPage(status int, fill func(p *PrivacyPage)) error {
	var p PrivacyPage
	var r keeping.Retention
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "privacy"); err != nil {
			return err
		}
		if p.Version, err = c.version(ctx, tx, keeping.Name); err != nil {
			return err
		}
		if r, _, err = keeping.InForce(ctx, tx); err != nil {
			return err
		}
		if err := c.fillMasks(ctx, tx, &p); err != nil {
			return err
		}
		return c.privacyLog(ctx, tx, &p)
	})
	if err != nil {
		return err
	}
	for _, class := range keeping.Classes {
		words := keptClasses[class.Name]
		k := KeptClass{Key: class.Name, Label: words[0], Text: words[1]}
		if days := r[class.Name]; days > 0 {
			k.Days = strconv.Itoa(days)
		}
		p.Classes = append(p.Classes, k)
	}
	if c.r.URL.Query().Has("preview") {
		if err := c.countKept(&p, r); err != nil {
			return err
		}
	}
	fill(&p)
	return c.show(status, p)
}

// countKept counts what would go today.
func (c *call) countKept(p *PrivacyPage, r keeping.Retention) error {
	list, err := keeping.Look(c.r.Context(), c.s.Office, c.who, r)
	for i := range list {
		p.Classes[i].Rows, p.Classes[i].Oldest = int(list[i].Rows), list[i].Oldest
	}
	p.Counted = true
	return err
}

// privacyLog lists what went, and who was erased.
func (c *call) privacyLog(ctx context.Context, tx *company.Tx, p *PrivacyPage) error {
	runs, err := keeping.Runs(ctx, tx, 20)
	if err != nil {
		return err
	}
	for _, r := range runs {
		p.Runs = append(p.Runs, KeptRun{At: r.RanAt, Before: r.Before, Class: keptClasses[r.Class][0], Removed: int(r.Removed)})
	}
	list, err := customer.Erasures(ctx, tx, 20)
	if err != nil {
		return err
	}
	names, err := c.actorNames(ctx, tx)
	for _, e := range list {
		row := ErasureRow{ID: e.CustomerID.String(), At: e.ErasedAt, By: names.of(e.Actor), Done: !e.DoneAt.IsZero()}
		for _, n := range e.Report.Wiped {
			row.Rows += int(n)
		}
		for _, f := range e.Report.Files {
			if f.Trouble != "" {
				row.Trouble = append(row.Trouble, "A file of "+f.What+": "+f.Trouble+".")
			}
		}
		p.Erasures = append(p.Erasures, row)
	}
	return err
}

func changePrivacy(c *call) error {
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		r := keeping.Retention{}
		for _, class := range keeping.Classes {
			typed := c.form(class.Name)
			if typed == "" {
				continue
			}
			days, err := strconv.Atoi(typed)
			if err != nil {
				return problem.Field(class.Name, "field.malformed", nil)
			}
			r[class.Name] = days
		}
		_, err := keeping.Set(ctx, tx, r)
		return err
	})
	if err != nil {
		return again(err, nil, func(errs Errors) error {
			return c.privacyPage(http.StatusUnprocessableEntity, func(p *PrivacyPage) {
				p.Editing, p.Errors = true, errs
				for i := range p.Classes {
					p.Classes[i].Days = c.form(p.Classes[i].Key)
				}
			})
		})
	}
	return c.goTo(privacyURL+"?preview", Toast{Text: "Saved. What is too old goes with the next daily run."})
}
