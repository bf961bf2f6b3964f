# make run: the chat on http://127.0.0.1:7860; make test: every check and test. Both create .venv first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help install run test format bench audit samples screenshots

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(STAMP): pyproject.toml constraints.txt
	@echo "Pincite: creating .venv and installing (some minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)
	@echo "Pincite: installed."

install: $(STAMP)  ## create .venv and install

run: $(STAMP)  ## open the chat on http://127.0.0.1:7860, with the samples if the library is empty
	@$(BIN)/pincite serve --samples

test: $(STAMP)  ## lint, types, tests
	@echo "Pincite: ruff ..." && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "Pincite: mypy ..." && $(BIN)/mypy
	@echo "Pincite: bandit ..." && $(BIN)/bandit -q -c pyproject.toml -r ingest assistant web eval
	@echo "Pincite: tests ..." && $(BIN)/python -m pytest $(PYTEST_ARGS)

format: $(STAMP)  ## format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(STAMP)  ## speed beside a plain LangChain and Chroma pipeline
	@$(BIN)/python -m eval.bench

audit: $(STAMP)  ## known weaknesses of the pinned packages (asks PyPI for its advisories)
	@test -x .venv/audit/bin/pip-audit || { $(PYTHON) -m venv .venv/audit && .venv/audit/bin/pip install --quiet pip-audit; } || true
	@.venv/audit/bin/pip-audit --strict --no-deps --disable-pip -r constraints.txt >.venv/audit/report.txt 2>&1; \
	found=$$?; \
	if grep -qE "could not be audited|ServiceError|Connect(ion|Timeout)|pip-audit: .*(not found|No such file)" .venv/audit/report.txt; \
	then echo "Pincite: nothing was audited, as PyPI's advisories can't be had from here; .venv/audit/report.txt says why."; \
	else cat .venv/audit/report.txt; exit $$found; fi

samples: $(STAMP)  ## build the sample documents from their sources
	@$(BIN)/python -m eval.samples.build

screenshots: $(STAMP)  ## retake the README's screenshots (needs Chromium)
	@$(BIN)/python -m web.screenshots
