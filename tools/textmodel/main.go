// Command textmodel makes and measures the model by which platform/text reads what customers write. How, and how good it is,
// stands in docs/text-model.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"regard/internal/platform/text"
)

func main() {
	shared := flag.String("shared", "../shared", "folder of others' labelled texts: its data/text is read")
	data := flag.String("data", "tools/textmodel/data", "folder of our own texts")
	out := flag.String("out", "internal/platform/text/model.bin", "file to write the model to")
	only := flag.Bool("eval", false, "measure the model in the program, and train none but the reference")
	without := flag.String("without", "", "leave a source out of training (a file's name, as far as it is told apart), to measure on it")
	picture := flag.String("picture", "", "file to draw the reliability diagram into")
	parts := flag.Bool("ablate", false, "train without each part in turn, and measure that")
	flag.Parse()
	if *parts {
		*out = ""
	}
	if err := run(*shared, *data, *out, *only, *without, *picture); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(shared, data, out string, only bool, without, picture string) error {
	rows, tongues, err := gather(filepath.Join(shared, "data", "text"), data)
	if err != nil {
		return err
	}
	if out == "" {
		ablate(rows)
		return nil
	}
	s := full
	if without != "" {
		rows = leave(rows, without)
	}
	if !only {
		began := time.Now()
		m := s.train(rows, tongues)
		b := m.Append(nil)
		if _, err := text.ParseModel(b); err != nil {
			return err
		}
		fmt.Printf("trained in %.0f s: %d bytes\n", time.Since(began).Seconds(), len(b))
		if without == "" {
			if err := os.WriteFile(out, b, 0o644); err != nil {
				return err
			}
		}
		return report(m, rows, tongues, picture)
	}
	m, err := text.ParseModel(must(os.ReadFile(out)))
	if err != nil {
		return err
	}
	return report(m, rows, tongues, picture)
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// train makes the whole model.
func (s *settings) train(rows, tongues []row) *text.Model {
	all := make([]example, len(rows))
	for i := range rows {
		all[i] = s.seen(&rows[i])
	}
	done := make(chan *linear)
	go func() { done <- s.tongue(tongues) }()
	sense := s.sense(all)
	m := &text.Model{Sense: sense.weights(), Value: [3]float32{float32(s.value[0]), float32(s.value[1]), float32(s.value[2])}}
	m.Calibration = calibrate(sense, all)
	m.Tongue = (<-done).weights()
	return m
}
