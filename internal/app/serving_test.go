package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"testing"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

func TestOneServerADirectory(t *testing.T) {
	c := Config{Data: t.TempDir(), Log: slog.New(slog.DiscardHandler), Serves: true}
	if err := Unserved(c.Data); err != nil {
		t.Fatal(err)
	}
	first, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(address string) {
		t.Helper()
		for _, try := range []func() error{func() error { return Unserved(c.Data) }, func() error { _, err := Open(t.Context(), c); return err }} {
			p := problem.Of(try())
			if p == nil || p.Code != "app.serving" || p.Params["process"] != fmt.Sprint(os.Getpid()) || p.Params["address"] != address {
				t.Errorf("%+v", p)
			}
		}
	}
	refused("no address yet")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- first.Serve(ctx, l) }()
	// A short command works beside it.
	short := c
	short.Serves = false
	beside, err := Open(t.Context(), short)
	if err != nil {
		t.Fatal(err)
	}
	err = beside.Office.Update(t.Context(), company.System, func(tx *company.Tx) error {
		_, _, err := company.AddKey(t.Context(), tx, "beside", []string{"read"})
		return err
	})
	if err != nil {
		t.Error(err)
	}
	end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	refused("http://" + l.Addr().String())
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if err := Unserved(c.Data); err != nil {
		t.Errorf("after it was closed: %v", err)
	}
	again, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}
