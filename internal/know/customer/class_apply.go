package customer

import (
	"context"
	"encoding/json"
	"strconv"
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
