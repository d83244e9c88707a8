package impression

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// CorrectionDraft is a correction as a person makes it.
type CorrectionDraft struct {
	EpisodeID int64
	PartID    int64
	Kind      CorrectionKind
	Role      Role     // of valence and cause
	Valence   *float64 // -1 … +1; nil: nothing can be told
	Shares    []Share  // of cause: portions sum to 1 at most; of contributor 0: nobody's
	OtherID   int64    // of Apart and Together: a part of the other episode; 0 with Apart: of its own
	Reason    string
}

// maxReason is how many bytes a reason may have.
const maxReason = 500

func (d CorrectionDraft) check(ctx context.Context, tx *company.Tx) error {
	dir, err := tx.Directory(ctx)
	if err != nil {
		return err
	}
	_, role := roleOrder[d.Role]
	switch d.Kind {
	case Valence, Cause:
		if !role {
			return problem.Field("role", "correction.role_unknown", problem.Params{"value": string(d.Role)})
		}
	case Split, Apart:
	case Together:
		if d.OtherID == 0 {
			return problem.Field("with", "field.required", nil)
		}
	default:
		return problem.Field("kind", "correction.kind_unknown", problem.Params{"value": string(d.Kind)})
	}
	if d.Valence != nil && !(*d.Valence >= -1 && *d.Valence <= 1) {
		return problem.Field("valence", "field.out_of_range", problem.Params{"min": -1, "max": 1})
	}
	if d.Kind != Cause {
		return nil
	}
	sum := 0.0
	for i := range d.Shares {
		s := &d.Shares[i]
		if s.ContributorID != 0 && dir.Contributor(s.ContributorID).ID == 0 {
			return problem.Field("contributor", "contributor.unknown", problem.Params{"value": database.FormatID("con", s.ContributorID)})
		}
		if !(s.Portion > 0 && s.Portion <= 1) {
			return problem.Field("share", "field.out_of_range", problem.Params{"min": 0, "max": 1})
		}
		s.Source = Stated
		sum += s.Portion
	}
	if len(d.Shares) == 0 || sum > 1+1e-9 {
		return problem.Field("share", "correction.shares_sum", nil)
	}
	return nil
}

// said returns what the machine says that a part left, of a role.
func said(p *Part, left []Impression, role Role) (s Said, err error) {
	i := slices.IndexFunc(left, func(i Impression) bool { return i.PartID == p.ID && i.Role == role })
	if i >= 0 {
		x := left[i]
		return Said{Valence: &x.Valence, Confidence: x.Confidence, Basis: x.Basis, Shares: x.Shares}, nil
	}
	if !slices.ContainsFunc(p.Signals, func(s Signal) bool { return s.Role == role }) {
		return s, problem.Field("role", "correction.no_impression", nil)
	}
	return s, nil // words of which nothing could be told
}
