package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// ImportOrg brings the organisation in: units and employees.
type ImportOrg struct {
	Path    string `arg:"" help:"CSV file with a header; gzip is unpacked."`
	Partial bool   `help:"The file does not name everybody: nothing closes and nobody leaves."`
	Yes     bool   `help:"It is meant, also where more than a fifth of the employees leave."`
	Tabular
	Importing
}

// Help tells the columns and what they do.
func (ImportOrg) Help() string {
	return `A row is a unit or an employee. The columns:

  type         department, partner, unit (of its parent's kind) or employee; employee when empty
  key          short and unique, lower case; it stays: what is known again is known by it
  name
  parent       of a unit: key or name of the unit that it belongs to
  contributor  of an employee: key or name of the unit he works for (also: department, team)
  email, title of an employee
  from, until  since when there, and when it ended: 2026-03-01, the day beginning at the company's midnight

HR's own names for them are understood (employee_id, start_date, end_date, …), --map names others; other columns are
left alone. An empty cell says nothing: what is known stays. Columns are parted by comma, semicolon or tab; text is
UTF-8, UTF-16 or Windows-1252.

The file is the whole truth: units and employees that it does not name close and leave, as of now. With --partial it
is not. A file without a single unit says nothing of units, one without employees nothing of employees. Nobody leaves
whose row is refused, and nobody at all while it cannot be told whom a row is about. Where more than a fifth of the
employees would leave, --yes has to say that it is meant.

What was before stays: what a unit caused and heard stays its own when it moves, is renamed, is split or closes. A date
corrects since when somebody is where he is, as long as that is the only place known of him; it never takes an earlier
place away. A day ahead is a move planned ahead; an end that lies ahead says nothing until it comes.

The organisation is no news of any customer: bringing it in wakes no rule, clock or invitation.

Begin with --dry-run: it prints all that would change. Brought in twice, a file changes nothing more. It is all done
or, where it cannot be, none of it. Refused rows are kept beside the input, as INPUT.refused, to be mended there and
brought in with --partial.

Example:
  regard import org staff.csv --dry-run
  regard import org staff.csv --map key="Employee no" --map contributor="Cost centre"`
}

// Run imports.
func (c ImportOrg) Run(s *session) error {
	r := &run{session: s, Importing: c.Importing, bar: &meter{}}
	return s.within(func(a *app.App) error {
		r.app = a
		if info, err := os.Stat(c.Refused); c.Refused != "" && (err != nil || !info.IsDir()) {
			return fmt.Errorf("--refused: there is no directory %s", c.Refused)
		}
		f, err := os.Open(c.Path)
		if err != nil {
			return err
		}
		defer f.Close()
		return c.bring(r, f)
	})
}

func (c ImportOrg) bring(r *run, in io.Reader) error {
	d, err := r.directory(r.app)
	if err != nil {
		return err
	}
	how, err := c.reading(d, "")
	if err != nil {
		return err
	}
	text, err := inbound.Unpack(in)
	if err != nil {
		return inFile(c.Path, err)
	}
	table, err := inbound.Organisation(text, how)
	if err != nil {
		return inFile(c.Path, err)
	}
	var rows []inbound.Parsed[company.OrgRow]
	for chunk, err := range inbound.Chunks(r.ctx, table, ahead) {
		if err != nil {
			return inFile(c.Path, err)
		}
		rows = append(rows, chunk...)
	}
	file := inbound.OrgFile(table, rows)
	file.Partial = c.Partial
	var plan company.OrgPlan
	err = r.app.Office.Update(r.ctx, company.System, func(tx *company.Tx) (err error) {
		if c.DryRun {
			plan, err = company.PlanOrg(r.ctx, tx, file)
		} else {
			plan, err = company.ImportOrg(r.ctx, tx, file, c.Yes)
		}
		return err
	})
	if p := problem.Of(err); err != nil && (p == nil || p.Code != "org.many_leave") {
		return err
	}
	kept := r.keepLines(c.Path, table.Header())
	refused, keeping := c.keep(kept, rows, plan)
	c.report(r, plan, d.Zone, refused)
	keeping = errors.Join(keeping, kept.close())
	if where := kept.where(); where != "" {
		fmt.Fprintf(r.out, "Refused rows are kept in %s, the reasons in %s\n", where, where+reasonsSuffix)
	}
	switch {
	case err != nil:
		return err
	case keeping != nil:
		return keeping
	case len(refused) == 1:
		return errors.New("1 row was refused")
	case len(refused) > 1:
		return fmt.Errorf("%d rows were refused", len(refused))
	}
	return nil
}

// keep keeps the refused rows, in the order of the file, and returns why.
func (c ImportOrg) keep(kept keeper, rows []inbound.Parsed[company.OrgRow], plan company.OrgPlan) (lines []string, err error) {
	why := map[int]error{}
	for _, no := range plan.Refused {
		why[no.Line] = no.Problem
	}
	for _, p := range rows {
		no := p.Problem
		if no == nil {
			no = why[p.Line]
		}
		if no == nil {
			continue
		}
		lines = append(lines, p.Place()+": "+words(no))
		err = errors.Join(err, kept.keep(p.Row, no))
	}
	return lines, err
}

// report prints what changes, a line each.
func (c ImportOrg) report(r *run, plan company.OrgPlan, zone *time.Location, refused []string) {
	w := tabwriter.NewWriter(r.out, 0, 8, 2, ' ', 0)
	for _, s := range plan.Steps {
		what := "unit"
		if s.Employee {
			what = "employee"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.Do, what, s.Key, s.Name, orgDetail(s, zone))
	}
	w.Flush()
	for _, line := range refused {
		fmt.Fprintln(r.out, "refused ", line)
	}
	fmt.Fprintf(r.out, "%d changes, %d rows as they were, %d refused; %d of %d employees leave because they are not named\n", len(plan.Steps), plan.Same, len(refused), plan.Leaving, plan.Staff)
	if plan.Kept {
		fmt.Fprintln(r.out, "Nothing closes and nobody leaves: of some refused rows it cannot be told whom they are about.")
	}
	if c.DryRun {
		fmt.Fprintln(r.out, "This was a dry run: nothing was changed.")
	}
}

// orgDetail says from what to what, and as of when.
func orgDetail(s company.OrgStep, zone *time.Location) (text string) {
	switch {
	case s.Do == company.OrgSplit:
		text = "its people go to " + s.Is
	case s.Do == company.OrgAdded && s.Is != "":
		text = "in " + s.Is
	case s.Do == company.OrgLeft && s.Was != "":
		text = "of " + s.Was
	case s.Was != "" || s.Is != "":
		text = orNothing(s.Was) + " -> " + orNothing(s.Is)
	}
	switch {
	case s.Do == company.OrgDated, s.Do == company.OrgAdded && !s.At.IsZero():
		text += " since " + s.At.In(zone).Format(time.DateOnly)
	case !s.At.IsZero():
		text += " as of " + s.At.In(zone).Format(time.DateOnly)
	case s.Do == company.OrgMoved, s.Do == company.OrgLeft, s.Do == company.OrgClosed:
		text += " as of now"
	}
	if s.SignsIn {
		text += "; signs in (disable the user)"
	}
	return text
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
