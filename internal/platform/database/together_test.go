package database_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"regard/internal/platform/database"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

// attempts reads a job's attempts, and fails where there is no such job.
func attempts(t *testing.T, tx *database.Tx, key string, to *int) error {
	return tx.Row(t.Context(), `SELECT attempt FROM job WHERE key = $1`, key).Scan(to)
}

func TestReadsTogetherFindWhatEachAlone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		var said []string
		err := db.Update(ctx, func(tx *database.Tx) error {
			said = nil
			var rows [][]any
			for i := range 6 {
				rows = append(rows, []any{int64(i + 1), "test", fmt.Sprint(i), tx.Now, i * 10, database.JSON(nil), "", tx.Now})
			}
			if err := jobs.Insert(ctx, tx, rows); err != nil {
				return err
			}
			// chain follows attempts from job to job: each answer is needed for the next question.
			chain := func(from, length int) func() error {
				return func() error {
					sum, key := 0, from
					for range length {
						var n int
						if err := attempts(t, tx, fmt.Sprint(key), &n); err != nil {
							return err
						}
						sum, key = sum+n, (n/10+1)%6
					}
					said = append(said, fmt.Sprint(from, length, sum))
					return nil
				}
			}
			return tx.Together(ctx, chain(0, 1), chain(1, 4), func() error { return nil },
				func() error {
					var n int
					if err := attempts(t, tx, "5", &n); err != nil {
						return err
					}
					if err := tx.Together(ctx, chain(2, 2), chain(3, 5), func() error { return tx.Together(ctx, chain(4, 1), chain(5, 3)) }); err != nil {
						return err
					}
					return chain(0, n/25)()
				},
				func() error { return tx.Together(ctx) },
				func() error {
					_, err := tx.Exec(ctx, `UPDATE job SET payload = $1 WHERE key = $2`, database.JSON("x"), "4")
					return err
				},
				func() error {
					var found []string
					err := tx.Many(ctx, `SELECT key FROM job WHERE key = ANY($1) ORDER BY key`, [][]any{{[]string{"1", "2"}}, {[]string{"9"}}, {[]string{"3"}}}, func(i int, r *database.Rows) error {
						var key string
						err := r.Scan(&key)
						found = append(found, fmt.Sprint(i, key))
						return err
					})
					said = append(said, strings.Join(found, ","))
					return err
				})
		})
		slices.Sort(said)
		const want = `[0 1 0 0 2 10 01,02,23 1 4 100 2 2 50 3 5 130 4 1 40 5 3 60]`
		if got := fmt.Sprint(said); err != nil || got != want {
			t.Errorf("%v %s, not %s", err, got, want)
		}
	})
}

func TestWhatGoesWrongInOneOfSeveralReadsIsTold(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		ours := errors.New("ours")
		fine := func(tx *database.Tx) func() error {
			return func() error {
				var n int
				for range 3 {
					if err := tx.Row(ctx, `SELECT count(*) FROM job`).Scan(&n); err != nil {
						return err
					}
				}
				return nil
			}
		}
		for name, wrong := range map[string]func(tx *database.Tx) error{
			"a statement": func(tx *database.Tx) error {
				var n int
				return tx.Row(ctx, `SELECT nothing FROM job`).Scan(&n)
			},
			"what is read": func(tx *database.Tx) error {
				return tx.Each(ctx, func(*database.Rows) error { return ours }, `SELECT count(*) FROM job`)
			},
			"one of many": func(tx *database.Tx) error {
				return tx.Many(ctx, `SELECT count(*) FROM job WHERE key = ANY($1)`, [][]any{{[]string{"a"}}, {[]string{"b"}}}, func(int, *database.Rows) error { return ours })
			},
			"an argument": func(tx *database.Tx) error {
				return tx.Each(ctx, func(*database.Rows) error { return nil }, `SELECT id FROM job WHERE key = $1`, "a\x00")
			},
		} {
			err := db.View(ctx, func(tx *database.Tx) error {
				return tx.Together(ctx, fine(tx), func() error { return tx.Together(ctx, func() error { return wrong(tx) }, fine(tx)) }, fine(tx))
			})
			if err == nil || strings.Contains(name, "read") && !errors.Is(err, ours) || name == "an argument" && db.Dialect == database.PostgreSQL && problem.KindOf(err) != problem.Invalid {
				t.Errorf("%s: %v", name, err)
			}
			if err := db.View(ctx, func(tx *database.Tx) error { return fine(tx)() }); err != nil {
				t.Errorf("after %s: %v", name, err)
			}
		}
	})
}

func TestWhoPanicsAmongSeveralReadsEndsThemAll(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		ended := 0
		for range 20 {
			func() {
				defer func() {
					if recover() == nil {
						t.Error("nobody heard of it")
					}
				}()
				db.View(ctx, func(tx *database.Tx) error { //nolint:errcheck // it does not return
					slow := func() error {
						defer func() { ended++ }()
						var n int
						for range 5 {
							if err := tx.Row(ctx, `SELECT count(*) FROM job`).Scan(&n); err != nil {
								return err
							}
						}
						return nil
					}
					return tx.Together(ctx, slow, func() error {
						if err := slow(); err != nil {
							return err
						}
						return tx.Together(ctx, slow, func() error { panic("lost") })
					}, slow)
				})
			}()
		}
		if err := db.Ready(ctx); err != nil || ended < 40 {
			t.Errorf("%v; %d ended", err, ended)
		}
	})
}
