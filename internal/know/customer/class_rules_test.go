package customer_test

import (
	"testing"

	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

func TestTheClosestPatternDecides(t *testing.T) {
	c, err := customer.CompileClassRules([]customer.ClassRule{
		{Pattern: "noreply@", Class: customer.Newsletter},
		{Pattern: "@carrier.example", Class: customer.Supplier},
		{Pattern: " @Press.Carrier.example ", Class: customer.Newsletter},
		{Pattern: "Kari@carrier.example", Class: customer.Staff},
		{Pattern: "handle:x:@SomeBot", Class: customer.Bot},
		{Pattern: "@bücher.example", Class: customer.Test},
	})
	if err != nil {
		t.Fatal(err)
	}
	for written, want := range map[string]string{
		"email:post@carrier.example":         "supplier",
		"email:post@mail.carrier.example":    "supplier",
		"email:post@othercarrier.example":    "",
		"email:a@mail.press.carrier.example": "newsletter",
		"email:kari@CARRIER.example":         "staff",
		"email:noreply@carrier.example":      "supplier",
		"email:NoReply@shop.example":         "newsletter",
		"email:noreply+1@shop.example":       "newsletter",
		"email:noreplying@shop.example":      "",
		"handle:x:somebot":                   "bot",
		"handle:y:somebot":                   "",
		"email:a@xn--bcher-kva.example":      "test",
		"phone:+4740000001":                  "",
		"external:crm:kari@carrier.example":  "",
	} {
		rule, _ := c.Of(held(t, written))
		if string(rule.Class) != want {
			t.Errorf("%s is %q, want %q", written, rule.Class, want)
		}
	}
	if rule, found := c.Of(held(t, "email:noreply@shop.example", "handle:x:somebot")); !found || rule.Class != customer.Bot {
		t.Errorf("%v: a handle fits more closely than a mailbox", rule)
	}
	shared := held(t, "email:kari@carrier.example")
	shared[0].Shared = true
	if rule, found := c.Of(shared); found {
		t.Errorf("a shared address decided: %v", rule)
	}
}

func TestWhatIsNoPatternIsRefused(t *testing.T) {
	for pattern, code := range map[string]string{
		"": "class_rule.malformed", "carrier.example": "class_rule.malformed", "@": "class_rule.malformed", "@localhost": "class_rule.malformed",
		"a b@x.example": "class_rule.malformed", "handle:x": "class_rule.malformed", "handle::a": "class_rule.malformed", "no+reply@": "class_rule.malformed",
		"POST@carrier.example": "class_rule.twice",
	} {
		_, err := customer.CompileClassRules([]customer.ClassRule{{Pattern: "post@carrier.example", Class: customer.Supplier}, {Pattern: pattern, Class: customer.Bot}})
		if p := problem.Of(err); p == nil || p.Code != code || p.Field != "pattern" {
			t.Errorf("%q: %v, want %s", pattern, err, code)
		}
	}
	if _, err := customer.CompileClassRules([]customer.ClassRule{{Pattern: "post@carrier.example"}}); problem.Of(err) == nil || problem.Of(err).Code != "class.unknown" {
		t.Errorf("%v", err)
	}
}

func TestProposalsLeaveOutWhatIsThere(t *testing.T) {
	own := []string{"support@firm.example", "@firm.example", "firm.example", "shop.example"}
	list := customer.ProposedClassRules(own, []customer.ClassRule{{Pattern: "noreply@", Class: customer.Bot}})
	var got string
	for _, r := range list {
		got += r.Pattern + " "
	}
	if want := "support@firm.example @firm.example @shop.example no-reply@ donotreply@ mailer-daemon@ postmaster@ newsletter@ "; got != want {
		t.Errorf("%s", got)
	}
}
