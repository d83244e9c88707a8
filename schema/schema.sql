-- The whole schema, for readers. Kept true by a test: go test ./internal -run TheWholeSchema -update

-- The ground floor: what the house itself needs, and the company.
--
-- A statement ends with a semicolon at the end of a line; a column is a line.
-- Where an id may be absent it is 0, a text ''; an instant that is absent is null.

-- platform ------------------------------------------------------------------

-- Who makes ids with which node number, until when.
CREATE TABLE node (
    id bigint primary key,
    holder bigint not null,
    leased_until timestamptz not null
);

-- Append-only facts. Thin: never a person's data.
CREATE TABLE journal (
    id bigint primary key,
    kind text not null,
    subject_id bigint not null,
    version bigint not null,
    customer_id bigint not null,
    actor text not null,
    news boolean not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null
);

-- How far each follower of the journal has come.
CREATE TABLE follower (
    name text primary key,
    xact bigint not null,
    position bigint not null,
    moved_at timestamptz not null
);

-- What must happen later. Claiming moves run_at forward; done deletes the row.
CREATE TABLE job (
    id bigint primary key,
    kind text not null,
    key text not null,
    run_at timestamptz not null,
    attempt bigint not null,
    payload jsonb not null,
    last_problem text not null,
    created_at timestamptz not null
);
CREATE UNIQUE INDEX job_key ON job (kind, key);
CREATE INDEX job_due ON job (run_at);

-- know/company --------------------------------------------------------------

CREATE TABLE company (
    id bigint primary key,
    name text not null,
    time_zone text not null,
    currency text not null,
    phone_region text not null,
    addresses jsonb not null,
    version bigint not null,
    created_at timestamptz not null
);

-- Numbers and tables that people may change: each version is kept.
CREATE TABLE configuration (
    name text not null,
    version bigint not null,
    body jsonb not null,
    actor text not null,
    created_at timestamptz not null,
    primary key (name, version)
);

CREATE TABLE contributor (
    id bigint primary key,
    key text not null unique,
    name text not null,
    kind text not null,
    created_at timestamptz not null,
    closed_at timestamptz
);

-- The dated tree: which unit belonged where, from when to when.
CREATE TABLE contributor_parent (
    contributor_id bigint not null,
    parent_id bigint not null,
    from_at timestamptz not null,
    to_at timestamptz,
    primary key (contributor_id, from_at)
);

CREATE TABLE employee (
    id bigint primary key,
    key text not null unique,
    name text not null,
    email text not null,
    title text not null,
    created_at timestamptz not null,
    left_at timestamptz
);

CREATE TABLE membership (
    employee_id bigint not null,
    contributor_id bigint not null,
    from_at timestamptz not null,
    to_at timestamptz,
    primary key (employee_id, contributor_id, from_at)
);

CREATE TABLE touchpoint (
    id bigint primary key,
    key text not null unique,
    name text not null,
    stage text not null,
    contributor_id bigint not null,
    kind text not null,
    reports boolean not null,
    created_at timestamptz not null
);

CREATE TABLE users (
    id bigint primary key,
    email text not null unique,
    name text not null,
    role text not null,
    contributor_id bigint not null,
    employee_id bigint not null,
    password_hash text not null,
    time_zone text not null,
    created_at timestamptz not null,
    seen_at timestamptz,
    disabled_at timestamptz
);

CREATE TABLE session (
    id bigint primary key,
    token_hash text not null unique,
    user_id bigint not null,
    agent text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);
CREATE INDEX session_of ON session (user_id);

