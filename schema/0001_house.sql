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
