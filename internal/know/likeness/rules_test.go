package likeness

import (
	"bytes"
	"math"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// The examples are those that Winkler published with the metric.
func TestSimilarityIsWinklers(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want float64
	}{{"martha", "marhta", 0.961}, {"dwayne", "duane", 0.840}, {"dixon", "dicksonx", 0.813}, {"jones", "johnson", 0.832}, {"abc", "xyz", 0}, {"", "a", 0}, {"a", "a", 1}} {
		if got := Similarity(x.a, x.b); math.Abs(got-x.want) > 0.0006 {
			t.Errorf("%s, %s: %.4f, want %.3f", x.a, x.b, got, x.want)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, x := range []struct {
		a, b        string
		limit, want int
	}{{"kitten", "sitting", 5, 3}, {"ab", "ba", 2, 1}, {"ca", "abc", 5, 3}, {"kitten", "sitting", 1, 2}, {"", "abc", 9, 3}, {"øl", "ol", 2, 1}} {
		if got := Edits(x.a, x.b, x.limit); got != x.want {
			t.Errorf("%s, %s: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

func TestComparingIsTheSameBothWaysAndEqualIsTheHighest(t *testing.T) {
	word := rapid.StringMatching(`[a-eé]{0,6}( [a-e]{1,4})?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if x, y := Similarity(a, b), Similarity(b, a); math.Abs(x-y) > 1e-9 || x < 0 || x > 1 {
			t.Fatalf("similarity %v %v", x, y)
		}
		if x, y := Edits(a, b, 3), Edits(b, a, 3); x != y || (x == 0) != (a == b) {
			t.Fatalf("edits %v %v", x, y)
		}
		if compareGiven(a, b) != compareGiven(b, a) || compareFamily(a, b) != compareFamily(b, a) {
			t.Fatal("names compare otherwise the other way round")
		}
		if a != "" && (compareGiven(a, a) != Given.top() || compareFamily(a, a) != Family.top()) {
			t.Fatal("equal names are not equal")
		}
	})
}

// What is found by letters alone is what comparing in full finds.
func TestAQuickLookLeavesNothingOut(t *testing.T) {
	word := rapid.StringMatching(`([a-h]{0,7}|[aeiou][bdtpkg]{1,3}[a-z]{0,5})( [a-d]{1,4})?|bob|robert|王`)
	rapid.Check(t, func(t *rapid.T) {
		p := newComparer(NewPeople())
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := p.givenLevel(p.given.id(a), p.given.id(b)), compareGiven(a, b); got != want {
			t.Fatalf("given names: %d, want %d", got, want)
		}
		if got, want := p.familyLevel(p.family.id(a), p.family.id(b)), compareFamily(a, b); got != want {
			t.Fatalf("family names: %d, want %d", got, want)
		}
		if x, y := lettersOf(a), lettersOf(b); !mayBeAlike(&x, &y) && (Edits(a, b, 2) <= 2 || Similarity(a, b) >= 0.85) {
			t.Fatal("they are alike")
		}
	})
}

func TestBirthDatesAreReadInUsualForms(t *testing.T) {
	for written, want := range map[string]Date{
		"1978-12-11": 19781211, "19781211": 19781211, "11.12.1978": 19781211, "12/11/1978": 19781211, "20/8/1991": 19910820, "8/20/91": 19910820,
		"15-Mar-92": 19920315, "Mar 1 1970": 19700301, "24-May-11": 20110524, "3/1/70": 19700301, "1978-12-11T00:00:00Z": 19781211, "1978-12-11 00:00:00": 19781211,
		"1. Dez 1960": 19601201, "2 desember 2001": 20011202, "1/1/26": 20260101, "1/1/27": 19270101,
		"": 0, "soon": 0, "31.13.1970": 0, "1-2": 0, "0000-00-00": 0, "99999999": 0, "1978-12-11-10": 19781211, "12 34 56 78": 0,
	} {
		if got := ReadDate(written, 2026); got != want {
			t.Errorf("%q: %d, want %d", written, got, want)
		}
	}
}

func TestBirthDatesAgreeByDegrees(t *testing.T) {
	for _, x := range []struct {
		a, b Date
		want string
	}{{19781211, 19781211, "same"}, {19781211, 19781112, "swapped"}, {19781211, 19781221, "close"}, {19781211, 19782111, "close"}, {19781211, 19780311, "partly"}, {19781211, 19651211, "partly"}, {19781211, 19900315, "differs"}} {
		if got := Levels[Birth][compareBirth(x.a, x.b)]; got != x.want {
			t.Errorf("%d, %d: %s, want %s", x.a, x.b, got, x.want)
		}
	}
	if compareBirth(0, 19781211) != Unknown {
		t.Error("a missing date says something")
	}
}

func TestNamesAgreeByDegrees(t *testing.T) {
	for _, x := range []struct{ a, b, given string }{{"robert", "bob", "close"}, {"robert", "rober", "close"}, {"robert", "r", "initial"}, {"mary", "mark", "similar"}, {"jim", "jane", "differs"},
		{"anna maria", "anna marie", "close"}, {"jhon", "john", "close"}, {"ada", "王", ""}, {"", "ada", ""}, {"olav", "ola", "close"}} {
		got := ""
		if l := compareGiven(x.a, x.b); l != Unknown {
			got = Levels[Given][l]
		}
		if got != x.given {
			t.Errorf("%s, %s: %q, want %q", x.a, x.b, got, x.given)
		}
	}
	for _, x := range []struct{ a, b, family string }{{"sentosa", "medina sentosa", "close"}, {"dahl hansen", "dahlhansen", "close"}, {"wiest", "weest", "close"}, {"garski", "garsky", "close"}, {"smith", "jones", "differs"}, {"klempski", "klimpsky", "close"}} {
		if got := Levels[Family][compareFamily(x.a, x.b)]; got != x.family {
			t.Errorf("%s, %s: %q, want %q", x.a, x.b, got, x.family)
		}
	}
}

func TestNamesAreReadIntoTheirParts(t *testing.T) {
	for written, want := range map[string][2]string{"Ada Lovelace": {"ada", "lovelace"}, "Lovelace, Ada": {"ada", "lovelace"}, "Dr. Ludwig van Beethoven Jr": {"ludwig", "van beethoven"},
		"Ada": {"", "ada"}, "Ellie O’Hare": {"ellie", "ohare"}, "": {"", ""}, "123": {"", ""}} {
		if given, family := readName(Name{Whole: written}); given != want[0] || family != want[1] {
			t.Errorf("%q: %q %q", written, given, family)
		}
	}
}

func TestAddressesAreReadWholeOrInParts(t *testing.T) {
	for _, x := range []struct {
		a    Address
		want where
	}{
		{Address{Lines: []string{"123 Main Street, Las Vegas NV 89132"}}, where{"123", "main", "las vegas", "89132"}},
		{Address{Lines: []string{"Ansbacher Strasse 23, 56422 Dusseldorf"}}, where{"23", "ansbacher", "dusseldorf", "56422"}},
		{Address{Lines: []string{"Tollbugata 8B"}, Town: "Oslo", Postcode: "0152"}, where{"8b", "tollbugata", "oslo", "0152"}},
		{Address{Lines: []string{"Skyline Apartments, 705 Sheppard Ave"}, Town: "Toronto", Postcode: "M1S 1T4"}, where{"705", "skyline apartments sheppard", "toronto", "m1s1t4"}},
		{Address{Number: "6", Lines: []string{"tullaroop street"}, Town: "st james", Postcode: "4011"}, where{"6", "tullaroop", "st james", "4011"}},
		{Address{}, where{}},
	} {
		if got := readAddress(x.a); got != x.want {
			t.Errorf("%+v: %+v, want %+v", x.a, got, x.want)
		}
	}
}

func TestWhatIsCertainEnoughToJoin(t *testing.T) {
	whole := func(name, birth string) (d Description) {
		if name != "" {
			d.Names = []Name{{Whole: name}}
		}
		if birth != "" {
			d.Births = []string{birth}
		}
		return d
	}
	for _, x := range []struct {
		a, aBirth, b, bBirth string
		office, agree        bool
	}{
		{"Ada Lovelace", "", "Lovelace Ada", "", true, true},
		{"Ada Lovelace", "", "A. Lovelace", "", false, true},
		{"Ada Lovelace", "", "A. Lovelace", "", true, false},
		{"Ada Lovelace", "", "Ada King Lovelace", "", false, true},
		{"Ada", "", "Ada Lovelace", "", false, true},
		{"Ada Lovelace", "", "", "", true, true},
		{"Edward Kusha", "", "Mary Kusha", "", false, false},
		{"Andrew Anderson", "", "Andy Anderson", "", false, false},
		{"Anna Anderson", "", "Annabelle Anderson", "", false, false},
		{"A L", "", "Ada Lovelace", "", false, false},
		{"John Smith", "1970-10-10", "John Smith", "1990-03-15", false, false},
		{"John Smith", "1970-10-10", "John Smith", "10.10.1970", false, true},
		{"John Smith", "1970-10-10", "John Smith", "1970-10-11", false, true},
	} {
		if got := Agree(whole(x.a, x.aBirth), whole(x.b, x.bBirth), 2026, x.office); got != x.agree {
			t.Errorf("%s (%s), %s (%s), office %v: %v", x.a, x.aBirth, x.b, x.bBirth, x.office, got)
		}
	}
	for address, office := range map[string]bool{"info@example.com": true, "Kunde.Service@example.no": true, "ada@example.com": false, "info+x@example.com": true} {
		if Office(address) != office {
			t.Errorf("%s: %v", address, !office)
		}
	}
}

// FuzzDescribe reads strangers' names, dates and addresses: nothing is refused,
// and what was read is valid text and compares as equal to itself.
func FuzzDescribe(f *testing.F) {
	f.Add("Dr Ada King, Countess", "1815-12-10", "12 St James's Square, London SW1Y", "SW1Y 4JH", "x:294-66-9999", "+44 20 7946 0018")
	f.Add("王杰", "9/14/93", "#01-11, HillV2, 4 Hillview Rise, 667979", "", "", "")
	f.Add("\xff\x00,", "31.2.99", ",,,;\n", "\x00", ":", "٣٤٥")
	f.Add("van", "Mar Mar Mar", "1,1,1", "1", "a:b:c", "0")
	f.Fuzz(func(t *testing.T, name, birth, address, postcode, external, phone string) {
		p := newComparer(NewPeople())
		d := Description{Names: []Name{{Whole: name}, {Given: name, Family: address}}, Births: []string{birth}, Emails: []string{name + "@" + address}, Phones: []string{phone},
			Addresses: []Address{{Lines: []string{address}, Postcode: postcode}, {Town: address, Number: postcode}}, Externals: []ExternalID{{System: "x", Value: external}}}
		for i := range int64(2) {
			d.ID = i
			var r, again Reading
			r.Read(d, 2026)
			if err := again.Parse(string(r.Append(nil))); err != nil {
				t.Fatal(err)
			}
			if written := r.Append(nil); !bytes.Equal(again.Append(nil), written) || again.Parse(string(written[:len(written)-1])) == nil {
				t.Fatalf("%+v is taken up as %+v", r, again)
			}
			p.Add(&r)
		}
		for _, w := range []*words{p.given, p.family, p.street, p.town, p.postcode} {
			for _, text := range w.text {
				if !utf8.ValidString(text) {
					t.Fatalf("%q is kept", text)
				}
			}
		}
		if date := ReadDate(birth, 2026); date != 0 && (date.month() < 1 || date.month() > 12 || date.day() < 1 || date.day() > 31 || date.year() < 1800) {
			t.Fatalf("%q is read as %d", birth, date)
		}
		x := p.compare(&p.all[0], &p.all[1])
		for f := range Field(Fields) {
			if l := x.level(f); l != Unknown && l != f.top() && f != Street && f != Place && f != Given && f != Family {
				t.Fatalf("%s of the same description is at level %d", Codes[f], l)
			}
		}
		Agree(d, d, 2026, false)
		Office(name)
	})
}
