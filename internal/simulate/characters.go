package simulate

import "time"

// character is somebody for the demo, whose story is written and not drawn.
type character struct {
	first, last, email, handle string
	norsk                      bool
	town                       string
	plan                       plan
	account, role              string
	years                      int // a customer for so long
	story                      string
	lines                      []line
}

// line is one thing that happens to a character, so many days before Now (on
// the working day then or before it), or so long before Now to the minute.
type line struct {
	days    int
	clock   int           // local time as hhmm
	ago     time.Duration // instead of days and clock
	quality float64       // how good it is, for the hidden law
	wait    int           // seconds
	hold    int
	queue   string
	late    int // days past due, for what has a due time
	ref     string
	about   topic
	beat
}

// cast are the characters; they are the first customers of every world.
var cast = [...]character{
	{
		first: "Ingrid", last: "Solheim", email: "ingrid.solheim@fjordmail.example", norsk: true, town: "Bergen", plan: homePlans[2], years: 4,
		story: "She has waited 12 minutes. The carrier was late, the technician did not come, and she has tried the router guide already.",
		lines: []line{
			{days: 560, clock: 1915, quality: 0.3, about: invoice, beat: beat{scene: mailing, thread: 1, contributor: billing, touchpoint: atPayQuestion, heading: "Faktura på e-post", verbatim: "Hei,\n\nkan jeg få fakturaen på e-post i stedet for i posten?\n\nHilsen Ingrid Solheim"}},
			{days: 559, clock: 1004, quality: 0.3, about: invoice, beat: beat{scene: answering, thread: 1, contributor: billing, touchpoint: atPayQuestion, resolved: true, heading: "Re: Faktura på e-post", verbatim: "Hei Ingrid!\n\nDet er ordnet fra neste måned.\n\nVennlig hilsen\nNordlys Bredbånd"}},
			{days: 203, clock: 2030, quality: 0.35, about: slow, beat: beat{scene: chatting, thread: 2, touchpoint: atChat, verbatim: "hei! wifi er litt svakt i andre etasje, hva anbefaler dere?"}},
			{days: 203, clock: 2034, quality: 0.2, about: slow, beat: beat{scene: chattingBack, thread: 2, touchpoint: atChat, resolved: true, verbatim: "Hei Ingrid! Med to etasjer pleier en mesh-enhet å hjelpe mye. Si fra om du vil ha en."}},
			{days: 203, clock: 2036, about: slow, beat: beat{scene: chatting, thread: 2, touchpoint: atChat, verbatim: "tusen takk, det var raskt svar!"}},
			{days: 21, clock: 1922, about: order, ref: "order", beat: beat{scene: ordering, outcome: "ordered", verbatim: "Ny ruter (wifi 7) + mesh-enhet, 1 stk"}},
			{days: 21, clock: 1924, about: order, ref: "order", beat: beat{scene: confirming, part: confirmed}},
			{days: 20, clock: 1402, about: delivery, ref: "order", beat: beat{scene: shipping, verbatim: "Fjordfrakt: Pakken fra Nordlys Bredbånd er på vei. Vi leverer hjem til deg innen tre dager."}},
			{days: 13, clock: 1210, quality: -0.3, about: delivery, ref: "order", beat: beat{scene: mailing, thread: 3, contributor: frontline, touchpoint: atEmail, heading: "Hvor er ruteren?", verbatim: "Hei,\n\nruteren skulle vært her for flere dager siden. Jeg tok fri for å ta imot den, og det kom ingen. Fjordfrakt sier bare «under transport». Når kommer den?\n\nHilsen Ingrid Solheim"}},
			{days: 12, clock: 915, quality: -0.1, about: delivery, ref: "order", beat: beat{scene: answering, thread: 3, contributor: frontline, touchpoint: atEmail, heading: "Re: Hvor er ruteren?", verbatim: "Hei Ingrid,\n\nbeklager ventetiden. Vi har etterlyst pakken hos Fjordfrakt og gir deg lyd så snart vi vet noe.\n\nVennlig hilsen\nNordlys Bredbånd"}},
			{days: 10, clock: 1640, quality: -0.45, late: 6, about: delivery, ref: "order", beat: beat{scene: parcel, outcome: "late", verbatim: "Levert på dør"}},
			{days: 9, clock: 2012, about: router, beat: beat{scene: reading, part: page, heading: "/hjelp/ruter/oppsett :: Sett opp ruteren din"}},
			{days: 8, clock: 1017, quality: -0.15, wait: 260, hold: 480, queue: queueRouter, about: router, beat: beat{scene: calling, contributor: svarlinje, touchpoint: atPhone, heading: "Ruter starter på nytt – montør bestilles", verbatim: "Hei, det er Ingrid Solheim. Den nye ruteren starter på nytt hele tiden. Jeg har fulgt veiledningen to ganger, men det hjelper ikke."}},
			{days: 8, clock: 1041, about: technician, ref: "visit", beat: beat{scene: booking, contributor: fieldWest, verbatim: "Nordlys Bredbånd: Montør er bestilt, mellom kl. 10 og 12. Svar ENDRE for ny tid."}},
			{days: 2, clock: 1200, quality: -0.8, late: 0, about: technician, ref: "visit", beat: beat{scene: visit, contributor: fieldWest, outcome: "no_show", verbatim: "Forrige oppdrag tok for lang tid. Rakk ikke frem."}},
			{days: 2, clock: 1318, about: technician, ref: "visit", beat: beat{scene: texting, contributor: digital, touchpoint: atSMS, thread: 4, verbatim: "Montøren kom ikke, og ingen har ringt. Jeg har ventet hjemme siden klokka ti. Ingrid Solheim"}},
			{ago: 95 * time.Minute, about: router, beat: beat{scene: reading, part: page, heading: "/hjelp/ruter/blinker-rodt :: Ruteren blinker rødt"}},
			{ago: 88 * time.Minute, about: router, beat: beat{scene: reading, part: page, heading: "/hjelp/ruter/nullstill :: Slik nullstiller du ruteren"}},
			{ago: 12*time.Minute + 20*time.Second, quality: -0.4, wait: 724, queue: queueTechnical, about: router, beat: beat{scene: calling, contributor: technical, touchpoint: atPhone, attempts: 2, heading: "På linjen nå", verbatim: "Ja hei, det er Ingrid Solheim. Nå har jeg ventet i tolv minutter. Ruteren kom en uke for sent, montøren kom ikke på avtalen, og den blinker fortsatt rødt. Jeg har nullstilt den to ganger slik det står hos dere."}},
		},
	},
	{
		first: "Per", last: "Ødegård", email: "per.odegard@postkasse.example", norsk: true, town: "Voss", plan: lynrask, years: 9,
		story: "Nine years a customer. He was promised 1000 Mbit, complained twice, has stopped answering, and reads at night how to cancel.",
		lines: []line{
			{days: 640, clock: 1120, quality: 0.4, wait: 40, queue: queueGeneral, about: move, beat: beat{scene: calling, contributor: frontline, touchpoint: atPhone, resolved: true, heading: "Flytting bestilt", verbatim: "God dag, Per Ødegård her. Vi flytter lenger opp i bygda og vil gjerne ta med oss nettet."}},
			{days: 300, clock: 1340, quality: 0.5, about: promise, ref: "order", beat: beat{scene: pitching, outcome: "sold", verbatim: "Solgt Lynrask 1000, kunden positiv. Lovet 1000 Mbit fra første dag."}},
			{days: 271, clock: 1935, quality: -0.6, about: promise, beat: beat{scene: mailing, thread: 1, contributor: salesDesk, touchpoint: atEmail, heading: "Lynrask 1000", verbatim: "Hei,\n\nselgeren deres lovet 1000 Mbit. Jeg måler 74. Jeg spurte to ganger om linjen tålte det, og han var helt sikker. Kan dere forklare meg det?\n\nVennlig hilsen\nPer Ødegård"}},
			{days: 268, clock: 1410, quality: -0.4, about: promise, beat: beat{scene: answering, thread: 1, contributor: salesDesk, touchpoint: atEmail, heading: "Re: Lynrask 1000", verbatim: "Hei Per,\n\nvi må undersøke hva som ble sagt da du bestilte, og kommer tilbake til deg.\n\nHilsen Nordlys Bredbånd"}},
			{days: 118, clock: 904, quality: -0.7, wait: 610, hold: 220, queue: queueSales, about: promise, beat: beat{scene: calling, contributor: salesDesk, touchpoint: atPhone, reExplained: true, attempts: 2, heading: "Klage på kampanje", verbatim: "Ja, Per Ødegård. Jeg har skrevet til dere om dette for flere måneder siden og ikke hørt noe. Jeg er skuffet, det må jeg si."}},
			{days: 118, clock: 1140, quality: -0.2, about: promise, beat: beat{scene: rating, touchpoint: atPhone, contributor: salesDesk, rated: true, valence: -1, verbatim: "1 – lovet 1000, fikk 74, og ingen tar tak i det"}},
			{days: 84, clock: 1100, quality: -0.5, about: invoice, ref: "invoice", beat: beat{scene: misbilling, outcome: "wrong_invoice", resolved: true}},
			{days: 58, clock: 1000, about: payment, ref: "invoice", beat: beat{scene: invoicing, verbatim: "Ny faktura fra Nordlys Bredbånd: 749 kr."}},
			{days: 19, clock: 2240, quality: -0.1, about: cancel, beat: beat{scene: reading, part: page, heading: "/hjelp/oppsigelse :: Si opp"}},
			{days: 6, clock: 2305, quality: -0.1, about: cancel, beat: beat{scene: reading, part: page, heading: "/hjelp/oppsigelse :: Si opp"}},
		},
	},
	{
		first: "Grace", last: "Bennett", email: "grace.bennett@inbox.example", handle: "grace_bennett", town: "Trondheim", plan: homePlans[1], years: 2,
		story: "Delighted after all: a wrong invoice twice, then somebody took charge, called back, and put it right.",
		lines: []line{
			{days: 420, clock: 1812, quality: 0.25, about: order, ref: "order", beat: beat{scene: ordering, outcome: "ordered", verbatim: "Mesh unit, 1 pc"}},
			{days: 417, clock: 1530, quality: 0.3, about: delivery, ref: "order", beat: beat{scene: parcel, outcome: "on_time", verbatim: "Delivered to door"}},
			{days: 62, clock: 900, about: invoice, ref: "invoice", beat: beat{scene: invoicing, verbatim: "Your invoice is ready. 1198 kr."}},
			{days: 60, clock: 2044, quality: -0.5, about: invoice, ref: "invoice", beat: beat{scene: mailing, thread: 1, contributor: billing, touchpoint: atPayQuestion, heading: "Charged twice", verbatim: "Hi,\n\nyou have charged me twice for last month, 1198 kr instead of 599. It's on direct debit so the money is already gone. Please put it right.\n\nGrace Bennett"}},
			{days: 57, clock: 1315, quality: -0.2, about: invoice, ref: "invoice", beat: beat{scene: answering, thread: 1, contributor: billing, touchpoint: atPayQuestion, resolved: true, heading: "Re: Charged twice", verbatim: "Hi Grace,\n\nsorry about that. A credit note is on its way.\n\nBest,\nNordlys Bredbånd"}},
			{days: 33, clock: 1902, quality: -0.6, about: invoice, ref: "invoice", beat: beat{scene: posting, thread: 2, verbatim: "@NordlysBredband charged me double AGAIN, after promising it was fixed. How hard can it be?"}},
			{days: 33, clock: 1500, quality: -0.3, about: invoice, ref: "invoice", beat: beat{scene: misbilling, outcome: "wrong_invoice"}},
			{days: 32, clock: 1010, quality: 0.7, about: invoice, ref: "invoice", beat: beat{scene: makingGood, contributor: billing, resolved: true, verbatim: "Called Grace, apologised for both invoices. Paid back 1198 kr the same day, two months free, and she has my direct number."}},
			{days: 26, clock: 945, quality: 0.4, about: invoice, ref: "invoice", beat: beat{scene: makingGood, contributor: billing, verbatim: "Rang again as promised: the new invoice is right. She laughed and said thank you."}},
			{days: 26, clock: 1702, quality: 0.5, about: praise, beat: beat{scene: mailing, thread: 3, contributor: billing, touchpoint: atEmail, heading: "Thank you", verbatim: "Hi,\n\nI was really angry last week, so it's only fair to write this too: the lady in billing who took over was brilliant. She called when she said she would, fixed everything, and even checked the next invoice for me. Thank you!\n\nGrace Bennett"}},
			{days: 25, clock: 1000, quality: 0.2, about: praise, beat: beat{scene: rating, touchpoint: atPayQuestion, contributor: billing, rated: true, valence: 1, verbatim: "5 – lovely, could not have been handled better"}},
		},
	},
	{
		first: "Hilde", last: "Aas", email: "hilde@solvik-tannklinikk.example", norsk: true, town: "Drammen", plan: workPlans[1], account: "Solvik Tannklinikk AS", role: "decides", years: 5,
		story: "She decides for a dental clinic whose payment terminal lost the line three times in six weeks. Her colleagues noticed nothing.",
		lines: []line{
			{days: 400, clock: 1030, quality: 0.4, wait: 25, queue: queueSales, about: business, beat: beat{scene: calling, contributor: salesDesk, touchpoint: atPhone, resolved: true, heading: "Bedrift – fast IP", verbatim: "Hei, Hilde Aas fra Solvik Tannklinikk. Vi trenger en fast IP-adresse til journalsystemet."}},
			{days: 38, clock: 1116, quality: -0.4, about: down, beat: beat{scene: failing, outcome: "outage", facts: facts{hours: 3}}},
			{days: 17, clock: 1402, quality: -0.6, about: down, beat: beat{scene: failing, outcome: "outage", facts: facts{hours: 5}}},
			{days: 17, clock: 1431, quality: -0.3, wait: 540, queue: queueGeneral, about: business, beat: beat{scene: calling, contributor: frontline, touchpoint: atPhone, heading: "Bedrift – terminal", verbatim: "Solvik Tannklinikk, Hilde Aas. Nettet er nede for andre gang, betalingsterminalen virker ikke, og venterommet er fullt."}},
			{days: 4, clock: 938, quality: -0.7, about: down, beat: beat{scene: failing, outcome: "outage", facts: facts{hours: 4}}},
			{days: 4, clock: 1004, quality: -0.5, about: business, beat: beat{scene: mailing, thread: 1, contributor: frontline, touchpoint: atEmail, heading: "Tredje gang – Solvik Tannklinikk", verbatim: "Hei,\n\ndette er tredje gang på seks uker at hele klinikken står. Vi sender pasienter hjem. Jeg har en bedriftsavtale med responstid og får beskjed om å vente i kø. Dette er rett og slett ikke godt nok, og jeg vil ha en som tar ansvar for det, i dag.\n\nHilde Aas\nDaglig leder, Solvik Tannklinikk AS"}},
			{days: 3, clock: 1120, quality: -0.3, about: business, beat: beat{scene: answering, thread: 1, contributor: frontline, touchpoint: atEmail, heading: "Re: Tredje gang – Solvik Tannklinikk", verbatim: "Hei Hilde,\n\nbeklager det som har skjedd. Jeg har gitt saken til bedriftsrådgiveren, som tar kontakt.\n\nVennlig hilsen\nNordlys Bredbånd"}},
		},
	},
	{
		first: "Sindre", last: "Moe", email: "sindre@solvik-tannklinikk.example", norsk: true, town: "Drammen", plan: workPlans[1], account: "Solvik Tannklinikk AS", role: "uses", years: 3,
		story: "Hilde's colleague at the clinic, content.",
		lines: []line{
			{days: 120, clock: 1005, quality: 0.4, about: login, beat: beat{scene: chatting, thread: 1, touchpoint: atChat, verbatim: "Hei, kan jeg få bruker i bedriftsportalen? Solvik Tannklinikk"}},
			{days: 120, clock: 1009, quality: 0.4, about: login, beat: beat{scene: chattingBack, thread: 1, touchpoint: atChat, resolved: true, verbatim: "Hei Sindre! Det er ordnet, du har fått en e-post."}},
			{days: 120, clock: 1011, about: login, beat: beat{scene: chatting, thread: 1, touchpoint: atChat, verbatim: "Supert, takk skal du ha!"}},
			{days: 120, clock: 1126, quality: 0.3, about: login, beat: beat{scene: chatting, thread: 1, touchpoint: atChat, rated: true, valence: 1, verbatim: "5 – ordnet på fem minutter, supert"}},
			{days: 58, clock: 940, quality: 0.3, about: technician, beat: beat{scene: chatting, thread: 2, touchpoint: atChat, verbatim: "Hei! Vi pusser opp resepsjonen. Kan en montør trekke et nytt uttak til skranken?"}},
			{days: 58, clock: 944, quality: 0.3, about: technician, beat: beat{scene: chattingBack, thread: 2, touchpoint: atChat, resolved: true, verbatim: "Hei Sindre! Det ordner vi. Du får tiden på SMS om et øyeblikk."}},
			{days: 58, clock: 946, about: technician, beat: beat{scene: chatting, thread: 2, touchpoint: atChat, verbatim: "Så bra, tusen takk for rask hjelp!"}},
			{days: 58, clock: 951, about: technician, ref: "visit", beat: beat{scene: booking, contributor: fieldEast, verbatim: "Nordlys Bredbånd: Montør er bestilt, mellom kl. 8 og 10. Svar ENDRE for ny tid."}},
			{days: 52, clock: 836, quality: 0.5, late: 0, about: technician, ref: "visit", beat: beat{scene: visit, contributor: fieldEast, outcome: "on_time", resolved: true, verbatim: "Nytt uttak trukket til skranken, testet sammen med kunden."}},
			{days: 52, clock: 1012, quality: 0.4, about: technician, beat: beat{scene: rating, touchpoint: atVisit, contributor: fieldEast, rated: true, valence: 1, verbatim: "5 – hyggelig montør, kom på minuttet og ryddet etter seg"}},
			{days: 24, clock: 1310, quality: 0.3, about: login, beat: beat{scene: chatting, thread: 3, touchpoint: atChat, verbatim: "Hei, kan dere legge til en ny kollega i bedriftsportalen?"}},
			{days: 24, clock: 1313, quality: 0.3, about: login, beat: beat{scene: chattingBack, thread: 3, touchpoint: atChat, resolved: true, verbatim: "Hei Sindre! Det er gjort, hun har fått en e-post."}},
			{days: 24, clock: 1315, about: login, beat: beat{scene: chatting, thread: 3, touchpoint: atChat, verbatim: "Kjempebra, tusen takk! Alltid hyggelig å snakke med dere."}},
			{days: 24, clock: 1431, quality: 0.3, about: login, beat: beat{scene: chatting, thread: 3, touchpoint: atChat, rated: true, valence: 1, verbatim: "5 – alltid raskt og hyggelig"}},
		},
	},
	{
		first: "Bente", last: "Lunde", email: "faktura@solvik-tannklinikk.example", norsk: true, town: "Drammen", plan: workPlans[1], account: "Solvik Tannklinikk AS", role: "pays", years: 5,
		story: "She pays the clinic's bills, content.",
		lines: []line{
			{days: 75, clock: 1320, quality: 0.35, about: payment, beat: beat{scene: mailing, thread: 1, contributor: billing, touchpoint: atPayQuestion, heading: "EHF-faktura", verbatim: "Hei,\n\nkan dere sende fakturaen som EHF fra nå av?\n\nMvh\nBente Lunde, Solvik Tannklinikk AS"}},
			{days: 75, clock: 1455, quality: 0.4, about: payment, beat: beat{scene: answering, thread: 1, contributor: billing, touchpoint: atPayQuestion, resolved: true, heading: "Re: EHF-faktura", verbatim: "Hei Bente!\n\nDet er slått på fra neste faktura.\n\nVennlig hilsen\nNordlys Bredbånd"}},
			{days: 75, clock: 1512, quality: 0.2, about: payment, beat: beat{scene: mailing, thread: 1, contributor: billing, touchpoint: atPayQuestion, heading: "Re: EHF-faktura", verbatim: "Tusen takk, det var raskt!"}},
			{days: 75, clock: 1640, quality: 0.3, about: payment, beat: beat{scene: mailing, thread: 1, heading: "Re: EHF-faktura", touchpoint: atPayQuestion, contributor: billing, rated: true, valence: 1, verbatim: "5 – svar samme dag, veldig bra"}},
			{days: 30, clock: 1000, about: payment, ref: "invoice", beat: beat{scene: invoicing, verbatim: "Ny EHF-faktura fra Nordlys Bredbånd."}},
			{days: 28, clock: 918, quality: 0.3, about: payment, beat: beat{scene: mailing, thread: 2, contributor: billing, touchpoint: atPayQuestion, heading: "Referanse på fakturaen", verbatim: "Hei,\n\nEHF-fakturaen kom fint frem, takk for det. Kan dere sette «Resepsjon» som referanse fra neste måned?\n\nMvh\nBente Lunde, Solvik Tannklinikk AS"}},
			{days: 28, clock: 1047, quality: 0.4, about: payment, beat: beat{scene: answering, thread: 2, contributor: billing, touchpoint: atPayQuestion, resolved: true, heading: "Re: Referanse på fakturaen", verbatim: "Hei Bente!\n\nSå hyggelig å høre. Referansen står på fra neste faktura.\n\nVennlig hilsen\nNordlys Bredbånd"}},
			{days: 28, clock: 1105, quality: 0.2, about: payment, beat: beat{scene: mailing, thread: 2, contributor: billing, touchpoint: atPayQuestion, heading: "Re: Referanse på fakturaen", verbatim: "Perfekt, tusen takk! Dere er alltid raske."}},
			{days: 28, clock: 1232, quality: 0.3, about: payment, beat: beat{scene: mailing, thread: 2, heading: "Re: Referanse på fakturaen", touchpoint: atPayQuestion, contributor: billing, rated: true, valence: 1, verbatim: "5 – akkurat slik det skal være"}},
		},
	},
}
