package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

func correctForm(c *call) error { return c.showCorrect(http.StatusOK, nil, nil) }

// elsewhere is how many other episodes of the customer an interaction is
// offered to belong to.
const elsewhere = 50

func (c *call) showCorrect(status int, typed map[string]string, errs Errors) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("interaction", c.r.PathValue("id"))
	}
	p := CorrectPage{Typed: typed, Errors: errs, MayMove: c.who.May(company.MoveInteraction)}
	err = c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		a, err := c.arrival(ctx, tx, id)
		if err != nil {
			return err
		}
		p.Customer, p.Interaction = customerRef(a.Person), c.interaction(a.Entry, a.Person)
		p.EpisodeURL = episodeLink(a)
		p.Touchpoint = c.dir.Touchpoint(a.TouchpointID).Key
		for _, t := range c.dir.Touchpoints() {
			p.Touchpoints = append(p.Touchpoints, page.Option{Value: t.Key, Label: t.Name})
		}
		p.Contributors = c.contributorOptions()
		p.Topics = c.topicChoices(a.Entry, typed)
		if err := c.judged(ctx, tx, &p, a); err != nil {
			return err
		}
		return c.otherEpisodes(ctx, tx, &p, a)
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// topicChoices are the topics that a customer's words may be about.
func (c *call) topicChoices(e card.Entry, typed map[string]string) (list []TopicChoice) {
	if !e.Theirs() {
		return nil
	}
	h, _ := e.Hear(c.dir, e.Said)
	chosen := map[string]bool{}
	for _, t := range h.Topics {
		chosen[t.What] = true
	}
	if typed["what"] == "topics" {
		chosen = map[string]bool{}
		for key := range strings.FieldsSeq(typed["topics"]) {
			chosen[key] = true
		}
	}
	for _, key := range interaction.Reader(c.dir).Topics() {
		list = append(list, TopicChoice{key, topicName(c.dir, key), chosen[key]})
	}
	slices.SortFunc(list, func(a, b TopicChoice) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return list
}

// arrival returns one interaction in its place; one that was voided has none.
func (c *call) arrival(ctx context.Context, tx *company.Tx, id interaction.ID) (a card.Arrival, err error) {
	i, err := interaction.Find(ctx, tx, id)
	if err != nil {
		return a, err
	}
	list, err := card.Arrivals(ctx, tx, []interaction.Interaction{i})
	if err == nil && len(list) == 0 {
		err = problem.Missing("interaction", id.String())
	}
	if err != nil {
		return a, err
	}
	return list[0], nil
}

func episodeLink(a card.Arrival) string {
	to := "/customers/" + a.Person.ID.String()
	if a.Episode == nil {
		return to
	}
	return to + "?episode=" + impression.EpisodeID(a.Episode.ID) + "#" + a.ID.String()
}

func (c *call) contributorOptions() []page.Option {
	list := []page.Option{{Label: "nobody in particular"}}
	for _, k := range c.dir.Contributors() {
		if k.ClosedAt.IsZero() {
			list = append(list, page.Option{Value: k.Key, Label: k.Name})
		}
	}
	return list
}

// judged fills in what the interaction left and what was said of that.
func (c *call) judged(ctx context.Context, tx *company.Tx, p *CorrectPage, a card.Arrival) error {
	said, err := impression.History(ctx, tx, int64(a.ID))
	if err != nil {
		return err
	}
	machine := map[impression.Role]string{}
	for _, s := range said {
		if s.UndoneAt.IsZero() && s.Kind == impression.Valence {
			machine[s.Role] = saidWord(s.Was)
		}
	}
	seen := map[impression.Role]bool{}
	for _, i := range a.Impressions {
		seen[i.Role] = true
		p.Left = append(p.Left, Judged{Role: string(i.Role), Impression: c.impression(i), CausedBy: c.shares(i.Shares), Machine: machine[i.Role]})
	}
	if roles, err := impression.RolesOf(ctx, tx, a.CustomerID, int64(a.ID)); err != nil {
		return err
	} else {
		for _, r := range roles {
			if !seen[r] {
				p.Left = append(p.Left, Judged{Role: string(r), Impression: Impression{Label: "unknown"}, Machine: machine[r]})
			}
		}
	}
	names, err := c.actorNames(ctx, tx)
	if err != nil {
		return err
	}
	for _, s := range said {
		p.Said = append(p.Said, Correction{ID: database.FormatID("cor", s.ID), What: c.correctionWords(s), Reason: s.Reason, By: names.of(s.Actor), At: s.CreatedAt,
			Undone: !s.UndoneAt.IsZero(), MayUndo: s.UndoneAt.IsZero() && c.who.May(company.CorrectImpression)})
	}
	return nil
}

// otherEpisodes fills in where else the interaction may belong.
func (c *call) otherEpisodes(ctx context.Context, tx *company.Tx, p *CorrectPage, a card.Arrival) error {
	all, err := impression.Episodes(ctx, tx, []customer.ID{a.CustomerID}, a.OccurredAt.AddDate(-2, 0, 0))
	if err != nil {
		return err
	}
	list := all[:min(elsewhere, len(all))]
	ids := make([]int64, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	parts, err := impression.PartsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	var firsts []interaction.ID
	for _, e := range list {
		firsts = append(firsts, interaction.ID(cmp.Or(e.PeakID, parts[e.ID][0])))
	}
	found, err := interaction.FindAll(ctx, tx, firsts)
	if err != nil {
		return err
	}
	for i, e := range list {
		k := slices.IndexFunc(found, func(f interaction.Interaction) bool { return f.ID == firsts[i] })
		title := impression.EpisodeID(e.ID)
		if k >= 0 {
			title = c.about(e, found[k])
		}
		if a.Episode != nil && e.ID == a.Episode.ID {
			p.Episode, p.First, p.Alone = title, parts[e.ID][0] == int64(a.ID), len(parts[e.ID]) == 1
			continue
		}
		p.Episodes = append(p.Episodes, page.Option{Value: strconv.FormatInt(parts[e.ID][0], 10), Label: fmt.Sprintf("%s, %s", title, e.LastAt.In(c.here().Zone).Format("2 January 2006"))})
	}
	return nil
}

func correct(c *call) error {
	id, err := interaction.ParseID(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("interaction", c.r.PathValue("id"))
	}
	typed := map[string]string{}
	for _, name := range []string{"what", "role", "valence", "contributor", "touchpoint", "episode", "whole", "customer", "reason"} {
		typed[name] = c.form(name)
	}
	typed["topics"] = strings.Join(c.r.Form["topic"], " ")
	var made impression.Correction
	back := "/interactions/" + id.String() + "/correct"
	err = c.update(func(ctx context.Context, tx *company.Tx) (err error) {
		i, err := interaction.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		if typed["what"] == "void" {
			back = "/customers/" + i.CustomerID.String()
		}
		made, err = c.correctAs(ctx, tx, i, typed)
		return err
	})
	if err != nil {
		errs, err := wrong(err)
		if err != nil {
			return err
		}
		return c.showCorrect(http.StatusUnprocessableEntity, typed, errs)
	}
	return c.goTo(back, Toast{Text: "Noted, and counted from now on.", UndoURL: undoURL(made)})
}

func undoURL(made ...impression.Correction) string {
	ids := make([]string, len(made))
	for i, m := range made {
		ids[i] = database.FormatID("cor", m.ID)
	}
	return "/corrections/" + strings.Join(ids, ",") + "/undo"
}

// correctAs makes the correction that a form says.
func (c *call) correctAs(ctx context.Context, tx *company.Tx, i interaction.Interaction, typed map[string]string) (made impression.Correction, err error) {
	reason := typed["reason"]
	switch typed["what"] {
	case "void":
		return interaction.Void(ctx, tx, i.ID, reason)
	case "touchpoint":
		return interaction.Retouch(ctx, tx, i.ID, typed["touchpoint"], reason)
	case "topics":
		return interaction.Retopic(ctx, tx, i.ID, strings.Fields(typed["topics"]), reason)
	case "customer":
		if err := c.who.Allow(company.MoveInteraction); err != nil {
			return made, err
		}
		to, err := c.someone(ctx, tx, typed["customer"])
		if err != nil {
			return made, err
		}
		return interaction.Move(ctx, tx, i.ID, to, reason)
	}
	d := impression.CorrectionDraft{PartID: int64(i.ID), Reason: reason, Role: impression.Role(typed["role"])}
	if d.EpisodeID, err = impression.EpisodeOf(ctx, tx, i.CustomerID, d.PartID); err != nil {
		return made, err
	}
	switch typed["what"] {
	case "valence":
		d.Kind = impression.Valence
		if typed["valence"] != "none" {
			v, err := strconv.ParseFloat(typed["valence"], 64)
			if err != nil {
				return made, problem.Field("valence", "field.required", nil)
			}
			d.Valence = &v
		}
	case "cause":
		d.Kind = impression.Cause
		if d.Shares, err = c.wholly(typed["contributor"]); err != nil {
			return made, err
		}
	case "episode":
		switch to := typed["episode"]; to {
		case "":
			return made, problem.Field("episode", "field.required", nil)
		case "begins":
			d.Kind = impression.Split
		case "apart":
			d.Kind = impression.Apart
		default: // with another: this one alone, or all of its episode
			if d.Kind = impression.Apart; typed["whole"] != "" {
				d.Kind = impression.Together
			}
			if d.OtherID, err = strconv.ParseInt(to, 10, 64); err != nil {
				return made, problem.Field("episode", "field.required", nil)
			}
		}
	}
	return interaction.Correct(ctx, tx, d)
}

// wholly charges a contributor, by key, with all of it; nobody where empty.
func (c *call) wholly(key string) ([]impression.Share, error) {
	id := c.dir.ContributorID(key)
	if key != "" && id == 0 {
		return nil, problem.Field("contributor", "contributor.unknown", problem.Params{"value": key})
	}
	return []impression.Share{{ContributorID: id, Portion: 1}}, nil
}

// someone finds the one customer that was typed: an id, an identifier, or a name
// that only one has.
func (c *call) someone(ctx context.Context, tx *company.Tx, typed string) (customer.ID, error) {
	if typed == "" {
		return 0, problem.Field("customer", "field.required", nil)
	}
	if id, err := customer.ParseID(typed); err == nil {
		return id, nil
	}
	found, err := customer.Search(ctx, tx, typed, 2)
	if err != nil {
		return 0, err
	}
	switch len(found) {
	case 0:
		return 0, problem.Field("customer", "customer.none_found", problem.Params{"value": typed})
	case 1:
		return found[0].ID, nil
	}
	return 0, problem.Field("customer", "customer.several_found", problem.Params{"value": typed})
}

// undoCorrections takes one or several corrections back, made in one deed.
func undoCorrections(c *call) error {
	var back string
	err := c.update(func(ctx context.Context, tx *company.Tx) error {
		for _, shown := range strings.Split(c.r.PathValue("id"), ",") {
			id, err := database.ParseID("cor", shown)
			if err != nil {
				return err
			}
			made, err := interaction.TakeBack(ctx, tx, id)
			if err != nil {
				return err
			}
			back = "/interactions/" + interaction.ID(made.PartID).String() + "/correct"
			if made.Kind == impression.Cause || made.Kind == impression.Voided {
				back = "/customers/" + made.CustomerID.String()
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.goTo(back, Toast{Text: "Undone: what was said before is in force again."})
}

// chargeEpisode charges one contributor with an episode, in one click: with what
// its peak and its end left.
func chargeEpisode(c *call) error {
	id, err := parseEpisode(c.r.PathValue("id"))
	if err != nil {
		return problem.Missing("episode", c.r.PathValue("id"))
	}
	var made []impression.Correction
	var back string
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		made = nil
		e, err := impression.FindEpisode(ctx, tx, id)
		if err != nil {
			return err
		}
		shown := impression.EpisodeID(e.ID)
		back = "/customers/" + e.CustomerID.String() + "?episode=" + shown + "#" + shown
		left, err := impression.Of(ctx, tx, []int64{e.ID})
		if err != nil {
			return err
		}
		shares, err := c.wholly(c.form("contributor"))
		if err != nil {
			return err
		}
		for _, i := range impression.Spoken(e, left[e.ID]) {
			m, err := interaction.Correct(ctx, tx, impression.CorrectionDraft{EpisodeID: e.ID, PartID: i.PartID, Kind: impression.Cause, Role: i.Role, Shares: shares,
				Reason: cmp.Or(c.form("reason"), "chosen on the card")})
			if err != nil {
				return err
			}
			made = append(made, m)
		}
		if len(made) == 0 {
			return problem.New(problem.Conflict, "correction.no_impression", nil)
		}
		return nil
	})
	if err != nil {
		return err
	}
	name := cmp.Or(c.dir.Contributor(c.dir.ContributorID(c.form("contributor"))).Name, "Nobody")
	return c.goTo(back, Toast{Text: name + " is charged with it from now on.", UndoURL: undoURL(made...)})
}
