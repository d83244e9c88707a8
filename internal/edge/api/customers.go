package api

import (
	"context"
	"fmt"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// Customer is a customer as the API shows it.
type Customer struct {
	ID           string                 `json:"id" example:"cus_0c1x8m2k4q9rt"`
	Kind         customer.Kind          `json:"kind"`
	Name         string                 `json:"name"`
	Account      *Ref                   `json:"account,omitempty"`
	Roles        []customer.AccountRole `json:"account_roles" enum:"decides,uses,pays" doc:"what a person is to that account"`
	Identifiers  []Identifier           `json:"identifiers"`
	Attributes   map[string]any         `json:"attributes"`
	ValueMinor   int64                  `json:"value_minor" doc:"money a year, in minor units"`
	Currency     string                 `json:"currency"`
	RenewsAt     time.Time              `json:"renews_at,omitzero" doc:"when an account's contract is renewed"`
	Since        time.Time              `json:"since,omitzero"`
	LeftAt       time.Time              `json:"left_at,omitzero"`
	Class        customer.Class         `json:"class,omitempty" enum:"supplier,staff,newsletter,bot,test" doc:"what it is instead of a customer; absent for one"`
	ClassBy      string                 `json:"class_by,omitempty" doc:"who said so: a user or a key, or rule"`
	Relationship Standing               `json:"relationship"`
	Episodes     int64                  `json:"episodes" doc:"that left an impression"`
	Interactions int64                  `json:"interactions"`
	FirstAt      time.Time              `json:"first_at,omitzero"`
	LastAt       time.Time              `json:"last_at,omitzero"`
	Records      []string               `json:"records" doc:"the records that were merged into this person, its own first"`
	Version      int64                  `json:"version"`
}

// Ref names something.
type Ref struct {
	ID   string `json:"id"`
	Key  string `json:"key,omitempty"`
	Name string `json:"name"`
}

// Identifier is an identifier as a customer has it.
type Identifier struct {
	Kind   string `json:"kind"`
	Value  string `json:"value" doc:"normalised"`
	Shared bool   `json:"shared,omitempty" doc:"several customers use it: it decides nothing"`
	Masked bool   `json:"masked,omitempty" doc:"you may not see it: the value is empty"`
}

// Standing is a relationship in numbers.
type Standing struct {
	Score  float64         `json:"score" doc:"0 … 100; 60 until there is evidence"`
	Low    float64         `json:"low" doc:"lower end of the 95 % band"`
	High   float64         `json:"high" doc:"upper end of the 95 % band"`
	Enough bool            `json:"enough" doc:"whether there is enough to tell"`
	Band   impression.Band `json:"band" enum:"strained,even,warm,unknown"`
}

func standing(s impression.Standing) Standing { return Standing(s) }

func shownCustomer(p customer.Person, k impression.Known, profile company.Profile) Customer {
	c := Customer{ID: p.ID.String(), Kind: p.Kind, Name: p.Name, Identifiers: []Identifier{}, Attributes: p.Attributes, ValueMinor: p.ValueMinor,
		Currency: profile.Currency, Roles: []customer.AccountRole{}, RenewsAt: p.RenewsAt, Since: p.Since, LeftAt: p.LeftAt, Class: p.Class, ClassBy: p.ClassBy, Relationship: standing(k.Standing), Episodes: k.Episodes, Interactions: k.Parts,
		FirstAt: k.FirstAt, LastAt: k.LastAt, Version: p.Version}
	for _, r := range p.Records {
		c.Records = append(c.Records, r.ID.String())
		if c.Name == "" {
			c.Name = r.Name
		}
	}
	for _, h := range p.Held() {
		c.Identifiers = append(c.Identifiers, Identifier{h.Kind, h.Value, h.Shared, h.Masked})
	}
	if p.Account.ID != 0 {
		c.Account = &Ref{ID: p.Account.ID.String(), Name: p.Account.Name}
		c.Roles = append(c.Roles, p.Roles.List()...)
	}
	if c.Attributes == nil {
		c.Attributes = map[string]any{}
	}
	return c
}

func shownCustomers(ctx context.Context, tx *company.Tx, people []customer.Person) ([]Customer, error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	known, err := card.Standings(ctx, tx, people)
	if err != nil {
		return nil, err
	}
	list := make([]Customer, len(people))
	for i, p := range people {
		list[i] = shownCustomer(p, known[i], d.Profile)
	}
	return list, nil
}

// List is a page of a list.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor to go on from; absent at the end"`
}

// Body is an answer with a body.
type Body[T any] struct{ Body T }

func answer[T any](v T) *Body[T] { return &Body[T]{v} }

