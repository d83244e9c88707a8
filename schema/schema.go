// Package schema holds the schema's text; package database applies it.
package schema

import "embed"

// Files are the numbered migrations, one list for both databases.
//
//go:embed 0*.sql
var Files embed.FS

// Postgres is what PostgreSQL gets besides, under the number of the migration.
//
//go:embed postgres.sql
var Postgres string

// Citus distributes the tables; nothing else differs there.
//
//go:embed citus.sql
var Citus string

// Whole is the schema that all migrations add up to, for readers.
//
//go:embed schema.sql
var Whole string
