package web

import (
	"context"
	"net/http"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/page"
)

const usersURL = "/settings/users"

// inviteLasts is how long a link to set a password holds.
const inviteLasts = 72 * time.Hour

func users(c *call) error {
	return c.usersPage(http.StatusOK, func(ctx context.Context, tx *company.Tx, p *UsersPage) error {
		switch form, key := c.asked(company.ManageUsers); form {
		case "add":
			p.Form = &UserForm{New: true, Role: string(company.RoleFrontline)}
		case "edit":
			u, err := userBy(ctx, tx, key)
			p.Form = &UserForm{ID: key, Name: u.Name, Email: u.Email, Role: string(u.Role), Contributor: c.dir.Contributor(u.ContributorID).Key}
			return err
		}
		return nil
	})
}

// usersPage shows who may sign in; open opens the form, or shows an invitation.
func (c *call) usersPage(status int, open func(ctx context.Context, tx *company.Tx, p *UsersPage) error) error {
	p := UsersPage{Roles: roleOptions()}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Settings, err = c.settings(ctx, tx, "users"); err != nil {
			return err
		}
		if err := open(ctx, tx, &p); err != nil {
			return err
		}
		current := ""
		if p.Form != nil {
			current = p.Form.Contributor
		}
		p.Contributors = contributorOptions(c.dir, "nobody", current)
		all, err := company.Users(ctx, tx)
		for _, u := range all {
			row := UserRow{ID: userID(u.ID), Name: u.Name, Email: u.Email, Role: page.Sentence(roleWord(u.Role)), LastSeen: u.SeenAt,
				Invited: !u.HasPassword, Disabled: !u.DisabledAt.IsZero(), You: u.ID == c.who.ID}
			row.Sees, row.Figures = sight(u.Role, c.dir.Contributor(u.ContributorID).Name)
			p.Rows = append(p.Rows, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// sight says which customers a user sees, and whose figures.
func sight(role company.Role, contributor string) (customers, figures string) {
	switch role {
	case company.RolePartner:
		return "what " + cmpOr(contributor, "no partner") + " had to do with", ""
	case company.RoleFrontline:
		return "all customers", ""
	case company.RoleManager:
		return "all customers", "figures of " + cmpOr(contributor, "no unit")
	case company.RoleExecutive:
		return "all customers", "all figures of units"
	}
	return "all customers", "all figures"
}

func userID(id int64) string { return database.FormatID("usr", id) }

// userBy finds a user by the id in an address.
func userBy(ctx context.Context, tx *company.Tx, s string) (u company.User, err error) {
	id, err := database.ParseID("usr", s)
	if err != nil {
		return u, err
	}
	return company.FindUser(ctx, tx, id)
}

// draftOf is a user as he is, to be changed in part.
func (c *call) draftOf(u company.User) company.UserDraft {
	return company.UserDraft{Email: u.Email, Name: u.Name, Role: u.Role, Contributor: c.dir.Contributor(u.ContributorID).Key,
		Employee: c.dir.Employee(u.EmployeeID).Key, TimeZone: u.TimeZone}
}

func (f UserForm) change(d company.UserDraft) company.UserDraft {
	d.Email, d.Name, d.Role, d.Contributor = f.Email, f.Name, company.Role(f.Role), f.Contributor
	return d
}

// addUser adds a user and shows the link by which he sets his password.
func addUser(c *call) error {
	f := c.userForm("")
	var invite Invite
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		u, err := company.AddUser(ctx, tx, f.change(company.UserDraft{}), "")
		if err != nil {
			return err
		}
		invite, err = c.invite(ctx, tx, u)
		return err
	})
	if err != nil {
		return c.userAgain(err, f)
	}
	return c.showInvite(invite)
}

func changeUser(c *call) error {
	f := c.userForm(c.r.PathValue("id"))
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		u, err := userBy(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		_, err = company.ChangeUser(ctx, tx, u.ID, f.change(c.draftOf(u)))
		return err
	})
	if err != nil {
		return c.userAgain(err, f)
	}
	return c.goTo(usersURL, Toast{Text: f.Name + " is changed."})
}

func (c *call) userForm(id string) UserForm {
	return UserForm{ID: id, New: id == "", Name: c.form("name"), Email: c.form("email"), Role: c.form("role"), Contributor: c.form("contributor")}
}

func (c *call) userAgain(err error, f UserForm) error {
	at := map[string]string{"user.email_taken": "email", "database.taken": "email", "user.last_admin": "role"}
	return again(err, at, func(errs Errors) error {
		return c.usersPage(http.StatusUnprocessableEntity, func(_ context.Context, _ *company.Tx, p *UsersPage) error {
			p.Form, p.Errors = &f, errs
			return nil
		})
	})
}

// inviteUser makes a new link; the one before is of no use any more.
func inviteUser(c *call) error {
	var invite Invite
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		u, err := userBy(ctx, tx, c.r.PathValue("id"))
		if err != nil {
			return err
		}
		invite, err = c.invite(ctx, tx, u)
		return err
	})
	if err != nil {
		return err
	}
	return c.showInvite(invite)
}

func (c *call) invite(ctx context.Context, tx *company.Tx, u company.User) (Invite, error) {
	token, err := company.SignInLink(ctx, tx, u.ID, inviteLasts)
	return Invite{Name: u.Name, URL: c.origin() + "/link/" + token, Until: tx.Now.Add(inviteLasts)}, err
}

// showInvite shows a link, this once: it is in no cookie and no address.
func (c *call) showInvite(invite Invite) error {
	return c.usersPage(http.StatusOK, func(_ context.Context, _ *company.Tx, p *UsersPage) error {
		p.Invite = &invite
		return nil
	})
}

// origin is where the browser finds us, as it or the proxy before us says.
func (c *call) origin() string {
	scheme := "http"
	if c.r.TLS != nil || c.r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + c.r.Host
}

func disableUser(c *call) error {
	return c.letUser(company.DisableUser, func(u company.User) Toast {
		return Toast{Text: u.Name + " cannot sign in any more.", UndoURL: usersURL + "/" + userID(u.ID) + "/enable"}
	})
}

func enableUser(c *call) error {
	return c.letUser(company.EnableUser, func(u company.User) Toast { return Toast{Text: u.Name + " can sign in again."} })
}

func (c *call) letUser(do func(ctx context.Context, tx *company.Tx, id int64) error, done func(u company.User) Toast) error {
	var u company.User
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		if u, err = userBy(ctx, tx, c.r.PathValue("id")); err != nil {
			return err
		}
		return do(ctx, tx, u.ID)
	})
	if err != nil {
		return c.refused(usersURL, err)
	}
	return c.goTo(usersURL, done(u))
}
