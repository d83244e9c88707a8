package company

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// User is a login, perhaps an employee's.
type User struct {
	ID            int64
	Email         string
	Name          string
	Role          Role
	ContributorID int64 // whose user: decides what a partner's user may see
	EmployeeID    int64
	TimeZone      string // "" for the company's
	CreatedAt     time.Time
	SeenAt        time.Time
	DisabledAt    time.Time
	HasPassword   bool
}

// UserDraft is a user as a caller tells it.
type UserDraft struct {
	Email       string `json:"email"`
	Name        string `json:"name"`
	Role        Role   `json:"role"`
	Contributor string `json:"contributor,omitempty" doc:"key; needed for a partner's user"`
	Employee    string `json:"employee,omitempty" doc:"key"`
	TimeZone    string `json:"time_zone,omitempty"`
	Password    string `json:"-"`
}

// Actor returns the user as one who acts.
func (u User) Actor(session int64) Actor {
	return Actor{Kind: ActorUser, ID: u.ID, Name: u.Name, Role: u.Role, ContributorID: u.ContributorID,
		EmployeeID: u.EmployeeID, TimeZone: u.TimeZone, SessionID: session}
}

// AddUser adds a user. Without a password he signs in first by an invitation.
// hash is the hash of draft.Password, made outside the transaction because it
// takes long; "" for none.
func AddUser(ctx context.Context, tx *Tx, draft UserDraft, hash string) (u User, err error) {
	defer problem.Wrap(&err, "company.AddUser")
	u = User{ID: tx.NewID(), CreatedAt: tx.Now, HasPassword: hash != ""}
	if err := u.fill(ctx, tx, draft); err != nil {
		return u, err
	}
	if other, err := readUserByEmail(ctx, tx, u.Email); err != nil {
		return u, err
	} else if other.ID != 0 {
		return u, problem.New(problem.Conflict, "user.email_taken", problem.Params{"value": u.Email})
	}
	if err := insertUser(ctx, tx, u, hash); err != nil {
		return u, err
	}
	return u, Audit(ctx, tx, "user.added", database.FormatID("usr", u.ID), map[string]any{"role": u.Role})
}

// ChangeUser changes a user's name, role, contributor or zone.
func ChangeUser(ctx context.Context, tx *Tx, id int64, draft UserDraft) (u User, err error) {
	defer problem.Wrap(&err, "company.ChangeUser")
	if u, err = FindUser(ctx, tx, id); err != nil {
		return u, err
	}
	was := u.Role
	if err := u.fill(ctx, tx, draft); err != nil {
		return u, err
	}
	if was == RoleAdmin && u.Role != RoleAdmin {
		if err := anotherAdmin(ctx, tx, id); err != nil {
			return u, err
		}
	}
	if err := updateUser(ctx, tx, u); err != nil {
		return u, err
	}
	return u, Audit(ctx, tx, "user.changed", database.FormatID("usr", u.ID), map[string]any{"role": u.Role, "was": was})
}

