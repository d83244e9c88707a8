package simulate

// town is where customers live; what the line can carry there matters.
type town struct {
	name, region string
	crew         string // the field unit that drives there
	people       float64
	fibre        bool // false: the line tops out near 100 Mbit/s
	postcode     int
}

var towns = []town{
	{"Oslo", "Oslo", fieldEast, 17, true, 550},
	{"Bærum", "Akershus", fieldEast, 6, true, 1300},
	{"Lillestrøm", "Akershus", fieldEast, 5, true, 2000},
	{"Drammen", "Buskerud", fieldEast, 6, true, 3010},
	{"Kongsberg", "Buskerud", fieldEast, 3, false, 3610},
	{"Hamar", "Innlandet", fieldEast, 4, true, 2315},
	{"Lillehammer", "Innlandet", fieldEast, 3, false, 2609},
	{"Fredrikstad", "Østfold", fieldEast, 5, true, 1605},
	{"Kristiansand", "Agder", fieldWest, 5, true, 4610},
	{"Arendal", "Agder", fieldWest, 3, false, 4836},
	{"Stavanger", "Rogaland", fieldWest, 7, true, 4006},
	{"Haugesund", "Rogaland", fieldWest, 3, false, 5525},
	{"Bergen", "Vestland", fieldWest, 9, true, 5003},
	{"Voss", "Vestland", fieldWest, 2, false, 5700},
	{"Førde", "Vestland", fieldWest, 2, false, 6800},
	{"Ålesund", "Møre og Romsdal", fieldWest, 4, true, 6002},
	{"Trondheim", "Trøndelag", fieldNorth, 8, true, 7011},
	{"Steinkjer", "Trøndelag", fieldNorth, 2, false, 7713},
	{"Bodø", "Nordland", fieldNorth, 3, true, 8006},
	{"Tromsø", "Troms", fieldNorth, 4, true, 9008},
	{"Harstad", "Troms", fieldNorth, 2, false, 9405},
}

var townWeights = func() []float64 {
	weights := make([]float64, len(towns))
	for i := range towns {
		weights[i] = towns[i].people
	}
	return weights
}()

var streets = []string{
	"Storgata", "Skolegata", "Kirkeveien", "Fjordveien", "Bjørkeveien", "Granveien", "Solbakken", "Strandgata",
	"Nedre Torggate", "Åsveien", "Lyngveien", "Myrveien", "Furuveien", "Havnegata", "Stasjonsveien", "Rognebakken",
	"Elvegata", "Møllergata", "Parkveien", "Øvre Bakklandet", "Tyttebærstien", "Nordliveien", "Kløverveien", "Idrettsveien",
}

// plan is what a customer pays for.
type plan struct {
	name   string
	speed  int // Mbit/s, as sold
	price  int // NOK a month
	weight float64
}

var homePlans = []plan{
	{"Hjemme 100", 100, 499, 3},
	{"Hjemme 250", 250, 599, 4},
	{"Hjemme 500", 500, 699, 3},
	{"Hjemme 1000", 1000, 899, 1},
	{"Trådløst 5G", 100, 549, 1.5},
}

var workPlans = []plan{
	{"Bedrift 250", 250, 1290, 2},
	{"Bedrift 500", 500, 1790, 2},
	{"Bedrift 1000", 1000, 2890, 1},
}

func choose(d dice, plans []plan) plan {
	weights := make([]float64, len(plans))
	for i := range plans {
		weights[i] = plans[i].weight
	}
	return plans[d.weigh(weights)]
}
