# make serve   install if need be, then run the service
# make test    install if need be, then every check and every test
# make lint    the checks alone: ruff, mypy
# make lock    renew requirements.lock and requirements-dev.lock
# make screenshots   take the README's pictures anew, from a server that runs
# make clean   remove .venv and the caches; the data folder stays
#
# Everything goes into .venv; nothing is installed outside this folder. Another Python than
# python3: make serve PYTHON=python3.12

PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0

# Each stamp is written last: an install that was broken off is taken up again.
CREATED := $(VENV)/.created
RUNTIME := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

# Built anew when its Python is gone; installed anew when this folder was moved, because what
# pip writes names the folder.
ifneq ($(shell $(BIN)/python -c 'import pip; print("works")' 2>/dev/null),works)
.PHONY: $(CREATED) $(RUNTIME)
else ifneq ($(shell cat $(RUNTIME) 2>/dev/null),$(CURDIR))
.PHONY: $(RUNTIME)
endif

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := --no-deps --require-hashes --only-binary :all:
CHECKED := $(PIP) check || { echo 'The packages in $(VENV) do not fit together: run "make clean" and try again.' >&2; exit 1; }

.PHONY: serve test lint lock screenshots install install-dev clean

serve: $(RUNTIME)
	@exec $(BIN)/strategi serve

test: lint
	@$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy ingest assistant ui

# uv alone is needed here, so that locks which no longer fit can be renewed.
lock: $(BIN)/uv
	@TORCH='$(TORCH)' bench/lock.sh

screenshots: $(DEV)
	$(BIN)/python -m bench.screenshots http://127.0.0.1:$(or $(STRATEGI_PORT),8000) docs

install: $(RUNTIME)

install-dev: $(DEV)

clean:
	rm -rf $(VENV) strategi.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(CREATED):
	@$(BIN)/python -c 'import pip' 2>/dev/null || { \
	  command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	    echo 'No "$(PYTHON)" here. Strategi needs Python 3.11 to 3.14.' >&2; \
	    echo 'Name another: make serve PYTHON=/path/to/python3' >&2; exit 1; }; \
	  "$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { \
	    echo 'Strategi needs Python 3.11 to 3.14; "$(PYTHON)" is' "$$("$(PYTHON)" --version 2>&1)." >&2; \
	    echo 'Name another: make serve PYTHON=python3.12' >&2; exit 1; }; \
	  "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo '"$(PYTHON)" has no venv module (on Debian and Ubuntu: the package python3-venv).' >&2; exit 1; }; \
	  echo 'Creating $(VENV)'; \
	  "$(PYTHON)" -m venv --clear $(VENV); }
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml Makefile | $(CREATED)
	@echo 'Installing $(TORCH) (1 of 3; the first time this takes some minutes)'
	@$(PIP) install --quiet '$(TORCH)'
	@echo 'Installing requirements.lock (2 of 3)'
	@$(PIP) install --quiet $(LOCKED) -r requirements.lock
	@echo 'Installing Strategi (3 of 3)'
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(CHECKED)
	@echo '$(CURDIR)' >$@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo 'Installing requirements-dev.lock'
	@$(PIP) install --quiet $(LOCKED) -r requirements-dev.lock
	@$(CHECKED)
	@touch $@

$(BIN)/uv: | $(CREATED)
	@echo 'Installing requirements-dev.lock'
	@$(PIP) install --quiet $(LOCKED) -r requirements-dev.lock
