package likeness

import (
	"cmp"
	"strings"
)

// pass is one way to find pairs: who agrees on a key of it is compared. fields
// are those that the key is made of.
type pass struct {
	fields fieldSet
	keys   func(*Reading, func(...uint64))
}

// passes find pairs. Each rests on other fields, so that whoever differs in
// some is found by another.
var passes = []pass{
	{setOfFields(Email), (*Reading).byEmail},
	{setOfFields(Phone), (*Reading).byPhone},
	{setOfFields(External), (*Reading).byExternal},
	{setOfFields(Birth), (*Reading).byBirth},
	{setOfFields(Given, Family), (*Reading).byName},
	{setOfFields(Family, Birth), (*Reading).byFamilyAndYear},
	{setOfFields(Given, Birth), (*Reading).byGivenAndDay},
	{setOfFields(Family, Place), (*Reading).byFamilyAndPlace},
	{setOfFields(Street), (*Reading).byStreet},
}

// keysOf calls yield with somebody's keys of a pass. Those of different passes
// and groups differ.
func (r *Reading) keysOf(pass int, yield func(key uint64)) {
	passes[pass].keys(r, func(parts ...uint64) {
		k := key(uint64(pass)<<8 | uint64(r.group))
		for _, x := range parts {
			k = key(k ^ x)
		}
		yield(k)
	})
}

// sound is a number for how a word sounds; 0 for no word.
func sound(word string) uint32 {
	if word == "" {
		return 0
	}
	return uint32(hash(soundOf(word))) | 1
}

// hash is FNV-1a of a text (Fowler, Noll and Vo).
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// key spreads a number: splitmix64 (Steele, Lea and Flood 2014).
func key(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// givenSound is how the first of given names sounds.
func (n nameText) givenSound() uint64 {
	first, _, _ := strings.Cut(n.given, " ")
	return uint64(sound(first))
}

// familySound is how the last word of a family name sounds.
func (n nameText) familySound() uint64 {
	return uint64(sound(n.family[strings.LastIndexByte(n.family, ' ')+1:]))
}

func (r *Reading) byEmail(yield func(...uint64)) {
	const telling = 5 // letters: a shorter mailbox is somebody's only at its domain
	for _, e := range r.emails {
		if len(e.local) >= telling {
			yield(hash(e.local))
		} else {
			yield(hash(e.local), hash(e.domain))
		}
	}
}

func (r *Reading) byPhone(yield func(...uint64)) {
	for _, n := range r.phones {
		yield(uint64(n & lastSeven))
	}
}

func (r *Reading) byExternal(yield func(...uint64)) {
	for _, e := range r.externals {
		yield(hash(e.system), hash(e.value))
	}
}

func (r *Reading) byBirth(yield func(...uint64)) {
	for _, d := range r.births {
		yield(uint64(d))
	}
}

func (r *Reading) byName(yield func(...uint64)) {
	for _, n := range r.names {
		// In either order, for parts are told the wrong way round.
		if x, y := n.givenSound(), n.familySound(); x != 0 && y != 0 {
			yield(min(x, y), max(x, y))
		}
	}
}

func (r *Reading) byFamilyAndYear(yield func(...uint64)) {
	for _, n := range r.names {
		if s := n.familySound(); s != 0 {
			for _, d := range r.births {
				yield(s, uint64(d.year()))
			}
		}
	}
}

func (r *Reading) byGivenAndDay(yield func(...uint64)) {
	for _, n := range r.names {
		if s := n.givenSound(); s != 0 {
			for _, d := range r.births {
				yield(s, uint64(min(d.month(), d.day())), uint64(max(d.month(), d.day())))
			}
		}
	}
}

func (r *Reading) byFamilyAndPlace(yield func(...uint64)) {
	for _, n := range r.names {
		if s := n.familySound(); s != 0 {
			for _, w := range r.places {
				yield(s, hash(cmp.Or(w.postcode, " "+w.town)))
			}
		}
	}
}

func (r *Reading) byStreet(yield func(...uint64)) {
	for _, w := range r.places {
		if w.street != "" && w.number != "" {
			first, _, _ := strings.Cut(w.street, " ")
			yield(hash(w.number), uint64(sound(first)))
		}
	}
}

// order is where in a large block somebody stands: by birth date, then by the
// first six letters and digits of the postcode.
func (r *Reading) order() (o uint64) {
	if len(r.births) > 0 {
		o = uint64(r.births[0])
	}
	code := ""
	if len(r.places) > 0 {
		code = r.places[0].postcode
	}
	const kinds, first = 38, 6 // 38^6 < 2^32
	var digits uint64
	for i := range first {
		var d uint64
		if i < len(code) {
			switch c := code[i]; {
			case '0' <= c && c <= '9':
				d = 1 + uint64(c-'0')
			case 'a' <= c && c <= 'z':
				d = 11 + uint64(c-'a')
			default:
				d = kinds - 1
			}
		}
		digits = digits*kinds + d
	}
	return o<<32 | digits
}
