# Two commands start everything: `make demo` and `make test`. Both set up what they need on first use:
# a Python 3.11 or newer, `uv` from PyPI in .make/bootstrap, and the locked dependencies in .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# `make demo PYTHON=/path/to/python3` uses that Python; otherwise the first of these that is new enough.
PYTHON ?=
PYTHONS := python3 python3.11 python3.12 python3.13
UV_VERSION := 0.13.9

BOOTSTRAP := .make/bootstrap/uv-$(UV_VERSION)
ENVIRONMENT := .venv/synced
BIN := .venv/bin
DEMO := demo-borough
# `make test TESTS=tests/spec/access` runs a part.
TESTS ?=

# Settings of the caller's own shell that would send the set-up somewhere else.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
unexport UV_PYTHON UV_SYSTEM_PYTHON UV_FROZEN UV_NO_DEV UV_NO_DEFAULT_GROUPS
export UV_PROJECT_ENVIRONMENT := .venv
# The machine's own Python is used; uv must not fetch another.
export UV_PYTHON_DOWNLOADS := never

# Without a home folder to write to, every cache stays inside the project.
ifneq ($(shell test -d "$${HOME:-}" -a -w "$${HOME:-}" && echo yes),yes)
export HOME := $(CURDIR)/.make/home
export UV_CACHE_DIR := $(CURDIR)/.make/cache/uv
export PIP_CACHE_DIR := $(CURDIR)/.make/cache/pip
endif

.PHONY: help demo test check bench docs format lock clean

help:  ## What can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

demo: $(ENVIRONMENT)  ## Make a fictional borough, load its files, print its figures, who needs whom and who can sign in
	@rm -rf $(DEMO)
	export SCHOOLWARD_HOME=$(DEMO)/home
	run() { echo; echo "\$$ schoolward $$*"; $(BIN)/schoolward "$$@"; }
	run demo-data $(DEMO)/files
	run init --authority 356 --name "Demo Borough"
	# 3 says that some rows were refused: the demo's schools send bad rows on purpose.
	run load $(DEMO)/files/manifest.json || test $$? -eq 3
	run figures --by phase --from 2025-09-01 --to 2026-07-31 --measure enrolments --measure attendance_rate \
	    --measure overall_absence_rate --measure persistent_absence_rate --measure severe_absence_rate
	run check
	run attention --as-at 2026-11-20 --most 10
	run migrate
	run rehearse --sign-ins $(DEMO)/sign-ins.txt
	run audit verify
	echo
	echo "Who can sign in stands above, and in $(DEMO)/sign-ins.txt."
	echo "The borough is in $(DEMO): SCHOOLWARD_HOME=$(DEMO)/home $(BIN)/schoolward --help"

test: check  ## Run every check and every test; what needs a database, on SQLite and on PostgreSQL
	@mkdir -p build
	# Side by side, each on a core of its own; what PostgreSQL says comes after.
	SCHOOLWARD_TESTS_ON=postgresql $(BIN)/pytest -m database $(TESTS) > build/on-postgresql.log 2>&1 &
	other=$$!
	trap 'kill $$other 2>/dev/null || true' EXIT
	ended=0
	$(BIN)/pytest $(TESTS) || ended=$$?
	# 5: none of the part that was asked for needs a database.
	wait $$other || { told=$$?; [ $$told -eq 5 ] && [ -n "$(TESTS)" ] || ended=$$told; }
	echo "On PostgreSQL:"
	cat build/on-postgresql.log
	exit $$ended

check: $(ENVIRONMENT)  ## Lint, format, types, arrows between rooms, freshness of docs/reference
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python docs/render.py --check

bench: $(BOOTSTRAP)  ## Measure speed and memory on a borough-year of 17 million marks
	@UV_PROJECT_ENVIRONMENT=.make/bench .make/bootstrap/bin/uv sync --locked --quiet --group bench \
	    --python "$$(cat .make/python)"
	.make/bench/bin/python -m tests.postgresql .make/bench/bin/schoolward bench

docs: $(ENVIRONMENT)  ## Render docs/reference from the spec tests
	@$(BIN)/python docs/render.py
	$(BIN)/python docs/describe_api.py

format: $(ENVIRONMENT)  ## Put the code into the house's form
	@$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

lock: $(BOOTSTRAP)  ## Choose versions of the dependencies again, from the public index
	@.make/bootstrap/bin/uv lock --upgrade --default-index https://pypi.org/simple --python "$$(cat .make/python)"

clean:  ## Remove everything that was made, the environment and the demo included
	@rm -rf .make .venv $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp lies inside .venv, so that removing .venv makes it again.
$(ENVIRONMENT): pyproject.toml uv.lock $(BOOTSTRAP)
	@.make/bootstrap/bin/uv sync --locked --quiet --python "$$(cat .make/python)"
	touch $@

$(BOOTSTRAP):
	@say() { printf '%s\n' "$$@" >&2; }
	new_enough() { "$$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
	mkdir -p .make $${HOME:+"$$HOME"}
	python=
	for name in $(or $(PYTHON),$(PYTHONS)); do
	    if new_enough "$$name"; then
	        python=$$("$$name" -c 'import sys; print(sys.executable)')
	        break
	    fi
	done
	if [ -z "$$python" ]; then
	    say "Schoolward needs Python 3.11 or newer, and found none (looked for: $(or $(PYTHON),$(PYTHONS)))." \
	        "On Debian 12: apt-get install python3. Elsewhere: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3"
	    exit 1
	fi
	echo "Setting up with $$python (first use only)."
	if ! "$$python" -c 'import ensurepip, venv; ensurepip.version()' 2>/dev/null; then
	    package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
	    as_root=
	    [ "$$(id -u)" -eq 0 ] || as_root=sudo
	    if command -v apt-get >/dev/null && { [ -z "$$as_root" ] || command -v sudo >/dev/null; }; then
	        say "$$python cannot make environments: installing the Debian package $$package."
	        install="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"
	        # A fresh machine may hold no package lists yet.
	        $$install $$package >&2 || { $$as_root apt-get update -q >&2 && $$install $$package >&2; } || true
	    fi
	    if ! "$$python" -c 'import ensurepip, venv; ensurepip.version()' 2>/dev/null; then
	        say "Missing: the Debian package $$package (Python's venv and ensurepip modules)." \
	            "Install it as root: apt-get install $$package. Then run make again."
	        exit 1
	    fi
	fi
	"$$python" -m venv --clear .make/bootstrap
	.make/bootstrap/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	echo "$$python" > .make/python
	touch $@
