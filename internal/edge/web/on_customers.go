package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/page"
)

const (
	listed   = 50   // customers a page
	searched = 50   // customers a search finds
	scanned  = 4000 // customers looked at for a page of one band
)

var bandKeys = []string{"", string(impression.Strained), string(impression.Even), string(impression.Warm), string(impression.UnknownBand)}

func customers(c *call) error {
	p := CustomersPage{}
	p.List.Query, p.List.Band = c.form("q"), c.form("band")
	if !slices.Contains(bandKeys, p.List.Band) {
		p.List.Band = ""
	}
	err := c.view(func(ctx context.Context, tx *company.Tx) (err error) {
		if p.Frame, err = c.frame(ctx, tx, "customers"); err != nil {
			return err
		}
		if p.Coverage, err = c.coverage(ctx, tx); err != nil {
			return err
		}
		return c.fillList(ctx, tx, &p.List)
	})
	if err != nil {
		return err
	}
	return c.showPart(p.List, p)
}

func (c *call) fillList(ctx context.Context, tx *company.Tx, l *CustomerList) (err error) {
	if l.Withheld = !tx.Scope.All; l.Withheld {
		l.Band = ""
	}
	for _, b := range bandKeys {
		if l.Withheld {
			break
		}
		l.Bands = append(l.Bands, BandFilter{Band: b, URL: listURL(l.Query, b, "")})
	}
	if l.Query != "" {
		people, err := c.search(ctx, tx, l.Query, searched+1)
		if err != nil {
			return err
		}
		if l.Cut = len(people) > searched; l.Cut {
			people = people[:searched]
		}
		known, err := card.Standings(ctx, tx, people)
		if err != nil {
			return err
		}
		for i, p := range people {
			if l.Band == "" || string(known[i].Band) == l.Band {
				l.Rows = append(l.Rows, c.customerRow(p, known[i]))
			}
		}
		return nil
	}
	from, err := c.placeOf("customers")
	if err != nil {
		return err
	}
	if from != impression.Latest {
		l.Pager.BackURL = listURL("", l.Band, "")
	}
	next := &from
	for looked := 0; len(l.Rows) < listed && looked < scanned && next != nil; looked += listed {
		var people []customer.Person
		var known []impression.Known
		if people, known, next, err = impression.Recent(ctx, tx, *next, listed); err != nil {
			return err
		}
		for i, p := range people {
			if l.Band == "" || string(known[i].Band) == l.Band {
				l.Rows = append(l.Rows, c.customerRow(p, known[i]))
			}
		}
	}
	l.None = len(l.Rows) == 0 && next == nil && from == impression.Latest && l.Band == ""
	if next != nil {
		micros := int64(0)
		if !next.At.IsZero() {
			micros = next.At.UnixMicro()
		}
		l.Pager.NextURL = listURL("", l.Band, c.s.Key.Sign("page:customers", fmt.Sprint(micros, int64(next.ID))))
	}
	return nil
}

// placeOf reads where in the list of customers to go on.
func (c *call) placeOf(list string) (p impression.Place, err error) {
	s := c.form("cursor")
	if s == "" {
		return impression.Latest, nil
	}
	content, ok := c.s.Key.Open("page:"+list, s)
	var micros, id int64
	if n, err := fmt.Sscan(content, &micros, &id); !ok || err != nil || n != 2 {
		return p, badCursor
	}
	p.ID = customer.ID(id)
	if micros != 0 {
		p.At = time.UnixMicro(micros).UTC()
	}
	return p, nil
}

// search finds by an exact identifier first (kind:value), else by beginnings.
func (c *call) search(ctx context.Context, tx *company.Tx, q string, limit int) ([]customer.Person, error) {
	if i, err := customer.ParseIdentifier(q); err == nil {
		if people, err := customer.Peek(ctx, tx, i); err == nil && len(people) > 0 {
			return people, nil
		}
	}
	return customer.Search(ctx, tx, q, limit)
}

func listURL(q, band, cursor string) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": q, "band": band, "cursor": cursor} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if len(v) == 0 {
		return "/customers"
	}
	return "/customers?" + v.Encode()
}

// cursor reads the id to go on from; 0 at the beginning.
func (c *call) cursor(list string) (id int64, err error) {
	if s := c.form("cursor"); s != "" {
		content, ok := c.s.Key.Open("page:"+list, s)
		if _, err := fmt.Sscan(content, &id); !ok || err != nil {
			return 0, badCursor
		}
	}
	return id, nil
}

func (c *call) customerRow(p customer.Person, k impression.Known) CustomerRow {
	return CustomerRow{CustomerRef: customerRef(p), Identifiers: identifiers(p), Relationship: c.relationship(k), LastAt: k.LastAt,
		Value: c.worth(p.ValueMinor), Episodes: int(k.Episodes)}
}

// worth is what a customer is worth a year, which is not told to partners.
func (c *call) worth(minor int64) page.Money {
	if c.who.Role == company.RolePartner {
		return page.Money{}
	}
	return c.money(minor)
}

func (c *call) money(minor int64) page.Money {
	return page.Money{Minor: minor, Currency: c.dir.Profile.Currency}
}

func (c *call) relationship(k impression.Known) Relationship {
	s := k.Standing
	return Relationship{Withheld: k.Withheld, Score: s.Score, Low: s.Low, High: s.High, Band: string(s.Band), Enough: s.Enough, Strained: c.law.Strained, Warm: c.law.Warm}
}

func identifiers(p customer.Person) []Identifier {
	var list []Identifier
	for _, h := range p.Held() {
		list = append(list, Identifier{ID: h.Key(), Kind: h.Kind, Value: h.Value, Shared: h.Shared, Masked: h.Masked})
	}
	return list
}