// DisableUser shuts a user out at once; his sessions end. EnableUser lets him in again.
func DisableUser(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.DisableUser")
	u, err := FindUser(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := anotherAdmin(ctx, tx, id); u.Role == RoleAdmin && err != nil {
		return err
	}
	if err := setDisabled(ctx, tx, id, tx.Now); err != nil {
		return err
	}
	if err := deleteSessionsOf(ctx, tx, id); err != nil {
		return err
	}
	return Audit(ctx, tx, "user.disabled", database.FormatID("usr", id), nil)
}

// EnableUser lets a disabled user in again.
func EnableUser(ctx context.Context, tx *Tx, id int64) (err error) {
	defer problem.Wrap(&err, "company.EnableUser")
	if _, err := FindUser(ctx, tx, id); err != nil {
		return err
	}
	if err := setDisabled(ctx, tx, id, time.Time{}); err != nil {
		return err
	}
	return Audit(ctx, tx, "user.enabled", database.FormatID("usr", id), nil)
}

// Users returns all users by name.
func Users(ctx context.Context, tx *Tx) ([]User, error) { return readUsers(ctx, tx) }

// FindUser returns a user.
func FindUser(ctx context.Context, tx *Tx, id int64) (User, error) {
	u, err := readUser(ctx, tx, id)
	if err == nil && u.ID == 0 {
		err = problem.Missing("user", database.FormatID("usr", id))
	}
	return u, err
}

// anotherAdmin refuses to leave the company without an admin.
func anotherAdmin(ctx context.Context, tx *Tx, id int64) error {
	admins, err := lockAdmins(ctx, tx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(admins, func(other int64) bool { return other != id }) {
		return problem.New(problem.Conflict, "user.last_admin", nil)
	}
	return nil
}

func (u *User) fill(ctx context.Context, tx *Tx, draft UserDraft) error {
	d, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	address, mailErr := mail.ParseAddress(draft.Email)
	u.Name, u.Role, u.TimeZone = strings.TrimSpace(draft.Name), draft.Role, draft.TimeZone
	u.ContributorID, u.EmployeeID = d.ContributorID(draft.Contributor), d.EmployeeID(draft.Employee)
	_, zoneErr := time.LoadLocation(draft.TimeZone)
	switch {
	case mailErr != nil || address.Address != strings.TrimSpace(draft.Email):
		return problem.Field("email", "email.malformed", problem.Params{"value": draft.Email})
	case u.Name == "":
		return problem.Field("name", "field.required", nil)
	case !slices.Contains(Roles, u.Role):
		return problem.Field("role", "user.role_unknown", problem.Params{"value": draft.Role})
	case draft.Contributor != "" && u.ContributorID == 0:
		return problem.Field("contributor", "contributor.unknown", problem.Params{"value": draft.Contributor})
	case u.Role == RolePartner && d.Root(u.ContributorID).Kind != Partner:
		return problem.Field("contributor", "user.partner_needed", nil)
	case draft.Employee != "" && u.EmployeeID == 0:
		return problem.Field("employee", "employee.unknown", problem.Params{"value": draft.Employee})
	case draft.TimeZone != "" && zoneErr != nil:
		return problem.Field("time_zone", "company.zone_unknown", problem.Params{"value": draft.TimeZone})
	}
	u.Email = strings.ToLower(address.Address)
	return nil
}

// SetPassword gives a user a new password (its hash); his other sessions end.
func SetPassword(ctx context.Context, tx *Tx, id int64, hash string) (err error) {
	defer problem.Wrap(&err, "company.SetPassword")
	if err := setPassword(ctx, tx, id, hash); err != nil {
		return err
	}
	if err := deleteSessionsOf(ctx, tx, id); err != nil {
		return err
	}
	return Audit(ctx, tx, "user.password_set", database.FormatID("usr", id), nil)
}

// SignInLink makes a link's token that signs in once, within valid; the audit
// log says who was invited, never the token. User 0 is the first run: whoever has the link sets the company up.
func SignInLink(ctx context.Context, tx *Tx, user int64, valid time.Duration) (token string, err error) {
	defer problem.Wrap(&err, "company.SignInLink")
	token = secret.NewToken("")
	if err := deleteLinksOf(ctx, tx, user); err != nil {
		return "", err
	}
	if err := insertLink(ctx, tx, secret.Digest(token), user, tx.Now.Add(valid)); err != nil || user == 0 {
		return token, err
	}
	return token, Audit(ctx, tx, "user.invited", database.FormatID("usr", user), nil)
}

// LinkFor returns whose link a token is, without using it up.
func LinkFor(ctx context.Context, tx *Tx, token string) (user int64, err error) {
	defer problem.Wrap(&err, "company.LinkFor")
	user, found, err := readLink(ctx, tx, secret.Digest(token))
	if err == nil && !found {
		err = problem.New(problem.Unauthenticated, "link.spent", nil)
	}
	return user, err
}

// UseLink uses a token up.
func UseLink(ctx context.Context, tx *Tx, token string) (user int64, err error) {
	defer problem.Wrap(&err, "company.UseLink")
	if user, err = LinkFor(ctx, tx, token); err != nil {
		return 0, err
	}
	n, err := spendLink(ctx, tx, secret.Digest(token))
	if err == nil && n == 0 {
		err = problem.New(problem.Unauthenticated, "link.spent", nil)
	}
	return user, err
}