-- A link that signs in once: the first run's (user_id 0), an invitation's.
CREATE TABLE sign_in_link (
    token_hash text primary key,
    user_id bigint not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

CREATE TABLE api_key (
    id bigint primary key,
    name text not null,
    token_hash text not null unique,
    hint text not null,
    scopes text not null,
    actor text not null,
    created_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE audit (
    id bigint primary key,
    actor text not null,
    action text not null,
    subject text not null,
    detail jsonb not null,
    recorded_at timestamptz not null
);
-- Everything about customers: who they are, what happened, and the ledger of
-- impressions. (How statements are written: see 0001.)

-- know/customer -------------------------------------------------------------

-- A record of a person or an account. Records that were merged share a
-- person_id, the id of the record that stands for them all. known: has a name,
-- or an identifier beyond a device; others are outside counts and lists.
CREATE TABLE customer (
    id bigint primary key,
    person_id bigint not null,
    kind text not null,
    name text not null,
    account_id bigint not null,
    identifiers jsonb not null,
    attributes jsonb not null,
    value_minor bigint not null,
    since timestamptz,
    left_at timestamptz,
    known boolean not null,
    version bigint not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    class text not null default '',
    class_by text not null default '',
    account_roles text not null default '',
    renews_at timestamptz,
    erased_at timestamptz
);
CREATE INDEX customer_person ON customer (person_id);
CREATE INDEX customer_account ON customer (account_id) WHERE account_id <> 0;

-- Which record an identifier belongs to. key is kind:value, normalised.
-- shared: several customers use it, so it decides nothing; customer_id is then
-- the record that stands for the identifier itself, 0 while there is none.
CREATE TABLE identifier (
    key text COLLATE "C" primary key,
    customer_id bigint not null,
    shared boolean not null,
    added_at timestamptz not null
);

-- Folded words of names and identifiers, for type-ahead.
CREATE TABLE search_term (
    term text COLLATE "C" not null,
    customer_id bigint not null,
    primary key (term, customer_id)
);

-- customer_id was merged into into_id; undone_at when it was taken back.
CREATE TABLE merge (
    id bigint not null,
    customer_id bigint not null,
    into_id bigint not null,
    reason text not null,
    actor text not null,
    created_at timestamptz not null,
    undone_at timestamptz,
    undone_by text not null,
    primary key (id, customer_id)
);
CREATE INDEX merge_from ON merge (customer_id);
CREATE INDEX merge_into ON merge (into_id);

-- Two records that may be one person. customer_id < other_id.
CREATE TABLE suggestion (
    id bigint not null,
    customer_id bigint not null,
    other_id bigint not null,
    reasons jsonb not null,
    state text not null,
    actor text not null,
    created_at timestamptz not null,
    decided_at timestamptz,
    primary key (id, customer_id)
);
CREATE UNIQUE INDEX suggestion_pair ON suggestion (customer_id, other_id);
CREATE INDEX suggestion_other ON suggestion (other_id);
CREATE INDEX suggestion_open ON suggestion (id) WHERE state = 'open';

-- Which customers a partner has to do with: what its users may see.
CREATE TABLE partner_customer (
    contributor_id bigint not null,
    customer_id bigint not null,
    primary key (contributor_id, customer_id)
);

-- know/impression -----------------------------------------------------------

CREATE TABLE episode (
    id bigint not null,
    customer_id bigint not null,
    key text not null,
    by_reference boolean not null,
    touchpoint_id bigint not null,
    inbound boolean not null,
    opened_at timestamptz not null,
    last_at timestamptz not null,
    done_at timestamptz,
    done_by bigint not null,
    repeat_of bigint not null,
    parts bigint not null,
    impressions bigint not null,
    valence double precision not null,
    weight double precision not null,
    peak_id bigint not null,
    end_id bigint not null,
    asked_at timestamptz,
    by_hand boolean not null default false,
    primary key (id, customer_id)
);
CREATE INDEX episode_customer ON episode (customer_id, last_at);
CREATE INDEX episode_reference ON episode (customer_id, key) WHERE by_reference;

-- An episode that joined another: what pointed at id follows to into_id.
CREATE TABLE episode_alias (
    id bigint not null,
    customer_id bigint not null,
    into_id bigint not null,
    primary key (id, customer_id)
);

-- What an episode is made of, and the signals that each part gives.
CREATE TABLE part (
    episode_id bigint not null,
    id bigint not null,
    customer_id bigint not null,
    occurred_at timestamptz not null,
    tie bigint not null,
    channel text not null,
    kind text not null,
    touchpoint_id bigint not null,
    handler_id bigint not null,
    inbound boolean not null,
    done boolean not null,
    signals jsonb,
    primary key (episode_id, id, customer_id)
);

-- What the episode's parts left, as judged from all of them together.
CREATE TABLE impression (
    episode_id bigint not null,
    part_id bigint not null,
    role text not null,
    customer_id bigint not null,
    id bigint not null,
    basis text not null,
    valence double precision not null,
    confidence double precision not null,
    weight double precision not null,
    channel text not null,
    touchpoint_id bigint not null,
    occurred_at timestamptz not null,
    shares jsonb not null,
    primary key (episode_id, part_id, role, customer_id)
);

-- The relationship as its decaying sums, once per half-life, in forward decay.
CREATE TABLE relationship (
    customer_id bigint primary key,
    n double precision not null,
    d double precision not null,
    q double precision not null,
    e double precision not null,
    slow_n double precision not null,
    slow_d double precision not null,
    slow_q double precision not null,
    slow_e double precision not null,
    episodes bigint not null,
    parts bigint not null,
    asked_at timestamptz,
    first_at timestamptz,
    last_at timestamptz,
    law bigint not null
);
CREATE INDEX relationship_last ON relationship (last_at);

-- Impressions by hour, with the sums of their valences and of the squares of
-- these, kept by a follower; what each episode added stands in
-- counted, so that a change is an addition and a subtraction.
CREATE TABLE hour_count (
    hour_at timestamptz not null,
    channel text not null,
    contributor_id bigint not null,
    negative bigint not null,
    neutral bigint not null,
    positive bigint not null,
    valence double precision not null,
    squares double precision not null,
    primary key (hour_at, channel, contributor_id)
);
CREATE TABLE counted (
    episode_id bigint not null,
    customer_id bigint not null,
    cells jsonb not null,
    primary key (episode_id, customer_id)
);

-- listen/interaction --------------------------------------------------------

-- source:source_ref of everything recorded, so that it is recorded once.
CREATE TABLE source_ref (
    key text COLLATE "C" primary key,
    interaction_id bigint not null,
    customer_id bigint not null,
    digest bigint not null
);

CREATE TABLE interaction (
    id bigint not null,
    customer_id bigint not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    source text not null,
    source_ref text not null,
    channel text not null,
    direction text not null,
    touchpoint_id bigint not null,
    contributor_id bigint not null,
    employee_id bigint not null,
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
    actor text not null,
    version bigint not null,
    voided_at timestamptz,
    primary key (id, customer_id)
);
CREATE INDEX interaction_timeline ON interaction (customer_id, occurred_at);
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
CREATE INDEX customer_class ON customer (class, id) WHERE class <> '';
-- customer.account_roles: what a person is to his account, decides, uses, pays, joined by commas.

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
-- know/customer -------------------------------------------------------------

-- What the last comparison of all customers learnt and found: one row, whose
-- weights and counts are of nobody in particular. seen: up to where in the
-- journal changes were looked at since.
CREATE TABLE matching (
    id bigint primary key,
    compared_at timestamptz not null,
    customers bigint not null,
    compared bigint not null,
    found bigint not null,
    model jsonb not null,
    seen text not null
);
