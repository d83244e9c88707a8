// Package mail reads strangers' mail: one message, a file, an mbox, a Maildir, or a tree of them.
//
// A mail comes from anywhere and is often broken, so reading is tolerant: [Parse] either returns a [Message] whose
// Notes say what was mended or lost, or refuses with an error that says why. It never panics, never hangs and never
// drops a message silently: size, header, nesting and number of parts are bounded ([MaxSize] and its neighbours).
// Every string in a Message is valid UTF-8 without NUL, so that it can be stored and shown as it is.
// [Open] walks whatever a user points at and holds one message at a time, however large the mbox.
// The package knows nothing of who wrote or why; it only makes mail readable.
package mail

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Bounds of what is read. What is larger is refused (a message, its header) or kept as one opaque attachment (deeper
// nesting) or left out (further parts and text); the latter two leave a note.
const (
	MaxSize   = 50 << 20 // bytes of one message
	MaxHeader = 1 << 20  // bytes of one header, the message's or a part's
	MaxDepth  = 40       // multiparts inside each other
	MaxParts  = 2000     // parts of one message
	MaxText   = 4 << 20  // bytes of its text, and of its HTML; the rest is left out, with a note
)

// Why a message was refused, in words for whoever sent it in. Compare with errors.Is.
var (
	ErrEmpty     = errors.New("empty")
	ErrNotMail   = errors.New("no header at all, not a mail")
	ErrBinary    = errors.New("binary data, not a mail")
	ErrTooLarge  = errors.New("larger than 50 MB")
	ErrBigHeader = errors.New("header larger than 1 MB, not a mail")
)

// Message is one mail, readable.
type Message struct {
	MessageID  string   // without angle brackets, as are the two below
	InReplyTo  []string // the messages that this one answers
	References []string // the thread, oldest first

	From, Sender, ReplyTo, To, Cc []Address // groups flattened

	Subject  string
	Date     time.Time // as the writer's clock and zone had it; zero when there is none or it cannot be read
	Received time.Time // when the last server took it, a fallback for Date; zero when there is no readable trace

	Text   string // the readable body: its plain text, else its HTML made readable
	HTML   string // the HTML body as it came, where there is one: never show it unsanitised
	Body   string // of Text, what the writer wrote now
	Quoted string // the rest: quoted replies, forwarded originals, signatures; without Text, that of a mail passed on as attachment

	Automated   bool // no person wrote this for its reader, and no robot should answer it
	Kind        Kind
	Attachments []Attachment
	Notes       []string // what was mended or lost in reading
}

// Address is one mailbox of a header. Address is empty where the header gave only a name; it is otherwise as written,
// without comments, route or blanks, but not checked: a stranger may put anything there.
type Address struct {
	Name    string
	Address string
}

// Attachment is a part that is not the body. Its bytes are not kept.
type Attachment struct {
	Name      string // the file's name as the sender gave it, without a path; may be empty
	MediaType string // lower case, such as "image/png"
	Size      int    // bytes after decoding
}

// Parse reads one mail from r. It returns one of the errors above when there is no mail to be had, or the error of r;
// anything else that is wrong with the mail is mended as far as it goes and told in Notes.
func Parse(r io.Reader) (Message, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return Message{}, fmt.Errorf("read mail: %w", err)
	}
	if len(data) > MaxSize {
		return Message{}, ErrTooLarge
	}
	return parse(data)
}

// parse reads one mail that is wholly in memory.
func parse(data []byte) (Message, error) {
	var n notes
	data, err := frame(data, &n)
	if err != nil {
		return Message{}, err
	}
	root, err := readTree(data, &n)
	if err != nil {
		return Message{}, err
	}
	var m Message
	m.readHeader(root, &n)
	m.readBody(root, &n)
	m.Kind, m.Automated = classify(root, m)
	m.Notes = n.all
	return m, nil
}

// notes collects what was mended or lost, each once.
type notes struct {
	all  []string
	seen map[string]bool
}

// maxNotes bounds what a hostile mail can make us say about it.
const maxNotes = 50

// add notes one thing, made fit to store and show.
func (n *notes) add(format string, args ...any) {
	s := oneLine(fmt.Sprintf(format, args...))
	if n.seen[s] || len(n.all) >= maxNotes {
		return
	}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	n.seen[s] = true
	n.all = append(n.all, s)
}
