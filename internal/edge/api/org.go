package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

// OrgFile is the organisation as a whole, units and employees.
type OrgFile struct {
	Rows    []company.OrgRow `json:"rows" maxItems:"20000"`
	Partial bool             `json:"partial,omitempty" doc:"it does not name everybody: nothing closes and nobody leaves; else what it does not name does"`
	DryRun  bool             `json:"dry_run,omitempty" doc:"say what would change, and change nothing"`
	Many    bool             `json:"many,omitempty" doc:"it is meant, also where more than a fifth of the employees leave"`
}

// OrgPlan is what an organisation file changed, or would.
type OrgPlan struct {
	Steps   []company.OrgStep `json:"steps"`
	Refused []OrgRefused      `json:"refused"`
	Same    int               `json:"same" doc:"rows that change nothing"`
	Leaving int               `json:"leaving" doc:"employees who leave because the file does not name them"`
	Done    bool              `json:"done"`
}

// OrgRefused is a row that was not taken.
type OrgRefused struct {
	Row    int    `json:"row" doc:"its place among the rows, from 1"`
	Key    string `json:"key,omitempty"`
	Code   string `json:"code"`
	Field  string `json:"field,omitempty"`
	Wrong  string `json:"wrong"`
	Remedy string `json:"remedy"`
}

// Figure is what a contributor, and the units that stood below it, caused most of.
type Figure struct {
	Last   Counted       `json:"last_28_days"`
	Before Counted       `json:"28_days_before"`
	Weeks  []WeekCounted `json:"weeks" doc:"oldest first"`
}

// Counted is impressions counted.
type Counted struct {
	N        int64   `json:"n"`
	Negative int64   `json:"negative"`
	Neutral  int64   `json:"neutral"`
	Positive int64   `json:"positive"`
	Mean     float64 `json:"mean" doc:"valence, -1 to 1; 0 of none"`
	Low      float64 `json:"low" doc:"of the mean's 95 % interval"`
	High     float64 `json:"high"`
}

// WeekCounted is a week's.
type WeekCounted struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Counted
}

// HandledContacts is what an employee had in hand in the last 28 days.
type HandledContacts struct {
	Employee string   `json:"employee" doc:"his key"`
	Contacts int      `json:"contacts" doc:"that customers came with"`
	Done     *float64 `json:"done_at_once" doc:"the share of them called done at once; null of fewer than 20: too few to tell"`
	Low      *float64 `json:"low" doc:"of the share's 95 % interval (Wilson)"`
	High     *float64 `json:"high"`
}

func (a *API) figures() {
	update(a, route{"POST", "/api/v1/organisation", company.ChangeOrganisation, "Organisation", "import-organisation", "Make the organisation what a file says, or see what that would change", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body OrgFile }) (*Body[OrgPlan], error) {
			f := company.OrgFile{Rows: in.Body.Rows, Partial: in.Body.Partial, Tops: true}
			if in.Body.DryRun {
				plan, err := company.PlanOrg(ctx, tx, f)
				return answer(shownPlan(plan, false)), err
			}
			plan, err := company.ImportOrg(ctx, tx, f, in.Body.Many)
			return answer(shownPlan(plan, true)), err
		})
	view(a, route{"GET", "/api/v1/contributors/{id}/figures", company.SeeContributorFigure, "Organisation", "get-contributor-figures", "What a contributor and its units caused", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Figure], error) {
			id, err := database.ParseID("con", in.ID)
			if err != nil {
				return nil, err
			}
			all, err := impression.Figures(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			return answer(shownFigure(*all[id])), nil
		})
	view(a, route{"GET", "/api/v1/contributors/{id}/employees", company.SeeEmployeeFigures, "Organisation", "list-employee-figures", "What each employee of a contributor and its units had in hand; refused while the company has figures per employee off", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[List[HandledContacts]], error) {
			id, err := database.ParseID("con", in.ID)
			if err != nil {
				return nil, err
			}
			list, err := interaction.HandledBy(ctx, tx, id)
			out := List[HandledContacts]{Items: make([]HandledContacts, len(list))}
			for i, h := range list {
				out.Items[i] = HandledContacts{Employee: h.Employee.Key, Contacts: h.Done.N}
				if h.Done.Enough() {
					out.Items[i].Done, out.Items[i].Low, out.Items[i].High = &h.Done.Share, &h.Done.Low, &h.Done.High
				}
			}
			return answer(out), err
		})
	view(a, route{"GET", "/api/v1/configuration/figures", company.SeeConfiguration, "Configuration", "get-figures", "Which figures the company shows", 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[company.FiguresShown], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			shown, err := d.FiguresShown()
			return answer(shown), err
		})
	update(a, route{"PUT", "/api/v1/configuration/figures", company.ChangeCompany, "Configuration", "set-figures", "Switch figures per employee on or off", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body company.FiguresShown }) (*Body[company.FiguresShown], error) {
			return answer(in.Body), company.ShowFigures(ctx, tx, in.Body)
		})
}

func shownPlan(p company.OrgPlan, done bool) OrgPlan {
	out := OrgPlan{Steps: append([]company.OrgStep{}, p.Steps...), Refused: make([]OrgRefused, len(p.Refused)), Same: p.Same, Leaving: p.Leaving, Done: done}
	for i, r := range p.Refused {
		w := locale.Problem(r.Problem)
		out.Refused[i] = OrgRefused{Row: r.Line, Key: r.Key, Wrong: w.Wrong, Remedy: w.Remedy}
		if q := problem.Of(r.Problem); q != nil {
			out.Refused[i].Code, out.Refused[i].Field = q.Code, q.Field
		}
	}
	return out
}

func shownFigure(f impression.Figure) Figure {
	out := Figure{Last: shownCount(f.Now), Before: shownCount(f.Before)}
	for _, w := range f.Weeks {
		out.Weeks = append(out.Weeks, WeekCounted{w.From, w.To, shownCount(w.Count)})
	}
	return out
}

func shownCount(n impression.Count) Counted {
	c := Counted{N: n.Total(), Negative: n.Negative, Neutral: n.Neutral, Positive: n.Positive}
	c.Mean, c.Low, c.High = n.Mean()
	return c
}
