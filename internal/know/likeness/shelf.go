package likeness

// Shelf is where readings wait to be compared, each in a place of its own. There
// may be more of them than memory holds, so that they are taken up a few at a
// time. The reading that visit is given is its own only until it returns; its
// texts stay as they are.
type Shelf interface {
	// All calls visit with everybody, in ascending order of places.
	All(visit func(place int64, r *Reading) error) error
	// Some calls visit with those in some places; both in ascending order.
	Some(places []int64, visit func(place int64, r *Reading) error) error
}

// Memory is a shelf of a few in memory; its places are 0, 1, 2 and so on.
type Memory struct {
	list []Reading
	year int
}

// NewMemory returns an empty one. year is the present one.
func NewMemory(year int) *Memory { return &Memory{year: year} }

// Add reads a description and puts it on the shelf.
func (m *Memory) Add(d Description) {
	var r Reading
	r.Read(d, m.year)
	m.list = append(m.list, r)
}

// Len returns how many there are.
func (m *Memory) Len() int { return len(m.list) }

// All is a Shelf's.
func (m *Memory) All(visit func(place int64, r *Reading) error) error {
	for i := range m.list {
		if err := visit(int64(i), &m.list[i]); err != nil {
			return err
		}
	}
	return nil
}

// Some is a Shelf's.
func (m *Memory) Some(places []int64, visit func(place int64, r *Reading) error) error {
	for _, i := range places {
		if err := visit(i, &m.list[i]); err != nil {
			return err
		}
	}
	return nil
}
