package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Nothing leaves the house but by act/outgoing. Whoever is able to send is
// listed here, and whoever hands it something must have asked that room.

// senders are the rooms that may hold the means to send: mail's client, HTTP
// requests to others, connections. Each with its reason.
var senders = map[string]string{
	"cli":     "the bench calls the server that it has started itself",
	"program": "it starts this program itself, and asks whether it is ready",
	"torture": "it calls the server that it has started itself",

	"platform/database/cluster": "it starts PostgreSQL's own programs",
}

// inward are those of the senders that reach nobody outside: whoever uses them
// need not ask.
var inward = []string{"program", "torture", "platform/database/cluster"}

// means are imports that are only there to send.
var means = []string{"net/smtp", "github.com/wneessen/go-mail", "github.com/emersion/go-smtp", "github.com/gorilla/websocket", "github.com/standard-webhooks/standard-webhooks"}

// calls are what of other imports leads out.
var calls = map[string][]string{
	"net/http":   {"Client", "DefaultClient", "DefaultTransport", "Transport", "RoundTripper", "Get", "Head", "Post", "PostForm", "NewRequest", "NewRequestWithContext"},
	"net":        {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer", "Client"},
	"os/exec":    {"Command", "CommandContext"},
}

// waysOut lists by what a file could send.
func waysOut(f *ast.File) (found []string) {
	named := map[string]string{} // how the file calls an import
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		if slices.ContainsFunc(means, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") }) {
			found = append(found, path)
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if i.Name != nil {
			name = i.Name.Name
		}
		if _, leads := calls[path]; leads {
			if named[name] = path; name == "." {
				found = append(found, path+" under no name")
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Obj == nil && slices.Contains(calls[named[x.Name]], sel.Sel.Name) {
			found = append(found, named[x.Name]+"."+sel.Sel.Name)
		}
		return true
	})
	return found
}

// handsOver tells whether a file uses a sender without having asked
// act/outgoing.
func handsOver(f *ast.File, senders map[string]string) (sender string, unasked bool) {
	asked := false
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		if _, is := senders[room(path)]; is && strings.HasPrefix(path, "regard/") {
			sender = room(path)
		}
		asked = asked || path == "regard/internal/act/outgoing"
	}
	return sender, sender != "" && !asked
}

func TestNothingLeavesTheHouseButByOutgoing(t *testing.T) {
	allowed := map[string]bool{}
	for path, f := range sources(t) {
		own := filepath.ToSlash(filepath.Dir(path))
		if strings.HasSuffix(own, "test") {
			continue // it is for tests
		}
		ways := waysOut(f)
		if _, may := senders[own]; may {
			allowed[own] = allowed[own] || len(ways) > 0
		} else if len(ways) > 0 {
			t.Errorf("%s can send by %s: offer it to act/outgoing, and let a listed room deliver it", path, strings.Join(ways, ", "))
		}
		if sender, unasked := handsOver(f, senders); unasked && own != sender && !slices.Contains(inward, sender) {
			t.Errorf("%s uses %s, which sends, and does not ask act/outgoing", path, sender)
		}
	}
	for own := range senders {
		if !allowed[own] {
			t.Errorf("%s is listed as a sender and sends nothing", own)
		}
	}
}

func TestTheRuleAgainstSendingBites(t *testing.T) {
	read := func(source string) *ast.File {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", source, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for source, want := range map[string]string{
		`package x; import "net/smtp"; var _ = smtp.SendMail`:                                          "net/smtp",
		`package x; import m "github.com/wneessen/go-mail"; var _ = m.NewMsg`:                          "github.com/wneessen/go-mail",
		`package x; import "net/http"; func f() { http.Post("https://x", "", nil) }`:                   "net/http.Post",
		`package x; import h "net/http"; var c = h.Client{}`:                                           "net/http.Client",
		`package x; import "net"; func f() { net.Dial("tcp", "x:25") }`:                                "net.Dial",
		`package x; import . "net/http"; func f() { Get("x") }`:                                        "net/http under no name",
		`package x; import "os/exec"; func f() { exec.Command("sendmail") }`:                           "os/exec.Command",
		`package x; import "net/http"; func f(w http.ResponseWriter, r *http.Request) { _, _ = w, r }`: "",
		`package x; import "net"; func f(c net.Conn) { net.SplitHostPort("") }`:                        "",
	} {
		if got := strings.Join(waysOut(read(source)), ", "); got != want {
			t.Errorf("%q: %q in %s", got, want, source)
		}
	}
	mailers := map[string]string{"platform/post": "sends mail"}
	if _, unasked := handsOver(read(`package x; import "regard/internal/platform/post"; var _ = post.Send`), mailers); !unasked {
		t.Error("a room may hand mail to a sender unasked")
	}
	if _, unasked := handsOver(read(`package x; import ("regard/internal/platform/post"; "regard/internal/act/outgoing"); var _, _ = post.Send, outgoing.Offer`), mailers); unasked {
		t.Error("a room that asks may not hand mail to a sender")
	}
}
