package company

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"regard/internal/platform/problem"
)

// MasksName is the configuration of which fields are masked for whom.
const MasksName = "masks"

// Mask says which roles see a field of a customer in clear; to all others it
// is hidden. API keys see it with the scope admin.
type Mask struct {
	Field string `json:"field" doc:"attribute:<key>, or identifier:<kind> such as identifier:phone" example:"attribute:ssn"`
	Roles []Role `json:"roles" doc:"who sees it in clear"`
}

// AttributeField and IdentifierField name fields that can be masked.
func AttributeField(key string) string { return "attribute:" + key }

// IdentifierField names the identifiers of a kind.
func IdentifierField(kind string) string { return "identifier:" + kind }

var fieldForm = regexp.MustCompile(`^(attribute:.{1,100}|identifier:[a-z]+(:[a-z0-9._-]{1,64})?)$`)

// maxMasks is how many fields can be masked.
const maxMasks = 100

// Masks returns which fields are masked.
func Masks(ctx context.Context, tx *Tx) (list []Mask, version int64, err error) {
	defer problem.Wrap(&err, "company.Masks")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, 0, err
	}
	version, err = d.Configured(MasksName, &list)
	return list, version, err
}

// SetMasks says which fields are masked from now on. A field that is none, or a
// role that is none, is refused.
func SetMasks(ctx context.Context, tx *Tx, list []Mask) (version int64, err error) {
	defer problem.Wrap(&err, "company.SetMasks")
	kept := make([]Mask, 0, len(list))
	for _, m := range list {
		m.Field = strings.TrimSpace(m.Field)
		switch {
		case !fieldForm.MatchString(m.Field) || strings.ContainsAny(m.Field, "\x00\n"):
			return 0, problem.Field("field", "mask.field_malformed", problem.Params{"value": m.Field})
		case slices.ContainsFunc(kept, func(o Mask) bool { return o.Field == m.Field }):
			return 0, problem.Field("field", "mask.field_twice", problem.Params{"value": m.Field})
		}
		for _, r := range m.Roles {
			if !slices.Contains(Roles, r) {
				return 0, problem.Field("roles", "user.role_unknown", problem.Params{"value": string(r)})
			}
		}
		kept = append(kept, m)
	}
	if len(kept) > maxMasks {
		return 0, problem.Field("field", "field.too_many", problem.Params{"max": maxMasks})
	}
	return Configure(ctx, tx, MasksName, kept)
}

// Hidden is the fields that an actor does not see.
type Hidden map[string]bool

// HiddenFrom returns the fields that the actor does not see in clear.
func HiddenFrom(ctx context.Context, tx *Tx) (Hidden, error) {
	if tx.Actor.Kind == ActorSystem {
		return nil, nil
	}
	list, _, err := Masks(ctx, tx)
	var h Hidden
	for _, m := range list {
		if !m.seenBy(tx.Actor) {
			if h == nil {
				h = Hidden{}
			}
			h[m.Field] = true
		}
	}
	return h, err
}

// seenBy tells whether somebody sees the field in clear.
func (m Mask) seenBy(who Actor) bool {
	if who.Kind == ActorKey {
		return slices.Contains(who.Scopes, ScopeAdmin)
	}
	return who.Kind == ActorUser && slices.Contains(m.Roles, who.Role)
}
