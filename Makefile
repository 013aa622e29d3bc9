# Works in a fresh clone with nothing but Python (3.11–3.13) and make. All targets share .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test check bench clean

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: setup
	$(BIN)/reportmine extract corpora/reports -o demo --organizations corpora/organizations.csv
	$(BIN)/reportmine check demo --quiet
	$(BIN)/reportmine compare demo

check: setup
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest

bench: setup
	$(BIN)/python -m reportmine.evaluation.bench

clean:
	rm -rf demo out .mypy_cache .ruff_cache .pytest_cache
