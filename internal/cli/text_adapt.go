package cli

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"regard/internal/app"
	"regard/internal/edge/inbound"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/text"
)

// TextAdapt learns from a company's corrections.
type TextAdapt struct {
	File   string `arg:"" help:"What 'regard export corrections' wrote, in either format."`
	Output string `short:"o" help:"File to write the new hearing to, as PUT /api/v1/configuration/hearing takes it." type:"path" placeholder:"FILE"`
	Apply  bool   `help:"Put it in force, as a new version."`
}

// Help tells how it goes.
func (TextAdapt) Help() string {
	return `Corrections say what a reader heard otherwise: how words sound, and what they are about. Two thirds of the customers
are learnt from, one third is measured on and never learnt from; what does not help there is left out. Printed is what would
change and how often the held-out corrections would be right before and after. Nothing changes without --apply.

Corrections are about what was wrong only. What holds them in place are the messages in this house that nobody
corrected (a sample, where there are more than 20,000): how many of them would be read otherwise is printed, and what
would change more than a tenth of them is left out.

How words sound is shifted by language, from 24 corrections on. Words for topics are taken only where three different
customers wrote them and hardly anybody who was not corrected did; numbers never, and names as far as they can be told
from words: look at the list before you apply it. Words that mostly misled are switched off.

Examples:
  regard export corrections -o corrections.csv
  regard text adapt corrections.csv
  regard text adapt corrections.csv --apply`
}

