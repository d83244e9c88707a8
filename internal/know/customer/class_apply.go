package customer

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// ClassRulesName is the rules' name among the configurations.
const ClassRulesName = "not_customers"

// classRules is the configuration as it is stored.
type classRules struct {
	Rules []ClassRule `json:"rules"`
}

// ClassRulesInForce returns the rules in force, compiled once a version of the
// directory; none where none were set.
func ClassRulesInForce(ctx context.Context, tx *company.Tx) (_ *ClassRules, err error) {
	defer problem.Wrap(&err, "customer.ClassRulesInForce")
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return company.Derived(d, ClassRulesName, func() (*ClassRules, error) {
		var stored classRules
		version, err := d.Configured(ClassRulesName, &stored)
		if err != nil {
			return nil, err
		}
		c, err := CompileClassRules(stored.Rules)
		if err == nil {
			c.Version = version
		}
		return c, err
	})
}

// JobReclass is the job that brings new rules to every record.
const JobReclass = "customer.reclass"

// SetClassRules puts the next version of the rules in force. Whom they class
// from now on is classed at once; a job brings them to everybody else, and
// takes back whom no rule classes any more. What a person said stands.
func SetClassRules(ctx context.Context, tx *company.Tx, rules []ClassRule) (version int64, err error) {
	defer problem.Wrap(&err, "customer.SetClassRules")
	c, err := CompileClassRules(rules)
	if err != nil {
		return 0, err
	}
	if version, err = company.Configure(ctx, tx, ClassRulesName, classRules{c.Rules}); err != nil {
		return 0, err
	}
	return version, job.Add(ctx, tx.Tx, JobReclass, strconv.FormatInt(version, 10), tx.Now, ID(0))
}

const (
	reclassPage  = 500             // records a transaction
	reclassLease = 5 * time.Minute // how long the job is this worker's after each
)

// ReclassAll does the job, some hundred records a transaction. How far it has
// come stands in the job, so that another worker goes on from there; one whose
// rules are no longer in force ends, for the newer version has a job of its own.
func ReclassAll(o *company.Office) job.Handler {
	return func(ctx context.Context, _ *database.DB, j job.Job) error {
		var after ID
		if err := json.Unmarshal(j.Payload, &after); err != nil {
			return err
		}
		for {
			last := after
			err := o.Update(ctx, company.System, func(tx *company.Tx) (err error) {
				rules, err := ClassRulesInForce(ctx, tx)
				if err != nil {
					return err
				}
				if last = 0; strconv.FormatInt(rules.Version, 10) == j.Key {
					if last, err = reclassAfter(ctx, tx, rules, after); err != nil {
						return err
					}
				}
				if last == 0 {
					return job.Done(ctx, tx.Tx, j)
				}
				return job.Add(ctx, tx.Tx, JobReclass, j.Key, tx.Now.Add(reclassLease), last)
			})
			if err != nil || last == 0 {
				return err
			}
			after = last
		}
	}
}

// reclassAfter asks the rules of the next records after one and returns the
// last of them; 0 at the end.
func reclassAfter(ctx context.Context, tx *company.Tx, rules *ClassRules, after ID) (last ID, err error) {
	list, err := readRuled(ctx, tx, after, reclassPage)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	var ids []ID
	for _, c := range list {
		if class, by := rules.says(c.class, c.by, c.identifiers); class != c.class || by != c.by {
			ids = append(ids, c.id)
		}
	}
	last = list[len(list)-1].id
	if len(ids) == 0 {
		return last, nil
	}
	records, err := lockRecords(ctx, tx, ids)
	if err != nil {
		return 0, err
	}
	var changed []*Customer
	for i := range records {
		if records[i].classify(rules) { // as it is now that nobody else changes it
			changed = append(changed, &records[i])
		}
	}
	return last, keepClasses(ctx, tx, changed, false)
}

// ClassPreview says what rules would change against those in force.
type ClassPreview struct {
	Looked  int           // records that were looked at, the newest first
	All     bool          // which are all there are
	Classed map[Class]int // how many would be classed so that are not now
	Back    int           // how many would be customers again
	Some    []ID          // some of those who would be classed
}

// Total is how many would be classed.
func (p ClassPreview) Total() (n int) {
	for _, k := range p.Classed {
		n += k
	}
	return n
}

// How much a preview looks at, and how many it names.
const (
	previewed    = 100_000
	previewPage  = 5000
	previewNames = 5
)

// PreviewClassRules returns what each set of rules would change if it took the
// place of those in force; what persons said would stand. It reads the newest
// 100,000 records at most, some 3 ms a thousand.
func PreviewClassRules(ctx context.Context, tx *company.Tx, sets ...[]ClassRule) (_ []ClassPreview, err error) {
	defer problem.Wrap(&err, "customer.PreviewClassRules")
	now, err := ClassRulesInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	would := make([]*ClassRules, len(sets))
	all := make([]ClassPreview, len(sets))
	for i, set := range sets {
		if would[i], err = CompileClassRules(set); err != nil {
			return nil, err
		}
		all[i].Classed = map[Class]int{}
	}
	for before := ID(1<<63 - 1); len(all) > 0 && all[0].Looked < previewed; {
		list, err := readRuledBefore(ctx, tx, before, previewPage)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			is, by := now.says(c.class, c.by, c.identifiers)
			for i := range sets {
				if class, _ := would[i].says(is, by, c.identifiers); class != is {
					all[i].note(c.id, class)
				}
			}
		}
		for i := range all {
			all[i].Looked += len(list)
			all[i].All = len(list) < previewPage
		}
		if len(list) < previewPage {
			break
		}
		before = list[len(list)-1].id
	}
	return all, nil
}

func (p *ClassPreview) note(id ID, class Class) {
	if class == Counted {
		p.Back++
		return
	}
	if p.Classed[class]++; len(p.Some) < previewNames {
		p.Some = append(p.Some, id)
	}
}

// ProposedClassRules returns rules that most companies want and that are not
// among those given: machines' mailboxes, and the company's own addresses.
func ProposedClassRules(own []string, there []ClassRule) (list []ClassRule) {
	var all []ClassRule
	for _, address := range own {
		if !strings.Contains(address, "@") {
			address = "@" + address
		}
		all = append(all, ClassRule{address, Staff})
	}
	for _, mailbox := range []string{"noreply@", "no-reply@", "donotreply@", "mailer-daemon@", "postmaster@"} {
		all = append(all, ClassRule{mailbox, Bot})
	}
	all = append(all, ClassRule{"newsletter@", Newsletter})
	for _, r := range all {
		with := append(append([]ClassRule{}, there...), append(list, r)...)
		if _, err := CompileClassRules(with); err == nil { // else it is there, or is no pattern
			list = append(list, r)
		}
	}
	return list
}
