package sign

import "testing"

func FuzzOnlyWhatWeSignedOpens(f *testing.F) {
	k := Key("0123456789abcdef0123456789abcdef")
	f.Add(k.Sign("timeline", "42"))
	f.Add("")
	f.Add("AAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, s string) {
		if content, ok := k.Open("timeline", s); ok && k.Sign("timeline", content) != s {
			// base64 has slack bits: the content must still be ours.
			if again, ok := k.Open("timeline", k.Sign("timeline", content)); !ok || again != content {
				t.Errorf("%q opened as %q", s, content)
			}
		}
		if _, ok := k.Open("link", k.Sign("timeline", s)); ok {
			t.Error("one purpose opened another's text")
		}
		if got, ok := k.Open("timeline", k.Sign("timeline", s)); !ok || got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}
