# Regard. `make` or `make help` lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
GO ?= go
BIN := bin/regard
STATICCHECK := $(GO) tool -modfile=tools/lint.mod staticcheck

.DEFAULT_GOAL := help

.PHONY: help
help: ## List what make can do.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## Make a living company up and serve it; the address is printed.
	$(BIN) demo

.PHONY: build
build: web ## Build bin/regard with its pages.
	$(GO) build -trimpath -o $(BIN) ./cmd/regard

.PHONY: web
web: web/dist/manifest.json ## Bundle what the browser gets.

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed: install Node.js 20 or later"; exit 1; }
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/manifest.json: web/node_modules/.package-lock.json $(shell find web/src -type f) $(wildcard web/*.mjs web/*.json)
	cd web && npm run --silent build

.PHONY: test
test: needs build lint ## Everything: lint, order, both databases with the race detector, sessions, browser.
	$(GO) test -race -timeout 40m ./...
	$(MAKE) e2e
	$(MAKE) acceptance

.PHONY: check
check: web lint ## The quick one: no race detector, SQLite only, no browser.
	$(GO) test -short ./...

.PHONY: lint
lint: web ## gofmt, vet, staticcheck, TypeScript.
	@test -z "$$(gofmt -l cmd internal schema web/*.go)" || { echo "not formatted:"; gofmt -l cmd internal schema web/*.go; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
	cd web && npm run --silent check

.PHONY: e2e
e2e: build ## A real browser against the real binary.
	scripts/needs.sh browser
	cd e2e && npm ci --no-audit --no-fund --silent && npm test

.PHONY: needs
needs: ## Install what tests need (PostgreSQL, Chromium) where allowed, or say what to install.
	scripts/needs.sh all

.PHONY: acceptance
acceptance: ## Real data from ../shared, where it is there: imports against expected figures.
	@shared="$${REGARD_SHARED:-../shared}"; \
	if [ -d "$$shared/data" ]; then \
	  REGARD_SHARED="$$(cd "$$shared" && pwd)" $(GO) test -count=1 -timeout 30m -v -run 'Real|Others|Technical|Questions' ./internal/cli ./internal/platform/mail ./internal/platform/text | { grep -vE '^=== |^    --- PASS' || true; }; \
	else echo "acceptance: there is no real data here ($$shared/data), nothing was compared"; fi

.PHONY: text-model
text-model: ## Make the model that reads what customers write anew, from ../shared and our own texts (half a minute), and measure it.
	$(GO) run ./tools/textmodel -shared "$${REGARD_SHARED:-../shared}"

.PHONY: text-eval
text-eval: ## Measure the model in the program on texts that it never saw, beside the lexicon and a plain linear model.
	$(GO) run ./tools/textmodel -shared "$${REGARD_SHARED:-../shared}" -eval

.PHONY: bench
bench: build ## Measure all that is measured; with REGARD_BENCH_DB, the URL of an empty database, PostgreSQL as well.
	@measure() { echo; echo "regard bench $$*"; $(BIN) bench "$$@"; }; \
	all() { \
	  measure ingest --from 100000 --rows 200000 "$$@"; \
	  measure ingest --from 100000 --rows 200000 --through ndjson "$$@"; \
	  measure ingest --from 100000 --rows 200000 --through import "$$@"; \
	  measure ingest --from 50000 --rows 60000 --batch 1 --clients 64 "$$@"; \
	  measure card --ingest --rate 5000 --pace 200 --clients 16 "$$@"; \
	  measure search --ingest --rate 5000 --pace 100 --clients 16 "$$@"; \
	  measure words "$$@"; \
	  measure serve "$$@"; \
	  measure identity --customers 100000 "$$@"; \
	  measure overload "$$@"; \
	}; \
	measure text; all; \
	if [ -n "$${REGARD_BENCH_DB:-}" ]; then all --db "$$REGARD_BENCH_DB"; \
	else echo; echo "bench: PostgreSQL was left out: set REGARD_BENCH_DB to the URL of an empty database"; fi

.PHONY: torture
torture: build ## Kill, cut, take over, fail and overload the program; look for what is missing. PostgreSQL is made for it.
	nice $(BIN) torture kill --rounds 200
	nice $(BIN) torture kill --rounds 200 --postgresql
	nice $(BIN) torture cut --rounds 60 --postgresql
	nice $(BIN) torture failover --rounds 40
	nice $(BIN) torture two --rounds 60 --postgresql
	nice $(BIN) torture disk --rounds 30
	nice $(BIN) torture disk --rounds 15 --postgresql
	$(BIN) bench overload
	$(BIN) bench overload --postgresql

.PHONY: fuzz
fuzz: ## Run every fuzz target for a minute (FUZZTIME=10m: for ten).
	@for p in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(or $(FUZZTIME),1m) $$p; done; done

.PHONY: golden
golden: ## Write golden files anew; look at the difference before you commit it.
	$(GO) test ./internal ./internal/edge/api -update

.PHONY: clean
clean: ## Remove what was built.
	rm -rf bin web/node_modules e2e/node_modules
	find web/dist -mindepth 1 ! -name .keep -delete
