# make run · make test · make check · make bench · make bench-scale · make test-long
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check test-long bench bench-scale constraints samples clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	@$(BIN)/onrecord ui --fill-from samples/letters || [ $$? -eq 130 ]

test: check

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -m "not long" -n 2 --dist loadfile

test-long: $(VENV)/.dev
	$(BIN)/pytest -m long

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.compare
	$(BIN)/python -m benchmarks.precision
	$(BIN)/python -m benchmarks.answering
	$(BIN)/python -m benchmarks.drafting
	$(BIN)/python -m benchmarks.speakers
	$(BIN)/python -m benchmarks.consistency
	$(BIN)/python -m benchmarks.embedding
	$(BIN)/python -m benchmarks.ingest

bench-scale: $(VENV)/.dev
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.vectors

constraints: $(VENV)/.dev
	@echo "# Every version that is installed, direct and indirect. Made by: make constraints" > $(VENV)/constraints
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu//' >> $(VENV)/constraints
	mv $(VENV)/constraints constraints.txt

samples: $(VENV)/.dev
	$(BIN)/python samples/build.py

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@ $(VENV)/.run
