package web

import "time"

func sampleOpenings() OpeningsPage {
	call := &OpenedAfter{At: sampleAgo(40 * time.Minute), Channel: "phone", Title: "Where is my order?", URL: "/customers/cus_01hzx8k2m4pqr?episode=epi_01hzy1#epi_01hzy1"}
	return OpeningsPage{Frame: sampleFrame("customers"), Customer: solheim, Pager: Pager{NextURL: "/customers/cus_01hzx8k2m4pqr/openings?cursor=x"}, Rows: []OpeningRow{
		{At: sampleAgo(3 * time.Minute), Who: "Marte Lunde", Unit: "Support", Place: "frame", After: call},
		{At: sampleAgo(35 * time.Minute), Who: "Ola Viken", Unit: "Field service", Place: "page", After: call},
		{At: sampleAgo(26 * time.Hour), Who: "Help desk", Key: true, Place: "api", After: &OpenedAfter{At: sampleAgo(27 * time.Hour), Channel: "email", Title: "An invoice that is not ours, and a rather long subject besides"}},
		{At: sampleAgo(9 * 24 * time.Hour), Who: "Kari Nordmann", Place: "page"},
	}}
}
