# Needs Python 3.11 or later, git, make and a C compiler; everything else goes into .venv.
#
#   make demo                    a tour of the engine
#   make test                    lint, types, layers and tests
#   make test-long               the tests that take long by nature
#   make test PYTHON=python3.13  the same under another interpreter, in a .venv-3.13 of its own
#   make test-all                the tests under every supported Python found here
#   make browser                 the page in a real browser (Chromium, which `make test-long` skips where it isn't)
#   make pictures                the pictures of the page in docs/pictures
#   make fuzz MINUTES=30         inputs with mistakes, generated agreements and situations, for longer
#   make bench                   speed beside other engines: docs/speed.md and its picture; PARTS="growth" anew
#   make spark                   tables on Spark equal to those of DuckDB, with Sail
#   make wheel                   the wheel, in dist/
#   make lock                    requirements.lock anew; UPGRADE=--upgrade moves to newer versions

PYTHON ?= python3
PYTHONS := 3.11 3.12 3.13
MINUTES ?= 10
UPGRADE ?=

VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
VENV := $(if $(filter python3,$(PYTHON)),.venv,.venv-$(VERSION))
BIN := $(VENV)/bin
# The version is in the stamps' names, so that a new default interpreter gets a new .venv.
HAS_UV := $(VENV)/.has-uv-$(VERSION)
READY := $(VENV)/.ready-$(VERSION)

.DEFAULT_GOAL := test
.DELETE_ON_ERROR:
.PHONY: demo browser pictures test test-long lint pytest test-all fuzz bench spark wheel lock clean

demo: $(READY)
	@$(BIN)/contract-engine demo

# pytest comes last, so that its summary is the last line.
test: lint pytest

lint: $(READY)
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache --no-logo

# What is compiled once is kept: else each worker, and each process of a test, compiles it again.
pytest: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --no-header -n auto -m 'not long'

test-long: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --no-header -n auto -m long

browser: $(READY)
	CONTRACT_ENGINE_REQUIRE_BROWSER=1 $(BIN)/python -m pytest --no-header -n auto tests/browser

pictures: $(READY)
	$(BIN)/python -m tests.browser.pictures docs/pictures

# A `python3.12` on the path may be a pyenv shim that only runs when that version is selected.
test-all: lint
	@failed= skipped=; \
	for version in $(PYTHONS); do \
	  found=; \
	  for python in "$$(command -v python$$version)" \
	    "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$$version*/bin/python3; do \
	    if [ "$$("$$python" -c 'import ensurepip, sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = $$version ]; \
	    then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then skipped="$$skipped $$version"; continue; fi; \
	  echo "== Python $$version"; \
	  $(MAKE) --no-print-directory pytest PYTHON="$$found" || failed="$$failed $$version"; \
	done; \
	if [ -n "$$skipped" ]; then echo "not run, because not found here: Python$$skipped"; fi; \
	if [ -n "$$failed" ]; then echo "failed: Python$$failed"; exit 1; fi

fuzz: $(READY)
	CONTRACT_ENGINE_FUZZ_MINUTES=$(MINUTES) $(BIN)/python -m pytest --no-header -n auto -m fuzz

# What is compared is only needed here: it goes into the same .venv, until that is prepared anew.
bench: $(READY)
	@$(uv) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-bench.lock
	$(BIN)/python -m bench $(PARTS)

# Spark, too, is only needed here.
spark: $(READY)
	@$(uv) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-spark.lock
	CONTRACT_ENGINE_REQUIRE_SPARK=1 $(BIN)/python -m pytest --no-header tests/docs/test_portfolio.py

wheel: $(READY)
	$(BIN)/python -m hatchling build -t wheel -d dist

# --- the environment

# pip reads its settings from files, uv does not. So hand uv the index and the certificates that
# pip would use, at run time: no address belongs in this repository.
# (`pip config get` looks into one file only, `list` into all of them.)
pip_setting = $$($(BIN)/python -m pip config list | sed -n "s/^global\.$(1)='\(.*\)'$$/\1/p")
uv = \
  UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$(call pip_setting,index-url)}}}" \
  && SSL_CERT_FILE="$${SSL_CERT_FILE:-$${PIP_CERT:-$(call pip_setting,cert)}}" \
  && export UV_DEFAULT_INDEX && if [ -n "$$SSL_CERT_FILE" ]; then export SSL_CERT_FILE; fi \
  && $(BIN)/uv

$(HAS_UV): requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "contract-engine needs Python 3.11 or later, and '$(PYTHON)' is not one that runs" >&2; exit 1; }
	@[ -e $@ ] || { echo "preparing $(VENV) ..." && $(PYTHON) -m venv --clear $(VENV); }
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --only-binary :all: \
	  --require-hashes -r requirements-uv.lock
	@touch $@

$(READY): $(HAS_UV) requirements.lock pyproject.toml hatch_build.py
	@$(uv) pip sync --quiet --python $(BIN)/python --require-hashes \
	  --build-constraints requirements.lock requirements.lock
	@$(uv) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'import durable.engine' || { echo "durable-rules was built, but it can't be \
	imported by Python $(VERSION): see docs/decisions/0001-dependencies.md" >&2; exit 1; }
	@touch $@

lock: $(HAS_UV)
	@$(call compile,requirements.lock,--group dev pyproject.toml)
	@$(call compile,requirements-bench.lock,--group bench)
	@$(call compile,requirements-spark.lock,--group spark)
	@echo uv | $(call compile,requirements-uv.lock,--python-version 3.11 -)

# A lock that comes out the same keeps its date, so that the environment isn't prepared again.
compile = { export UV_CUSTOM_COMPILE_COMMAND='make lock' && touch $(1) && cp $(1) $(1).new \
  && $(uv) pip compile --quiet --universal --generate-hashes --no-emit-index-url $(UPGRADE) \
    $(2) --output-file $(1).new >/dev/null \
  && if cmp -s $(1).new $(1); then rm $(1).new; else mv $(1).new $(1); fi; } \
  || { rm -f $(1).new; exit 1; }

clean:
	rm -rf .venv .venv-* build dist __pycache__ .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