type listCustomers struct {
	Identifier string `query:"identifier" doc:"kind:value, such as email:ada@example.com" example:"email:ada@example.com"`
	Q          string `query:"q" doc:"beginnings of names or identifiers" maxLength:"200"`
	Class      string `query:"class" enum:"any,supplier,staff,newsletter,bot,test," doc:"what is no customer: of one class, or any; customers and all others when not said"`
	Cursor     string `query:"cursor"`
	Limit      int    `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

// ByID is a path that names one thing.
type ByID struct {
	ID string `path:"id" example:"cus_0c1x8m2k4q9rt"`
}

// ChangeCustomer is what of a customer is to be changed.
type ChangeCustomer struct {
	Name       *string                `json:"name,omitempty"`
	Attributes map[string]any         `json:"attributes,omitempty" doc:"merged into those that are there; null removes one"`
	ValueMinor *int64                 `json:"value_minor,omitempty"`
	Since      *time.Time             `json:"since,omitempty"`
	LeftAt     *time.Time             `json:"left_at,omitempty"`
	Class      *customer.Class        `json:"class,omitempty" enum:"customer,supplier,staff,newsletter,bot,test" doc:"what it is instead of a customer, outside all figures and sending; customer for one after all; no rule changes it then"`
	Reason     string                 `json:"reason,omitempty" doc:"why, of a class"`
	RenewsAt   *time.Time             `json:"renews_at,omitempty" doc:"an account's"`
	AccountID  *string                `json:"account_id,omitempty" doc:"an account's id; empty for none"`
	Roles      []customer.AccountRole `json:"account_roles,omitempty" enum:"decides,uses,pays" doc:"what he is to his account; an empty list takes his roles away, as another account does"`
	Version    int64                  `json:"version,omitempty" doc:"the version you saw: refused when it has changed since"`
}

func (a *API) customers() {
	view(a, route{"GET", "/api/v1/customers", company.FindCustomers, "Customers", "list-customers", "Find customers by identifier or by the beginning of a name; or list all", 200}, a.listCustomers)
	view(a, route{"GET", "/api/v1/accounts", company.FindCustomers, "Customers", "list-accounts", "List accounts: what they are worth, when they renew, how their people regard us", 200}, a.listAccounts)
	update(a, route{"POST", "/api/v1/customers", company.ChangeCustomer, "Customers", "put-customer", "Add a customer, or add to one who is there", 200},
		func(ctx context.Context, tx *company.Tx, in *struct{ Body customer.Draft }) (*Body[Customer], error) {
			ids, problems, err := customer.Put(ctx, tx, []customer.Draft{in.Body})
			if err != nil {
				return nil, err
			}
			if problems[0] != nil {
				return nil, problems[0]
			}
			return a.oneCustomer(ctx, tx, ids[0])
		})
	view(a, route{"GET", "/api/v1/customers/{id}", company.SeeCustomer, "Customers", "get-customer", "A customer", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Customer], error) {
			p, err := person(ctx, tx, in.ID)
			if err != nil {
				return nil, err
			}
			out, err := a.shown(ctx, tx, p)
			if err == nil {
				opened(ctx, card.Open(tx, p, card.ByAPI))
			}
			return out, err
		})
	update(a, route{"PATCH", "/api/v1/customers/{id}", company.ChangeCustomer, "Customers", "change-customer", "Change a customer", 200},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Body ChangeCustomer
		}) (*Body[Customer], error) {
			id, err := customer.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			c := customer.Change{Name: in.Body.Name, Attributes: in.Body.Attributes, ValueMinor: in.Body.ValueMinor, Since: in.Body.Since, LeftAt: in.Body.LeftAt, RenewsAt: in.Body.RenewsAt, Roles: in.Body.Roles, Version: in.Body.Version}
			if in.Body.AccountID != nil {
				var account customer.ID
				if *in.Body.AccountID != "" {
					if account, err = customer.ParseID(*in.Body.AccountID); err != nil {
						return nil, err
					}
				}
				c.AccountID = &account
			}
			if _, err := customer.Alter(ctx, tx, id, c); err != nil {
				return nil, err
			}
			if class := in.Body.Class; class != nil {
				if *class == customer.CustomerAfterAll {
					*class = customer.Counted
				}
				if _, err := customer.Reclass(ctx, tx, id, *class, in.Body.Reason); err != nil {
					return nil, err
				}
			}
			return a.oneCustomer(ctx, tx, id)
		})
	view(a, route{"GET", "/api/v1/customers/{id}/card", company.SeeCustomer, "Customers", "get-card", "Everything whoever answers a customer should know, as of one moment: who it is, how he regards us and why, what he tried, the latest 50 interactions", 200}, a.card)
	view(a, route{"GET", "/api/v1/customers/{id}/timeline", company.SeeCustomer, "Customers", "get-timeline", "A customer's interactions, latest first, and what each left", 200}, a.timeline)
	view(a, route{"GET", "/api/v1/episodes/{id}", company.SeeCustomer, "Customers", "get-episode", "An episode and what it left; one that joined another is found as that", 200}, a.episode)
	view(a, route{"GET", "/api/v1/customers/{id}/relationship", company.SeeCustomer, "Customers", "explain-relationship", "A customer's relationship, explained: prior and parts sum to the score", 200}, a.relationship)
}

// Account is an account, and how its people regard us.
type Account struct {
	Customer
	People   int    `json:"people" doc:"of it, whom the caller may see; 2000 at most"`
	Told     int    `json:"told" doc:"of them, of whom there is enough to tell by themselves"`
	Deciders int    `json:"deciders" doc:"of them, who decide and have not left"`
	Coldest  *Voice `json:"coldest_decider,omitempty" doc:"who regards us least of those who decide; absent where none is known well enough to tell"`
}

// Voice is one of an account's people, and his own relationship.
type Voice struct {
	Ref
	Relationship Standing `json:"relationship"`
}

type listAccounts struct {
	Sort   string `query:"sort" enum:"value,renewal" default:"value" doc:"value: worth most first; renewal: those renewed from now on, the soonest first"`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

func (a *API) listAccounts(ctx context.Context, tx *company.Tx, in *listAccounts) (*Body[List[Account]], error) {
	read, from := customer.AccountsByValue, customer.MostWorth
	if in.Sort == "renewal" {
		read, from = customer.AccountsByRenewal, customer.AccountPlace{RenewsAt: tx.Now}
	}
	if in.Cursor != "" {
		content, ok := a.Key.Open("cursor:accounts:"+in.Sort, in.Cursor)
		var micros, id int64
		if n, err := fmt.Sscan(content, &from.Value, &micros, &id); !ok || err != nil || n != 3 {
			return nil, problem.Field("cursor", "cursor.malformed", nil)
		}
		from.RenewsAt, from.ID = time.UnixMicro(micros).UTC(), customer.ID(id)
	}
	found, next, err := read(ctx, tx, from, in.Limit)
	if err != nil {
		return nil, err
	}
	list, err := card.Accounts(ctx, tx, found)
	if err != nil {
		return nil, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return nil, err
	}
	out := List[Account]{Items: make([]Account, len(list))}
	for i, k := range list {
		out.Items[i] = Account{Customer: shownCustomer(k.Account, k.Known.Known, d.Profile), People: len(k.People), Told: k.Known.Told, Deciders: k.Known.Deciders}
		if p, own, ok := k.Coldest(); ok {
			out.Items[i].Coldest = &Voice{Ref: Ref{ID: p.ID.String(), Name: p.Shown()}, Relationship: standing(own.Standing)}
		}
	}
	if next != nil {
		out.Next = a.Key.Sign("cursor:accounts:"+in.Sort, fmt.Sprint(next.Value, next.RenewsAt.UnixMicro(), int64(next.ID)))
	}
	return answer(out), nil
}

func (a *API) oneCustomer(ctx context.Context, tx *company.Tx, id customer.ID) (*Body[Customer], error) {
	p, err := customer.Find(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	return a.shown(ctx, tx, p)
}

func (a *API) shown(ctx context.Context, tx *company.Tx, p customer.Person) (*Body[Customer], error) {
	list, err := shownCustomers(ctx, tx, []customer.Person{p})
	if err != nil {
		return nil, err
	}
	return answer(list[0]), nil
}

func (a *API) listCustomers(ctx context.Context, tx *company.Tx, in *listCustomers) (*Body[List[Customer]], error) {
	var people []customer.Person
	var next customer.ID
	var err error
	list := "customers"
	switch {
	case in.Identifier != "":
		var i customer.Identifier
		if i, err = customer.ParseIdentifier(in.Identifier); err == nil {
			people, err = customer.Peek(ctx, tx, i)
		}
	case in.Q != "":
		people, err = customer.Search(ctx, tx, in.Q, in.Limit)
	case in.Class != "":
		list += ":" + in.Class
		class := customer.Class(in.Class)
		if in.Class == "any" {
			class = customer.Counted
		}
		var before int64
		if before, err = a.openID(list, in.Cursor); err == nil {
			people, next, err = customer.NotCustomers(ctx, tx, class, customer.ID(before), in.Limit)
		}
	default:
		var before int64
		if before, err = a.openID(list, in.Cursor); err == nil {
			people, next, err = customer.List(ctx, tx, customer.ID(before), in.Limit)
		}
	}
	if err != nil {
		return nil, err
	}
	shown, err := shownCustomers(ctx, tx, people)
	if err != nil {
		return nil, err
	}
	out := List[Customer]{Items: shown}
	if next != 0 {
		out.Next = a.signID(list, int64(next))
	}
	return answer(out), nil
}

// A cursor is signed for its list, so that it fits no other.
func (a *API) signID(list string, id int64) string {
	return a.Key.Sign("cursor:"+list, fmt.Sprint(id))
}

func (a *API) openID(list, cursor string) (id int64, err error) {
	if cursor == "" {
		return 0, nil
	}
	content, ok := a.Key.Open("cursor:"+list, cursor)
	if _, err := fmt.Sscan(content, &id); !ok || err != nil {
		return 0, problem.Field("cursor", "cursor.malformed", nil)
	}
	return id, nil
}
