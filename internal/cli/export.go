package cli

// Export writes out customers, interactions or impressions.
type Export struct {
	What string `arg:"" optional:""`
}

// Run exports.
func (Export) Run(s *session) error { return nil }
