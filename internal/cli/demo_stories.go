package cli

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/simulate"
)

// story is something to look at, and as whom.
type story struct {
	title, text string
	as          string // a demo user's key
	path        string
}

// introduce prints the five stories, each a link that signs in as whoever it is
// for, and who else can sign in.
func (c Demo) introduce(s *session, a *app.App, w *simulate.World, in simulate.Incident, at net.Addr) error {
	base := "http://" + at.String()
	stories, err := c.stories(s.ctx, a, w, in)
	if err != nil {
		return err
	}
	said := new(strings.Builder)
	fmt.Fprintf(said, "\nRegard is at %s\nNordlys Bredbånd is made up. Five minutes, a click each; the menu below your name changes who you are.\n", base)
	for i, st := range stories {
		fmt.Fprintf(said, "\n  %d. %s\n     %s\n     %s/demo/as/%s?next=%s\n", i+1, st.title, st.text, base, st.as, readable.Replace(url.QueryEscape(st.path)))
	}
	fmt.Fprintf(said, "\nOr sign in (password: %s) as", demoPassword)
	for _, u := range demoUsers {
		fmt.Fprintf(said, "\n  %-28s %s", u.Email, u.as)
	}
	_, err = fmt.Fprint(s.out, said.String(), "\n\n")
	return err
}

// readable undoes what a query's value need not have escaped.
var readable = strings.NewReplacer("%2F", "/", "%3F", "?", "%3D", "=")

// stories are what to show somebody who has five minutes. The one of the
// incident is left out where none is under way: a company kept from before.
func (c Demo) stories(ctx context.Context, a *app.App, w *simulate.World, in simulate.Incident) ([]story, error) {
	cast := w.Characters()
	if len(cast) < 4 {
		return nil, nil
	}
	card := func(i customer.Identifier) string {
		return "/card?identifier=" + url.QueryEscape(i.Kind+":"+i.Value)
	}
	account, err := accountPath(ctx, a, cast[3])
	if err != nil {
		return nil, err
	}
	list := []story{
		{"On the line now: " + cast[0].Name, cast[0].Story, "frontline", card(cast[0].Identifier)},
		{"Silent, and about to leave: " + cast[1].Name, cast[1].Story, "manager", card(cast[1].Identifier)},
		{"One furious, two content: " + cast[3].Account, cast[3].Story, "lead", account},
	}
	if len(in.Drafts) > 0 {
		list = append(list, story{"A live incident: " + in.Town, fmt.Sprintf("The line has been down since %s, and more and more people tell us so: see today against the usual.",
			in.Since.In(demoZone()).Format("15:04")), "lead", "/"})
	}
	return append(list, story{"The carrier as it sees itself: Fjordfrakt", "What it had to do with, how that was received, and nothing of anybody else.", "partner", "/contributors/fjordfrakt"}), nil
}

// accountPath is the page of a character's account.
func accountPath(ctx context.Context, a *app.App, k simulate.Character) (path string, err error) {
	err = a.Office.View(ctx, company.System, func(tx *company.Tx) error {
		people, err := customer.Peek(ctx, tx, k.Identifier)
		if err == nil && len(people) == 1 {
			path = "/customers/" + people[0].Account.ID.String()
		}
		return err
	})
	return path, err
}

func demoZone() *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		return time.Local
	}
	return zone
}
