package company

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"regard/internal/platform/problem"
)

// Frames says which other sites may show the card in a frame: a configuration.
type Frames struct {
	Origins []string `json:"origins" doc:"https://desk.example.com, or https://*.example.com for all sites of a domain; http only for this machine"`
}

// FramesName names the configuration.
const FramesName = "frames"

const maxOrigins = 50 // they travel in a header of every card

// Frames returns which sites may show the card in a frame; none as it comes.
func (d *Directory) Frames() (f Frames, err error) {
	_, err = d.Configured(FramesName, &f)
	return f, err
}

// SetFrames changes which sites may show the card in a frame.
func SetFrames(ctx context.Context, tx *Tx, f Frames) (_ Frames, err error) {
	defer problem.Wrap(&err, "company.SetFrames")
	kept := Frames{Origins: []string{}}
	for _, s := range f.Origins {
		o, err := ParseOrigin(s)
		if err != nil {
			return kept, err
		}
		if !slices.Contains(kept.Origins, o) {
			kept.Origins = append(kept.Origins, o)
		}
	}
	if len(kept.Origins) > maxOrigins {
		return kept, problem.Field("origins", "frames.too_many", problem.Params{"max": maxOrigins})
	}
	_, err = Configure(ctx, tx, FramesName, kept)
	return kept, err
}

// ParseOrigin reads an origin as browsers compare it: scheme, host and port, the
// host in ASCII, in lower case, without the scheme's own port. "*." before a
// domain stands for all sites of it, but not of one in which anybody may have a
// site ("*.co.uk", "*.github.io").
func ParseOrigin(written string) (string, error) {
	bad := func(code string) (string, error) {
		return "", problem.Field("origins", code, problem.Params{"value": clipOrigin(written)})
	}
	s := strings.TrimSpace(written)
	if strings.HasPrefix(s, "*.") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Path != "" && u.Path != "/" || len(s) > 300 {
		return bad("frames.origin_malformed")
	}
	host, wild := strings.CutPrefix(strings.ToLower(u.Hostname()), "*.")
	ip, notIP := netip.ParseAddr(host)
	if notIP != nil {
		if host, err = idna.Lookup.ToASCII(host); err != nil {
			return bad("frames.origin_malformed")
		}
	}
	port := u.Port()
	switch {
	case u.Scheme == "http" && (wild || !thisMachine(host)), u.Scheme != "http" && u.Scheme != "https":
		return bad("frames.origin_scheme")
	case wild && notIP != nil && everybodys(host):
		return bad("frames.origin_everybody")
	case notIP == nil && (wild || !ip.Is4()), notIP != nil && host != "localhost" && !domain.MatchString(host): // the header knows no IPv6
		return bad("frames.origin_malformed")
	}
	if wild {
		host = "*." + host
	}
	if port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	return u.Scheme + "://" + host, nil
}

func thisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// everybodys tells whether anybody may have a site under a domain.
func everybodys(host string) bool {
	suffix, _ := publicsuffix.PublicSuffix(host)
	return suffix == host
}

func clipOrigin(s string) string {
	if len(s) > 80 {
		s = s[:80] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
