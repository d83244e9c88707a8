package simulate

import (
	"strconv"
	"strings"
)

// Names are put together at random from these lists; nobody is meant.
var (
	norskFirst = strings.Fields(`Kari Anne Ingrid Marit Liv Astrid Solveig Hilde Randi Berit Nina Silje Camilla Ida Emma Nora Sofie
		Thea Maria Hanne Bente Tone Trine Elin Ragnhild Turid Guro Sigrid Frida Julie Vilde Maja Eline Line Heidi Anita
		Ole Lars Per Knut Kjell Arne Jan Bjørn Svein Tor Odd Geir Morten Terje Rune Erik Anders Håkon Øyvind Magnus Henrik
		Jonas Kristian Martin Thomas Sindre Eirik Espen Stian Trond Vegard Leif Gunnar Harald Nils Petter Sondre Marius`)
	norskLast = strings.Fields(`Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen
		Eriksen Berg Haugen Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Henriksen Lund Halvorsen Sørensen Jakobsen
		Moen Gundersen Iversen Strand Solberg Svendsen Eide Knutsen Martinsen Paulsen Bakken Kristoffersen Mathisen Lie
		Amundsen Nguyen Rasmussen Solheim Lunde Moe Nordby Haug Myhre Hauge Aas Ruud Bakke Fredriksen Tveit Sætre Ødegård
		Vik Brekke Nygård Løken Skogen Engen Fjeld Rønning Sandvik Myklebust Hovland Aune Storli Røed Kvam Skjeggestad`)
	worldFirst = strings.Fields(`James Emily Oliver Sarah Daniel Laura Michael Anna David Elena Piotr Agnieszka Marek Katarzyna Tomasz
		Priya Arjun Ananya Rahul Wei Mei Hiroshi Fatima Omar Layla Yusuf Amina Ahmed Sofia Mateo Carlos Lucia Marco Giulia
		Pierre Claire Hans Greta Jonas Ruta Andrius Irina Pavel Grace Samuel Hannah Liam Chloe Ryan Megan Aoife Thabo Zanele
		Kwame Abena Linh Minh Rosa Joao Beatriz`)
	worldLast = strings.Fields(`Smith Walker Bennett Hughes Carter Whitfield Morgan Ellis Foster Marsh Kowalski Nowak Wisniewska Zielinski
		Lewandowski Sharma Patel Iyer Reddy Chen Wang Tanaka Hassan Ali Rahman Khan Ibrahim Garcia Fernandez Lopez Rossi Bianchi
		Dubois Moreau Schmidt Weber Kazlauskas Petrov Ivanova Okafor Mensah Dlamini Tran Pham Silva Costa Murphy Byrne Doyle
		Campbell Fraser Novak Horvat Popescu Lindqvist Virtanen`)
	firmFirst = strings.Fields(`Fjell Nord Sol Vest Øst Sund Bjørke Kvern Strand Lille Stor Hav Elve Gran Skog Bru Topp Blå Rød
		Tind Vik Hei Myr Stein Lang Ny Midt Sæter Dal Kyst`)
	firmSecond = strings.Fields(`heim vik dal strand ås berg haug mo lund nes bakken tun`)
	firmTrades = []string{
		"Bakeri", "Regnskap", "Rør", "Elektro", "Tannklinikk", "Frisør", "Arkitekter", "Bygg", "Hotell", "Kafé", "Auto", "Fysioterapi",
		"Reklamebyrå", "Eiendom", "Gartneri", "Sport", "Apotek", "Maskin", "Consulting", "Barnehage",
	}
)

// firm names the nth business account; no two within six thousand are alike.
func firm(n int) (name, domain string) {
	n = n * 4549 % 7200 // 4549 is prime to 7200 = 30 × 12 × 20
	first, second, trade := firmFirst[n%30], firmSecond[n/30%12], firmTrades[n/360]
	return first + second + " " + trade + " AS", ascii(first+second) + "-" + ascii(trade) + ".example"
}

// christen names an employee nobody else is named as.
func christen(d dice, taken map[string]bool) *employee {
	for {
		first, last := pick(d, norskFirst), pick(d, norskLast)
		if key := ascii(first) + "." + ascii(last); !taken[key] {
			taken[key] = true
			return &employee{key: key, name: first + " " + last, first: first}
		}
	}
}

var mailHosts = []string{
	"fjordmail.example", "epost.example", "nordnett.example", "postkasse.example", "hyttemail.example", "brevdue.example",
	"inbox.example", "mailhus.example", "skypost.example", "dagligmail.example",
}

// address makes an e-mail address that is this customer's alone: the pair of
// digits and host does not come twice within 99,730 customers.
func address(d dice, first, last string, index int) string {
	first, last = ascii(first), ascii(last)
	digits := strconv.Itoa(index * 3571 % 9973)
	host := mailHosts[index/9973%len(mailHosts)]
	if index >= 9973*len(mailHosts) {
		digits += "x" + strconv.Itoa(index)
	}
	switch d.IntN(4) {
	case 0:
		return first + "." + last + digits + "@" + host
	case 1:
		return first[:1] + last + digits + "@" + host
	case 2:
		return first + "_" + digits + "@" + host
	default:
		return first + last[:1] + digits + "@" + host
	}
}

// mobile is the nth mobile number, in the ranges that Norway gives to mobiles.
func mobile(n int) string {
	ranges := [...]string{"40", "41", "45", "46", "47", "48", "90", "91", "92", "93", "94", "95", "96", "97", "98", "99"}
	n = int(uint64(n) * 7368787 % 16_000_000) // a prime: no number comes twice
	rest := strconv.Itoa(1_000_000 + n%1_000_000)[1:]
	return "+47" + ranges[n/1_000_000] + rest
}

var plain = strings.NewReplacer("æ", "ae", "ø", "o", "å", "a", "é", "e", " ", "-")

// ascii is a name as it stands in an address.
func ascii(name string) string { return plain.Replace(strings.ToLower(name)) }
