# The one door. `make demo` is where to begin.

PYTHON ?= python3
PORT ?= 8000
# What to test and how: make test ARGS="-x tests/work"
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test deep check types architecture bench docs translations lock

help:
	@echo "make demo    set everything up and run Assay with an example operation (PORT=$(PORT))"
	@echo "make setup   the Python environment and the front end, only what changed"
	@echo "make test    setup, check, then all tests (ARGS=... goes to pytest)"
	@echo "make deep    the tests that take minutes: every recording, the demo filled twice, product_match over HTTP, every part of the bench in small, mutants of the statistics"
	@echo "make check   formatting, types, imports, sizes, migrations, templates"
	@echo "make bench   speed, as ratios, into bench/results/"
	@echo "make docs    the generated parts of docs/"
	@echo "make translations    the catalogues: new sentences in, old ones out, compiled"

setup:
	@$(PYTHON) tools/set_up.py --dev

demo:
	@$(PYTHON) tools/set_up.py
	@exec $(BIN)/assay demo --port $(PORT)

# The check has run the tests of the architecture: all others, or those that ARGS names.
test: check
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(or $(ARGS),--ignore=tests/architecture)

deep: setup
	$(BIN)/python -m pytest -m deep $(ARGS)

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory -j 2 -O types architecture

types:
	$(BIN)/mypy

architecture:
	$(BIN)/python -m pytest -q tests/architecture

bench: setup
	$(BIN)/python -m bench $(ARGS)

docs: setup
	$(BIN)/python tools/docs.py

translations: setup
	$(BIN)/python tools/catalogues.py

lock:
	$(BIN)/python tools/lock.py
