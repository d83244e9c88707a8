package web

func sampleCoverage() CoveragePage {
	mean := func(score, half float64, n int) CoverageMean {
		return CoverageMean{Relationship{Score: score, Low: score - half, High: score + half, Enough: n >= 10, Strained: 45, Warm: 65}, n}
	}
	row := func(dimension, value string, customers, known int, worth, knownWorth int64, m CoverageMean) CoverageRow {
		return CoverageRow{dimension, value, Coverage{Known: known, Customers: customers, Worth: sampleNOK(worth), KnownWorth: sampleNOK(knownWorth)}, m}
	}
	p := CoveragePage{Frame: sampleFrame("customers"), MayRecount: true, Never: 4190, Mean: mean(58.4, 0.6, 8214),
		Coverage: Coverage{Known: 8214, Customers: 20031, Worth: sampleNOK(120_400_000), KnownWorth: sampleNOK(75_852_000), CountedAt: sampleDay(3, 10, 11, 20)},
		Languages: []CoverageRow{row("language", "nb", 11950, 5912, 71_000_000, 50_100_000, mean(58.9, 0.7, 5912)), row("language", "", 4610, 0, 20_000_000, 0, mean(0, 0, 0)),
			row("language", "en", 2871, 2102, 24_000_000, 22_000_000, mean(57.2, 1.3, 2102)), row("language", "nn", 600, 200, 5_400_000, 3_752_000, mean(59.1, 3.9, 200))},
		Channels: []CoverageRow{row("channel", "phone", 9100, 5600, 60_000_000, 48_000_000, mean(56.1, 0.8, 5600)), row("channel", "", 4190, 0, 18_000_000, 0, mean(0, 0, 0)),
			row("channel", "in_person", 29, 4, 200_000, 70_000, mean(0, 0, 4))},
		Sizes: []CoverageRow{row("account_size", "none", 18031, 7214, 90_400_000, 50_000_000, mean(58.8, 0.7, 7214)), row("account_size", "51-", 2000, 1000, 0, 0, mean(55, 1.9, 1000))},
	}
	p.Least = []CoverageRow{p.Languages[3]}
	return p
}
