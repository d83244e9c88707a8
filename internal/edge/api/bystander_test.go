package api_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/bystander"
)

// remark has somebody say something at a spot, and returns its id.
func (s *server) remark() string {
	s.t.Helper()
	var r bystander.Remark
	companytest.Update(s.t, s.o, func(ctx context.Context, tx *company.Tx) error {
		spot, err := bystander.AddSpot(ctx, tx, bystander.SpotDraft{Name: "Van 12", Question: "How do we drive?", Touchpoint: "delivery.doorstep", Contributor: "carrier"})
		if err != nil {
			return err
		}
		r, err = bystander.Say(ctx, tx, spot.Token, bystander.Draft{Step: 1, Text: "parked on the pavement", Contact: "dag@example.com"})
		return err
	})
	return r.ID.String()
}

func TestARemarkIsDecidedAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.is["remark"] = s.remark()
		path := "/api/v1/remarks/{remark}/decide"
		s.want("POST", path, "write", `{"decision":"refuse","reason":"unrelated"}`, 200, `"reason":"unrelated"`)
		s.want("POST", path, "write", `{"decision":"accept"}`, 409, `"remark.decided"`)
		s.want("GET", "/api/v1/remarks?state=refused", "write", "", 200, `"id":"{remark}"`)
		s.want("POST", path, "write", `{"decision":"reopen"}`, 200, `"state":"waiting"`)
		s.want("POST", path, "write", `{"decision":"accept"}`, 200, `"state":"accepted"`)
		s.want("GET", "/api/v1/spots", "read", "", 200, `"answers":1,"mean":-1,`)
	})
}
