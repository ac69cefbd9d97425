# `make run` opens the dashboard, `make test` proves that it works; `make help` lists the rest.
VENV ?= .venv
PORT ?= 8501
export BILATERAL_VENV = $(VENV)
LOCKED = requirements.lock pyproject.toml .ci/setup
BIN = $(VENV)/bin

.PHONY: run test lint check e2e bench golden docs learn second-reader lock wheel clean help

run: $(VENV)/stamps/core  ## set up, load the embedded events, open the dashboard
	@$(BIN)/bilateral dashboard --port $(PORT)

test: $(VENV)/stamps/dev  ## set up, run every test, real browser included
	@BILATERAL_CHROMIUM=$$(sh .ci/browser) && export BILATERAL_CHROMIUM && $(MAKE) --no-print-directory lint && $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/stamps/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(VENV)/stamps/dev lint  ## lint, types, import contracts, fast tests: under a minute
	@$(BIN)/python -m pytest -q -n 2 tests/unit tests/property tests/test_architecture.py tests/test_docs.py

e2e: $(VENV)/stamps/dev  ## the browser tests alone
	@BILATERAL_CHROMIUM=$$(sh .ci/browser) && export BILATERAL_CHROMIUM && $(BIN)/python -m pytest -q tests/e2e

bench: $(VENV)/stamps/dev  ## time the parts against baselines of the same run
	@BILATERAL_CHROMIUM=$$(sh .ci/browser) && export BILATERAL_CHROMIUM && for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

golden: $(VENV)/stamps/dev  ## write the golden files anew; look at the difference before you commit it
	@BILATERAL_GOLDEN=write $(BIN)/python -m pytest -q tests/golden

docs: $(VENV)/stamps/dev  ## write the generated parts of the documentation anew
	@$(BIN)/python docs/generate.py

learn: $(VENV)/stamps/dev  ## learn the weights of the article extractor anew from training/corpus (half an hour)
	@PYTHONPATH=. $(BIN)/python training/learn.py

second-reader:  ## tune the extractor's second reader anew; after `make learn` (half an hour, PyTorch)
	@python3 -m venv $(VENV)-tune && $(VENV)-tune/bin/pip install -q -r training/second_reader/requirements.txt -e .
	@PYTHONPATH=. $(VENV)-tune/bin/python training/second_reader/tune.py

lock:  ## resolve the packages anew into requirements.lock (needs uv)
	@python3 .ci/lock --upgrade

wheel: $(VENV)/stamps/dev  ## build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean:  ## remove the environment and everything built; the store of events stays
	rm -rf $(VENV) $(VENV)-tune dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:  ## list these
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/stamps/core: $(LOCKED)
	@sh .ci/setup core

$(VENV)/stamps/dev: $(LOCKED)
	@sh .ci/setup core export scale dev
