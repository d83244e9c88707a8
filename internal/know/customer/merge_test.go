package customer_test

import (
	"context"
	"sync"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
)

func TestAMergeIsALinkThatCanBeTakenAway(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada Lovelace", "email:ada@example.com"), resolve(t, o, "", "phone:91234567", "external:crm:7")
		beforeA, beforeB := find(t, o, a), find(t, o, b)
		m := merge(t, o, b, a)
		p := find(t, o, b)
		if p.ID != a || p.Shown() != "Ada Lovelace" || keys(p) != "email:ada@example.com external:crm:7 phone:+4791234567" || len(p.Records) != 2 || p.Records[0].ID != a {
			t.Errorf("merged %+v", p)
		}
		if got := search(t, o, "912345"); got != "Ada Lovelace" {
			t.Errorf("by the merged record's phone: %q", got)
		}
		if got := peek(t, o, "phone:91234567"); len(got) != 1 || got[0] != a {
			t.Errorf("peek %v", got)
		}
		// What comes meanwhile goes to the record that its identifier belongs to.
		if got := resolve(t, o, "", "external:crm:7", "handle:x:ada"); got != b {
			t.Errorf("recorded under %s, want %s", got, b)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			list, err := customer.MergesOf(ctx, tx, p)
			if len(list) != 1 || list[0].ID != m.ID || list[0].FromID != b || list[0].IntoID != a || list[0].Reason != "test" {
				t.Errorf("merges %+v", list)
			}
			return err
		})
		undo(t, o, m)
		afterA, afterB := find(t, o, a), find(t, o, b)
		if keys(afterA) != keys(beforeA) || keys(afterB) != keys(beforeB)+" handle:x:ada" && keys(afterB) != "external:crm:7 handle:x:ada phone:+4791234567" || len(afterA.Records) != 1 || len(afterB.Records) != 1 {
			t.Errorf("after undoing %s / %s", keys(afterA), keys(afterB))
		}
		if got := search(t, o, "ada"); got != "7, Ada Lovelace" {
			t.Errorf("search after undoing: %q", got)
		}
		if got := persons(t, o, a, b); got != "A B" {
			t.Error(got)
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Undo(ctx, tx, m.ID)
			return err
		}), "merge.undone", "")
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := customer.Undo(ctx, tx, 4711)
			return err
		}), "not_found", "")
	})
}

func TestChainsOfMergesComeApartInAnyOrder(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		fresh := func(name string) [4]customer.ID {
			var ids [4]customer.ID
			for i := range ids {
				ids[i] = resolve(t, o, name, "external:"+name+":"+string(rune('a'+i)))
			}
			return ids
		}
		x := fresh("first")
		ab, bc := merge(t, o, x[0], x[1]), merge(t, o, x[1], x[2]) // A into B, B into C
		if got := persons(t, o, x[:3]...); got != "A=B=C" {
			t.Fatal(got)
		}
		undo(t, o, ab)
		if got := persons(t, o, x[:3]...); got != "A B=C" {
			t.Errorf("A→B undone first: %s", got)
		}
		undo(t, o, bc)
		if got := persons(t, o, x[:3]...); got != "A B C" {
			t.Errorf("both undone: %s", got)
		}

		x = fresh("second")
		ab, bc = merge(t, o, x[0], x[1]), merge(t, o, x[1], x[2])
		undo(t, o, bc)
		if got := persons(t, o, x[:3]...); got != "A=B C" {
			t.Errorf("B→C undone first: %s", got)
		}
		if p := find(t, o, x[0]); p.ID != x[1] {
			t.Errorf("stands for %s, want B", p.ID)
		}
		undo(t, o, ab)

		// Merging by a record that was merged already means the person.
		x = fresh("third")
		ab = merge(t, o, x[0], x[1])
		dc := merge(t, o, x[3], x[0])
		bc = merge(t, o, x[0], x[2])
		if dc.IntoID != x[1] || bc.FromID != x[1] || persons(t, o, x[:]...) != "A=B=C=D" {
			t.Errorf("into %s, from %s: %s", dc.IntoID, bc.FromID, persons(t, o, x[:]...))
		}
		undo(t, o, bc)
		if got := persons(t, o, x[:]...); got != "A=B=D C" {
			t.Errorf("the top undone: %s", got)
		}
		undo(t, o, ab)
		if got := persons(t, o, x[:]...); got != "A B=D C" {
			t.Errorf("A→B undone: %s", got)
		}
		merge(t, o, x[0], x[1]) // and again
		if got := persons(t, o, x[:]...); got != "A=B=D C" {
			t.Errorf("A→B again: %s", got)
		}
	})
}

func TestWhatCannotBeMergedIsRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "", "email:a@example.com"), resolve(t, o, "", "email:b@example.com")
		var account customer.ID
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			account, err = customer.Account(ctx, tx, "Fjell AS")
			return err
		})
		join := func(from, into customer.ID) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := customer.Join(ctx, tx, from, into, "")
				return err
			})
		}
		wants(t, join(a, a), "merge.same_person", "")
		wants(t, join(a, 4711), "not_found", "")
		wants(t, join(4711, a), "not_found", "")
		wants(t, join(a, account), "merge.other_kind", "")
		merge(t, o, a, b)
		wants(t, join(b, a), "merge.same_person", "")
	})
}

func TestTwoMergesAtOnceLeaveOnePerson(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for range 5 {
			a, b, c := resolve(t, o, "A"), resolve(t, o, "B"), resolve(t, o, "C")
			var wg sync.WaitGroup
			for _, pair := range [][2]customer.ID{{a, b}, {b, c}, {c, a}} {
				wg.Go(func() {
					try(o, func(ctx context.Context, tx *company.Tx) error { // one of them finds them one already
						_, err := customer.Join(ctx, tx, pair[0], pair[1], "")
						return err
					})
				})
			}
			wg.Wait()
			if got := persons(t, o, a, b, c); got != "A=B=C" {
				t.Errorf("%s", got)
			}
		}
	})
}

func TestASuggestionEndsWhenTheTwoBecomeOneAnotherWay(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		a, b := resolve(t, o, "Ada", "email:ada@example.com"), resolve(t, o, "Ada", "phone:91234567")
		c := resolve(t, o, "Ada", "external:crm:1")
		resolve(t, o, "", "email:ada@example.com", "phone:91234567")
		if n := len(suggestions(t, o)); n != 1 {
			t.Fatalf("%d suggestions", n)
		}
		first, second := merge(t, o, a, c), merge(t, o, b, c)
		if list := suggestions(t, o); len(list) != 0 {
			t.Errorf("%+v: the two are one already", list)
		}
		undo(t, o, second)
		if n := len(suggestions(t, o)); n != 1 {
			t.Errorf("%d suggestions after undoing, want the one again", n)
		}
		undo(t, o, first)
		if n := len(suggestions(t, o)); n != 1 {
			t.Errorf("%d suggestions in the end", n)
		}
	})
}
