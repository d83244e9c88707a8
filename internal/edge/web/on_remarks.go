package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/listen/bystander"
	"regard/internal/listen/interaction"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

const remarksURL = "/remarks"

// readAtOnce is how many remarks a page has.
const readAtOnce = 25

var refusalWords = map[bystander.Reason]string{bystander.Spam: "advertising", bystander.Abuse: "abuse", bystander.Personal: "about a person", bystander.Unrelated: "not about us"}

// refusalOptions are the reasons for refusing; none need be given.
var refusalOptions = func() []page.Option {
	list := []page.Option{{Label: "no reason"}}
	for _, r := range bystander.Reasons {
		list = append(list, page.Option{Value: string(r), Label: refusalWords[r]})
	}
	return list
}()

func remarks(c *call) error {
	state := bystander.State(cmp.Or(c.form("state"), string(bystander.Waiting)))
	if !slices.Contains(bystander.States, state) {
		state = bystander.Waiting
	}
	p := RemarksPage{State: string(state), Reasons: refusalOptions}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "remarks"); err != nil {
			return err
		}
		from, err := c.cursor("remarks:" + p.State)
		if err != nil {
			return err
		}
		list, err := bystander.Remarks(ctx, tx, state, bystander.ID(from), readAtOnce)
		if err != nil {
			return err
		}
		if from != 0 {
			p.Pager.BackURL = address(remarksURL, "state", p.State)
		}
		if len(list) == readAtOnce {
			p.Pager.NextURL = address(remarksURL, "state", p.State, "cursor", c.s.Key.Sign("page:remarks:"+p.State, fmt.Sprint(int64(list[len(list)-1].ID))))
		}
		p.Rows, p.Spots, err = c.remarkRows(ctx, tx, list)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

// remarkRows shows remarks with their spots, and leads to whose card they are on.
func (c *call) remarkRows(ctx context.Context, tx *company.Tx, list []bystander.Remark) (rows []RemarkRow, spots int, err error) {
	hang, err := bystander.Spots(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	names := map[bystander.SpotID]string{}
	for _, s := range hang {
		names[s.ID] = s.Name
	}
	var became []interaction.ID
	for _, r := range list {
		if r.State == bystander.Accepted {
			became = append(became, r.InteractionID)
		}
	}
	found, err := interaction.FindAll(ctx, tx, became)
	if err != nil {
		return nil, 0, err
	}
	cards := map[interaction.ID]string{}
	for _, i := range found {
		if i.VoidedAt.IsZero() {
			cards[i.ID] = "/customers/" + i.CustomerID.String()
		}
	}
	by, err := c.actorNames(ctx, tx)
	for _, r := range list {
		row := RemarkRow{ID: r.ID.String(), Spot: names[r.SpotID], Question: r.Question, At: r.OccurredAt, Step: r.Step(), Text: r.Text, Contact: r.Contact,
			Left: Impression{Label: string(c.law.Label(r.Valence)), Valence: r.Valence, Basis: "asked"}, Reason: refusalWords[r.Reason], DecidedAt: r.DecidedAt}
		if r.State == bystander.Accepted {
			row.CardURL = cards[r.InteractionID]
		}
		if r.DecidedBy != "" && r.DecidedBy != company.Nobody.String() {
			row.DecidedBy = by.of(r.DecidedBy)
		}
		rows = append(rows, row)
	}
	return rows, len(hang), err
}

// decideRemarks lets in or keeps out the one whose button was pressed, or all
// that were chosen.
func decideRemarks(c *call) error {
	decision, chosen, reason := c.form("all"), c.r.Form["id"], c.form("reason")
	for _, one := range []string{"accept", "refuse"} {
		if id := c.form(one); id != "" {
			decision, chosen, reason = one, []string{id}, c.form("reason-"+id)
		}
	}
	if decision != "accept" && decision != "refuse" {
		return problem.Field("all", "field.required", nil)
	}
	if len(chosen) == 0 {
		return c.goTo(remarksURL, Toast{Text: "None was chosen. Tick those that you mean first.", Wrong: true})
	}
	n, ids, err := 0, make([]bystander.ID, len(chosen)), error(nil)
	for i, id := range chosen {
		if ids[i], err = bystander.ParseID(id); err != nil {
			return problem.Missing("remark", id)
		}
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		if decision == "accept" {
			n, err = bystander.Accept(ctx, tx, ids)
		} else {
			n, err = bystander.Refuse(ctx, tx, ids, bystander.Reason(reason))
		}
		return err
	})
	if err != nil {
		return c.refused(remarksURL, err)
	}
	said := "Let in: it is an interaction now."
	switch {
	case decision == "refuse" && n == 1:
		said = "Kept out. Its words go in 30 days."
	case decision == "refuse":
		said = page.Plural(n, "remark", "remarks") + " kept out. Their words go in 30 days."
	case n > 1:
		said = page.Plural(n, "remark", "remarks") + " let in: they are interactions now."
	}
	return c.goTo(remarksURL, Toast{Text: said, UndoURL: remarksURL + "/reopen?id=" + url.QueryEscape(strings.Join(chosen, ","))})
}

func reopenRemarks(c *call) error {
	var ids []bystander.ID
	for id := range strings.SplitSeq(c.form("id"), ",") {
		one, err := bystander.ParseID(id)
		if err != nil {
			return problem.Missing("remark", id)
		}
		ids = append(ids, one)
	}
	n := 0
	err := c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		n, err = bystander.Reopen(ctx, tx, ids)
		return err
	})
	if err != nil {
		return c.refused(remarksURL, err)
	}
	return c.goTo(remarksURL, Toast{Text: "Undone: " + page.Plural(n, "remark waits", "remarks wait") + " again."})
}
