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
    changed_at timestamptz not null
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
