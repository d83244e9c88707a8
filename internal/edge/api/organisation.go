package api

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
)

// Contributor is a department, a partner or a unit of one.
type Contributor struct {
	ID       string                  `json:"id"`
	Key      string                  `json:"key"`
	Name     string                  `json:"name"`
	Kind     company.ContributorKind `json:"kind" enum:"department,partner"`
	Parent   string                  `json:"parent,omitempty" doc:"key of the contributor it is a unit of now"`
	ClosedAt time.Time               `json:"closed_at,omitzero"`
}

// Employee is a person working for a contributor.
type Employee struct {
	ID          string    `json:"id"`
	Key         string    `json:"key"`
	Name        string    `json:"name"`
	Email       string    `json:"email,omitempty"`
	Title       string    `json:"title,omitempty"`
	Contributor string    `json:"contributor,omitempty" doc:"key of the contributor he works for now"`
	LeftAt      time.Time `json:"left_at,omitzero"`
}

// Touchpoint is a place in the lifecycle.
type Touchpoint struct {
	ID      string `json:"id"`
	Key     string `json:"key"`
	Name    string `json:"name"`
	Stage   string `json:"stage,omitempty"`
	Owner   string `json:"owner,omitempty" doc:"key of the contributor that owns it"`
	Kind    string `json:"kind,omitempty"`
	Reports bool   `json:"reports" doc:"things are reported here that happened elsewhere"`
}

// noun is what the three kinds of thing have in common at this edge.
type noun[Draft, Thing any] struct {
	path, tag, one, prefix, endsAs string
	list                           func(d *company.Directory) []Thing
	add                            func(ctx context.Context, tx *company.Tx, draft Draft) (int64, error)
	change                         func(ctx context.Context, tx *company.Tx, id int64, draft Draft) error
	end                            func(ctx context.Context, tx *company.Tx, id int64) error
	get                            func(d *company.Directory, id int64) (Thing, bool)
}

func (a *API) organisation() {
	serve(a, noun[company.ContributorDraft, Contributor]{path: "contributors", tag: "Organisation", one: "contributor", prefix: "con", endsAs: "Close a contributor; its past stays",
		list: func(d *company.Directory) []Contributor { return each(d, d.Contributors(), shownContributor) },
		get: func(d *company.Directory, id int64) (Contributor, bool) {
			return shownContributor(d, d.Contributor(id)), d.Contributor(id).ID != 0
		},
		add: func(ctx context.Context, tx *company.Tx, draft company.ContributorDraft) (int64, error) {
			c, err := company.AddContributor(ctx, tx, draft)
			return c.ID, err
		},
		change: func(ctx context.Context, tx *company.Tx, id int64, draft company.ContributorDraft) error {
			_, err := company.ChangeContributor(ctx, tx, id, draft)
			return err
		},
		end: company.CloseContributor})
	serve(a, noun[company.EmployeeDraft, Employee]{path: "employees", tag: "Organisation", one: "employee", prefix: "emp", endsAs: "Let an employee leave; his past stays",
		list: func(d *company.Directory) []Employee { return each(d, d.Employees(), shownEmployee) },
		get: func(d *company.Directory, id int64) (Employee, bool) {
			return shownEmployee(d, d.Employee(id)), d.Employee(id).ID != 0
		},
		add: func(ctx context.Context, tx *company.Tx, draft company.EmployeeDraft) (int64, error) {
			e, err := company.AddEmployee(ctx, tx, draft)
			return e.ID, err
		},
		change: func(ctx context.Context, tx *company.Tx, id int64, draft company.EmployeeDraft) error {
			_, err := company.ChangeEmployee(ctx, tx, id, draft)
			return err
		},
		end: company.EmployeeLeaves})
	serve(a, noun[company.TouchpointDraft, Touchpoint]{path: "touchpoints", tag: "Organisation", one: "touchpoint", prefix: "tou", endsAs: "Remove a touchpoint that nothing happened at",
		list: func(d *company.Directory) []Touchpoint { return each(d, d.Touchpoints(), shownTouchpoint) },
		get: func(d *company.Directory, id int64) (Touchpoint, bool) {
			return shownTouchpoint(d, d.Touchpoint(id)), d.Touchpoint(id).ID != 0
		},
		add: func(ctx context.Context, tx *company.Tx, draft company.TouchpointDraft) (int64, error) {
			t, err := company.AddTouchpoint(ctx, tx, draft)
			return t.ID, err
		},
		change: func(ctx context.Context, tx *company.Tx, id int64, draft company.TouchpointDraft) error {
			_, err := company.ChangeTouchpoint(ctx, tx, id, draft)
			return err
		},
		end: impression.RemoveTouchpoint})
}

