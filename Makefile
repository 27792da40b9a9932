# Everything sets up what it needs: a Rust toolchain, Python >= 3.11 with venv and pip, make and a C compiler suffice.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -q
SOURCES := Cargo.toml Cargo.lock pyproject.toml $(shell find src python seeds -type f ! -name '*.pyc' ! -name '*.so')

.DEFAULT_GOAL := help
.PHONY: help demo install test test-rust test-python lint docs bench clean

help: ## show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(PY):
	$(PYTHON) -c 'import sys; sys.exit("Python >= 3.11 is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(PY) $(SOURCES)
	$(PIP) install .
	@touch $@

$(VENV)/.test: $(VENV)/.installed
	$(PIP) install '.[test]'
	@touch $@

install: $(VENV)/.installed ## build the wheel and install it into .venv

demo: install ## the main job: a report on the sample corpus, in report/
	$(VENV)/bin/communique report seeds/ --out report/

test: lint test-rust test-python ## everything: lint, Rust and Python tests, doctests, stubs

lint: $(VENV)/.test ## formatting, clippy with and without Python, ruff, types
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo clippy --features python -- -D warnings
	$(PY) -m ruff check python tests
	$(PY) -m mypy
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --quiet
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --quiet --features python

test-rust: ## Rust tests and doctests
	cargo test

test-python: $(VENV)/.test ## Python tests, doctests, generated files, stubs
	$(PY) python/generate.py --check
	$(PY) -m mypy.stubtest communique._core --mypy-config-file pyproject.toml --ignore-unused-allowlist --allowlist tests/python/stubtest-allowlist.txt
	$(PY) -m pytest

bench: $(VENV)/.test ## benchmarks; they judge nothing
	$(PY) tests/bench/throughput.py
	$(PY) tests/bench/collocations.py
	$(PY) tests/bench/association.py
	$(PY) tests/bench/commitments.py
	$(PY) tests/bench/peers.py

clean: ## remove what was built
	rm -rf $(VENV) target report
