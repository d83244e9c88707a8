package text

// marks are features of a whole text: what the lexicon makes of it, what emotions its words speak of, how it is
// punctuated. They are steps of the measures, and pairs of steps, so that a model that only adds can bend. Each is there
// twice, for all languages and for its own.
type marks struct {
	list [128]uint32
	n    int
	own  uint32
}

func (k *marks) add(what, step int) {
	h := uint32(what)*prime ^ uint32(step+1000)
	k.list[k.n] = mix(h * saltMark)
	k.list[k.n+1] = mix(h*saltMark ^ k.own)
	k.n += 2
}

// step is which part of the scale a measure falls into.
func step(x float64, bounds ...float64) int {
	for i, b := range bounds {
		if x < b {
			return i
		}
	}
	return len(bounds)
}

// of fills them in from what the sentences added up to, in a language whose number is own.
func (k *marks) of(m *mood, seen *[matchKinds]int, own uint32) {
	k.n, k.own = 0, (own+1)*saltOwn
	praise, blame := step(m.praise, 0.01, 0.8, 1.8, 2.6, 4, 6), step(m.blame, 0.01, 0.8, 1.8, 2.6, 4, 6)
	k.add(1, praise)
	k.add(2, blame)
	k.add(3, praise*10+blame)
	x := m.praise - m.blame
	k.add(4, step(x, -6, -4, -2.5, -1.5, -0.8, -0.01, 0.01, 0.8, 1.5, 2.5, 4, 6))
	k.add(5, step(x/(float64(m.words)+4), -0.3, -0.15, -0.07, -0.01, 0.01, 0.07, 0.15, 0.3))
	k.add(6, step(m.facts, -1.5, -0.5, -0.01, 0.01))
	k.add(7, step(m.manners, 0.01, 0.6))
	k.add(8, step(m.last, -1.5, -0.01, 0.01, 1.5))
	k.add(9, step(m.low, -3, -2, -1, -0.01))
	k.add(10, step(m.high, 0.01, 1, 2, 3))
	k.add(11, min(m.exclaims, 3))
	k.add(12, min(m.asks, 2)*10+step(x, -0.8, -0.01, 0.01, 0.8))
	k.add(13, step(float64(m.words), 1, 3, 6, 10, 16, 30, 60))
	k.add(14, min(m.shouted, 3))
	if m.endsAsking {
		k.add(15, step(x, -0.8, -0.01, 0.01, 0.8))
	}
	for kind, n := range seen {
		if n > 0 {
			k.add(100+kind, min(n, 2))
		}
	}
	for e, n := range m.felt {
		if n > 0 {
			k.add(20+e, min(n, 3))
		}
	}
}
