package likeness

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// Reading is a description as it was read: folded, in its parts, each value
// once. It can be written down shortly and taken up again, so that a million of
// them need not be in memory to be compared.
type Reading struct {
	ID        int64
	group     uint8
	names     []nameText
	births    []Date
	emails    []emailText
	phones    []phoneOf
	places    []where
	externals []externalText
}

type nameText struct{ given, family string }
type emailText struct{ local, domain string }
type externalText struct{ system, value string }

// atMost is how many values of a field are compared; who has more of one is no
// person.
const atMost = 8

// Read reads a description. year is the present one, by which years of two
// digits are read. What was read before is overwritten.
func (r *Reading) Read(d Description, year int) {
	r.ID, r.group = d.ID, d.Group
	r.names = readEach(r.names[:0], d.Names, func(n Name) (nameText, bool) {
		given, family := readName(n)
		return nameText{given, family}, given != "" || family != ""
	})
	r.births = readEach(r.births[:0], d.Births, func(s string) (Date, bool) {
		date := ReadDate(s, year)
		return date, date != 0
	})
	r.emails = readEach(r.emails[:0], d.Emails, func(s string) (emailText, bool) {
		at := strings.LastIndexByte(s, '@')
		if at < 1 {
			return emailText{}, false
		}
		return emailText{s[:at], s[at+1:]}, true
	})
	r.phones = readEach(r.phones[:0], d.Phones, readPhone)
	r.places = readEach(r.places[:0], d.Addresses, func(a Address) (where, bool) {
		w := readAddress(a)
		return w, w.street != "" || w.town != "" || w.postcode != ""
	})
	r.externals = readEach(r.externals[:0], d.Externals, func(e ExternalID) (externalText, bool) {
		value := codeOf(e.Value)
		return externalText{e.System, value}, value != ""
	})
}

// readEach reads values and keeps those that are some, each once.
func readEach[W any, V comparable](list []V, written []W, read func(W) (V, bool)) []V {
	for _, w := range written {
		if v, ok := read(w); ok && len(list) < atMost && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// Append writes the reading behind what is in a buffer: each list by its length,
// each text by its length.
func (r *Reading) Append(b []byte) []byte {
	b = binary.AppendVarint(b, r.ID)
	b = append(b, r.group, byte(len(r.names)), byte(len(r.births)), byte(len(r.emails)), byte(len(r.phones)), byte(len(r.places)), byte(len(r.externals)))
	for _, n := range r.names {
		b = appendTexts(b, n.given, n.family)
	}
	for _, d := range r.births {
		b = binary.AppendUvarint(b, uint64(d))
	}
	for _, e := range r.emails {
		b = appendTexts(b, e.local, e.domain)
	}
	for _, n := range r.phones {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, w := range r.places {
		b = appendTexts(b, w.number, w.street, w.town, w.postcode)
	}
	for _, e := range r.externals {
		b = appendTexts(b, e.system, e.value)
	}
	return b
}

func appendTexts(b []byte, list ...string) []byte {
	for _, s := range list {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// clone returns a reading of its own, with its texts in one piece.
func (r *Reading) clone() (own Reading) {
	_ = own.Parse(string(r.Append(nil))) // cannot be short
	return own
}

// errShort is what a reading was cut short by.
var errShort = errors.New("a reading is cut short")

// Parse takes up what Append wrote; the texts are parts of s. What was read
// before is overwritten.
func (r *Reading) Parse(s string) error {
	c := cursor{s: s}
	id := c.number()
	r.ID = int64(id>>1) ^ -int64(id&1)
	var n [7]int
	for i := range n {
		n[i] = int(c.octet())
	}
	r.group = uint8(n[0])
	r.names, r.births, r.emails, r.phones, r.places, r.externals = r.names[:0], r.births[:0], r.emails[:0], r.phones[:0], r.places[:0], r.externals[:0]
	for range n[1] {
		r.names = append(r.names, nameText{c.text(), c.text()})
	}
	for range n[2] {
		r.births = append(r.births, Date(c.number()))
	}
	for range n[3] {
		r.emails = append(r.emails, emailText{c.text(), c.text()})
	}
	for range n[4] {
		r.phones = append(r.phones, phoneOf(c.number()))
	}
	for range n[5] {
		r.places = append(r.places, where{c.text(), c.text(), c.text(), c.text()})
	}
	for range n[6] {
		r.externals = append(r.externals, externalText{c.text(), c.text()})
	}
	if c.short {
		return errShort
	}
	return nil
}

// cursor reads a text from its beginning; behind its end everything is empty.
type cursor struct {
	s     string
	short bool
}

func (c *cursor) octet() byte {
	if c.s == "" {
		c.short = true
		return 0
	}
	b := c.s[0]
	c.s = c.s[1:]
	return b
}

func (c *cursor) number() (n uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := c.octet()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	c.short = true
	return 0
}

func (c *cursor) text() string {
	n := c.number()
	if n > uint64(len(c.s)) {
		c.s, c.short = "", true
		return ""
	}
	t := c.s[:n]
	c.s = c.s[n:]
	return t
}

// readPhone keeps a number's first fifteen digits, four bits each. Numbers with
// fewer than seven are extensions.
func readPhone(s string) (phoneOf, bool) {
	n, digits := phoneOf(0), 0
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' && digits < 15 {
			n = n<<4 | phoneOf(c-'0')
			digits++
		}
	}
	return n, digits >= 7
}
