package impression

import (
	"math"
	"testing"
	"time"

	"regard/internal/know/customer"
)

// TestAnAccountAsDocumented is the example of docs/relationship.md.
func TestAnAccountAsDocumented(t *testing.T) {
	person := func(id customer.ID, roles customer.AccountRoles) customer.Person {
		r := customer.Customer{ID: id, PersonID: id, Kind: customer.KindPerson, Roles: roles}
		return customer.Person{Customer: r, Records: []customer.Customer{r}}
	}
	g := Group{Account: person(1, ""), People: []customer.Person{person(2, "decides"), person(3, "uses")}}
	kept := make([]Relationship, 3)
	late := Episode{CustomerID: 2, Valence: -0.7, Weight: 0.75, LastAt: noon, Impressions: 1}
	kept[1].add(Default, &late)
	for range 2 {
		kept[2].add(Default, &Episode{CustomerID: 3, Valence: 0.6, Weight: 0.5, LastAt: noon, Impressions: 1})
	}
	a := Default.account(g, kept, noon)
	if math.Abs(a.Score-41.82) > 0.005 || math.Abs(a.Low-15.7) > 0.05 || math.Abs(a.High-67.9) > 0.05 || a.Band != Strained || a.Coldest != -1 || a.Told != 1 {
		t.Errorf("%.2f, %.1f to %.1f, %s, coldest %d, told of %d", a.Score, a.Low, a.High, a.Band, a.Coldest, a.Told)
	}
	if points := a.Points(late); math.Abs(points-50*-2.52/7.7) > 1e-9 {
		t.Errorf("the late parcel is %.2f points", points)
	}
	if later := Default.account(g, kept, noon.Add(365*24*time.Hour)); math.Abs(later.total.D-4.7/2) > 1e-9 {
		t.Errorf("a year later D is %.3f, want half", later.total.D)
	}
}
