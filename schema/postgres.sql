-- What PostgreSQL gets besides, under the number of the migration that it follows.

-- 0001
-- Positions in the journal: a transaction's number, then a sequence. Readers
-- stay below the oldest transaction still open, so that what commits late is
-- never skipped.
CREATE SEQUENCE journal_id;
ALTER TABLE journal ALTER COLUMN id SET DEFAULT nextval('journal_id');
ALTER TABLE journal ADD COLUMN xact bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX journal_position ON journal (xact, id);
