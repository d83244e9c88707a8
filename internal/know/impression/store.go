package impression

import (
	"context"
	"encoding/json"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

func readParts(ctx context.Context, tx *company.Tx, episodes []int64) ([]Part, error) {
	return database.Collect(ctx, tx.Tx, scanPart, `SELECT episode_id, id, customer_id, occurred_at, tie, channel, kind, touchpoint_id, handler_id, inbound, done, signals
		FROM part WHERE episode_id = ANY($1) ORDER BY episode_id, occurred_at, tie, id`, episodes)
}

func scanPart(r *database.Rows) (p Part, err error) {
	var body string
	if err := r.Scan(&p.episode, &p.ID, &p.CustomerID, &p.At, &p.Tie, &p.Channel, &p.Kind, &p.TouchpointID, &p.HandlerID, &p.Inbound, &p.Done, &body); err != nil || body == "" {
		return p, err
	}
	var s stored
	err = json.Unmarshal([]byte(body), &s)
	p.Signals, p.Efforts, p.rulings = s.Signals, s.Efforts, s.Rulings
	if s.Hand != nil {
		p.hand = *s.Hand
	}
	if p.keyed = s.Key != nil; p.keyed {
		p.Key = *s.Key
	}
	return p, err
}

var partTable = database.Into("part", "episode_id, id, customer_id, occurred_at, tie, channel, kind, touchpoint_id, handler_id, inbound, done, signals", "")

func (d *difference) writeParts(ctx context.Context, tx *company.Tx) error {
	args := make([][]any, len(d.goneParts))
	for i, p := range d.goneParts {
		args[i] = []any{p.episode, p.id, int64(p.customer)}
	}
	if err := tx.Many(ctx, `DELETE FROM part WHERE episode_id = $1 AND id = $2 AND customer_id = $3`, args, nil); err != nil {
		return err
	}
	rows := make([][]any, len(d.newParts))
	for i, p := range d.newParts {
		body, err := p.body(p.byHand)
		if err != nil {
			return err
		}
		rows[i] = []any{p.episode, p.ID, int64(p.CustomerID), p.At, p.Tie, p.Channel, p.Kind, p.TouchpointID, p.HandlerID, p.Inbound, p.Done, json.RawMessage(body)}
	}
	return partTable.Insert(ctx, tx.Tx, rows)
}

func scanImpression(r *database.Rows) (i Impression, err error) {
	return i, r.Scan(&i.EpisodeID, &i.PartID, &i.Role, &i.CustomerID, &i.ID, &i.Basis, &i.Valence, &i.Confidence, &i.Weight,
		&i.Channel, &i.TouchpointID, &i.At, database.JSON(&i.Shares))
}

func readImpressions(ctx context.Context, tx *company.Tx, episodes []int64) ([]Impression, error) {
	return database.Collect(ctx, tx.Tx, scanImpression, `SELECT episode_id, part_id, role, customer_id, id, basis, valence, confidence, weight, channel, touchpoint_id, occurred_at, shares
		FROM impression WHERE episode_id = ANY($1) ORDER BY episode_id, occurred_at, id`, episodes)
}

var impressionTable = database.Into("impression", "episode_id, part_id, role, customer_id, id, basis, valence, confidence, weight, channel, touchpoint_id, occurred_at, shares", "")

func (d *difference) writeImpressions(ctx context.Context, tx *company.Tx) error {
	args := make([][]any, len(d.goneImpressions))
	for k, i := range d.goneImpressions {
		args[k] = []any{i.EpisodeID, i.PartID, string(i.Role), int64(i.CustomerID)}
	}
	if err := tx.Many(ctx, `DELETE FROM impression WHERE episode_id = $1 AND part_id = $2 AND role = $3 AND customer_id = $4`, args, nil); err != nil {
		return err
	}
	rows := make([][]any, len(d.newImpressions))
	for k, i := range d.newImpressions {
		shares := i.Shares
		if shares == nil {
			shares = []Share{}
		}
		rows[k] = []any{i.EpisodeID, i.PartID, string(i.Role), int64(i.CustomerID), i.ID, string(i.Basis), i.Valence, i.Confidence, i.Weight,
			i.Channel, i.TouchpointID, i.At, database.JSON(shares)}
	}
	return impressionTable.Insert(ctx, tx.Tx, rows)
}

// write writes the difference.
func (d *difference) write(ctx context.Context, tx *company.Tx) error {
	for _, write := range []func(context.Context, *company.Tx) error{d.writeParts, d.writeImpressions, d.writeEpisodes} {
		if err := write(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

func readRelationships(ctx context.Context, tx *company.Tx, ids []customer.ID) (map[customer.ID]Relationship, error) {
	all := make(map[customer.ID]Relationship, len(ids))
	err := tx.Each(ctx, func(rows *database.Rows) error {
		var r Relationship
		err := rows.Scan(&r.CustomerID, &r.fast.N, &r.fast.D, &r.fast.Q, &r.fast.E, &r.slow.N, &r.slow.D, &r.slow.Q, &r.slow.E,
			&r.Episodes, &r.Parts, &r.AskedAt, &r.FirstAt, &r.LastAt, &r.Law)
		all[r.CustomerID] = r
		return err
	}, `SELECT customer_id, n, d, q, e, slow_n, slow_d, slow_q, slow_e, episodes, parts, asked_at, first_at, last_at, law
		FROM relationship WHERE customer_id = ANY($1)`, ids)
	return all, err
}

var relationshipTable = database.Into("relationship", "customer_id, n, d, q, e, slow_n, slow_d, slow_q, slow_e, episodes, parts, asked_at, first_at, last_at, law",
	`ON CONFLICT (customer_id) DO UPDATE SET n = excluded.n, d = excluded.d, q = excluded.q, e = excluded.e,
	slow_n = excluded.slow_n, slow_d = excluded.slow_d, slow_q = excluded.slow_q, slow_e = excluded.slow_e,
	episodes = excluded.episodes, parts = excluded.parts, asked_at = excluded.asked_at, first_at = excluded.first_at, last_at = excluded.last_at, law = excluded.law`)

func writeRelationships(ctx context.Context, tx *company.Tx, list []Relationship) error {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{int64(r.CustomerID), r.fast.N, r.fast.D, r.fast.Q, r.fast.E, r.slow.N, r.slow.D, r.slow.Q, r.slow.E,
			r.Episodes, r.Parts, r.AskedAt, r.FirstAt, r.LastAt, r.Law}
	}
	return relationshipTable.Insert(ctx, tx.Tx, rows)
}

// readStale returns records whose sums are of another law, in their order.
func readStale(ctx context.Context, tx *company.Tx, law int64, after customer.ID, limit int) ([]customer.ID, error) {
	return database.Collect(ctx, tx.Tx, scanCustomer, `SELECT customer_id FROM relationship WHERE customer_id > $1 AND law <> $2 ORDER BY customer_id LIMIT $3`, after, law, limit)
}

// readAll returns records that have a relationship, after one, in their order.
func readAll(ctx context.Context, tx *company.Tx, after customer.ID, limit int) ([]customer.ID, error) {
	return database.Collect(ctx, tx.Tx, scanCustomer, `SELECT customer_id FROM relationship WHERE customer_id > $1 ORDER BY customer_id LIMIT $2`, after, limit)
}

func scanCustomer(r *database.Rows) (id customer.ID, err error) {
	var n int64
	err = r.Scan(&n)
	return customer.ID(n), err
}

// readRecent returns records of people who may count before a place, by last
// contact. Whether a merged record's person does, his standing record says.
func readRecent(ctx context.Context, tx *company.Tx, from Place, limit int) (ids []customer.ID, at map[customer.ID]time.Time, err error) {
	at = map[customer.ID]time.Time{}
	err = tx.Each(ctx, func(r *database.Rows) error {
		var id int64
		var last time.Time
		err := r.Scan(&id, &last)
		ids = append(ids, customer.ID(id))
		at[customer.ID(id)] = last
		return err
	}, `SELECT r.customer_id, r.last_at FROM relationship r JOIN customer c ON c.id = r.customer_id
		WHERE r.last_at <= $1 AND (r.last_at < $2 OR r.customer_id < $3) AND (c.known OR c.person_id <> c.id)
		AND ($4 OR EXISTS (SELECT 1 FROM partner_customer p WHERE p.customer_id = r.customer_id AND p.contributor_id = ANY($5)))
		ORDER BY r.last_at DESC, r.customer_id DESC LIMIT $6`, from.At, from.At, from.ID, tx.Scope.All, tx.Scope.Contributors, limit)
	return ids, at, err
}

// readSilent returns known records whom nothing ever happened to, newest first.
func readSilent(ctx context.Context, tx *company.Tx, before customer.ID, limit int) ([]customer.ID, error) {
	if !tx.Scope.All {
		return nil, nil // a partner has nothing to do with them
	}
	return database.Collect(ctx, tx.Tx, scanCustomer, `SELECT c.id FROM customer c WHERE c.id < $1 AND c.known AND c.person_id = c.id
		AND NOT EXISTS (SELECT 1 FROM relationship r WHERE r.customer_id = c.id AND r.parts > 0) ORDER BY c.id DESC LIMIT $2`, before, limit)
}

// readUsed tells whether anything happened at a touchpoint: a rare question,
// asked without an index.
func readUsed(ctx context.Context, tx *company.Tx, touchpoint int64) (used bool, err error) {
	return used, tx.Row(ctx, `SELECT EXISTS (SELECT 1 FROM part WHERE touchpoint_id = $1)`, touchpoint).Scan(&used)
}
