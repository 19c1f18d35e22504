# One command for each habit. "make" alone lists them.
VENV := .venv
BIN := $(VENV)/bin
COMPILE = $(BIN)/pip-compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
  --no-emit-trusted-host --no-emit-find-links
PYTHON ?= $(or $(shell command -v python3.11),python3)
# One more than there are processors: tests wait for browsers and servers a quarter of their time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
MAKEFLAGS += -j2 # set-up and checks that need nothing of each other side by side
.PHONY: help site quick test code scripts check serve bundle offline format lock benchmark scale measure torture learn positions clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

site: $(VENV)/site ## set up, segment the page texts, build site/
	$(BIN)/baocang segment
	$(BIN)/baocang build

quick: code ## form, types, imports, and the tests that need neither a browser nor much time
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not browser and not slow"

test: code scripts ## set up, then format, types and every test, the browser's included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --durations 10

code: $(VENV)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

scripts: $(VENV)/test
	$(BIN)/tsc --project jsconfig.json
	$(BIN)/tsc --project jsconfig.worker.json

check: $(VENV)/site ## everything that is wrong with seeds/ or site/
	$(BIN)/baocang check

serve: $(VENV)/site ## build, watch, show the site on 127.0.0.1
	$(BIN)/baocang serve

bundle: $(VENV)/site ## pack the site for reading offline: dist/*.zip
	$(BIN)/baocang bundle

offline: $(VENV)/site ## the program with all that it needs, for offices without a network: dist/baocang-offline-*.zip [SYSTEMS=windows]
	$(BIN)/python -m tools.offline $(if $(SYSTEMS),--systems $(SYSTEMS))

format: $(VENV)/test ## put the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/test ## renew the lock files from pyproject.toml
	$(COMPILE) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra test -c requirements.lock -o requirements-test.lock pyproject.toml
	$(COMPILE) --extra learn -c requirements.lock -o requirements-learn.lock pyproject.toml
	$(COMPILE) --extra ocr -c requirements.lock -o requirements-ocr.lock pyproject.toml
	$(COMPILE) --extra benchmark -c requirements.lock -o requirements-benchmark.lock pyproject.toml

benchmark: $(VENV)/test ## search beside Pagefind: make benchmark CORPUS=articles.jsonl.xz [LIMIT=1000] [JSON=report.json]
	$(BIN)/pip install -q --require-hashes -r requirements-benchmark.lock
	$(BIN)/python -m tests.benchmarks.search "$(CORPUS)" --limit $(or $(LIMIT),0) $(if $(JSON),--json "$(JSON)")

scale: $(VENV)/test ## whole builds beside Hugo and Pagefind: make scale N=1000 [CORPUS=articles.jsonl.xz] [FORM=bare|yml] [JSON=report.json]
	$(BIN)/pip install -q --require-hashes -r requirements-benchmark.lock
	command -v hugo >/dev/null || ./scripts/debian_install hugo || true
	$(BIN)/python -m tests.benchmarks.scale $(or $(N),1000) $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(FORM),--form "$(FORM)") $(if $(JSON),--json "$(JSON)")

torture: $(VENV)/test ## kills, damage, mutated input, sessions at the desk, at random: make torture [LONG=1] [SEED=1] [PART=kills] [NUMBER=100] [ONLY=7] [JSON=report.json]
	$(BIN)/python -m tests.torture $(PART) $(if $(LONG),--long) $(if $(SEED),--seed $(SEED)) $(if $(NUMBER),--number $(NUMBER)) $(if $(ONLY),--only $(ONLY)) $(if $(JSON),--json "$(JSON)")

measure: $(VENV)/test site ## what a first visit of each kind of page costs: largest paint, shift, bytes
	$(BIN)/python -m tests.benchmarks.reading site $(if $(JSON),--json "$(JSON)")

learn: $(VENV)/test ## what segmentation learns, anew: make learn CORPUS=articles.jsonl.xz
	$(BIN)/pip install -q --require-hashes -r requirements-learn.lock
	rm -rf $(VENV)/pages
	$(BIN)/python -m scripts.typeset "$(CORPUS)" $(VENV)/pages --pages 5000 --rounds 2 $(if $(WITHOUT),--without $(WITHOUT))
	$(BIN)/python -m scripts.fit_segment $(VENV)/pages

positions: $(VENV)/test ## what it learns of pages with positions, anew: make positions CORPUS="a.jsonl.xz b.jsonl.xz"
	$(BIN)/pip install -q --require-hashes -r requirements-learn.lock
	$(BIN)/python -m scripts.fit_continuity $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))
	$(BIN)/python -m scripts.fit_positions $(CORPUS) $(if $(LEAVE_OUT),--without $(LEAVE_OUT))

clean: ## take away what was made
	rm -rf $(VENV) site dist node_modules

# ---- set-up: a stamp for each environment, renewed when its lock file changes ----

# Debian keeps the module that makes environments in a package of its own.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. Install Python 3.11, or name it: make PYTHON=..."; exit 2; }
	$(PYTHON) -c "import ensurepip" 2>/dev/null || ./scripts/debian_install python3.11-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator  # else each start does it, where Python is told to write no bytecode
	@touch $@

$(VENV)/test: $(VENV)/site $(VENV)/programs requirements-test.lock
	$(BIN)/pip install -q --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/programs: $(VENV)/bin/python package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund
	ln -sf ../../node_modules/.bin/tsc $(BIN)/tsc
	command -v "$(or $(CHROMIUM),chromium-headless-shell)" >/dev/null || ./scripts/debian_install chromium-headless-shell fonts-noto-cjk \
	  || command -v chromium >/dev/null
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || ./scripts/debian_install firefox-esr || true
	command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || ./scripts/debian_install webkit2gtk-driver xvfb || true
	command -v kiwix-serve >/dev/null && command -v zimcheck >/dev/null || ./scripts/debian_install kiwix-tools zim-tools || true
	$(if $(CI),./scripts/debian_install nginx-light caddy rsync openssh-server || true) # elsewhere they would begin to serve
	@touch $@
