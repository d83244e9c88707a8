package inbound

import (
	"io"
	"iter"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/mail"
	"regard/internal/platform/problem"
)

// Letters says how mail is to be read.
type Letters struct {
	Source  string          // the source that it is recorded under
	Company company.Profile // whose own addresses tell what went out
	Now     time.Time       // what lies more than a day ahead of it has a wrong date
}

// mailbox is mail in a file, an mbox, a Maildir or a tree of them.
type mailbox struct {
	path string
	Letters
}

// Mail reads whatever mail is at a path.
func Mail(path string, l Letters) Input[interaction.Draft] { return &mailbox{path, l} }

// Rows implements Input. A file that is no mail is a row like any: it is
// refused, and so told of.
func (m *mailbox) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for item, err := range mail.Open(m.path) {
			if err != nil {
				err = problem.Field("", "mail.unreadable", problem.Params{"why": reason(err)}).Because(err)
			}
			if !yield(Row{Path: item.Path, Mail: item.Index, item: item, size: int(min(item.Size, mail.MaxSize))}, err) {
				return
			}
		}
	}
}

// Draft implements Input.
func (m *mailbox) Draft(r Row) (d interaction.Draft, err error) {
	message, err := r.item.Parse()
	if err != nil {
		return d, problem.Field("", "mail.unreadable", problem.Params{"why": reason(err)}).Because(err)
	}
	if message.MessageID == "" || len(message.MessageID) > maxShort {
		raw, err := r.Bytes()
		if err != nil {
			return d, err
		}
		message.MessageID = digest(raw)
	}
	return m.Read(message)
}

// reason says why in words that hold no path of the machine.
func reason(err error) string {
	for inner := err; ; {
		unwrapped, ok := inner.(interface{ Unwrap() error })
		if !ok || unwrapped.Unwrap() == nil {
			return inner.Error()
		}
		inner = unwrapped.Unwrap()
	}
}

// Bytes returns the row as it came, to be written where what was refused is
// kept; empty where it is too large to be kept.
func (r Row) Bytes() ([]byte, error) {
	if r.Path == "" || r.item.Size == 0 || r.item.Size > mail.MaxSize {
		return r.raw, nil
	}
	return io.ReadAll(r.item.Reader())
}
