package web

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// What the pages of the settings have in common.

// settings is the frame of the settings' pages, with the sections that the user
// may open. It is called within view or update.
func (c *call) settings(ctx context.Context, tx *company.Tx, section string) (s Settings, err error) {
	s.Section = section
	for _, one := range AllSections {
		if c.who.May(c.s.routes["GET "+one.URL]) {
			s.Sections = append(s.Sections, one)
		}
		if one.Key == section {
			s.MayChange = c.who.May(c.s.routes["POST "+one.URL])
		}
	}
	s.Frame, err = c.frame(ctx, tx, "settings")
	return s, err
}

// asked tells which form the address opens ("add", "edit", "move") and of what;
// none for somebody who could not send it.
func (c *call) asked(op company.Operation) (form, key string) {
	q := c.r.URL.Query()
	for _, form := range []string{"add", "edit", "move"} {
		if q.Has(form) && c.who.May(op) {
			return form, q.Get(form)
		}
	}
	return "", ""
}

// again shows a form again with what was wrong with it, beside the field that
// it is about. at names the page's field for a verb's field, or for a problem's
// code where the problem names none. Any other error is returned.
func again(err error, at map[string]string, show func(errs Errors) error) error {
	if p := problem.Of(err); p != nil && at[p.Code] != "" {
		q := *p
		q.Field = at[p.Code]
		err = &q
	}
	errs, err := wrong(renamed(err, at))
	if err != nil {
		return err
	}
	return show(errs)
}

// keyTaken puts what a verb says of a taken key beside the key.
var keyTaken = map[string]string{"key.taken": "key", "database.taken": "key"}

// refused goes back to a page and says there why a button without a form did
// nothing.
func (c *call) refused(to string, err error) error {
	return again(err, nil, func(errs Errors) error {
		for _, text := range errs {
			return c.goTo(to, Toast{Text: text, Wrong: true})
		}
		return nil
	})
}

// address is a path with a query of names and values; those without a value
// are left out.
func address(path string, query ...string) string {
	v := url.Values{}
	for pair := range slices.Chunk(query, 2) {
		if pair[1] != "" {
			v.Set(pair[0], pair[1])
		}
	}
	return strings.TrimSuffix(path+"?"+v.Encode(), "?")
}

// number reads a field that holds a number, with a point or a comma.
func (c *call) number(field string) (float64, error) {
	typed := strings.NewReplacer(",", ".", "−", "-").Replace(c.form(field))
	if typed == "" {
		return 0, problem.Field(field, "field.required", nil)
	}
	v, err := strconv.ParseFloat(typed, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, problem.Field(field, "field.malformed", nil).Because(err)
	}
	return v, nil
}

// plain writes a number as a field holds it.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// version is the newest edition of a configuration; number 0 before anybody
// changed it.
func (c *call) version(ctx context.Context, tx *company.Tx, configuration string) (Version, error) {
	versions, err := company.Versions(ctx, tx, configuration)
	if err != nil || len(versions) == 0 {
		return Version{}, err
	}
	names, err := c.actorNames(ctx, tx)
	return Version{Number: int(versions[0].Version), At: versions[0].CreatedAt, By: names.of(versions[0].Actor)}, err
}
