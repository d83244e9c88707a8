package web

import (
	"context"
	"fmt"
	"net/http"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

func relationshipSettings(c *call) error {
	form, _ := c.asked(company.ChangeConfiguration)
	return c.relationshipPage(http.StatusOK, func(p *RelationshipPage) { p.Editing = form == "edit" })
}

// relationshipPage shows the law in force; fill adds what was typed.
func (c *call) relationshipPage(status int, fill func(p *RelationshipPage)) error {
	var p RelationshipPage
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "relationship"); err != nil {
			return err
		}
		law, err := impression.InForce(ctx, tx)
		if err != nil {
			return err
		}
		now, err := textOfLaw(law)
		if err != nil {
			return err
		}
		usual, err := textOfLaw(impression.Default)
		if err != nil {
			return err
		}
		p.Groups = constantGroups(now, usual)
		if p.History, err = c.lawHistory(ctx, tx, usual); err != nil {
			return err
		}
		p.Version, err = c.version(ctx, tx, impression.LawName)
		return err
	})
	if err != nil {
		return err
	}
	fill(&p)
	return c.show(status, p)
}

func constantGroups(now, usual lawText) []ConstantGroup {
	groups := make([]ConstantGroup, len(lawGroups))
	for i, g := range lawGroups {
		groups[i] = ConstantGroup{Title: g.Title, Text: g.Text}
		for _, k := range g.Constants {
			k.Value, k.Usual = now.at(k.Key), usual.at(k.Key)
			groups[i].Constants = append(groups[i].Constants, k)
		}
	}
	return groups
}

// lawHistory lists the versions, newest first, each with what it changed.
func (c *call) lawHistory(ctx context.Context, tx *company.Tx, usual lawText) ([]VersionRow, error) {
	versions, err := company.Versions(ctx, tx, impression.LawName)
	if err != nil {
		return nil, err
	}
	names, err := c.actorNames(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows := make([]VersionRow, len(versions))
	before := usual
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		text, err := textOf(v.Body)
		if err != nil {
			return nil, err
		}
		rows[i] = VersionRow{Version: Version{Number: int(v.Version), At: v.CreatedAt, By: names.of(v.Actor)}, Reason: text.at("reason"), Changes: text.changed(before)}
		before = text
	}
	return rows, nil
}

func changeRelationship(c *call) error {
	reason := c.form("reason")
	var version int64
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		law, err := impression.InForce(ctx, tx)
		if err != nil {
			return err
		}
		if seen := c.form("version"); seen != "" && seen != fmt.Sprint(law.Version) {
			return problem.New(problem.Conflict, "configuration.changed_meanwhile", nil)
		}
		text, err := textOfLaw(law)
		if err != nil {
			return err
		}
		for _, g := range lawGroups {
			for _, k := range g.Constants {
				v, err := c.number(k.Key)
				if err != nil {
					return err
				}
				text.set(k.Key, v)
			}
		}
		if reason == "" {
			return problem.Field("reason", "field.required", nil)
		}
		text.set("reason", reason)
		if law, err = text.law(); err != nil {
			return err
		}
		version, err = impression.Adopt(ctx, tx, law)
		return err
	})
	if problem.KindOf(err) == problem.Conflict {
		return err
	}
	if err != nil {
		return again(err, nil, func(errs Errors) error {
			return c.relationshipPage(http.StatusUnprocessableEntity, func(p *RelationshipPage) {
				p.Editing, p.Reason, p.Errors = true, reason, errs
				for _, g := range p.Groups {
					for i := range g.Constants {
						g.Constants[i].Value = c.form(g.Constants[i].Key)
					}
				}
			})
		})
	}
	return c.goTo("/settings/relationship", Toast{Text: fmt.Sprintf("Version %d is in force. Every relationship is being told anew.", version)})
}
