// Package web holds what the browser gets: styles, script, icons and the font,
// bundled by `make build` into dist. It only embeds; a checkout without Node
// still compiles, and such a binary says that its assets are missing.
package web

import "embed"

// Dist holds dist/ and, once bundled, dist/manifest.json.
//
//go:embed all:dist
var Dist embed.FS
