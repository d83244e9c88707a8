package mail

import "testing"

func TestDecodeWords(t *testing.T) {
	tests := map[string]string{
		"plain":                             "plain",
		"folded\nline":                      "folded line",
		"=?utf-8?q?Hej_d=C3=A5?=":           "Hej då",
		"=?UTF-8?B?SGVqIGTDpQ==?=":          "Hej då",
		"=?UTF-8?b?SGVqIGTDpQ?=":            "Hej då",
		"a =?utf-8?q?b?= c":                 "a b c",
		"=?utf-8?q?a?= =?utf-8?q?b?=":       "ab",
		"=?utf-8?q?a?=\n=?iso-8859-1?q?b?=": "ab",
		// A character split between two words.
		"=?utf-8?q?=C3?= =?utf-8?q?=A5?=":  "å",
		"=?utf-8?b?w6U=?==?utf-8?b?w6Q=?=": "åä",
		// Things that mailers forget or add.
		"=?utf-8?q?no end":                             "no end",
		"=?utf-8?b?SGVqIGTDpQ==":                       "Hej då",
		"=?utf-8?q?with blanks inside?=":               "with blanks inside",
		"=?utf-8?Q?fold\ned?=":                         "folded",
		"[SPAM]=?utf-8?q?Hej?=":                        "[SPAM] Hej",
		"(=?utf-8?q?Hej?=)":                            "(Hej)",
		"=?utf-8*sv?q?Hej?=":                           "Hej",
		"=?utf-8?q?what=3F?= yes":                      "what? yes",
		"=?x-unknown?q?=E5?=":                          "å",
		"=?cp-1252?q?=80?=":                            "€",
		"=?gb2312?b?xOO6w5Y=?=":                        "你好�",
		"=?iso-8859-8-i?b?+ezl7Q==?=":                  "שלום",
		"=?ks_c_5601-1987?b?yK+/tQ==?=":                "환영",
		"=?utf-7?q?+AOU-?=":                            "å",
		"=?unicode-1-1-utf-7?q?Hi_+Jjo-?=":             "Hi ☺",
		"=?iso-2022-jp?b?GyRCJEobKEI=?=":               "な",
		"=?":                                           "=?",
		"=?utf-8?":                                     "=?utf-8?",
		"=?utf-8?x?abc?=":                              "=?utf-8?x?abc?=",
		"=??q?abc?=":                                   "=??q?abc?=",
		"1 =? 2 ?= 3":                                  "1 =? 2 ?= 3",
		"=?utf-8?q??=":                                 "",
		"=?iso-8859-1?q?M=FCller?= =?iso-8859-1?q?s?=": "Müllers",
	}
	for in, want := range tests {
		if got := decodeWords(in, true); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestRawHeadersAreGuessed(t *testing.T) {
	tests := []struct{ in, charset, want string }{
		{"på", "", "på"},
		{"p\xe5", "", "på"},
		{"p\xe5", "utf-8", "på"},
		{"\xd0\xd2\xc9\xd7\xc5\xd4", "koi8-r", "привет"},
		{"=?iso-8859-1?q?p\xe5?= p\xe5", "", "på på"},
		{"\x1b$B$J\x1b(B", "", "な"},
	}
	for _, tt := range tests {
		if got := decodeWords(recode(tt.in, tt.charset), true); got != tt.want {
			t.Errorf("%q in %q: got %q, want %q", tt.in, tt.charset, got, tt.want)
		}
	}
}
