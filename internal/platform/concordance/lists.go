package concordance

import (
	"database/sql"
	"errors"
	"slices"
)

// wordList lists the entries of one word. It leaps over leaves that lie before
// what is asked for.
type wordList struct {
	r       *Reading
	volume  int64
	word    string
	numbers []uint32 // of the leaf that is open
	at      int
	leaf    struct {
		word   string
		number int64
	}
	ended bool
}

func (l *wordList) from(n uint32) (uint32, error) {
	for {
		if k := len(l.numbers); k > 0 && l.numbers[k-1] >= n {
			for l.numbers[l.at] < n {
				l.at++
			}
			return l.numbers[l.at], nil
		}
		if l.ended {
			return none, nil
		}
		if err := l.leap(n); err != nil {
			return none, err
		}
	}
}

// leap opens the leaf that a number would lie in, or the one behind it where
// that holds none so high.
func (l *wordList) leap(n uint32) error {
	word, number, err := l.r.leafBefore(l.volume, l.word, n)
	if err != nil {
		return err
	}
	if l.numbers == nil || word != l.leaf.word || number != l.leaf.number {
		if err := l.open(word, number); err != nil {
			return err
		}
		if k := len(l.numbers); k > 0 && l.numbers[k-1] >= n {
			return nil
		}
	}
	err = l.r.row("SELECT word, number FROM leaf WHERE volume = ? AND (word, number) > (?, ?) ORDER BY word, number LIMIT 1", l.volume, word, number).Scan(&word, &number)
	if errors.Is(err, sql.ErrNoRows) || err == nil && word != l.word {
		l.ended, l.numbers = true, nil
		return nil
	}
	if err != nil {
		return err
	}
	return l.open(word, number)
}

// open reads what a leaf has of the word.
func (l *wordList) open(word string, number int64) error {
	var body []byte
	err := l.r.row("SELECT body FROM leaf WHERE volume = ? AND word = ? AND number = ?", l.volume, word, number).Scan(&body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	l.leaf.word, l.leaf.number, l.numbers, l.at = word, number, slices.Grow(l.numbers[:0], 1), 0
	for len(body) > 0 {
		p, err := take(&body)
		if err != nil {
			return err
		}
		if string(p.word) == l.word {
			l.numbers, err = p.numbers(l.numbers)
			return err
		}
	}
	return nil
}

// leafBefore returns the leaf in which a word's number would lie: the last that
// begins at or before it; the very beginning where there is none.
func (r *Reading) leafBefore(volume int64, word string, number uint32) (first string, at int64, err error) {
	err = r.row("SELECT word, number FROM leaf WHERE volume = ? AND (word, number) <= (?, ?) ORDER BY word DESC, number DESC LIMIT 1", volume, word, number).Scan(&first, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, nil
	}
	return first, at, err
}

// placesOf finds which entry a number is, block by block.
type placesOf struct {
	r      *Reading
	volume int64
	block  int
	keys   []Key
}

// start returns a number before which no entry lies after a place.
func (p *placesOf) start(after Key) (uint32, error) {
	var number uint32
	err := p.r.row("SELECT number FROM place WHERE volume = ? AND at > ? ORDER BY at, number DESC LIMIT 1", p.volume, after.At).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, err
}

// at returns the entry of a number.
func (p *placesOf) at(n uint32) (Key, error) {
	if block := int(n) / placesABlock; p.keys == nil || block != p.block {
		var at int64
		var body []byte
		err := p.r.row("SELECT at, body FROM place WHERE volume = ? AND number = ?", p.volume, block*placesABlock).Scan(&at, &body)
		if errors.Is(err, sql.ErrNoRows) {
			err = ErrDamaged
		}
		if err != nil {
			return Key{}, err
		}
		if p.keys, err = places(p.keys[:0], at, body); err != nil {
			return Key{}, err
		}
		p.block = block
	}
	if k := int(n) % placesABlock; k < len(p.keys) {
		return p.keys[k], nil
	}
	return Key{}, ErrDamaged
}
