package simulate

import "testing"

func TestAnAccountIsItsPeopleAndIsRenewedWithinAYear(t *testing.T) {
	w := small()
	value := map[string]int64{}
	for c := range w.Customers() {
		if (c.Account == "") != (c.Role == "") {
			t.Errorf("%s: %q in %q", c.Ref, c.Role, c.Account)
		}
		value[c.Account] += c.Value
	}
	n := 0
	for a := range w.Accounts() {
		if n++; n == 1 && a.Name != cast[3].account {
			t.Errorf("the first account is %s", a.Name)
		}
		if a.Value != value[a.Name] || a.Value == 0 || !a.RenewsAt.After(w.Now()) || a.RenewsAt.After(w.Now().AddDate(1, 0, 1)) {
			t.Errorf("%+v, its people %d", a, value[a.Name])
		}
	}
	if n != len(value)-1 { // people at home have none
		t.Errorf("%d accounts, %d are named", n, len(value)-1)
	}
}
