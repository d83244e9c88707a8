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