func each[T, S any](d *company.Directory, list []T, show func(*company.Directory, T) S) []S {
	shown := make([]S, len(list))
	for i, v := range list {
		shown[i] = show(d, v)
	}
	return shown
}

func shownContributor(d *company.Directory, c company.Contributor) Contributor {
	return Contributor{database.FormatID("con", c.ID), c.Key, c.Name, c.Kind, d.Contributor(c.ParentID).Key, c.ClosedAt}
}

func shownEmployee(d *company.Directory, e company.Employee) Employee {
	return Employee{database.FormatID("emp", e.ID), e.Key, e.Name, e.Email, e.Title, d.Contributor(e.ContributorID).Key, e.LeftAt}
}

func shownTouchpoint(d *company.Directory, t company.Touchpoint) Touchpoint {
	return Touchpoint{database.FormatID("tou", t.ID), t.Key, t.Name, t.Stage, d.Contributor(t.OwnerID).Key, t.Kind, t.Reports}
}

// serve registers list, get, add, change and end of one kind of thing.
func serve[Draft, Thing any](a *API, n noun[Draft, Thing]) {
	base := "/api/v1/" + n.path
	show := func(ctx context.Context, tx *company.Tx, id int64) (*Body[Thing], error) {
		d, err := tx.Directory(ctx)
		if err != nil {
			return nil, err
		}
		v, ok := n.get(d, id)
		if !ok {
			return nil, missing(n.one, n.prefix, id)
		}
		return answer(v), nil
	}
	view(a, route{"GET", base, company.SeeOrganisation, n.tag, "list-" + n.path, "All " + n.path, 200},
		func(ctx context.Context, tx *company.Tx, _ *struct{}) (*Body[List[Thing]], error) {
			d, err := tx.Directory(ctx)
			if err != nil {
				return nil, err
			}
			return answer(List[Thing]{Items: n.list(d)}), nil
		})
	view(a, route{"GET", base + "/{id}", company.SeeOrganisation, n.tag, "get-" + n.one, "One " + n.one, 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Thing], error) {
			id, err := database.ParseID(n.prefix, in.ID)
			if err != nil {
				return nil, err
			}
			return show(ctx, tx, id)
		})
	update(a, route{"POST", base, company.ChangeOrganisation, n.tag, "add-" + n.one, "Add one " + n.one, 201},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body Draft }) (*Body[Thing], error) {
			id, err := n.add(ctx, tx, in.Body)
			if err != nil {
				return nil, err
			}
			return show(ctx, tx, id)
		})
	update(a, route{"PUT", base + "/{id}", company.ChangeOrganisation, n.tag, "change-" + n.one, "Change one " + n.one, 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body Draft
		}) (*Body[Thing], error) {
			id, err := database.ParseID(n.prefix, in.ID)
			if err != nil {
				return nil, err
			}
			if err := n.change(ctx, tx, id, in.Body); err != nil {
				return nil, err
			}
			return show(ctx, tx, id)
		})
	update(a, route{"DELETE", base + "/{id}", company.ChangeOrganisation, n.tag, "end-" + n.one, n.endsAs, 204},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*struct{}, error) {
			id, err := database.ParseID(n.prefix, in.ID)
			if err != nil {
				return nil, err
			}
			return nil, n.end(ctx, tx, id)
		})
}
