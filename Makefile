# Two commands matter: `make demo` and `make test`. The rest is for those who change things.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Now and then a test waits for a socket or a database; one more than that crowds the processors.
WORKERS := $(shell expr 1 + $$(getconf _NPROCESSORS_ONLN))
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test storms setup check format bench score train lock clean

demo: $(VENV)/.runtime
	@exec $(BIN)/khwamdee demo

test: $(VENV)/.all
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not storm"

storms: $(VENV)/.all
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m storm

setup: $(VENV)/.all

check: $(VENV)/.all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.all
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.all
	$(BIN)/python -m bench
	$(BIN)/python -m bench.bank
	$(BIN)/python -m bench.clock month storm --seconds 30
	$(BIN)/python -m bench.map --pins 10000
	$(BIN)/python -m bench.vote --villages 200 --seconds 60 --areas 500 2000

score: $(VENV)/.all
	$(BIN)/python -m bench.score

# Learns anew what a message is for, from bench/lines; in an environment of its own, for scikit-learn is large.
train: $(VENV)/.all
	$(PYTHON) -m venv $(VENV)/train
	$(VENV)/train/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements-train.lock
	$(VENV)/train/bin/python -m bench.train

# Versions and hashes only, no download addresses. Needs uv: pip install uv
LOCK := uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --python-version 3.11
lock:
	echo "setuptools>=80" | $(LOCK) pyproject.toml - -o requirements.lock
	echo "scikit-learn>=1.9,<2" | $(LOCK) - -o requirements-train.lock
	$(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Khwamdee needs Python 3.11 or newer; name it with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what is missing into $(VENV) (once, about a minute) …"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.all: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
