# make run    the example market on http://127.0.0.1:8000 (PORT=8001 for another port)
# make test   every test (TESTS=tests/matching for some of them)
# make check  lint, types and layers;  make lock  remakes requirements.lock;  make clean  removes .venv
# make screenshots   the main pages at two widths, into build/screenshots; three of them for the README

PORT ?= 8000
TESTS ?= tests
UV = 0.13.9
VNU = 26.9.27

# The first of these that is 3.11 or newer and can make an environment; PYTHON=… names another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check
MADE_FROM = requirements.lock setup.cfg pyproject.toml

.PHONY: help run test check lint types layers wheel html-checker screenshots lock clean

help:
	@sed -n '1,4s/^# //p' Makefile

run: .venv/installed
	@$(BIN)/caremarket demo --port $(PORT)

test: .venv/installed-for-tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: lint types layers

# djlint but for H015 (line breaks) and H043 (a button's type: ours submit their form, as HTML has it).
lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet --profile=jinja --ignore=H015,H043

types: .venv/installed-for-tests
	$(BIN)/mypy

layers: .venv/installed-for-tests
	$(BIN)/lint-imports --no-logo

wheel: .venv/installed-for-tests
	rm -rf build/lib build/bdist.* dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# They need Debian's Chromium.
screenshots: .venv/installed-for-tests
	$(BIN)/python -m tests.screenshots build/screenshots

# What the W3C checks HTML with; its tests skip without it. It needs Java.
html-checker: build/vnu/package.json

build/vnu/package.json:
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix build/vnu vnu-jar@$(VNU)
	@touch $@

# The stamps are newer than what they were made from, so an unchanged checkout never calls pip.
.venv/installed: $(MADE_FROM)
	$(if $(strip $(PYTHON)),,$(error Python 3.11 or newer with its venv module is needed; name it with PYTHON=…))
	@echo "Installing into .venv (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@sed '/^# For tests and checks/,$$d' requirements.lock > .venv/to-run.lock
	@$(INSTALL) --no-deps --require-hashes -r .venv/to-run.lock
	@$(INSTALL) --no-deps -e .
	@touch $@

.venv/installed-for-tests: .venv/installed
	@echo "Installing what the tests and checks need"
	@$(INSTALL) --no-deps --require-hashes -r requirements.lock
	@touch $@

LOCKED = build/lock/bin/uv pip compile setup.cfg --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --system-certs

# First what the service runs on, then what only tests and checks add, so that each can be installed alone.
lock:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet uv==$(UV)
	$(LOCKED) --output-file build/run.lock
	$(LOCKED) --all-extras --constraint build/run.lock --output-file build/all.lock
	( echo "# Made by 'make lock' from setup.cfg: exact versions with the hashes of their files, for every platform."; \
	  cat build/run.lock; \
	  echo "# For tests and checks"; \
	  awk 'NR == FNR { known[$$1]; next } /^[a-z]/ { added = !($$1 in known) } added' build/run.lock build/all.lock \
	) > requirements.lock

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
