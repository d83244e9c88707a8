package cli

import (
	"bufio"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// User adds and manages users.
type User struct {
	Add     UserAdd     `cmd:"" help:"Add a user."`
	List    UserList    `cmd:"" help:"List the users."`
	Link    UserLink    `cmd:"" help:"Print a path that signs a user in once, to choose a password."`
	Disable UserDisable `cmd:"" help:"Shut a user out at once."`
}

// UserAdd adds a user.
type UserAdd struct {
	Email       string `arg:""`
	Name        string `help:"Name." required:""`
	Role        string `help:"Role: admin, experience_lead, manager, frontline, partner, executive." default:"frontline"`
	Contributor string `help:"Key of the department or partner; needed for a partner's user."`
	Password    bool   `help:"Read a password from standard input; otherwise a path to choose one is printed."`
}

// Run adds the user.
func (c UserAdd) Run(s *session) error {
	var hash string
	if c.Password {
		password, err := bufio.NewReader(s.in).ReadString('\n')
		if password = strings.TrimRight(password, "\r\n"); password == "" {
			return err
		}
		if hash, err = secret.HashPassword(password); err != nil {
			return err
		}
	}
	return s.within(func(a *app.App) error {
		return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			u, err := company.AddUser(s.ctx, tx, company.UserDraft{Email: c.Email, Name: c.Name, Role: company.Role(c.Role), Contributor: c.Contributor}, hash)
			if err != nil || c.Password {
				return err
			}
			return s.link(tx, u)
		})
	})
}

// link prints a path that signs in once.
func (s *session) link(tx *company.Tx, u company.User) error {
	token, err := company.SignInLink(s.ctx, tx, u.ID, 7*24*time.Hour)
	if err == nil {
		tx.AfterCommit(func() { fmt.Fprintf(s.out, "/link/%s\n", token) })
	}
	return err
}

// UserList lists the users.
type UserList struct{}

// Run lists them by name.
func (UserList) Run(s *session) error {
	return s.within(func(a *app.App) error {
		return a.Office.View(s.ctx, company.System, func(tx *company.Tx) error {
			users, err := company.Users(s.ctx, tx)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "email\tname\trole\tlast seen\tdisabled")
			for _, u := range users {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", u.Email, u.Name, u.Role, date(u.SeenAt), date(u.DisabledAt))
			}
			return w.Flush()
		})
	})
}

// UserLink prints a path that signs a user in once.
type UserLink struct {
	Email string `arg:""`
}

// Run prints it.
func (c UserLink) Run(s *session) error {
	return s.withUser(c.Email, func(tx *company.Tx, u company.User) error { return s.link(tx, u) })
}

// UserDisable shuts a user out.
type UserDisable struct {
	Email string `arg:""`
}

// Run does so at once.
func (c UserDisable) Run(s *session) error {
	return s.withUser(c.Email, func(tx *company.Tx, u company.User) error { return company.DisableUser(s.ctx, tx, u.ID) })
}

func (s *session) withUser(email string, fn func(tx *company.Tx, u company.User) error) error {
	return s.within(func(a *app.App) error {
		return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			users, err := company.Users(s.ctx, tx)
			if err != nil {
				return err
			}
			for _, u := range users {
				if strings.EqualFold(u.Email, email) {
					return fn(tx, u)
				}
			}
			return problem.Missing("user", email)
		})
	})
}
