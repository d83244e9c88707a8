package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Versioned is a configuration with its version; 0 is the documented one.
type Versioned[T any] struct {
	Version int64 `json:"version"`
	Value   T     `json:"value"`
}

// ClassRules say who is no customer.
type ClassRules struct {
	Rules []customer.ClassRule `json:"rules"`
}

func (a *API) configuration() {
	view(a, route{"GET", "/api/v1/configuration/relationship", company.SeeConfiguration, "Configuration", "get-law", "The constants by which impressions add up", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Versioned[impression.Law]], error) {
			law, err := impression.InForce(ctx, tx)
			return answer(Versioned[impression.Law]{law.Version, law}), err
		})
	update(a, route{"PUT", "/api/v1/configuration/relationship", company.ChangeConfiguration, "Configuration", "set-law", "Set the next version of the constants; relationships are judged anew by a job", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body impression.Law }) (*Body[Versioned[impression.Law]], error) {
			version, err := impression.Adopt(ctx, tx, in.Body)
			return answer(Versioned[impression.Law]{version, in.Body}), err
		})
	view(a, route{"GET", "/api/v1/configuration/outcomes", company.SeeConfiguration, "Configuration", "get-outcomes", "What outcomes leave, and whose doing they are", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Versioned[interaction.OutcomeTable]], error) {
			t, err := interaction.Outcomes(ctx, tx)
			return answer(Versioned[interaction.OutcomeTable]{t.Version, t}), err
		})
	update(a, route{"PUT", "/api/v1/configuration/outcomes", company.ChangeConfiguration, "Configuration", "set-outcomes", "Set the next version of the outcome table; it concerns what is recorded from then on", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body interaction.OutcomeTable }) (*Body[Versioned[interaction.OutcomeTable]], error) {
			version, err := interaction.SetOutcomes(ctx, tx, in.Body)
			return answer(Versioned[interaction.OutcomeTable]{version, in.Body}), err
		})
	view(a, route{"GET", "/api/v1/configuration/hearing", company.SeeConfiguration, "Configuration", "get-hearing", "How customers' words are read: the company's own topics and words, how soon something is heard, which language is expected where", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Versioned[interaction.Hearing]], error) {
			h, err := interaction.HearingInForce(ctx, tx)
			return answer(Versioned[interaction.Hearing]{h.Version, h}), err
		})
	update(a, route{"PUT", "/api/v1/configuration/hearing", company.ChangeConfiguration, "Configuration", "set-hearing", "Set the next version of how words are read; topics are told by it at once, impressions that were left stay", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body interaction.Hearing }) (*Body[Versioned[interaction.Hearing]], error) {
			version, err := interaction.SetHearing(ctx, tx, in.Body)
			return answer(Versioned[interaction.Hearing]{version, in.Body}), err
		})
	view(a, route{"GET", "/api/v1/configuration/not-customers", company.SeeClassRules, "Configuration", "get-class-rules", "Whose addresses and handles say that they are no customers", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[Versioned[ClassRules]], error) {
			rules, err := customer.ClassRulesInForce(ctx, tx)
			if err != nil {
				return nil, err
			}
			return answer(Versioned[ClassRules]{rules.Version, ClassRules{rules.Rules}}), nil
		})
	update(a, route{"PUT", "/api/v1/configuration/not-customers", company.ChangeClassRules, "Configuration", "set-class-rules", "Set the next version of the rules; a job brings them to everybody who is there", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body ClassRules }) (*Body[Versioned[ClassRules]], error) {
			version, err := customer.SetClassRules(ctx, tx, in.Body.Rules)
			return answer(Versioned[ClassRules]{version, in.Body}), err
		})
	view(a, route{"GET", "/api/v1/configuration/frames", company.SeeOrganisation, "Configuration", "get-frames", "Which other sites may show the card in a frame", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[company.Frames], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			f, err := d.Frames()
			f.Origins = append([]string{}, f.Origins...)
			return answer(f), err
		})
	update(a, route{"PUT", "/api/v1/configuration/frames", company.ChangeCompany, "Configuration", "set-frames", "Set which other sites may show the card in a frame, as browsers compare them", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body company.Frames }) (*Body[company.Frames], error) {
			kept, err := company.SetFrames(ctx, tx, in.Body)
			return answer(kept), err
		})
	view(a, route{"GET", "/api/v1/company", company.SeeConfiguration, "Configuration", "get-company", "What the company says of itself", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[company.Profile], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			return answer(d.Profile), nil
		})
	update(a, route{"PUT", "/api/v1/company", company.ChangeCompany, "Configuration", "set-company", "Change what the company says of itself", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body company.Profile }) (*Body[company.Profile], error) {
			return answer(in.Body), company.SetProfile(ctx, tx, in.Body)
		})
}

