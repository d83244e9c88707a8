package text

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"
)

//go:embed model.bin
var modelFile []byte

// Weights are a linear model over hashed features: for each place a row of small whole numbers, one for each of its
// outputs, which Scale brings to their size.
type Weights struct {
	Places  int       // how many rows there are
	Outputs int       // columns that mean something; a row has Width of them
	Bias    []float32 // by output
	Scale   []float32 // by output
	Rows    []byte    // each Width signed bytes
}

// Width is how many columns a row has.
const Width = 16

// Model is all that is learnt. It is made by tools/textmodel.
type Model struct {
	Tongue      Weights // outputs: Tongues
	Sense       Weights // outputs: whether anything is felt, to which side it leans, Emotions, Needs
	Value       [gramKinds]float32
	Calibration []Calibration // by language, in the order of Languages
}

// Tongues are the languages that are told from one another, and none of them.
var Tongues = []string{"da", "de", "en", "es", "et", "fi", "fr", "is", "it", "nl", "no", "pl", "pt", "sv", Undetermined}

// Calibration makes probabilities of a language's logits that come true as often as they say.
type Calibration struct {
	Felt    Platt      // of the logit of whether anything is felt
	Side    Platt      // of the logit of whether what is felt is good
	Need    float32    // what the needs' logits are multiplied with
	Decide  [3]float32 // added to the logarithms of the probabilities where one class is to be chosen
	Emotion [8]Platt   // of each emotion's logit
}

// Platt is a logit's scale and shift (after Platt, "Probabilistic outputs for support vector machines", 1999).
type Platt struct {
	Scale, Shift float32
}

// Of makes a probability of a logit.
func (c *Platt) Of(logit float64) float64 { return Logistic(float64(c.Scale)*logit + float64(c.Shift)) }

// Three makes probabilities of negative, neutral and positive of the logits of whether anything is felt, and on which side.
func (c *Calibration) Three(felt, side float64) [3]float64 {
	f, g := c.Felt.Of(felt), c.Side.Of(side)
	return [3]float64{f * (1 - g), 1 - f, f * g}
}

const (
	outFelt    = 0
	outSide    = 1
	outEmotion = 2
	outNeeds   = outEmotion + len(Emotions)
	// Outputs is how many outputs the model of what a text says has.
	Outputs = outNeeds + needs
)

const magic = "regard text 2\n"

var errModel = errors.New("text: this is no model, or one for another version")

// theModel is the one in the program.
var theModel = sync.OnceValue(func() *Model {
	m, err := ParseModel(modelFile)
	if err != nil {
		panic(err)
	}
	return m
})

// Place is the row of a feature among so many.
func Place(hash uint32, places int) uint32 { return uint32(uint64(hash) * uint64(places) >> 32) }

// Append appends the model's file to b.
func (m *Model) Append(b []byte) []byte {
	b = append(b, magic...)
	for _, w := range []*Weights{&m.Tongue, &m.Sense} {
		b = binary.LittleEndian.AppendUint32(b, uint32(w.Places))
		b = append(b, byte(w.Outputs))
		b = appendFloats(b, w.Bias)
		b = appendFloats(b, w.Scale)
		b = append(b, w.Rows...)
	}
	b = appendFloats(b, m.Value[:])
	b = append(b, byte(len(m.Calibration)))
	for _, c := range m.Calibration {
		b = appendFloats(b, c.floats())
	}
	return b
}

func appendFloats(b []byte, list []float32) []byte {
	for _, x := range list {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

func (c *Calibration) floats() []float32 {
	var all []float32
	for _, p := range c.platts() {
		all = append(all, p.Scale, p.Shift)
	}
	return append(append(all, c.Need), c.Decide[:]...)
}

func (c *Calibration) platts() []*Platt {
	all := []*Platt{&c.Felt, &c.Side}
	for i := range c.Emotion {
		all = append(all, &c.Emotion[i])
	}
	return all
}

// ParseModel reads a model's file, which it goes on to use.
func ParseModel(b []byte) (*Model, error) {
	r := parser{rest: b}
	if string(r.take(len(magic))) != magic {
		return nil, errModel
	}
	m := &Model{}
	for _, w := range []*Weights{&m.Tongue, &m.Sense} {
		w.Places, w.Outputs = int(binary.LittleEndian.Uint32(r.take(4))), r.small()
		if w.Places < 1 || w.Places > 1<<24 || w.Outputs > Width {
			return nil, errModel
		}
		w.Bias, w.Scale = r.floats(w.Outputs), r.floats(w.Outputs)
		w.Rows = r.take(Width * w.Places)
	}
	copy(m.Value[:], r.floats(len(m.Value)))
	m.Calibration = make([]Calibration, r.small())
	for i := range m.Calibration {
		c := &m.Calibration[i]
		for _, p := range c.platts() {
			f := r.floats(2)
			p.Scale, p.Shift = f[0], f[1]
		}
		c.Need = r.floats(1)[0]
		c.Decide = [3]float32(r.floats(3))
	}
	if r.short || len(r.rest) > 0 || len(m.Calibration) != len(Languages) || m.Tongue.Outputs != len(Tongues) || m.Sense.Outputs != Outputs {
		return nil, fmt.Errorf("%w: %d bytes too many", errModel, len(r.rest))
	}
	return m, nil
}

// parser takes a file apart. Beyond its end everything is 0.
type parser struct {
	rest  []byte
	short bool
}

func (p *parser) take(n int) []byte {
	if n > len(p.rest) {
		p.short, p.rest = true, nil
		return make([]byte, min(n, 1<<20))
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *parser) small() int { return int(p.take(1)[0]) }

func (p *parser) floats(n int) []float32 {
	list, b := make([]float32, n), p.take(4*n)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return list
}
