package company

import (
	"time"

	"regard/internal/platform/problem"
)

var firstDay, afterLastDay = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// CheckDay refuses a day that no company's records hold, before 1900 or after
// 2199: it is a slip, or some program's way to say "never". No day passes.
func CheckDay(field string, at time.Time) error {
	if at.IsZero() || !at.Before(firstDay) && at.Before(afterLastDay) {
		return nil
	}
	return problem.Field(field, "time.far", problem.Params{"value": at.Format(time.DateOnly)})
}
