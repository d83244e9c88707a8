package app

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// crowd is a listener that keeps so many connections at once. The next is told
// to come again, rather than left waiting for others that may do nothing.
type crowd struct {
	net.Listener
	most int64
	open atomic.Int64
}

// Accept implements net.Listener.
func (l *crowd) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.open.Add(1) <= l.most {
			return &counted{c, sync.OnceFunc(func() { l.open.Add(-1) })}, nil
		}
		l.open.Add(-1)
		c.SetDeadline(time.Now().Add(100 * time.Millisecond)) //nolint:errcheck // it is closed in any case
		io.WriteString(c, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		c.Close()
	}
}

type counted struct {
	net.Conn
	left func()
}

// Close closes the connection and makes room for another.
func (c *counted) Close() error {
	c.left()
	return c.Conn.Close()
}
