package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/platform/locale"
	"regard/internal/platform/page"
	"regard/internal/platform/problem"
)

// maxOrgFile is the most bytes that an organisation file may have, unpacked too.
const maxOrgFile = 5 << 20

// shownOfEach is how many of each kind of change the page lists.
const shownOfEach = 200

func orgImport(c *call) error { return c.orgPage(http.StatusOK, OrgImportPage{}) }

func (c *call) orgPage(status int, p OrgImportPage) error {
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		p.Settings, err = c.settings(ctx, tx, "employees")
		return err
	})
	if err != nil {
		return err
	}
	return c.show(status, p)
}

// planOrgImport reads the file that was sent and shows what it would change.
func planOrgImport(c *call) error {
	text, err := c.orgUpload()
	p := OrgImportPage{Partial: c.form("partial")}
	if err == nil {
		p.Plan, err = c.orgPlan(text, p.Partial == "true")
	}
	if err != nil {
		return c.orgAgain(err, p)
	}
	return c.orgPage(http.StatusOK, p)
}

func (c *call) orgAgain(err error, p OrgImportPage) error {
	return again(err, nil, func(errs Errors) error {
		p.Errors = Errors{}
		for _, text := range errs {
			p.Errors["file"] = text
		}
		return c.orgPage(http.StatusUnprocessableEntity, p)
	})
}

// orgUpload returns the file that was sent. It stays in memory.
func (c *call) orgUpload() ([]byte, error) {
	tooLarge := problem.Field("file", "org.file_large", problem.Params{"max": "5 MiB"})
	f, head, err := c.r.FormFile("file")
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLarge
	}
	if err != nil || head.Size == 0 {
		return nil, problem.Field("file", "field.required", nil).Because(err)
	}
	defer f.Close()
	if head.Size > maxOrgFile {
		return nil, tooLarge
	}
	return io.ReadAll(f)
}

// readOrg reads a file that may be packed, but no more of it than a file may have.
func (c *call) readOrg(ctx context.Context, text []byte, partial bool) (f company.OrgFile, unread []company.OrgRefusal, err error) {
	in, err := inbound.Unpack(bytes.NewReader(text))
	if err != nil {
		return f, nil, problem.Field("file", "field.malformed", nil).Because(err)
	}
	whole, err := io.ReadAll(io.LimitReader(in, maxOrgFile+1))
	if err != nil {
		return f, nil, problem.Field("file", "field.malformed", nil).Because(err)
	}
	if len(whole) > maxOrgFile {
		return f, nil, problem.Field("file", "org.file_large", problem.Params{"max": "5 MiB"})
	}
	f, unread, err = inbound.ReadOrg(ctx, bytes.NewReader(whole), inbound.Reading{Zone: c.dir.Zone})
	f.Partial = partial
	return f, unread, err
}

func (c *call) orgPlan(text []byte, partial bool) (shown *OrgPlanShown, err error) {
	err = c.view(func(ctx context.Context, tx *company.Tx) error {
		f, unread, err := c.readOrg(ctx, text, partial)
		if err != nil {
			return err
		}
		plan, err := company.PlanOrg(ctx, tx, f)
		if err != nil {
			return err
		}
		shown = c.planShown(plan, unread)
		shown.Packed, err = pack(text)
		return err
	})
	return shown, err
}

func (c *call) planShown(plan company.OrgPlan, unread []company.OrgRefusal) *OrgPlanShown {
	s := &OrgPlanShown{Seen: seenPlan(plan), Changes: len(plan.Steps), Same: plan.Same, Kept: plan.Kept, Many: plan.Many(), Leaving: plan.Leaving, Staff: plan.Staff}
	for _, do := range orgShownFirst {
		g := OrgGroup{Do: string(do), Title: orgTitles[do]}
		for _, step := range plan.Steps {
			if step.Do != do {
				continue
			}
			if g.N++; g.N > shownOfEach {
				g.More++
				continue
			}
			g.Rows = append(g.Rows, OrgRowShown{Key: step.Key, Name: step.Name, Was: step.Was, Is: step.Is, Employee: step.Employee, SignsIn: step.SignsIn, At: c.shownDay(step.At)})
		}
		if g.N > 0 {
			s.Groups = append(s.Groups, g)
		}
	}
	refused := slices.Concat(unread, plan.Refused)
	slices.SortStableFunc(refused, func(a, b company.OrgRefusal) int { return cmp.Compare(a.Line, b.Line) })
	for i, r := range refused {
		if i == shownOfEach {
			s.MoreRefused = len(refused) - i
			break
		}
		w, row := locale.Problem(r.Problem), OrgRefused{Line: r.Line, Key: r.Key}
		if p := problem.Of(r.Problem); p != nil {
			row.Field = p.Field
		}
		row.Text = w.Wrong + " " + w.Remedy
		s.Refused = append(s.Refused, row)
	}
	return s
}

// orgShownFirst is the order in which a page tells what changes: what costs most
// when it is wrong comes first.
var orgShownFirst = []company.OrgDeed{company.OrgLeft, company.OrgClosed, company.OrgSplit, company.OrgMoved, company.OrgRenamed, company.OrgAdded, company.OrgReopened, company.OrgDated, company.OrgChanged}

var orgTitles = map[company.OrgDeed]string{company.OrgLeft: "Leave", company.OrgClosed: "Close", company.OrgSplit: "Split", company.OrgMoved: "Move", company.OrgRenamed: "Renamed",
	company.OrgAdded: "Added", company.OrgReopened: "Back again", company.OrgDated: "Another date", company.OrgChanged: "Changed"}

// seenPlan tells one plan from another.
func seenPlan(plan company.OrgPlan) string {
	text, _ := json.Marshal(plan.Steps) //nolint:errcheck // texts and times
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func pack(text []byte) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(text)
	err = errors.Join(err, w.Close())
	return base64.RawURLEncoding.EncodeToString(b.Bytes()), err
}

// doOrgImport does what was seen; where it would do something else by now, it
// shows that instead.
func doOrgImport(c *call) error {
	text, err := base64.RawURLEncoding.DecodeString(c.form("packed"))
	if err != nil || len(text) == 0 {
		return c.orgAgain(problem.Field("file", "field.required", nil).Because(err), OrgImportPage{})
	}
	p := OrgImportPage{Partial: c.form("partial")}
	changes := 0
	err = c.update(func(ctx context.Context, tx *company.Tx) error {
		f, _, err := c.readOrg(ctx, text, p.Partial == "true")
		if err != nil {
			return err
		}
		plan, err := company.ImportOrg(ctx, tx, f, c.form("many") == "true")
		if err == nil && seenPlan(plan) != c.form("seen") {
			err = problem.Field("", "org.changed_meanwhile", nil)
		}
		changes = len(plan.Steps)
		return err
	})
	if err != nil {
		var seeErr error
		if p.Plan, seeErr = c.orgPlan(text, p.Partial == "true"); seeErr != nil {
			p.Plan = nil
		}
		return c.orgAgain(err, p)
	}
	return c.goTo(contributorsURL, Toast{Text: "The organisation is as the file says: " + page.Plural(changes, "change", "changes") + "."})
}
