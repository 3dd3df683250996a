# Needs Python 3.11+ and make, nothing else: every target builds what it needs in .venv. A C compiler, where there
# is one, makes the scanning of texts faster.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# processes that share the tests: one for each core; 0 runs all of them in one
TEST_WORKERS ?= logical

.PHONY: demo run test check lint types format bench torture cover extras lock sbom audit clean

demo: $(VENV)/.core
	@$(BIN)/sanctions-watch demo

run: $(VENV)/.core
	@$(BIN)/sanctions-watch run

test check: lint types
	@$(BIN)/python -m pytest -n $(TEST_WORKERS) --maxprocesses 8 --dist worksteal

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

cover: $(VENV)/.dev
	@$(BIN)/coverage run --branch --source bot,watchers,watchlists -m pytest
	@$(BIN)/coverage report --skip-covered

# speed and quality, as ratios of one run; some minutes
bench: $(VENV)/.dev
	@for script in bench/*.py; do \
	  echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

# kill -9 at random moments against a Slack that fails in every way; minutes (docs/delivery.md)
KILLS   ?= 100
TORTURE ?=
torture: $(VENV)/.dev
	@$(BIN)/python tests/torture/campaign.py --kills $(KILLS) $(TORTURE)
	@$(BIN)/python tests/torture/campaign.py --kills $(KILLS) --teams --each 0.3 --faults 0.3
	@$(BIN)/python tests/torture/polls.py --kills $(KILLS) --instances 2
	@$(BIN)/python tests/torture/app_campaign.py --kills 30
	@$(BIN)/python tests/torture/dead_letters.py
	@$(BIN)/python tests/torture/slow_servers.py
	@$(BIN)/python tests/torture/restore_day.py
	@$(BIN)/python tests/torture/term.py
	@$(BIN)/python tests/torture/disk_full.py --times 20
	@$(BIN)/python tests/torture/disk_full_app.py --times 3

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "sanctions-watch needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# --no-build-isolation: setuptools comes from the lock file too, so every byte installed is hash-checked
COMPILED := $(wildcard watchlists/*.[ch] watchlists/*/*.[ch] watchers/*/*.[ch])
$(VENV)/.core: $(VENV)/bin/python requirements.lock pyproject.toml $(COMPILED)
	@echo "installing (first time only) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# Microsoft Teams, PostgreSQL, the text of articles, several Slack workspaces
extras: $(VENV)/.extras
$(VENV)/.extras: $(VENV)/.core requirements-extras.lock
	@$(PIP) install --require-hashes -r requirements-extras.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The locks hold for every Python from 3.11 on; no address of a package index is written into them.
LOCK = $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
EXTRAS = --extra teams --extra postgres --extra articles --extra slack-oauth
lock: $(VENV)/bin/python
	@$(PIP) install uv
	@printf 'setuptools>=77\n' > $(VENV)/build.in
	$(LOCK) $(VENV)/build.in -o requirements.lock
	$(LOCK) $(VENV)/build.in $(EXTRAS) -c requirements.lock -o requirements-extras.lock
	$(LOCK) $(VENV)/build.in --extra dev $(EXTRAS) -c requirements.lock -o requirements-dev.lock

# a bill of materials of the lock file (CycloneDX 1.6), for each release
sbom: $(VENV)/.tools
	@$(VENV)/tools/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
	  --output-format JSON --output-reproducible --output-file sbom.cdx.json && echo "sbom.cdx.json"

# that what is installed fits together; and known weaknesses of what is locked, which asks an advisory service
# (strict: what could not be asked about is no all-clear)
audit: $(VENV)/.core $(VENV)/.tools
	@$(BIN)/python -m pip check
	@$(VENV)/tools/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

$(VENV)/.tools: $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/tools
	@$(VENV)/tools/bin/pip --disable-pip-version-check --quiet install cyclonedx-bom pip-audit
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info \
	  $(wildcard watchlists/_*.so watchlists/*/_*.so watchers/*/_*.so watchlists/_*.pyd watchlists/*/_*.pyd watchers/*/_*.pyd)
