package web

import (
	"time"

	"regard/internal/platform/page"
)

func sampleBystander() BystanderPage {
	return BystanderPage{Words: bystanderWords[0], Company: "Nordlys Bredbånd", Question: "How do we drive?", Form: BystanderForm{ID: "c2lnbmVk"}}
}

func sampleBystanderWrong() BystanderPage {
	b := sampleBystander()
	b.Words = wordsFor("nb-NO,nb;q=0.9,en;q=0.5")
	b.Question = "Hvordan etterlot vi oss plassen?"
	b.Form = BystanderForm{Answer: "2", Text: "Det lå plastemballasje igjen i hekken.", Contact: "412 55 019", ID: "c2lnbmVk"}
	b.Notice = b.Words.Wait(12)
	b.Errors = Errors{"answer": b.Words.Needed, "text": b.Words.TooLong, "contact": b.Words.TooLong}
	return b
}

func sampleBystanderTold(t Told) BystanderPage {
	b := sampleBystander()
	b.Told = t
	return b
}

func sampleSpots() SpotsPage {
	return SpotsPage{Settings: sampleSettingsFrame("spots"), MayModerate: true, Waiting: 3, Rows: []SpotRow{
		{ID: "spo_1", Name: "Van 12", Question: "How do we drive?", Touchpoint: "Delivery at the door", Contributor: "Fjordfrakt", URL: "https://regard.nordlys.example/by/k7wmq3zt5hxa", N: 31, Mean: -0.42, Low: -0.58, High: -0.26, Enough: true, Waiting: 2},
		{ID: "spo_2", Name: "Reception, Storgata 14", Question: "How were you received?", Touchpoint: "Reception", Contributor: "Support", URL: "https://regard.nordlys.example/by/abc", N: 3, Waiting: 1, Chosen: true},
		{ID: "spo_3", Name: "Digging at Vågen", Question: "How do we leave the street?", Touchpoint: "Building site", URL: "https://regard.nordlys.example/by/def", N: 118, Mean: 0.12, Low: 0.03, High: 0.21, Enough: true, Closed: sampleDay(2, 27, 16, 0)},
	}}
}

func sampleSpotsEdit() SpotsPage {
	s := sampleSpots()
	s.Form = &SpotForm{ID: "spo_2", Name: "Reception, Storgata 14", Touchpoint: "reception", Contributor: "support", Hourly: "60"}
	s.Touchpoints = []page.Option{{Label: "Choose where"}, {Value: "reception", Label: "Reception"}}
	s.Contributors = sampleParents
	s.Errors = Errors{"question": "This is needed. Fill it in."}
	return s
}

func sampleSpotPrint(sheet bool) SpotPrintPage {
	code, err := drawCode("https://regard.nordlys.example/by/k7wmq3zt5hxa")
	if err != nil {
		panic(err)
	}
	return SpotPrintPage{Frame: sampleFrame("settings"), ID: "spo_1", Name: "Van 12", Question: "How do we drive?", URL: "https://regard.nordlys.example/by/k7wmq3zt5hxa",
		Shown: "regard.nordlys.example/by/k7wmq3zt5hxa", Code: code, Sheet: sheet}
}

func sampleRemarks() RemarksPage {
	f := sampleFrame("remarks")
	f.Remarks = 3
	return RemarksPage{Frame: f, State: "waiting", Spots: 3, Reasons: refusalOptions, Rows: []RemarkRow{
		{ID: "rem_3", Spot: "Van 12", Question: "How do we drive?", At: sampleAgo(4 * time.Minute), Step: 1, Left: leftNegative(-1, "asked"), Text: "Overtook a school bus on Storgata at 08:15, with children getting off.", Contact: "412 55 019, after four"},
		{ID: "rem_2", Spot: "Reception, Storgata 14", Question: "How were you received?", At: sampleAgo(3 * time.Hour), Step: 5, Left: leftPositive(1, "asked"), Text: "Veldig hyggelig dame i resepsjonen, hun fulgte meg helt opp.\nTakk!"},
		{ID: "rem_1", Spot: "Van 12", Question: "How do we drive?", At: sampleAgo(50 * time.Hour), Step: 3, Left: leftNeutral(0, "asked"), Text: "CHEAP WATCHES http://watches.example/?x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
	}}
}

func sampleRemarksDecided(state string) RemarksPage {
	r := sampleRemarks()
	r.State = state
	for i := range r.Rows {
		r.Rows[i].DecidedBy, r.Rows[i].DecidedAt, r.Rows[i].Reason, r.Rows[i].CardURL = "Marte Lunde", sampleAgo(time.Hour), "advertising", "/customers/cus_1"
	}
	r.Rows[1].Text, r.Rows[1].DecidedBy = "", ""
	r.Pager = Pager{BackURL: "/remarks", NextURL: "/remarks?cursor=x"}
	return r
}
