package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

func contestForm(c *call) error { return c.showContest(http.StatusOK, "", nil) }

func (c *call) showContest(status int, reason string, errs Errors) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("interaction", c.r.PathValue("id"))
	}
	p := ContestPage{Reason: reason, Errors: errs}
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		a, err := c.arrival(ctx, tx, id)
		if err != nil {
			return err
		}
		p.Customer, p.Interaction = customerRef(a.Person), c.interaction(a.Entry, a.Person)
		before, err := impression.ContestsOf(ctx, tx, []int64{int64(id)})
		if err != nil {
			return err
		}
		units := c.dir.Subtree(c.who.ContributorID)
		for _, i := range a.Impressions {
			for _, s := range i.Shares {
				if s.ContributorID == 0 || !slices.Contains(units, s.ContributorID) {
					continue
				}
				open := slices.ContainsFunc(before[int64(id)], func(k impression.Contest) bool {
					return k.State == impression.ContestOpen && k.Role == i.Role && k.ContributorID == s.ContributorID
				})
				p.Charged = append(p.Charged, Charged{Role: string(i.Role), Impression: c.impression(i), Open: open,
					Share: Share{Contributor: c.dir.Contributor(s.ContributorID).Name, Share: s.Portion, Source: string(s.Source)}})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

func contest(c *call) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("interaction", c.r.PathValue("id"))
	}
	var made impression.Contest
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		episode, err := impression.EpisodeOf(ctx, tx, i.CustomerID, int64(id))
		if err != nil {
			return err
		}
		made, err = impression.ContestShare(ctx, tx, episode, int64(id), impression.Role(c.form("role")), c.form("reason"))
		return err
	})
	if err != nil {
		errs, err := wrong(err)
		if err != nil {
			return err
		}
		return c.showContest(http.StatusUnprocessableEntity, c.form("reason"), errs)
	}
	return c.goTo("/customers/"+made.CustomerID.String(), Toast{Text: "Contested. An experience lead decides; until then the share stays.",
		UndoURL: "/contests/" + database.FormatID("cnt", made.ID) + "/withdraw"})
}

// contested is how many contests a page has.
const contested = 30

func contests(c *call) error {
	p := ContestsPage{Open: c.r.URL.Query().Get("all") == "", MayDecide: c.who.May(company.DecideContest)}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "suggestions"); err != nil {
			return err
		}
		from, err := c.cursor("contests")
		if err != nil {
			return err
		}
		list, err := impression.Contests(ctx, tx, p.Open, from, contested)
		if err != nil {
			return err
		}
		p.Contributors = c.contributorOptions()
		if p.Rows, err = c.contestRows(ctx, tx, list); err != nil {
			return err
		}
		all := ""
		if !p.Open {
			all = "all=1&"
		}
		if from != 0 {
			p.Pager.BackURL = "/contests?" + all
		}
		if len(list) == contested {
			p.Pager.NextURL = "/contests?" + all + "cursor=" + url.QueryEscape(c.s.Key.Sign("page:contests", fmt.Sprint(list[len(list)-1].ID)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(http.StatusOK, p)
}

func (c *call) contestRows(ctx context.Context, tx *company.Tx, list []impression.Contest) (rows []ContestRow, err error) {
	names, err := c.actorNames(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := make([]interaction.ID, len(list))
	for i, k := range list {
		ids[i] = interaction.ID(k.PartID)
	}
	found, err := interaction.FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	places, err := card.Arrivals(ctx, tx, found)
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		r := ContestRow{ID: database.FormatID("cnt", k.ID), Contributor: c.dir.Contributor(k.ContributorID).Name, Share: k.Portion, Reason: k.Reason, By: names.of(k.Actor),
			At: k.CreatedAt, State: string(k.State), Decision: k.Decision, DecidedAt: k.DecidedAt, Own: k.Actor == c.who.String(), About: "an interaction that no longer counts", Impression: Impression{Label: "unknown"}}
		if k.DecidedBy != "" {
			r.DecidedBy = names.of(k.DecidedBy)
		}
		if i := slices.IndexFunc(places, func(a card.Arrival) bool { return int64(a.ID) == k.PartID }); i >= 0 {
			a := places[i]
			r.Customer, r.URL = customerRef(a.Person), episodeLink(a)
			r.About = cmpOr(a.Subject, c.touchpointName(a.TouchpointID), channelWord(string(a.Channel)))
			if a.Outcome != "" {
				r.About = sentenceCase(r.About + ", " + outcomeWord(a.Outcome))
			}
			for _, x := range a.Impressions {
				if x.Role == k.Role {
					r.Impression = c.impression(x)
				}
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func decideContest(c *call) error {
	id, err := database.ParseID("cnt", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	decision := c.form("decision")
	if decision != "accept" && decision != "reject" {
		return problem.Field("decision", "field.required", nil)
	}
	var made impression.Contest
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		to := c.dir.ContributorID(c.form("to"))
		if c.form("to") != "" && to == 0 {
			return problem.Field("to", "contributor.unknown", problem.Params{"value": c.form("to")})
		}
		made, err = interaction.DecideContest(ctx, tx, id, decision == "accept", to, c.form("why"))
		return err
	})
	if err != nil {
		return err
	}
	done := Toast{Text: "The share stays. Whoever contested it reads why.", UndoURL: "/contests/" + c.r.PathValue("id") + "/reopen"}
	if made.State == impression.ContestAccepted {
		done.Text = "The share was taken from them, and counts otherwise from now on."
	}
	return c.goTo("/contests", done)
}

func reopenContest(c *call) error {
	id, err := database.ParseID("cnt", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		_, err := interaction.ReopenContest(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo("/contests", Toast{Text: "Undone: it waits for a decision again."})
}

func withdrawContest(c *call) error {
	id, err := database.ParseID("cnt", c.r.PathValue("id"))
	if err != nil {
		return err
	}
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		_, err := impression.WithdrawContest(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return c.goTo("/contests", Toast{Text: "Withdrawn: the share stays what it is."})
}
