package likeness

import (
	"slices"
	"strings"
	"unicode"

	"regard/internal/platform/text"
)

// readName returns the folded given names and family name, either of which may
// be missing. Titles and generations (Dr, Jr) are left out. Where nobody told
// the parts apart the last word is the family's, or what stands before a comma.
func readName(n Name) (given, family string) {
	given, family = nameWords(n.Given), nameWords(n.Family)
	if given != "" || family != "" {
		return given, family
	}
	if before, after, ok := strings.Cut(n.Whole, ","); ok && nameWords(after) != "" {
		return nameWords(after), nameWords(before)
	}
	words := strings.Fields(nameWords(n.Whole))
	if len(words) == 0 {
		return "", ""
	}
	at := len(words) - 1
	for at > 1 && particles[words[at-1]] {
		at--
	}
	return strings.Join(words[:at], " "), strings.Join(words[at:], " ")
}

// particles belong to the family name that follows them.
var particles = setOf("van von der den de del della di da dos du la le el al bin ibn af av mac mc")

// titles are no part of a name.
var titles = setOf("mr mrs ms miss dr prof sir herr frau hr fru jr sr ii iii iv esq phd md")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// nameWords folds a name into its words.
func nameWords(s string) string {
	s = strings.ReplaceAll(text.Fold(s), "'", "")
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) })
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return titles[w] }), " ")
}

// latin tells whether a name is in Latin letters. Names in different scripts
// cannot be compared letter by letter.
func latin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.Is(unicode.Latin, r)
		}
	}
	return true
}

// compareGiven compares given names.
func compareGiven(a, b string) Level {
	switch {
	case a == "" || b == "" || latin(a) != latin(b):
		return Unknown
	case a == b:
		return 4
	}
	x, restX, _ := strings.Cut(a, " ")
	y, restY, _ := strings.Cut(b, " ")
	if length(x) == 1 || length(y) == 1 {
		if firstOf(x) == firstOf(y) {
			return 1
		}
		return 0
	}
	switch {
	case x == y && (restX == "" || restY == "" || firstOf(restX) == firstOf(restY)), strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", ""):
		return 3
	case nicknames(x, y), closeWords(x, y):
		return 3
	case x == y, Similarity(a, b) >= 0.85, length(x) > 4 && length(y) > 4 && Edits(x, y, 2) <= 2, soundAlike(x, y):
		return 2
	}
	return 0
}

// compareFamily compares family names.
func compareFamily(a, b string) Level {
	switch {
	case a == "" || b == "" || latin(a) != latin(b):
		return Unknown
	case a == b:
		return 3
	case strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", ""), closeWords(a, b), oneHasTheOther(a, b):
		return 2
	case Similarity(a, b) >= 0.85, length(a) > 4 && length(b) > 4 && Edits(a, b, 2) <= 2, soundAlike(a, b):
		return 1
	}
	return 0
}

// closeWords tells whether two words may be one, mistyped: one edit apart, if
// they are long enough for that to say something, or two in a long one.
func closeWords(a, b string) bool {
	x, y := length(a), length(b)
	switch least := min(x, y); {
	case least < 3:
		return false
	case least < 5: // Mary is not Mark, but Jonn may be John, and Jhon
		return Edits(a, b, 1) <= 1 && (x != y || swapped(a, b))
	case least < 8:
		return Edits(a, b, 1) <= 1
	}
	return Edits(a, b, 2) <= 2
}

// oneHasTheOther tells whether all words of one name are among the other's.
func oneHasTheOther(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if !strings.Contains(b, " ") {
		return false
	}
	in := strings.Fields(b)
	for w := range strings.FieldsSeq(a) {
		if length(w) < 2 || !slices.Contains(in, w) {
			return false
		}
	}
	return true
}

