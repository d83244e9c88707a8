package page

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

type hello struct {
	Name string
	At   time.Time
}

func (hello) Template() string { return "hello" }

type part struct{ hello }

func (part) Template() string { return "hello/part" }

type broken struct{}

func (broken) Template() string { return "hello/broken" }

func testSet(t *testing.T) *Set {
	t.Helper()
	assets, err := OpenAssets(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"main.css":"main-AB.css","icons.svg":"icons-CD.svg"}`)},
		"main-AB.css":   {Data: []byte("a{}")}, "icons-CD.svg": {Data: []byte("<svg/>")}, "secret.txt": {Data: []byte("no")},
	}, "assets")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(fstest.MapFS{
		"layout/a.html":    {Data: []byte(`{{define "shell"}}<html><link href="{{asset "main.css"}}">{{template "main" .}}</html>{{end}}`)},
		"hello/hello.html": {Data: []byte(`{{define "page"}}{{template "shell" .}}{{end}}{{define "main"}}{{icon "x"}}{{template "part" .}}{{end}}{{define "part"}}<p>{{.Name}} {{clock .At}}</p>{{end}}{{define "broken"}}before {{index .Missing 3}}{{end}}`)},
	}, assets, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAPageIsRenderedWithItsLayoutAndAFragmentWithout(t *testing.T) {
	s := testSet(t)
	at := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	html, err := s.HTML(Here{}, hello{Name: "<Ada>", At: at})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="/assets/main-AB.css"`, `href="/assets/icons-CD.svg#x"`, "&lt;Ada&gt;", ">12:00</time>"} {
		if !strings.Contains(string(html), want) {
			t.Errorf("%s lacks %s", html, want)
		}
	}
	html, err = s.HTML(Here{}, part{hello{Name: "Ada", At: at}})
	if err != nil || strings.Contains(string(html), "<html>") || !strings.Contains(string(html), "Ada") {
		t.Errorf("the fragment is %s, %v", html, err)
	}
}

func TestReadersInDifferentZonesDoNotShareOne(t *testing.T) {
	s := testSet(t)
	at := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	zones := map[string]string{"UTC": "12:00", "Europe/Oslo": "13:00", "Asia/Tokyo": "21:00"}
	var wg sync.WaitGroup
	for range 20 {
		for name, want := range zones {
			wg.Go(func() {
				zone, err := time.LoadLocation(name)
				if err != nil {
					t.Error(err)
					return
				}
				html, err := s.HTML(Here{Zone: zone}, part{hello{At: at}})
				if err != nil || !strings.Contains(string(html), ">"+want+"<") {
					t.Errorf("%s: %s, %v", name, html, err)
				}
			})
		}
	}
	wg.Wait()
}

func TestNothingIsWrittenWhenRenderingFails(t *testing.T) {
	s := testSet(t)
	w := httptest.NewRecorder()
	if err := s.Render(w, 200, Here{}, broken{}); err == nil {
		t.Fatal("no error")
	}
	if w.Body.Len() > 0 {
		t.Errorf("wrote %q", w.Body)
	}
}

func TestAssetsAreKeptForEverAndNothingElseIsServed(t *testing.T) {
	s := testSet(t)
	for path, status := range map[string]int{"/assets/main-AB.css": 200, "/assets/secret.txt": 404, "/assets/manifest.json": 404, "/assets/": 404, "/assets/../page.go": 404} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = path
		s.assets.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%s answers %d, want %d", path, w.Code, status)
		}
		if kept := strings.Contains(w.Header().Get("Cache-Control"), "immutable"); kept != (status == 200) {
			t.Errorf("%s is kept: %v", path, kept)
		}
	}
	none, err := OpenAssets(fstest.MapFS{}, "assets")
	if err != nil || !none.Missing() || none.URL("main.css") != "" {
		t.Errorf("a tree nobody bundled: %v, missing %v", err, none.Missing())
	}
}

func TestAFragmentIsAnsweredToHtmxButNotToTheBackButton(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	if WantsFragment(r) {
		t.Error("a plain request wants the page")
	}
	r.Header.Set("HX-Request", "true")
	if !WantsFragment(r) {
		t.Error("htmx wants the fragment")
	}
	w := httptest.NewRecorder()
	Redirect(w, r, "/there")
	if w.Header().Get("HX-Redirect") != "/there" || w.Code != 204 {
		t.Errorf("htmx is sent on by %v, %d", w.Header(), w.Code)
	}
	r.Header.Set("HX-History-Restore-Request", "true")
	if WantsFragment(r) {
		t.Error("the back button wants the page")
	}
	w = httptest.NewRecorder()
	Redirect(w, httptest.NewRequest("POST", "/", nil), "/there")
	if w.Code != 303 || w.Header().Get("Location") != "/there" {
		t.Errorf("a browser is sent on by %d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestAnEventKeepsItsLinesApart(t *testing.T) {
	var b strings.Builder
	if err := WriteEvent(&b, "arrival", "7", []byte("<li>\r\n\n  one\n</li>\n")); err != nil {
		t.Fatal(err)
	}
	if want := "id: 7\nevent: arrival\ndata: <li>\ndata:   one\ndata: </li>\n\n"; b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}
