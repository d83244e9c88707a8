package company

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"regard/internal/platform/problem"
)

// Directory is what changes seldom and is read always, as of one version. It
// is shared: nobody may change it.
type Directory struct {
	Version int64
	until   time.Time // when a move that was dated ahead takes effect; zero: none was
	Profile Profile
	Zone    *time.Location

	contributors  map[int64]Contributor
	byKey         map[string]int64
	employees     map[int64]Employee
	employeeKeys  map[string]int64
	touchpoints   map[int64]Touchpoint
	touchKeys     map[string]int64
	configuration map[string]Configuration
	derived       sync.Map // what rooms work out from it, by name
}

// Directory returns the directory as the transaction sees it: asked for once,
// unless the transaction itself changes it.
func (tx *Tx) Directory(ctx context.Context) (_ *Directory, err error) {
	defer problem.Wrap(&err, "company.Directory")
	if tx.directory != nil {
		return tx.directory, nil
	}
	version, err := readVersion(ctx, tx)
	if err != nil {
		return nil, err
	}
	if d := tx.office.directory.Load(); d != nil && d.Version == version && (d.until.IsZero() || tx.Now.Before(d.until)) {
		tx.directory = d
		return d, nil
	}
	d := &Directory{Version: version}
	if err := d.load(ctx, tx); err != nil {
		return nil, err
	}
	// A version is an id that was never used before, so that what a failed
	// transaction left here is never taken for another's.
	tx.office.directory.Store(d)
	tx.directory = d
	return d, nil
}

// Derived returns what work makes of a directory, made once a version. Each
// name belongs to one type.
func Derived[T any](d *Directory, name string, work func() (T, error)) (T, error) {
	if made, ok := d.derived.Load(name); ok {
		return made.(T), nil
	}
	made, err := work()
	if err == nil {
		d.derived.Store(name, made)
	}
	return made, err
}

func (d *Directory) load(ctx context.Context, tx *Tx) (err error) {
	if d.Profile, err = readProfile(ctx, tx); err != nil {
		return err
	}
	if d.Zone, err = time.LoadLocation(d.Profile.TimeZone); err != nil {
		return err
	}
	if d.contributors, err = readContributors(ctx, tx); err != nil {
		return err
	}
	if d.employees, err = readEmployees(ctx, tx); err != nil {
		return err
	}
	if d.until, err = readNextMove(ctx, tx); err != nil {
		return err
	}
	if d.touchpoints, err = readTouchpoints(ctx, tx); err != nil {
		return err
	}
	if d.configuration, err = readConfiguration(ctx, tx); err != nil {
		return err
	}
	d.byKey, d.employeeKeys, d.touchKeys = map[string]int64{}, map[string]int64{}, map[string]int64{}
	for id, c := range d.contributors {
		d.byKey[c.Key] = id
	}
	for id, e := range d.employees {
		d.employeeKeys[e.Key] = id
	}
	for id, t := range d.touchpoints {
		d.touchKeys[t.Key] = id
	}
	return nil
}

// Contributor returns the contributor with that id; the zero one where there is none.
func (d *Directory) Contributor(id int64) Contributor { return d.contributors[id] }

// ContributorID returns the id of a contributor by key; 0 where there is none.
func (d *Directory) ContributorID(key string) int64 { return d.byKey[fold(key)] }

// Contributors returns all contributors, by name.
func (d *Directory) Contributors() []Contributor {
	return sorted(d.contributors, func(c Contributor) string { return c.Name })
}

// Employee returns the employee with that id; the zero one where there is none.
func (d *Directory) Employee(id int64) Employee { return d.employees[id] }

// EmployeeID returns the id of an employee by key; 0 where there is none.
func (d *Directory) EmployeeID(key string) int64 { return d.employeeKeys[fold(key)] }

// Employees returns all employees, by name.
func (d *Directory) Employees() []Employee {
	return sorted(d.employees, func(e Employee) string { return e.Name })
}

// Touchpoint returns the touchpoint with that id; the zero one where there is none.
func (d *Directory) Touchpoint(id int64) Touchpoint { return d.touchpoints[id] }

// TouchpointID returns the id of a touchpoint by key; 0 where there is none.
func (d *Directory) TouchpointID(key string) int64 { return d.touchKeys[fold(key)] }

// Touchpoints returns all touchpoints, by key.
func (d *Directory) Touchpoints() []Touchpoint {
	return sorted(d.touchpoints, func(t Touchpoint) string { return t.Key })
}

// Subtree returns the contributor and all units below it.
func (d *Directory) Subtree(id int64) []int64 {
	all := []int64{id}
	for i := 0; i < len(all); i++ {
		for _, c := range d.Contributors() {
			if c.ParentID == all[i] && !slices.Contains(all, c.ID) {
				all = append(all, c.ID)
			}
		}
	}
	return all
}

// Root returns the department or partner that a unit belongs to.
func (d *Directory) Root(id int64) Contributor {
	c := d.contributors[id]
	for range len(d.contributors) {
		parent, ok := d.contributors[c.ParentID]
		if !ok {
			break
		}
		c = parent
	}
	return c
}

// Configured fills into with the newest version of a configuration and returns
// its number; 0, leaving into as it is, where none was ever set.
func (d *Directory) Configured(name string, into any) (int64, error) {
	c, ok := d.configuration[name]
	if !ok {
		return 0, nil
	}
	return c.Version, json.Unmarshal(c.Body, into)
}

func sorted[T any](m map[int64]T, by func(T) string) []T {
	all := make([]T, 0, len(m))
	for _, v := range m {
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b T) int { return strings.Compare(strings.ToLower(by(a)), strings.ToLower(by(b))) })
	return all
}

func fold(key string) string { return strings.ToLower(strings.TrimSpace(key)) }