// swapped tells whether two words have the same letters.
func swapped(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func firstOf(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// soundAlike tells whether two words sound alike; where little is heard (Jim,
// Jane), they must look alike too.
func soundAlike(a, b string) bool {
	s := soundOf(a)
	return s == soundOf(b) && (len(s) > 2 || Similarity(a, b) >= 0.75)
}

// soundOf returns roughly how a Latin word sounds, for names that are heard and
// not read: the first letter's group, then the groups of the consonants, as in
// Soundex (Russell 1918) but with C, K, Q and G, S and Z, D and T, B and P, M
// and N, F, V and W as one, six at most. Other scripts are as they are.
func soundOf(word string) string {
	if !latin(word) {
		return word
	}
	var buf [8]byte
	out := buf[:0]
	var last byte
	for i := 0; i < len(word) && len(out) < 6; i++ {
		group := sounds(word, i)
		if group == 0 && len(out) == 0 && word[i] != ' ' {
			group = 'a'
		}
		if group != 0 && group != last {
			out = append(out, group)
		}
		if word[i] != 'h' {
			last = group
		}
	}
	return string(out)
}

func sounds(word string, i int) byte {
	next := byte(0)
	if i+1 < len(word) {
		next = word[i+1]
	}
	switch word[i] {
	case 'p':
		if next == 'h' {
			return 'f'
		}
		return 'b'
	case 'b':
		return 'b'
	case 'f', 'v', 'w':
		return 'f'
	case 'c':
		if next == 'e' || next == 'i' || next == 'y' {
			return 's'
		}
		return 'k'
	case 'g', 'j':
		return 'g'
	case 'k', 'q', 'x':
		return 'k'
	case 's', 'z':
		return 's'
	case 'd', 't':
		return 't'
	case 'l':
		return 'l'
	case 'm', 'n':
		return 'n'
	case 'r':
		return 'r'
	}
	return 0
}

// called are given names that one person may go by, each line a group. A name
// may stand in several.
const called = `
robert rob robbie bob bobby bert
richard rick ricky rich dick
william will willie bill billy liam
edward ed eddie ted teddy ned
edwin ed
theodore ted theo
james jim jimmy jamie
john jack johnny jon
jonathan jon
michael mike mick mickey
nicholas nick nicolas nico
thomas tom tommy
david dave davy
daniel dan danny
andrew andy drew
anthony tony
antonio tony toni
charles charlie chuck
christopher chris kit
christian chris
christine chris tina chrissy
christina chris tina
joseph joe joey
josef sepp
joshua josh
matthew matt
patrick pat paddy
patricia pat patty trish tricia
peter pete
stephen steve stevie
steven steve stevie
samuel sam sammy
samantha sam
benjamin ben benny
alexander alex alec sandy sasha
alexandra alex sandra sasha
gregory greg
geoffrey geoff jeff
jeffrey jeff
kenneth ken kenny
lawrence larry
leonard leo len lenny
louis lou louie luis
raymond ray
ronald ron ronnie
donald don donnie
frederick fred freddie
francis frank
frances fran
gerald gerry jerry
henry harry hank
harold harry hal
timothy tim
zachary zach zac
elizabeth liz lizzie beth betty eliza lisa ellie
eleanor ellie nell
margaret maggie meg peggy greta
katherine kate kathy katie kat
catherine kate cathy katie
kathleen kathy
jennifer jen jenny
jessica jess jessie
rebecca becky becca
susan sue susie
susanne sue susie
deborah deb debbie
barbara barb
dorothy dot dottie
victoria vicky tori
amanda mandy
abigail abby gail
charlotte lottie charlie
isabella bella izzy
jacqueline jackie
judith judy
pamela pam
penelope penny
philip phil
stephanie steph
theresa terry tess
veronica ronnie
virginia ginny
johannes hans johan
karl carl kalle
katarina kari
margareta greta
mary maria marie
olav ola
`

var groups = func() map[string][]int {
	all, n := map[string][]int{}, 0
	for line := range strings.Lines(called) {
		for w := range strings.FieldsSeq(line) {
			all[w] = append(all[w], n)
		}
		n++
	}
	return all
}()

// nicknames tells whether two given names are names of one.
func nicknames(a, b string) bool {
	for _, g := range groups[a] {
		if slices.Contains(groups[b], g) {
			return true
		}
	}
	return false
}
