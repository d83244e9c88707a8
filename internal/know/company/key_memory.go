package company

import (
	"sync"
	"time"
)

// keyMemory remembers keys that were just recognised, so that who calls a
// thousand times a second is not looked up as often. A key that this process
// revokes is forgotten at once; one that another process revokes, within
// remembered.
type keyMemory struct {
	mu         sync.Mutex
	keys       map[string]recognised // by the key's digest
	generation int                   // how often something was forgotten
}

type recognised struct {
	key   Key
	until time.Time // by the machine's own clock, which never steps
}

// remembered is for how long.
const remembered = time.Second

// recall returns a key that is remembered, and what to say to remember it otherwise.
func (m *keyMemory) recall(digest string) (k Key, known bool, generation int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, known := m.keys[digest]
	if known && time.Now().After(r.until) {
		delete(m.keys, digest)
		known = false
	}
	return r.key, known, m.generation
}

// remember remembers a key that was read at a time, unless something was
// forgotten since recall told the generation.
func (m *keyMemory) remember(digest string, k Key, read time.Time, generation int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.generation != generation {
		return
	}
	if m.keys == nil {
		m.keys = map[string]recognised{}
	}
	m.keys[digest] = recognised{k, read.Add(remembered)}
}

// forget forgets every key.
func (m *keyMemory) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.keys)
	m.generation++
}
