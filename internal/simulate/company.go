package simulate

import (
	"time"

	"regard/internal/know/company"
)

// The contributors' keys: departments, their units, and the two partners.
const (
	sales      = "sales"
	salesDesk  = "sales-desk"
	telesales  = "telesales"
	support    = "support"
	frontline  = "support-frontline"
	technical  = "support-technical"
	digital    = "support-digital"
	billing    = "billing"
	field      = "field-service"
	fieldEast  = "field-east"
	fieldWest  = "field-west"
	fieldNorth = "field-north"
	product    = "product"
	network    = "product-network"
	reception  = "reception"
	fjordfrakt = "fjordfrakt"
	svarlinje  = "svarlinje"
)

// founded is since when the company has its present departments.
var founded = time.Date(2016, 4, 1, 0, 0, 0, 0, oslo)

// Contributors are the company's departments and partners, parents first.
func (w *World) Contributors() []company.ContributorDraft {
	dep, par := company.Department, company.Partner
	return []company.ContributorDraft{
		{Key: sales, Name: "Salg", Kind: dep, From: founded},
		{Key: salesDesk, Name: "Kundesalg", Kind: dep, Parent: sales, From: founded},
		{Key: telesales, Name: "Telefonsalg", Kind: dep, Parent: sales, From: founded.AddDate(2, 0, 0)},
		{Key: support, Name: "Kundesupport", Kind: dep, From: founded},
		{Key: frontline, Name: "Førstelinje", Kind: dep, Parent: support, From: founded},
		{Key: technical, Name: "Teknisk support", Kind: dep, Parent: support, From: founded},
		{Key: digital, Name: "Chat og sosiale medier", Kind: dep, Parent: support, From: founded.AddDate(3, 0, 0)},
		{Key: billing, Name: "Faktura og betaling", Kind: dep, From: founded},
		{Key: field, Name: "Feltservice", Kind: dep, From: founded},
		{Key: fieldEast, Name: "Feltservice Øst", Kind: dep, Parent: field, From: founded},
		{Key: fieldWest, Name: "Feltservice Vest", Kind: dep, Parent: field, From: founded},
		{Key: fieldNorth, Name: "Feltservice Nord", Kind: dep, Parent: field, From: founded.AddDate(1, 8, 0)},
		{Key: product, Name: "Produkt og nett", Kind: dep, From: founded},
		{Key: network, Name: "Nettdrift", Kind: dep, Parent: product, From: founded},
		{Key: reception, Name: "Resepsjon", Kind: dep, From: founded},
		{Key: fjordfrakt, Name: "Fjordfrakt", Kind: par, From: founded.AddDate(4, 0, 0)},
		{Key: svarlinje, Name: "Svarlinje", Kind: par, From: founded.AddDate(5, 5, 0)},
	}
}
