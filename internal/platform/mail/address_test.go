package mail

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	tests := map[string][]Address{
		"ann@example.com":                         {{"", "ann@example.com"}},
		"Ann <ann@example.com>":                   {{"Ann", "ann@example.com"}},
		`"Smith, Ann" <ann@example.com>`:          {{"Smith, Ann", "ann@example.com"}},
		`"Ann \"A\" Smith"<ann@example.com>`:      {{`Ann "A" Smith`, "ann@example.com"}},
		"ann@example.com (Ann Smith)":             {{"Ann Smith", "ann@example.com"}},
		"Ann (at work) <ann@example.com>":         {{"Ann (at work)", "ann@example.com"}},
		"a@example.com, b@example.com":            {{"", "a@example.com"}, {"", "b@example.com"}},
		"a@example.com; b@example.com":            {{"", "a@example.com"}, {"", "b@example.com"}},
		"<a@example.com> <b@example.com>":         {{"", "a@example.com"}, {"", "b@example.com"}},
		"Team: a@example.com, B <b@example.com>;": {{"", "a@example.com"}, {"B", "b@example.com"}},
		"undisclosed-recipients:;":                nil,
		"<@relay.test,@other.test:a@example.com>": {{"", "a@example.com"}},
		"a @ example . com":                       {{"", "a@example.com"}},
		`"a b"@example.com`:                       {{"", `"a b"@example.com`}},
		"Ann <ann@example.com":                    {{"Ann", "ann@example.com"}},
		"Ann <ann@example.com, b@example.com":     {{"Ann", "ann@example.com"}, {"", "b@example.com"}},
		`"Ann <ann@example.com>, b@example.com`:   {{"Ann", "ann@example.com"}, {"", "b@example.com"}},
		"ann@example.com Ann Smith":               {{"Ann Smith", "ann@example.com"}},
		"'ann@example.com' <ann@example.com>":     {{"ann@example.com", "ann@example.com"}},
		"Mail delivery":                           {{"Mail delivery", ""}},
		"=?utf-8?q?J=C3=B6rg?= <j@example.com>":   {{"Jörg", "j@example.com"}},
		"=?utf-8?Q?M=C3=BCller=2C_J?= <j@x.test>": {{"Müller, J", "j@x.test"}},
		"=?utf-8?Q?J=C3=B6rg <j@example.com>":     {{"Jörg", "j@example.com"}},
		"<>":                                      nil,
		",,;:,":                                   nil,
		"(":                                       {{"(", ""}},
	}
	for in, want := range tests {
		if diff := cmp.Diff(want, addresses(in)); diff != "" {
			t.Errorf("%q:\n%s", in, diff)
		}
	}
}
