package coverage

// FactCounted says that a count was finished.
const FactCounted = "coverage.counted"