// Key is an API key without the key itself.
type Key struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Hint      string    `json:"hint" doc:"its last characters"`
	Scopes    []string  `json:"scopes"`
	CreatedAt time.Time `json:"created_at"`
	UsedAt    time.Time `json:"used_at,omitzero"`
	RevokedAt time.Time `json:"revoked_at,omitzero"`
	Clear     string    `json:"key,omitempty" doc:"the key itself: only in the answer to making it"`
}

func shownKey(k company.Key) Key {
	return Key{database.FormatID("key", k.ID), k.Name, k.Hint, k.Scopes, k.CreatedAt, k.UsedAt, k.RevokedAt, ""}
}

// User is a login.
type User struct {
	ID          string       `json:"id"`
	Email       string       `json:"email"`
	Name        string       `json:"name"`
	Role        company.Role `json:"role" enum:"admin,experience_lead,manager,frontline,partner,executive"`
	Contributor string       `json:"contributor,omitempty"`
	CreatedAt   time.Time    `json:"created_at"`
	SeenAt      time.Time    `json:"seen_at,omitzero"`
	DisabledAt  time.Time    `json:"disabled_at,omitzero"`
}

// Audited is a line of the audit log.
type Audited struct {
	ID string `json:"id"`
	company.Entry
}

func (a *API) access() {
	view(a, route{"GET", "/api/v1/keys", company.ManageKeys, "Access", "list-keys", "All API keys", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[List[Key]], error) {
			keys, err := company.Keys(ctx, tx)
			out := List[Key]{Items: make([]Key, len(keys))}
			for i, k := range keys {
				out.Items[i] = shownKey(k)
			}
			return answer(out), err
		})
	update(a, route{"POST", "/api/v1/keys", company.ManageKeys, "Access", "add-key", "Make an API key; it is shown once", 201},
		func(ctx context.Context, tx *company.Tx, in *struct {
			Body struct {
				Name   string   `json:"name"`
				Scopes []string `json:"scopes"`
			}
		}) (*Body[Key], error) {
			clear, k, err := company.AddKey(ctx, tx, in.Body.Name, in.Body.Scopes)
			out := shownKey(k)
			out.Clear = clear
			return answer(out), err
		})
	update(a, route{"DELETE", "/api/v1/keys/{id}", company.ManageKeys, "Access", "revoke-key", "Make a key useless at once", 204},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*struct{}, error) {
			id, err := database.ParseID("key", in.ID)
			if err != nil {
				return nil, err
			}
			return nil, company.RevokeKey(ctx, tx, id)
		})
	view(a, route{"GET", "/api/v1/users", company.ManageUsers, "Access", "list-users", "All users", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[List[User]], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			users, err := company.Users(ctx, tx)
			out := List[User]{Items: make([]User, len(users))}
			for i, u := range users {
				out.Items[i] = User{database.FormatID("usr", u.ID), u.Email, u.Name, u.Role, d.Contributor(u.ContributorID).Key, u.CreatedAt, u.SeenAt, u.DisabledAt}
			}
			return answer(out), err
		})
	update(a, route{"POST", "/api/v1/users", company.ManageUsers, "Access", "add-user", "Add a user; he signs in first by an invitation (Settings, Users)", 201},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body company.UserDraft }) (*Body[User], error) {
			u, err := company.AddUser(ctx, tx, in.Body, "")
			return answer(User{ID: database.FormatID("usr", u.ID), Email: u.Email, Name: u.Name, Role: u.Role, Contributor: in.Body.Contributor, CreatedAt: u.CreatedAt}), err
		})
	view(a, route{"GET", "/api/v1/audit", company.SeeAudit, "Access", "list-audit", "Who did what, newest first", 200},
		func(ctx context.Context, tx *company.Tx, in *Page) (*Body[List[Audited]], error) {
			before, err := a.openID("audit", in.Cursor)
			if err != nil {
				return nil, err
			}
			entries, err := company.AuditLog(ctx, tx, before, in.Limit)
			out := List[Audited]{Items: make([]Audited, len(entries))}
			for i, e := range entries {
				out.Items[i] = Audited{database.FormatID("aud", e.ID), e}
			}
			if len(entries) == in.Limit {
				out.Next = a.signID("audit", entries[len(entries)-1].ID)
			}
			return answer(out), err
		})
}

func missing(noun, prefix string, id int64) error {
	return problem.Missing(noun, database.FormatID(prefix, id))
}
