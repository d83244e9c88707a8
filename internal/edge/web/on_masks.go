package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/page"
)

// maskKinds are what can be masked.
var maskKinds = []page.Option{{Value: "attribute:", Label: "Attribute"}, {Value: "identifier:email", Label: "E-mail addresses"}, {Value: "identifier:phone", Label: "Phone numbers"},
	{Value: "identifier:device", Label: "Devices"}, {Value: "identifier:external:", Label: "Numbers in the system"}, {Value: "identifier:handle:", Label: "Handles in the network"}}

// fillMasks lists the masked fields, and the form for another.
func (c *call) fillMasks(ctx context.Context, tx *company.Tx, p *PrivacyPage) error {
	list, _, err := company.Masks(ctx, tx)
	for _, m := range list {
		row := MaskRow{Field: m.Field, Label: maskLabel(m.Field)}
		for _, r := range m.Roles {
			row.Roles = append(row.Roles, roleWord(r))
		}
		p.Masks = append(p.Masks, row)
	}
	p.MaskKinds = maskKinds
	for _, r := range company.Roles {
		p.MaskRoles = append(p.MaskRoles, page.Option{Value: string(r), Label: page.Sentence(roleWord(r))})
	}
	return err
}

// maskLabel says a field in words.
func maskLabel(field string) string {
	if key, ok := strings.CutPrefix(field, "attribute:"); ok {
		return key
	}
	for _, k := range slices.Backward(maskKinds) {
		if rest, ok := strings.CutPrefix(field, k.Value); ok {
			return strings.TrimSpace(k.Label + " " + rest)
		}
	}
	return field
}

func addMask(c *call) error {
	field := c.form("kind")
	if strings.HasSuffix(field, ":") {
		field += c.form("key")
	}
	roles := []company.Role{}
	for _, r := range c.r.PostForm["roles"] {
		roles = append(roles, company.Role(r))
	}
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		list, _, err := company.Masks(ctx, tx)
		if err != nil {
			return err
		}
		_, err = company.SetMasks(ctx, tx, append(slices.Clone(list), company.Mask{Field: field, Roles: roles}))
		return err
	})
	if err != nil {
		return again(err, map[string]string{"field": "key"}, func(errs Errors) error {
			return c.privacyPage(http.StatusUnprocessableEntity, func(p *PrivacyPage) {
				p.Errors, p.MaskKind, p.MaskKey = errs, c.form("kind"), c.form("key")
			})
		})
	}
	return c.goTo(privacyURL+"#masks", Toast{Text: "Masked from now on: " + maskLabel(field) + "."})
}

func removeMask(c *call) error {
	field := c.form("field")
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		list, _, err := company.Masks(ctx, tx)
		if err != nil {
			return err
		}
		_, err = company.SetMasks(ctx, tx, slices.DeleteFunc(slices.Clone(list), func(m company.Mask) bool { return m.Field == field }))
		return err
	})
	if err != nil {
		return c.refused(privacyURL, err)
	}
	return c.goTo(privacyURL+"#masks", Toast{Text: "Shown to everyone again: " + maskLabel(field) + "."})
}
