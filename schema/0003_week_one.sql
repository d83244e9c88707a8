-- The first week: corrections, who is not a customer, accounts, who looked,
-- what may go out, erasing and keeping, who is covered, and bystanders.
-- (How statements are written: see 0001.)

-- know/company --------------------------------------------------------------

CREATE INDEX audit_subject ON audit (subject);

-- Files that were written out of here, so that an erasure finds them.
CREATE TABLE export_file (
    id bigint primary key,
    path text not null,
    what text not null,
    actor text not null,
    created_at timestamptz not null,
    gone_at timestamptz
);

-- What was removed because it was kept long enough.
CREATE TABLE retention_run (
    id bigint primary key,
    class text not null,
    before_at timestamptz not null,
    removed bigint not null,
    actor text not null,
    ran_at timestamptz not null
);

-- A code that a sign-in window hands to the frame that asked for it, once.
CREATE TABLE frame_code (
    token_hash text primary key,
    session_id bigint not null,
    expires_at timestamptz not null
);

-- know/customer -------------------------------------------------------------

-- customer.class: '' for a customer; supplier, staff, newsletter, bot or test for what
-- is none, and stays out of figures and sending. class_by: who said so, an
-- actor or "rule".
ALTER TABLE customer ADD COLUMN class text not null default '';
ALTER TABLE customer ADD COLUMN class_by text not null default '';
CREATE INDEX customer_class ON customer (class, id) WHERE class <> '';
-- customer.account_roles: what a person is to his account, decides, uses, pays, joined by commas.
ALTER TABLE customer ADD COLUMN account_roles text not null default '';
ALTER TABLE customer ADD COLUMN renews_at timestamptz;
ALTER TABLE customer ADD COLUMN erased_at timestamptz;

-- Records that were erased, and how far the wiping has come. Never whom.
CREATE TABLE erasure (
    id bigint not null,
    customer_id bigint not null,
    actor text not null,
    erased_at timestamptz not null,
    done_at timestamptz,
    report jsonb not null,
    primary key (id, customer_id)
);
CREATE INDEX erasure_customer ON erasure (customer_id);

-- know/impression -----------------------------------------------------------

-- episode.by_hand: somebody joined it or split it; what he said lies in its parts.
ALTER TABLE episode ADD COLUMN by_hand boolean not null default false;
CREATE INDEX episode_by_hand ON episode (customer_id) WHERE by_hand;

-- What people said is otherwise, beside what the machine said: labelled
-- examples. part_id is what it is about, other_id what that was tied to or
-- moved from.
CREATE TABLE correction (
    id bigint not null,
    customer_id bigint not null,
    part_id bigint not null,
    other_id bigint not null,
    kind text not null,
    role text not null,
    was jsonb not null,
    now jsonb not null,
    reason text not null,
    actor text not null,
    created_at timestamptz not null,
    undone_at timestamptz,
    undone_by text not null,
    primary key (id, customer_id)
);
CREATE INDEX correction_customer ON correction (customer_id);
CREATE INDEX correction_part ON correction (part_id);
CREATE INDEX correction_other ON correction (other_id) WHERE other_id <> 0;

-- A contributor says that a share is not its doing; an experience lead decides.
CREATE TABLE contest (
    id bigint not null,
    customer_id bigint not null,
    part_id bigint not null,
    role text not null,
    contributor_id bigint not null,
    portion double precision not null,
    reason text not null,
    actor text not null,
    created_at timestamptz not null,
    state text not null,
    decision text not null,
    decided_by text not null,
    decided_at timestamptz,
    correction_id bigint not null,
    primary key (id, customer_id)
);
CREATE INDEX contest_part ON contest (part_id);
CREATE INDEX contest_open ON contest (id) WHERE state = 'open';

-- listen/bystander ----------------------------------------------------------

-- A van, a desk, a building site: where a code hangs that anybody may answer.
CREATE TABLE spot (
    id bigint primary key,
    token text not null unique,
    name text not null,
    question text not null,
    touchpoint_id bigint not null,
    contributor_id bigint not null,
    hourly bigint not null,
    created_at timestamptz not null,
    closed_at timestamptz
);

-- What somebody said there, until it is let in as an interaction.
CREATE TABLE remark (
    id bigint primary key,
    spot_id bigint not null,
    question text not null,
    valence double precision not null,
    text text not null,
    contact text not null,
    occurred_at timestamptz not null,
    state text not null,
    reason text not null,
    interaction_id bigint not null,
    decided_by text not null,
    decided_at timestamptz
);
CREATE INDEX remark_waiting ON remark (id) WHERE state = 'waiting';
CREATE INDEX remark_spot ON remark (spot_id, occurred_at);
CREATE INDEX remark_interaction ON remark (interaction_id) WHERE interaction_id <> 0;

-- understand/coverage -------------------------------------------------------

-- For how many customers we can tell, in all and by language, channel and
-- account size, as a job counted it. scores: Σ of the known relationships.
CREATE TABLE coverage (
    dimension text not null,
    value text not null,
    customers bigint not null,
    known bigint not null,
    worth_minor bigint not null,
    known_worth_minor bigint not null,
    scores double precision not null,
    squares double precision not null,
    counted_at timestamptz not null,
    primary key (dimension, value)
);

-- act/outgoing --------------------------------------------------------------

-- What was to leave the house: sent, or held and listed as what would have been.
CREATE TABLE outgoing (
    id bigint not null,
    customer_id bigint not null,
    channel text not null,
    recipient text not null,
    purpose text not null,
    subject text not null,
    state text not null,
    why text not null,
    actor text not null,
    created_at timestamptz not null,
    primary key (id, customer_id)
);
CREATE INDEX outgoing_customer ON outgoing (customer_id);

-- act/card ------------------------------------------------------------------

-- Who opened whose card, when, and what the newest interaction was by then.
CREATE TABLE opening (
    id bigint not null,
    customer_id bigint not null,
    actor text not null,
    employee_id bigint not null,
    place text not null,
    interaction_id bigint not null,
    opened_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (id, customer_id)
);
CREATE INDEX opening_customer ON opening (customer_id, opened_at);
CREATE INDEX opening_employee ON opening (employee_id, opened_at) WHERE employee_id <> 0;
