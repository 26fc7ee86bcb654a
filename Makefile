# The commands of this repository: `make lab` for students and instructors, `make test` for developers.
VENV := .venv
# Suitable are the versions that requires-python in pyproject.toml allows. An existing environment keeps its Python; a
# new one gets the newest. Each program is tried, because some names on PATH do not work.
SUITABLE := -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
PYTHON ?= $(shell for python in $(VENV)/bin/python python3.13 python3.12 python3.11 python3; do \
    if "$$python" $(SUITABLE) 2>/dev/null; then echo "$$python"; break; fi; done)
# Tests need some system programs, which are installed if that needs no password. Not with `make test INSTALL=no`.
INSTALL := yes
# `make test CHAPTER=06` runs only the tests of one chapter, but all of these.
CHAPTER :=
# More options for pytest: `make test OPTIONS=--leave-nothing-out` fails if a test was skipped.
OPTIONS :=
PROXY := deploy/hub/node_modules/.ready
# The hub's tests add and remove system accounts, which needs root. If root runs make, they run with the other tests.
HUB := $(if $(filter 0,$(shell id -u)),tests/hub)
AS_ROOT := $(if $(shell command -v sudo),sudo env PATH="$(CURDIR)/$(VENV)/bin:$(PATH)" PYTHONDONTWRITEBYTECODE=1)
# nbgrader calls the `alembic` program by name, so the environment's programs must be on PATH.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help environment lab test test-all programs programs-of-all build docs handout lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

environment: ## make or update the environment; every command below does this first
	@"$(PYTHON)" $(SUITABLE) 2>/dev/null || { echo "dlcourse needs Python 3.11, 3.12 or 3.13. Install one of them" \
	    "(Debian: apt-get install python3 python3-venv; macOS: brew install python@3.13)," \
	    "or name it: make PYTHON=/path/to/python3.13"; exit 1; }
	@"$(PYTHON)" environment.py

lab: environment ## open the course in JupyterLab
	$(VENV)/bin/dlcourse lab

test: environment programs ## run the quick tests; with CHAPTER=06, all tests of one chapter
	$(VENV)/bin/python -m pytest $(if $(CHAPTER),-k $(CHAPTER)_,-m "not slow" tests) $(OPTIONS)

test-all: environment programs-of-all $(PROXY) ## run all tests, also in a browser and on a JupyterHub
	$(VENV)/bin/python -m pytest $(OPTIONS) tests solutions $(HUB)
	$(if $(HUB),,$(AS_ROOT) $(VENV)/bin/python -m pytest --numprocesses=0 -p no:cacheprovider $(OPTIONS) tests/hub)

programs: environment
	@[ "$(INSTALL)" = no ] || $(VENV)/bin/python -m tests.support.programs bubblewrap chromium postgresql

programs-of-all: environment
	@[ "$(INSTALL)" = no ] || $(VENV)/bin/python -m tests.support.programs bubblewrap chromium postgresql npm

build: environment ## build the notebooks from their sources in solutions/
	$(VENV)/bin/dlcourse build

docs: environment ## build the web pages of the guides and the chapters, in build/site
	$(VENV)/bin/python -m dlcourse.authoring.book.write docs
	$(VENV)/bin/python -m sphinx -q -W --keep-going -j auto docs build/site

handout: environment ## make what students get, in build/handout: the wheel, and a page that says how to start
	$(VENV)/bin/python -m dlcourse.authoring.handout build/handout

lock: environment ## rewrite requirements.txt from the ranges in pyproject.toml
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --group dev --no-annotate --upgrade \
	    --custom-compile-command "make lock" --output-file requirements.txt pyproject.toml

# The hub's proxy is a program for Node.js: 20 npm packages, at the versions in package-lock.json. Without npm, the
# tests that need it are skipped.
$(PROXY): deploy/hub/package.json deploy/hub/package-lock.json | programs-of-all
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix deploy/hub && touch $@; fi

clean: ## remove the environment and every cache; your work in notebooks/ stays
	rm -rf $(VENV) $(VENV).old deploy/hub/node_modules build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

