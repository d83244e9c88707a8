package company

import (
	"slices"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// ActorKind says what sort of actor it is.
type ActorKind string

// The kinds of actor.
const (
	ActorNobody ActorKind = "nobody" // not signed in
	ActorUser   ActorKind = "user"
	ActorKey    ActorKind = "key"
	ActorSystem ActorKind = "system" // the command line, jobs, followers
)

// Actor is who does something.
type Actor struct {
	Kind          ActorKind
	ID            int64
	Name          string
	Role          Role     // of a user
	Scopes        []string // of a key
	ContributorID int64    // a user's own
	EmployeeID    int64
	TimeZone      string
	SessionID     int64
}

// System is Regard itself: its command line, jobs and followers.
var System = Actor{Kind: ActorSystem, Name: "Regard"}

// Nobody is whoever has not signed in.
var Nobody = Actor{Kind: ActorNobody}

// String names the actor in journal and audit, without personal data.
func (a Actor) String() string {
	switch a.Kind {
	case ActorUser:
		return database.FormatID("usr", a.ID)
	case ActorKey:
		return database.FormatID("key", a.ID)
	}
	return string(a.Kind)
}

// May tells whether the actor may do an operation.
func (a Actor) May(op Operation) bool {
	rule, known := operations[op]
	if !known {
		return false
	}
	switch a.Kind {
	case ActorSystem:
		return true
	case ActorUser:
		return slices.Contains(rule.roles, a.Role)
	case ActorKey:
		return slices.Contains(a.Scopes, rule.scope) || slices.Contains(a.Scopes, ScopeAdmin)
	}
	return false
}

// Allow returns the problem if the actor may not do an operation: that he must
// sign in first, or that it is not for him.
func (a Actor) Allow(op Operation) error {
	switch {
	case a.May(op):
		return nil
	case a.Kind == ActorNobody:
		return problem.New(problem.Unauthenticated, "sign_in.needed", nil)
	case a.Kind == ActorKey:
		return problem.New(problem.Forbidden, "key.scope", problem.Params{"operation": op, "scope": operations[op].scope})
	}
	return problem.New(problem.Forbidden, "role.forbids", problem.Params{"operation": op, "role": a.Role})
}
