# The one runner. `make demo` and `make test` set up everything they need on a fresh machine with Python 3.11, make and git.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo test check format docs journeys bench drill lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/run.stamp ## the program and what it needs; afterwards .venv/bin/genhun runs

demo: setup ## an embedded database with a made-up group, planned and served
	$(BIN)/genhun demo

test: .venv/dev.stamp .venv/system.stamp ## the whole suite, its browser and database servers included
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not drill"
	GENHUN_TEST_DATABASE=postgresql $(BIN)/python -m pytest tests/records --ignore tests/records/test_site.py -m "not drill"

check: .venv/dev.stamp ## lint, types, import contracts, generated docs; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m docs.generate --check

format: .venv/dev.stamp ## lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/dev.stamp ## write the generated pages anew
	$(BIN)/python -m docs.generate

journeys: .venv/dev.stamp .venv/system.stamp ## the browser journeys; ROOM=name for one room's, SHOTS=1 to renew the screenshots
	$(BIN)/python -m pytest tests/journeys $(if $(ROOM),-k $(ROOM)) $(if $(SHOTS),--screenshots)

bench: .venv/dev.stamp ## plan quality and time against honest peers, in one table
	$(BIN)/python -m benchmarks

drill: .venv/dev.stamp .venv/system.stamp .venv/spark.stamp ## the long runs; on a real Spark cluster where there is Java 17
	$(BIN)/python -m pytest -m drill

lock: ## renew requirements/*.lock from pyproject.toml (needs uv; hashes only, no addresses)
	uv lock --python 3.11
	uv export --frozen --no-emit-project --no-header --no-dev --extra postgres -q -o requirements/run.lock
	uv export --frozen --no-emit-project --no-header --extra postgres -q -o requirements/dev.lock
	uv export --frozen --no-emit-project --no-header --no-dev --extra spark -q -o requirements/spark.lock
	rm uv.lock

clean: ## forget the set-up and the demo's data
	rm -rf .venv var

.venv/bin/python:
	sh setup/venv $(PYTHON)

.venv/run.stamp: requirements/run.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --no-deps -e .
	$(BIN)/genhun warm
	touch $@

.venv/dev.stamp: requirements/dev.lock .venv/run.stamp
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.lock
	touch $@

.venv/spark.stamp: requirements/spark.lock .venv/run.stamp
	$(BIN)/pip install --quiet --require-hashes -r requirements/spark.lock
	touch $@

.venv/system.stamp: setup/system | .venv/bin/python
	sh setup/system
	touch $@
