package api

import (
	"bytes"
	"context"
	"time"

	"regard/internal/edge/archive"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
)

// Erasure is that a customer was erased.
type Erasure struct {
	ID         string    `json:"id" example:"era_0c1x8m2k4q9rt"`
	CustomerID string    `json:"customer_id"`
	Records    []string  `json:"records" doc:"the records that are now only numbers"`
	ErasedAt   time.Time `json:"erased_at"`
}

// File is an answer that is a file.
type File struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *API) privacy() {
	update(a, route{"DELETE", "/api/v1/customers/{id}", company.EraseCustomer, "Customers", "erase-customer",
		"Erase a customer for good: hidden at once, wiped everywhere by a job; numbers stay, nobody's", 202},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Erasure], error) {
			id, err := customer.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			e, err := customer.Erase(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			out := Erasure{ID: database.FormatID("era", e.ID), CustomerID: e.CustomerID.String(), ErasedAt: e.ErasedAt, Records: []string{}}
			for _, r := range e.Report.Records {
				out.Records = append(out.Records, r.String())
			}
			return answer(out), nil
		})
	update(a, route{"GET", "/api/v1/customers/{id}/archive", company.ArchiveCustomer, "Customers", "archive-customer",
		"Everything about a customer as a ZIP: index.html to read, customer.json for programs", 200},
		func(ctx context.Context, tx *company.Tx, in *ByID) (*File, error) {
			id, err := customer.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			file, err := archive.Read(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = file.Write(&b)
			return &File{"application/zip", `attachment; filename="` + file.Customer + `.zip"`, b.Bytes()}, err
		})
}
