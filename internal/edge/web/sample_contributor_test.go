package web

import (
	"testing"
	"time"
)

func sampleFigure(negative, neutral, positive int, mean, low, high float64) Figure {
	return Figure{Counts: Counts{Negative: negative, Neutral: neutral, Positive: positive}, Mean: mean, Low: low, High: high}
}

func sampleContributor() ContributorPage {
	p := ContributorPage{Frame: sampleFrame("today"), Key: "field-north", Name: "Field service North", Kind: "department", Days: 28,
		Above: []Link{{Label: "Field service", URL: "/contributors/field"}}, Since: time.Date(2024, 1, 1, 0, 0, 0, 0, oslo),
		Figure: sampleFigure(41, 20, 122, 0.21, 0.14, 0.28), Before: sampleFigure(30, 25, 118, 0.29, 0.21, 0.36),
		Change: Interval{Value: -0.08, Low: -0.18, High: 0.02}, Enough: true,
		Units:       []UnitFigure{{Name: "Tromsø", URL: "/contributors/tromso", Kind: "department", Figure: sampleFigure(12, 8, 40, 0.2, 0.05, 0.34)}, {Name: "Nordmontasje", URL: "/contributors/nordmontasje", Kind: "partner"}},
		Touchpoints: []TouchpointRow{{Key: "visit.install", Name: "Technician's visit", Stage: "get", Owner: "Field service North"}, {Key: "visit.report", Name: "Visit report", Owner: "Tromsø", Reports: true}},
		Staff:       []StaffRow{{Name: "Jonas Eide", Title: "Technician", Unit: "Tromsø"}, {Name: "Ola Viken", Unit: "Field service North"}}}
	for i := range 12 {
		to := sampleNow.AddDate(0, 0, -7*(11-i))
		p.Weeks = append(p.Weeks, WeekFigure{From: to.AddDate(0, 0, -6), To: to, Figure: sampleFigure(4+i%5*2, 5, 20+i%4*6, 0.2, 0.1, 0.3)})
	}
	return p
}

func sampleContributorQuiet() ContributorPage {
	p := sampleContributor()
	p.Kind, p.Above, p.Units, p.Touchpoints, p.Staff = "partner", nil, nil, nil, nil
	p.Figure, p.Before = Figure{}, Figure{}
	for i := range p.Weeks {
		p.Weeks[i].Figure = Figure{}
	}
	p.Until = sampleNow
	return p
}

func TestWeeksAreDrawnWithinTheirHeight(t *testing.T) {
	for _, p := range []ContributorPage{sampleContributor(), sampleContributorQuiet()} {
		d := drawWeeks(p.Weeks)
		for _, c := range d.Columns {
			if c.Positive.X < 0 || c.Negative.X+c.Negative.Width > d.Height-23 || c.X < 0 || c.X+c.Width > 100 {
				t.Errorf("%+v", c)
			}
		}
	}
}

func sampleContributorPeople() ContributorPage {
	p := sampleContributor()
	p.Single = SingleFigures{May: true, On: true, Least: 20}
	p.Staff[0].Contacts, p.Staff[0].Enough, p.Staff[0].Done = 84, true, Interval{Value: 0.71, Low: 0.61, High: 0.8, N: 84}
	p.Staff[1].Contacts = 6
	return p
}

func sampleOrgPlan() OrgImportPage {
	return OrgImportPage{Settings: sampleSettingsFrame("employees"), Plan: &OrgPlanShown{Packed: "H4sI", Seen: "ab", Changes: 6, Same: 41, Many: true, Leaving: 12, Staff: 50, Kept: true,
		Refused: []OrgRefused{{Line: 4, Key: "ola.viken", Field: "until", Text: "The row cannot be read: \"soon\" is no time. Mend it."}, {Line: 9, Text: "It has 3 columns, and the header 5."}}, MoreRefused: 2,
		Groups: []OrgGroup{
			{Do: "left", Title: "Leave", N: 1, Rows: []OrgRowShown{{Key: "grete.moe", Name: "Grete Moe", Was: "Billing", Employee: true, SignsIn: true}}},
			{Do: "split", Title: "Split", N: 1, Rows: []OrgRowShown{{Key: "support", Name: "Support", Is: "Chat (4), Phones (9)"}}},
			{Do: "moved", Title: "Move", N: 260, Rows: []OrgRowShown{{Key: "kari", Name: "Kari Nordby", Was: "Support", Is: "Phones", Employee: true, At: sampleNow}}, More: 259},
		}}}
}
