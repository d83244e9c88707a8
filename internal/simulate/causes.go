package simulate

import (
	"slices"
	"time"
)

// Cause is something wrong with the simulated company that nobody in it has been
// told: planted, so that a test can ask whether the product finds it. All that
// the simulation knows of the planted causes is here.
type Cause struct {
	Key         string
	Story       string   // what goes wrong, in a sentence
	Contributor string   // whose doing it is
	Touchpoint  string   // where it happens
	Queue       string   // only calls in this queue, when set
	Regions     []string // only customers there; everywhere when empty
	From, Until time.Time
	Measure     string  // what Usual and Planted are shares or sizes of
	Usual       float64 // what it is elsewhere and otherwise
	Planted     float64 // what it is here
}

// The keys of the planted causes.
const (
	CarrierLate   = "carrier-late"
	RouterQueue   = "router-queue"
	SpeedCampaign = "speed-campaign"
)

// The campaign's promise, and what the line can do where it was sold.
const (
	campaignName  = "Lynrask 1000"
	campaignSpeed = 1000 // Mbit/s
)

// Causes lists what is planted, with the dates that follow from the world's Now.
func (w *World) Causes() []Cause { return slices.Clone(w.causes[:]) }

// plant writes the causes down for a world that ends at now.
func plant(now time.Time) [3]Cause {
	day := midnight(now)
	return [3]Cause{
		{
			Key:         CarrierLate,
			Story:       "Since Fjordfrakt closed its western terminal, parcels to Vestland and Troms come late, often by days.",
			Contributor: fjordfrakt, Touchpoint: atDoorstep, Regions: []string{"Vestland", "Troms"},
			From:    day.AddDate(0, -7, 0),
			Measure: "share of deliveries that come late", Usual: 0.07, Planted: 0.46,
		},
		{
			Key:         RouterQueue,
			Story:       "Svarlinje's router queue has too few people who know routers: callers are put on hold while somebody is asked.",
			Contributor: svarlinje, Touchpoint: atPhone, Queue: queueRouter,
			From:    day.AddDate(0, -14, 0),
			Measure: "median seconds on hold of the calls that are put on hold", Usual: 50, Planted: 430,
		},
		{
			Key:         SpeedCampaign,
			Story:       "Telesales sold \"Lynrask 1000\" to homes whose line cannot carry it; the buyers complain for months and leave more often.",
			Contributor: telesales, Touchpoint: atCampaign,
			From: day.AddDate(0, -11, 0), Until: day.AddDate(0, -9, 0),
			Measure: "share of the buyers who complain about speed afterwards", Usual: 0.05, Planted: 0.6,
		},
	}
}

// holds tells whether a cause is at work for a customer's region at that time.
func (c *Cause) holds(region string, at time.Time) bool {
	return !at.Before(c.From) && (c.Until.IsZero() || at.Before(c.Until)) &&
		(len(c.Regions) == 0 || slices.Contains(c.Regions, region))
}

// size is what the cause's measure is for a customer's region at that time.
func (c *Cause) size(region string, at time.Time) float64 {
	if c.holds(region, at) {
		return c.Planted
	}
	return c.Usual
}

// The planted causes, by what they touch.
func (w *World) carrier() *Cause  { return &w.causes[0] }
func (w *World) holding() *Cause  { return &w.causes[1] }
func (w *World) campaign() *Cause { return &w.causes[2] }
