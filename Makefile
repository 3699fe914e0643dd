# «Учительская»: everything a developer types. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON3 ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= 1
FORMAT ?= table
PY := .venv/bin/python
export HOST PORT
# Without its compiled modules each process would compile all of them again: seconds of every start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup test check format lock migrations shots clauses faults map

help: ## list the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the product on HOST:PORT with demonstration data (DEMO=0: empty)
	@$(PYTHON3) bootstrap.py
	@exec .venv/bin/staffroom start --demo $(DEMO)

setup: ## make the developers' environment in .venv
	@$(PYTHON3) bootstrap.py --dev

test: ## everything: checks, both databases, a real browser
	@$(PYTHON3) -m tools.suite

check: setup ## format, lint, types, contracts, templates, migrations, locks (under 60 s)
	@$(PY) -m tools.check

format: setup ## put the code in shape
	@$(PY) -m ruff format -q .
	@$(PY) -m ruff check -q --fix .

lock: setup ## compile the locks from pyproject.toml (UPGRADE=1: newest versions)
	@$(PY) tools/lock.py $(if $(UPGRADE),--upgrade)

migrations: setup ## write a migration: APP=forum NAME=topic_closed_at
	@$(PY) -m staffroom makemigrations $(APP) --name $(NAME)

shots: setup ## photograph every screen in three widths and three looks into shots/ (ONLY=word)
	@$(PY) -m tools.shots --only "$(ONLY)"

bench: setup ## measure the figures of docs/performance.md (BENCH_COMMENTS=1000000)
	@$(PY) -m tools.bench

clauses: ## the requirement rows and the tests that perform them (FORMAT=tsv for machines)
	@$(PYTHON3) tools/clauses.py --format $(FORMAT)

faults: setup ## 100 killed processes within writes, 300 slow clients (some minutes)
	@STAFFROOM_TEST_KILLS=100 $(PY) -m pytest tests/load -s --timeout 1200

map: setup ## the graph of imports between the storeys and the apps
	@$(PY) -m tools.map
