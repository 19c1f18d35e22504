# One command for each habit. "make" alone lists them.
VENV := .venv
BIN := $(VENV)/bin
COMPILE = $(BIN)/pip-compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
  --no-emit-trusted-host --no-emit-find-links
PYTHON ?= $(or $(shell command -v python3.11),python3)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help site quick test code scripts portable check serve bundle offline dist format lock benchmark scale fields desk-cost measure torture learn breaks confidence positions clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

# What these do stands in tools/tasks.py, for systems without make: python -m tools.tasks NAME.
TASK = $(PYTHON) -m tools.tasks
site: ## set up, segment the page texts, build site/
quick: ## form, types, imports, and the tests that need neither a browser nor much time
test: ## set up, then format, types and every test, the browser's included
code: ## format, types and imports of the Python code
scripts: ## types of the scripts
portable: ## the tests that need no Debian, on any system
check: ## everything that is wrong with seeds/ or site/
serve: ## build, watch, show the site on 127.0.0.1
bundle: ## pack the site for reading offline: dist/*.zip
offline: ## the program with all that it needs, for offices without a network: dist/baocang-offline-*.zip [SYSTEMS=windows]
dist: ## wheel and sdist, checked as PyPI checks them: dist/*.whl, dist/*.tar.gz
format: ## put the code into form
site quick test code scripts portable check serve bundle offline dist format: | python
	$(TASK) $@ $(if $(SYSTEMS),--systems $(SYSTEMS))

lock: $(VENV)/test ## renew the lock files from pyproject.toml
	$(COMPILE) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra test -c requirements.lock -o requirements-test.lock pyproject.toml
	$(COMPILE) --extra learn -c requirements.lock -o requirements-learn.lock pyproject.toml
	$(COMPILE) --extra release -c requirements.lock -o requirements-release.lock pyproject.toml
	$(COMPILE) --extra ocr -c requirements.lock -o requirements-ocr.lock pyproject.toml
	$(COMPILE) --extra benchmark -c requirements.lock -o requirements-benchmark.lock pyproject.toml

benchmark: $(VENV)/test ## search beside Pagefind: make benchmark CORPUS=articles.jsonl.xz [LIMIT=1000] [JSON=report.json]
	$(BIN)/pip install -q --require-hashes -r requirements-benchmark.lock
	$(BIN)/python -m tests.benchmarks.search "$(CORPUS)" --limit $(or $(LIMIT),0) $(if $(JSON),--json "$(JSON)")

scale: $(VENV)/test ## whole builds beside Hugo and Pagefind: make scale N=1000 [CORPUS=articles.jsonl.xz] [FORM=bare|yml] [JSON=report.json]
	$(BIN)/pip install -q --require-hashes -r requirements-benchmark.lock
	command -v hugo >/dev/null || ./scripts/debian_install hugo || true
	$(BIN)/python -m tests.benchmarks.scale $(or $(N),1000) $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(FORM),--form "$(FORM)") $(if $(JSON),--json "$(JSON)")

fields: $(VENV)/test ## what all that archivists write down costs a build: make fields N=10000 [CORPUS=articles.jsonl.xz] [JSON=report.json]
	$(BIN)/python -m tests.benchmarks.fields $(or $(N),10000) $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(JSON),--json "$(JSON)")

torture: $(VENV)/test ## kills, damage, mutated input, sessions at the desk, at random: make torture [LONG=1] [SEED=1] [PART=kills] [NUMBER=100] [ONLY=7] [JSON=report.json]
	$(BIN)/python -m tests.torture $(PART) $(if $(LONG),--long) $(if $(SEED),--seed $(SEED)) $(if $(NUMBER),--number $(NUMBER)) $(if $(ONLY),--only $(ONLY)) $(if $(JSON),--json "$(JSON)")

desk-cost: $(VENV)/test ## what it costs to correct a page at the desk, in keys and clicks: make desk-cost [PAGES=folder] [ALL=1] [JSON=report.json]
	$(BIN)/python -m tests.benchmarks.desk_cost $(if $(PAGES),--pages "$(PAGES)") $(if $(ALL),--all) $(if $(JSON),--json "$(JSON)")

measure: $(VENV)/test site ## what a first visit of each kind of page costs: largest paint, shift, bytes
	$(BIN)/python -m tests.benchmarks.reading site $(if $(JSON),--json "$(JSON)")

learn: $(VENV)/test ## what segmentation learns, anew: make learn CORPUS=articles.jsonl.xz [WITHOUT=folder]
	$(BIN)/pip install -q --require-hashes -r requirements-learn.lock
	rm -rf $(VENV)/pages
	$(BIN)/python -m scripts.typeset "$(CORPUS)" $(VENV)/pages --pages 5000 --rounds 2 $(if $(WITHOUT),--without $(WITHOUT))
	$(BIN)/python -m scripts.fit_segment $(VENV)/pages

breaks: $(VENV)/test ## the network of segmentation, anew: make breaks CORPUS="a.jsonl.xz b.jsonl.xz" [LEAVE_OUT=pages.txt]
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m scripts.fit_breaks $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))

confidence: $(VENV)/test ## how sure segmentation is, anew: make confidence CORPUS="a.jsonl.xz b.jsonl.xz" [LEAVE_OUT=pages.txt]
	$(BIN)/pip install -q --require-hashes -r requirements-learn.lock
	$(BIN)/python -m scripts.fit_confidence $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))

positions: $(VENV)/test ## what it learns of pages with positions, anew: make positions CORPUS="a.jsonl.xz b.jsonl.xz"
	$(BIN)/pip install -q --require-hashes -r requirements-learn.lock
	$(BIN)/python -m scripts.fit_continuity $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))
	$(BIN)/python -m scripts.fit_positions $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))

clean: ## take away what was made
	rm -rf $(VENV) site dist node_modules

# ---- set-up: by tools/tasks.py, which knows when it is due ----

.PHONY: python FORCE
python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. Install Python 3.11, or name it: make PYTHON=..."; exit 2; }

$(VENV)/site $(VENV)/test: FORCE | python
	@$(TASK) set-up $(@F)