// Run learns, prints, and where it is told to, changes.
func (c TextAdapt) Run(s *session) error {
	return s.within(func(a *app.App) error {
		var now interaction.Hearing
		err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
			now, err = interaction.HearingInForce(s.ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
		lessons, corrected, err := c.lessons(s.out)
		if err != nil {
			return err
		}
		if lessons, err = s.others(a, lessons, corrected); err != nil {
			return err
		}
		got := text.Adapt(lessons, now.Tuning)
		sayAdaptation(s.out, got)
		next := now
		next.Tuning = got.Tuning
		if c.Output != "" {
			if err := writeHearing(c.Output, next); err != nil {
				return err
			}
			fmt.Fprintln(s.out, "written:", c.Output)
		}
		switch changed := len(got.Words) > 0 || slices.ContainsFunc(got.Leanings, func(l text.LeaningChange) bool { return l.Kept }); {
		case !changed:
			fmt.Fprintln(s.out, "Nothing would be better: nothing is changed.")
			return nil
		case !c.Apply:
			fmt.Fprintln(s.out, "Nothing is changed. --apply puts it in force.")
			return nil
		}
		var version int64
		err = a.Office.Update(s.ctx, company.System, func(tx *company.Tx) (err error) {
			version, err = interaction.EditHearing(s.ctx, tx, now.Version, func(h *interaction.Hearing) error {
				h.Tuning = got.Tuning
				return nil
			})
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Version %d of how words are read is in force. It can be taken back under Settings, Topics and words.\n", version)
		return nil
	})
}

func writeHearing(path string, h interaction.Hearing) error {
	b, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// lessons reads the file, and says what of it is used, and which interactions somebody corrected.
func (c TextAdapt) lessons(out io.Writer) (all []text.Lesson, corrected map[string]bool, err error) {
	corrected = map[string]bool{}
	at := map[string]int{} // what one is about and how it sounds is one lesson
	var kinds struct{ sound, topics, undone, wordless, other int }
	err = eachExported(c.File, func(n int, r exported) error {
		kind := r["kind"]
		if kind == "" {
			return fmt.Errorf("%s, row %d: it has no column kind: give the file that 'regard export corrections' wrote", c.File, n)
		}
		corrected[r["interaction_id"]] = true
		sounds := kind == string(impression.Valence) && r["role"] == string(impression.RoleWords)
		switch {
		case r["undone_at"] != "":
			kinds.undone++
			return nil
		case !sounds && kind != string(impression.Topics):
			kinds.other++
			return nil
		case strings.TrimSpace(r["text"]) == "":
			kinds.wordless++
			return nil
		}
		i, seen := at[r["interaction_id"]]
		if !seen {
			i = len(all)
			at[r["interaction_id"]] = i
			all = append(all, text.Lesson{Writer: r["customer_id"], Text: r["text"], Language: r["language"]})
		}
		if !sounds {
			kinds.topics++
			all[i].About, all[i].Topics = true, strings.Fields(cmp.Or(r["value"], r["person.value"]))
			return nil
		}
		typed := cmp.Or(r["valence"], r["person.valence"])
		if typed == "" { // nothing can be told
			kinds.other++
			return nil
		}
		v, err := strconv.ParseFloat(typed, 64)
		if err != nil || !(v >= -1 && v <= 1) {
			return fmt.Errorf("%s, row %d: valence %q is no number from -1 to 1", c.File, n, typed)
		}
		kinds.sound++
		all[i].Label = soundOf(v)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintf(out, "%d corrections of how words sound, %d of what they are about; left out: %d taken back, %d without words, %d of other things.\n", kinds.sound, kinds.topics, kinds.undone, kinds.wordless, kinds.other)
	return all, corrected, nil
}

// others adds what nobody corrected, and says of every lesson which person wrote it: who has several records is one.
func (s *session) others(a *app.App, lessons []text.Lesson, corrected map[string]bool) ([]text.Lesson, error) {
	var ids []int64
	of, every := len(lessons), int64(1) // of whom every so manieth is kept
	var after interaction.ID
	for more := true; more; {
		var list []interaction.Interaction
		err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) (err error) {
			list, after, err = interaction.Written(s.ctx, tx, after, pageRows)
			return err
		})
		if err != nil {
			return nil, err
		}
		more = after != 0
		for _, i := range list {
			if spread(i.ID)%every == 0 && !corrected[i.ID.String()] {
				lessons = append(lessons, text.Lesson{Writer: i.CustomerID.String(), Text: i.Text, Language: i.Language, Silent: true})
				ids = append(ids, int64(i.ID))
			}
		}
		for len(lessons)-of > mostOthers { // as many as are worth it, of all times
			every *= 2
			kept := of
			for k := of; k < len(lessons); k++ {
				if spread(interaction.ID(ids[k-of]))%every == 0 {
					lessons[kept], ids[kept-of] = lessons[k], ids[k-of]
					kept++
				}
			}
			lessons, ids = lessons[:kept], ids[:kept-of]
		}
	}
	return lessons, s.people(a, lessons)
}

// people names of every lesson the person who wrote it, by whichever of his records it is.
func (s *session) people(a *app.App, lessons []text.Lesson) error {
	for list := range slices.Chunk(lessons, pageRows) {
		var ids []customer.ID
		for _, l := range list {
			if id, err := customer.ParseID(l.Writer); err == nil {
				ids = append(ids, id)
			}
		}
		one := map[string]string{}
		err := a.Office.View(s.ctx, company.System, func(tx *company.Tx) error {
			found, err := customer.FindAll(s.ctx, tx, ids)
			for _, p := range found {
				for _, id := range p.IDs() {
					one[id.String()] = p.ID.String()
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		for k := range list {
			list[k].Writer = cmp.Or(one[list[k].Writer], list[k].Writer)
		}
	}
	return nil
}

// mostOthers is how many messages that nobody corrected are read at most.
const mostOthers = 20_000

// spread is a number of an interaction's that says nothing of when it was.
func spread(id interaction.ID) int64 { return int64(uint64(id) * 0x9e3779b97f4a7c15 >> 33) }

// soundOf is what a person's valence means.
func soundOf(v float64) text.Label {
	switch {
	case v <= -text.Mild:
		return text.Negative
	case v >= text.Mild:
		return text.Positive
	}
	return text.Neutral
}

// exported is one row of an export: of CSV by column; of NDJSON by field, one within another by "a.b".
type exported map[string]string

// eachExported reads what 'regard export' wrote, CSV or NDJSON.
func eachExported(path string, do func(n int, r exported) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	unpacked, err := inbound.Unpack(f)
	if err != nil {
		return inFile(path, err)
	}
	in := bufio.NewReaderSize(unpacked, 64<<10)
	if first, err := in.Peek(1); err == nil && first[0] == '{' {
		return eachObject(path, in, do)
	}
	rows := csv.NewReader(in)
	names, err := rows.Read()
	if err == io.EOF {
		return fmt.Errorf("%s is empty", path)
	}
	if err != nil {
		return inFile(path, err)
	}
	for n := 1; ; n++ {
		cells, err := rows.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return inFile(path, err)
		}
		r := exported{}
		for i, name := range names {
			r[strings.TrimPrefix(name, "\ufeff")] = inbound.Unguard(cells[i])
		}
		if err := do(n, r); err != nil {
			return err
		}
	}
}

func eachObject(path string, in io.Reader, do func(n int, r exported) error) error {
	dec := json.NewDecoder(in)
	for n := 1; ; n++ {
		var o map[string]any
		err := dec.Decode(&o)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s, row %d: %w", path, n, err)
		}
		r := exported{}
		r.flatten("", o)
		if err := do(n, r); err != nil {
			return err
		}
	}
}

func (e exported) flatten(before string, o map[string]any) {
	for name, v := range o {
		switch v := v.(type) {
		case map[string]any:
			e.flatten(before+name+".", v)
		case string:
			e[before+name] = v
		case float64:
			e[before+name] = strconv.FormatFloat(v, 'g', -1, 64)
		case bool:
			e[before+name] = strconv.FormatBool(v)
		}
	}
}

// sayAdaptation prints what would change, and what that is worth.
func sayAdaptation(out io.Writer, a text.Adaptation) {
	fmt.Fprintf(out, "Learnt from %d messages; measured on %d of other customers", a.Learnt, a.HeldOut)
	if a.Silent > 0 {
		fmt.Fprintf(out, ", and %d that nobody corrected", a.Silent)
	}
	fmt.Fprint(out, ".\n\n")
	if len(a.Leanings) > 0 {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "how words sound\tlearnt from\tmeasured on\tright before\tright after\tothers read otherwise\tshift felt, side\t")
		for _, l := range a.Leanings {
			if l.Learnt+l.HeldOut < text.Few || l.HeldOut < text.Few/6 {
				fmt.Fprintf(w, "%s\t%d\t%d\t\t\t\ttoo few to learn from\t\n", l.Language, l.Learnt, l.HeldOut)
				continue
			}
			did := fmt.Sprintf("%+.2f, %+.2f", l.Felt, l.Side)
			if !l.Kept {
				did += ": left out, it does not help"
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t\n", l.Language, l.Learnt, l.HeldOut, shareOf(l.Right[0], l.HeldOut), shareOf(l.Right[1], l.HeldOut), shareOf(l.Moved, l.Others), did)
		}
		w.Flush() //nolint:errcheck // as fmt.Fprint's
		fmt.Fprintln(out)
	}
	if t := a.Topics; t[0].There+t[0].Told > 0 {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "topics, measured\ttold\tof them right\tfound of all\tothers told otherwise\t")
		fmt.Fprintf(w, "before\t%d\t%s\t%s\t\t\n", t[0].Told, shareOf(t[0].Right, t[0].Told), shareOf(t[0].Right, t[0].There))
		fmt.Fprintf(w, "after\t%d\t%s\t%s\t%s\t\n", t[1].Told, shareOf(t[1].Right, t[1].Told), shareOf(t[1].Right, t[1].There), shareOf(a.Moved, a.Others))
		w.Flush() //nolint:errcheck // as fmt.Fprint's
		fmt.Fprintln(out)
	}
	for _, c := range a.Words {
		what := "tells"
		if c.Off {
			what = "no longer tells"
		}
		fmt.Fprintf(out, "%q %s %s in %s: right in %d, wrong in %d\n", c.TopicWords.Words, what, c.Topic, c.Language, c.Right, c.Wrong)
	}
}

func shareOf(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d of %d", n, of)
}
