package torture

import (
	"context"
	"time"

	"regard/internal/program"
)

// site is a data directory with the server that serves it.
type site struct {
	g      *ground
	data   string
	server *program.Process // nil: none
	at     string           // "http://127.0.0.1:4711"
}

// launch starts the program on the directory.
func (s *site) launch() (*program.Process, error) {
	return program.Serve(s.g.Program, s.data, s.g.URL, s.g.secret, s.g.log, s.g.settings...)
}

// start starts it and waits until it serves; it returns how long that took.
func (s *site) start(ctx context.Context) (took time.Duration, err error) {
	began := time.Now()
	if s.server, err = s.launch(); err != nil {
		return 0, err
	}
	s.at, err = s.server.Ready(ctx, patience)
	return time.Since(began), err
}

// killStart starts it and kills it so many milliseconds later, whatever it is at.
func (s *site) killStart(ms int) error {
	p, err := s.launch()
	if err != nil {
		return err
	}
	time.Sleep(time.Duration(ms) * time.Millisecond)
	p.Kill()
	return nil
}

// kill kills its server, where there is one.
func (s *site) kill() {
	if s.server != nil {
		s.server.Kill()
		s.server = nil
	}
}

// ask asks its server to end, as an operator does.
func (s *site) ask() { s.server.Ask() }
