package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"regard/internal/edge/archive"
	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// unzip returns the files of an archive by name.
func unzip(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

func TestTheArchiveHasEverythingOfACustomerAndNothingOfOthers(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		var b bytes.Buffer
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			mail := func(s string) []customer.Identifier { return []customer.Identifier{{Kind: "email", Value: s}} }
			ids, _, err := customer.Put(ctx, tx, []customer.Draft{{Name: "Ada <Lovelace>", Identifiers: mail("ada@example.com"), Attributes: map[string]any{"plan": "fibre"}, Account: "Solheim AS"}})
			if err != nil {
				return err
			}
			_, err = interaction.Record(ctx, tx, []interaction.Draft{
				{Source: "desk", SourceRef: "1", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: mail("ada@example.com"), Subject: "Where is it?", Text: "I am very angry.\nStill.", Quoted: "> quoted", Touchpoint: "delivery.doorstep", Outcome: "late"},
				{Source: "desk", SourceRef: "2", OccurredAt: tx.Now, Channel: interaction.Email, Identifiers: mail("bob@example.com"), Text: "bobs words"}}, interaction.Live)
			if err != nil {
				return err
			}
			u, err := company.AddUser(ctx, tx, company.UserDraft{Email: "marte@example.com", Name: "Marte Lunde", Role: company.RoleLead}, "")
			if err != nil {
				return err
			}
			tx.Actor = u.Actor(0) // she opens the file: her name stands beside her id
			if err := company.Audit(ctx, tx, "customer.opened", ids[0].String(), nil); err != nil {
				return err
			}
			a, err := archive.Read(ctx, tx, ids[0])
			if err != nil {
				return err
			}
			return a.Write(&b)
		})
		files := unzip(t, b.Bytes())
		for _, has := range []string{"Ada &lt;Lovelace&gt;", "ada@example.com", "fibre", "Where is it?", "I am very angry.", "&gt; quoted", "Solheim AS"} {
			if !strings.Contains(files["index.html"], has) {
				t.Errorf("the page lacks %q", has)
			}
		}
		if strings.Contains(files["index.html"], "<script") || strings.Contains(files["index.html"]+files["customer.json"], "bob") {
			t.Error("a script, or another customer's words")
		}
		var data archive.Archive
		if err := json.Unmarshal([]byte(files["customer.json"]), &data); err != nil {
			t.Fatal(err)
		}
		if actor, _ := data.Tables["audit"][0]["actor"].(string); data.Actors[actor] != "Marte Lunde" {
			t.Errorf("%q is nobody by name: %v", actor, data.Actors)
		}
		for table, n := range map[string]int{"customer": 1, "interaction": 1, "identifier": 1, "episode": 1, "part": 1, "impression": 2, "relationship": 1, "source_ref": 1, "partner_customer": 1} {
			if len(data.Tables[table]) != n {
				t.Errorf("%s: %d rows, want %d", table, len(data.Tables[table]), n)
			}
		}
		if at := data.Tables["interaction"][0]["occurred_at"]; at != "2026-03-02T09:00:00Z" {
			t.Error(at)
		}
	})
}
