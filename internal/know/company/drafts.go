package company

import "time"

// ContributorKind tells departments from partners.
type ContributorKind string

// The kinds of contributor.
const (
	Department ContributorKind = "department"
	Partner    ContributorKind = "partner"
)

// ContributorDraft is a department, a partner or a unit of one, as a caller tells it.
type ContributorDraft struct {
	Key    string          `json:"key" doc:"short, unique, lower case" example:"field-service"`
	Name   string          `json:"name"`
	Kind   ContributorKind `json:"kind" doc:"department or partner"`
	Parent string          `json:"parent,omitempty" doc:"key of the contributor it is a unit of"`
	From   time.Time       `json:"from,omitzero" doc:"since when it stands there; for one that is added ever since, for a move from now on, when not said"`
	Until  time.Time       `json:"until,omitzero" doc:"when it was closed; without it, it is open (again)"`
}

// EmployeeDraft is a person working for a contributor, as a caller tells it.
type EmployeeDraft struct {
	Key         string    `json:"key" example:"kari.nordby"`
	Name        string    `json:"name"`
	Email       string    `json:"email,omitempty"`
	Title       string    `json:"title,omitempty"`
	Contributor string    `json:"contributor,omitempty" doc:"key of the contributor he works for"`
	From        time.Time `json:"from,omitzero" doc:"since when he works there; for one who is added ever since, for a move from now on, when not said"`
	Until       time.Time `json:"until,omitzero" doc:"when he left; without it, he is there (again)"`
}

// TouchpointDraft is a place in the lifecycle, as a caller tells it.
type TouchpointDraft struct {
	Key     string `json:"key" example:"delivery.doorstep"`
	Name    string `json:"name"`
	Stage   string `json:"stage,omitempty" doc:"journey stage: learn, buy, get, use, help, pay or leave"`
	Owner   string `json:"owner,omitempty" doc:"key of the contributor that owns it"`
	Kind    string `json:"kind,omitempty" doc:"what happens there: delivery, visit, recovery, talk, mail, page or broadcast; told by the channel when not said"`
	Reports bool   `json:"reports,omitempty" doc:"things are reported here that happened elsewhere (a support line); its owner is then no default cause"`
}
