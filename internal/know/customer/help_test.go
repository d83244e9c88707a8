package customer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// held normalises identifiers written as "kind:value".
func held(t testing.TB, written ...string) (list []customer.Held) {
	t.Helper()
	for _, w := range written {
		i, err := customer.ParseIdentifier(w)
		if err != nil {
			t.Fatal(err)
		}
		h, err := i.Normalise("NO")
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, h)
	}
	return list
}

// resolve resolves one claim in a transaction of its own.
func resolve(t testing.TB, o *company.Office, name string, written ...string) (id customer.ID) {
	t.Helper()
	claim := customer.Claim{Name: name, Identifiers: held(t, written...)}
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		ids, err := customer.Resolve(ctx, tx, []customer.Claim{claim})
		if err == nil {
			id = ids[0]
		}
		return err
	})
	return id
}

func find(t testing.TB, o *company.Office, id customer.ID) (p customer.Person) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		p, err = customer.Find(ctx, tx, id)
		return err
	})
	return p
}

// keys shows the identifiers of a person, "*" behind those that are shared.
func keys(p customer.Person) string {
	var all []string
	for _, h := range p.Held() {
		k := h.Key()
		if h.Shared {
			k += "*"
		}
		all = append(all, k)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func peek(t testing.TB, o *company.Office, written string) (ids []customer.ID) {
	t.Helper()
	i, err := customer.ParseIdentifier(written)
	if err != nil {
		t.Fatal(err)
	}
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		people, err := customer.Peek(ctx, tx, i)
		for _, p := range people {
			ids = append(ids, p.ID)
		}
		return err
	})
	return ids
}

func search(t testing.TB, o *company.Office, q string) string {
	t.Helper()
	var names []string
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		people, err := customer.Search(ctx, tx, q, 20)
		for _, p := range people {
			names = append(names, p.Shown())
		}
		return err
	})
	return strings.Join(names, ", ")
}

func merge(t testing.TB, o *company.Office, from, into customer.ID) (m customer.Merge) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		m, err = customer.Join(ctx, tx, from, into, "test")
		return err
	})
	return m
}

func undo(t testing.TB, o *company.Office, m customer.Merge) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := customer.Undo(ctx, tx, m.ID)
		return err
	})
}

func suggestions(t testing.TB, o *company.Office) (list []customer.Suggestion) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		list, err = customer.Suggestions(ctx, tx, 0, 100)
		return err
	})
	return list
}

// persons shows which of the records are one person: "A=B C".
func persons(t testing.TB, o *company.Office, ids ...customer.ID) string {
	t.Helper()
	var groups []string
	seen := map[customer.ID]int{}
	for i, id := range ids {
		root, name := find(t, o, id).ID, fmt.Sprintf("%c", 'A'+i)
		if at, ok := seen[root]; ok {
			groups[at] += "=" + name
			continue
		}
		seen[root] = len(groups)
		groups = append(groups, name)
	}
	return strings.Join(groups, " ")
}

// try runs fn in a transaction of the system's and returns its error.
func try(o *company.Office, fn func(ctx context.Context, tx *company.Tx) error) error {
	ctx := context.Background()
	return o.Update(ctx, company.System, func(tx *company.Tx) error { return fn(ctx, tx) })
}

// wants fails the test if err is not the problem with that code (and field).
func wants(t testing.TB, err error, code, field string) {
	t.Helper()
	if p := problem.Of(err); p == nil || p.Code != code || p.Field != field {
		t.Errorf("problem %v, want %s (%s)", err, code, field)
	}
}
