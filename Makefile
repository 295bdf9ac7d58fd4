# make install|demo|test|test-all|check|docs|lock|clean; needs python3 (3.11 or later, with venv), git and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
ARGS ?=

.PHONY: install demo test test-all check docs lock clean

install: $(STAMP)

# Repeated only when the lock or the project file changed. Nothing is installed whose hash is not in the lock.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	touch $@

# Made-up data, built anew each time.
demo: install
	rm -rf demo
	$(BIN)/spean demo demo $(ARGS)

test: install
	$(BIN)/pytest -m "not campaign" $(ARGS)

test-all: install
	$(BIN)/pytest $(ARGS)

check: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html docs docs/_build/html

docs: install
	$(BIN)/sphinx-build --fail-on-warning -b html docs docs/_build/html

# Resolves anew, for every platform and supported Python, in an environment of its own. Review the difference.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --all-extras \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build dist docs/_build demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
