package cli

import (
	"encoding/json"
	"hash/fnv"
	"time"

	"regard/internal/listen/interaction"
)

// rawRow is a row as it goes into the table, ready to be bound.
type rawRow struct {
	id, customer, contributor, version         int64
	occurred                                   time.Time
	due                                        *time.Time
	source, ref, channel, direction, subject   string
	text, language, thread, reference, outcome string
	detail                                     string
	resolved, abandoned, automated             bool
}

// rawOf makes a draft a row: what the table holds besides is as long as in interaction.
func rawOf(d interaction.Draft, id int64) rawRow {
	who := fnv.New64a()
	if len(d.Identifiers) > 0 {
		who.Write([]byte(d.Identifiers[0].Value))
	}
	detail, _ := json.Marshal(map[string]any{"legs": d.Legs, "attributes": d.Attributes})
	return rawRow{customer: int64(who.Sum64() >> 1), occurred: d.OccurredAt, source: d.Source, ref: d.SourceRef, channel: string(d.Channel), direction: "in",
		subject: d.Subject, text: d.Text, language: "en", thread: d.Thread, reference: d.Reference, outcome: d.Outcome, detail: string(detail), due: d.DueAt,
		resolved: d.Resolved, abandoned: d.Abandoned, automated: d.Automated, contributor: 1 << 60, id: id, version: 1}
}

const rawTable = `CREATE TABLE bench_raw (
    id bigint not null,
    customer_id bigint not null,
    occurred_at timestamptz not null,
    source text not null,
    source_ref text not null,
    channel text not null,
    direction text not null,
    contributor_id bigint not null,
    subject text not null,
    text text not null,
    language text not null,
    thread text not null,
    reference text not null,
    outcome text not null,
    due_at timestamptz,
    resolved boolean not null,
    abandoned boolean not null,
    automated boolean not null,
    detail jsonb,
    version bigint not null,
    primary key (id, customer_id)
)`

const (
	rawKey     = `CREATE UNIQUE INDEX bench_raw_key ON bench_raw (source, source_ref)`
	rawColumns = `id, customer_id, occurred_at, source, source_ref, channel, direction, contributor_id, subject, text, language, thread,
		reference, outcome, due_at, resolved, abandoned, automated, detail, version`
)
