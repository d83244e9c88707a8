package gate

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Proxies are those whose word is taken for whence a request comes. Where none
// are named, any on this machine or in a private network is believed the one
// address that it adds.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks: "10.0.0.2", "2001:db8::/64".
func ParseProxies(list []string) (p Proxies, err error) {
	for _, text := range list {
		n, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("%q is neither an address (10.0.0.2) nor a network (10.0.0.0/8)", text)
			}
			n = netip.PrefixFrom(a, a.BitLen())
		}
		p = append(p, n)
	}
	return p, nil
}

// Whence is the address that a request comes from, as X-Forwarded-For has it
// where a proxy that is believed says so: of its entries the last that is no
// such proxy's own. Of IPv6 it is the network, since a visitor has all of that.
func (p Proxies) Whence(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(said) {
		if !p.believes(a) {
			break
		}
		b, err := netip.ParseAddr(strings.TrimSpace(text))
		if err != nil {
			break
		}
		if a = b; len(p) == 0 {
			break
		}
	}
	if a = a.Unmap(); a.Is6() {
		if n, err := a.Prefix(64); err == nil {
			return n.String()
		}
	}
	return a.String()
}

func (p Proxies) believes(a netip.Addr) bool {
	a = a.Unmap()
	if len(p) == 0 {
		return a.IsLoopback() || a.IsPrivate()
	}
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(a) })
}

// Here tells whether a request comes from this very machine, and not through a
// proxy on it.
func Here(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	a, wrong := netip.ParseAddr(host)
	return err == nil && wrong == nil && a.Unmap().IsLoopback() && r.Header.Get("X-Forwarded-For") == ""
}
