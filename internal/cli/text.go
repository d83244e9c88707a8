package cli

// Text tells what lines of text say.
type Text struct {
	File string `arg:"" optional:""`
}

// Run reads.
func (Text) Run(s *session) error { return nil }
