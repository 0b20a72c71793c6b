# All commands; `make help` lists them. They need Python 3.11 or newer and make, nothing else.

VENV := .venv
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHONS := python3.13 python3.12 python3.11 python3
PYTHON ?= $(shell for each in $(PYTHONS); do \
  $$each -c '$(RECENT)' 2>/dev/null && echo $$each && break; done)
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.installed
FUZZ_STAMP := $(VENV)/.fuzz-installed
BROWSER_STAMP := $(VENV)/.browser-installed
PROFILE_STAMP := $(VENV)/.profile-installed
CLUSTER_STAMP := $(VENV)/.cluster-installed

.DEFAULT_GOAL := help
.PHONY: acceptance resilience answers-of-nightly-tiers crash-points matrix cell soak falsify defects mutants maps \
  selection-check integration stubs documents test owed pages browser pictures up conformance line adapter example check lint \
  sentences drawing images plan tier retrospective gate merge baseline bench \
  bench-cluster growth profile fuzz made-up integration-figures cluster report lock clean help

# Workers, each with a stack of its own; without a number one for each core, as behave does by itself here.
WORKERS := $(if $(JOBS),--jobs $(JOBS))
# One part of a run on several machines: SHARD=2/5.
ONE_SHARD := $(if $(SHARD),-D shard=$(SHARD))

acceptance: $(STAMP)  ## run all features, then make the report (also when red); JOBS=1 for one process
	@status=0; $(VENV)/bin/behave $(WORKERS) $(ONE_SHARD) features/ || status=$$?; \
	$(RUN) -m environment.tools.report || true; exit $$status

LONG_TIERS := @crash or @matrix or @pairs or @load
resilience: $(STAMP)  ## run the long tier: kills at every call and commit, the matrix of faults, pairs, load; then make the report
	@status=0; $(VENV)/bin/behave $(WORKERS) $(ONE_SHARD) --tags="$(LONG_TIERS)" features/ || status=$$?; \
	$(RUN) -m environment.tools.report || true; exit $$status

answers-of-nightly-tiers: $(STAMP)  ## run the long tier, or FEATURES=features/access of it, and record which documented answers it has met
	@$(VENV)/bin/behave $(WORKERS) --tags="$(LONG_TIERS)" --format=progress3 $(or $(FEATURES),features/)
	@$(RUN) -m environment.tools.answers $(if $(FEATURES),--part)

crash-points: $(STAMP)  ## write the calls and commits at which services are killed, from 3 clean runs; of a shop: TARGET=reports/line.toml
	@$(RUN) -m environment.tools.$(if $(TARGET),target_points $(TARGET),crash_points $(RECORDINGS))
	@git --no-pager diff --stat features/resilience/

MATRIX := features/resilience/matrix.feature --tags=@matrix
matrix: $(STAMP)  ## run every fault on every arrow (minutes), then make the report and its heat map
	@status=0; $(VENV)/bin/behave $(WORKERS) --format=progress3 $(MATRIX) || status=$$?; \
	$(RUN) -m environment.tools.report || true; exit $$status

cell: $(STAMP)  ## run cells of the matrix: make cell ARROW="checkout -> payments" KIND="answer lost"
	@$(VENV)/bin/behave $(MATRIX) -D arrow="$(ARROW)" -D kind="$(KIND)"

soak: $(STAMP)  ## play random checkouts with faults and kills: make soak MINUTES=10 [SEED=42 EPISODE=7]
	@$(RUN) -m environment.tools.soak --minutes $(or $(MINUTES),10) $(if $(SEED),--seed $(SEED)) \
	  $(if $(EPISODE),--from-episode $(EPISODE))

falsify: $(STAMP)  ## ask every Then sentence again with falsified values, and see it fail; FEATURES=features/journeys
	@$(VENV)/bin/behave --runner=environment.tools.falsify.runner:FalsifyRunner $(WORKERS) \
	  --no-summary --no-junit --format=progress $(or $(FEATURES),features/)

defects: $(BROWSER_STAMP)  ## put each seeded defect in and see the suite notice it: DEFECTS="orders payments/one", DUE=60, SAMPLE=60, FULL=1
	@$(RUN) -m environment.tools.defects $(if $(DUE),--due $(DUE)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(FULL),--full) $(if $(AGAIN),--again) $(DEFECTS)

mutants: $(STAMP)  ## change the bookstore at random places and see the suite notice it: SAMPLE=100, SEED=1, AGAIN=1, SURVIVORS=1
	@$(RUN) -m environment.tools.mutants $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(AGAIN),--again) $(if $(SURVIVORS),--survivors)

maps: $(STAMP)  ## write which functions each scenario runs (Python 3.12 or newer); FEATURES=features/access
	@$(RUN) -m environment.tools.maps $(WORKERS) $(FEATURES)

selection-check: $(STAMP)  ## seeded defects as changes: would -D select=changed, -D order=risk and -D budget catch them? MEASURE=20 SEED=1 runs
	@$(RUN) -m environment.tools.selection $(if $(MEASURE),--measure $(MEASURE)) $(if $(SEED),--seed $(SEED))

integration: $(STAMP)  ## run level after level of an order, up to the first red one: HOW=top-down, FEATURES=features/journeys
	@$(RUN) -m environment.tools.integration $(or $(HOW),top-down) $(WORKERS) $(FEATURES)

integration-figures: $(STAMP)  ## measure what each order of integration finds; DEFECTS=16 SEED=1
	@$(RUN) -m environment.tools.integration.figures $(if $(DEFECTS),--defects $(DEFECTS)) $(if $(SEED),--seed $(SEED))

stubs: $(STAMP)  ## hold each stub to its service, or one of them: SERVICES=inventory
	@$(RUN) -m environment.tools.integration.stubs $(SERVICES)

documents: $(STAMP)  ## write the OpenAPI documents of the stubs, from the services
	@$(RUN) -m environment.tools.documents

test: $(STAMP)  ## run the tests of the suite's own parts
	@$(RUN) -m pytest --numprocesses=auto --dist=loadfile --ignore=tests/pages

owed: $(STAMP)  ## list what tables still owe to a new service, operation or kind of fault, each with file and line
	@$(RUN) -m pytest --no-header --tb=short -m owed $$(grep -rl "mark\.owed" tests --include="test_*.py")

pages: $(BROWSER_STAMP)  ## open every page in Chromium and test what is visible; skipped where there is no Chromium
	@$(RUN) -m pytest -rs tests/pages

browser: $(BROWSER_STAMP)  ## run the smoke tier through the browser, or FEATURES=features/journeys of all features
	@$(VENV)/bin/behave $(WORKERS) $(ONE_SHARD) -D through=browser $(or $(FEATURES),--tags=@smoke features/)

up: $(STAMP)  ## start the bookstore to explore it by hand
	@$(RUN) -m environment.tools.explore $(TARGET)

pictures: $(BROWSER_STAMP)  ## make docs/pictures/ anew: a red scenario with a seeded defect, and the matrix
	@$(RUN) -m tests.pages.pictures

conformance: $(STAMP)  ## list what a target offers and which scenarios would run (TARGET=target.toml); RESULTS=1 compares the last run
	@$(RUN) -m environment.tools.conformance $(TARGET) $(if $(RESULTS),--results) $(FEATURES)

line: $(STAMP)  ## start a shop of your own with everything around it: make line TARGET=shop.toml STUB=shipping:openapi.json
	@$(RUN) -m environment.tools.line $(TARGET) $(addprefix --stub=,$(STUB))

adapter: $(STAMP)  ## begin the adapter of your own shop in examples/: make adapter NAME=acme
	@$(RUN) -m environment.tools.adapter $(NAME)

example: $(STAMP)  ## run the features against a shop of examples/: make example SHOP=vendure FEATURES=features/journeys; FULL=1
	@$(RUN) -m environment.tools.example $(SHOP) $(if $(FULL),-D full=1) $(FEATURES)

check: $(STAMP)  ## check format, lint, types, imports, vocabulary, style and steps of the features
	@$(RUN) -m environment.tools.check

lint: $(STAMP)  ## check format, and style and steps of the features: what an author of features needs
	@$(RUN) -m environment.tools.check --quick

sentences: $(STAMP)  ## list the sentences that a feature can use, as a page as well; those about mails: WORD=mail
	@$(RUN) -m environment.tools.sentences $(WORD)

images: $(if $(BROWSER),$(BROWSER_STAMP),$(STAMP))  ## make the images for -D stack=containers; BROWSER=1 for -D through=browser as well, LOCAL=1 without any registry
	@$(RUN) -m environment.tools.images $(if $(LOCAL),--local) $(if $(BROWSER),--browser)

drawing: $(STAMP)  ## write the drawing of the topology into the README
	@$(RUN) -m environment.tools.drawing

plan: $(STAMP)  ## make reports/specification.html from the feature files, without running them
	@$(RUN) -m environment.tools.specification
	@$(RUN) -m environment.tools.sentences --page

tier: $(STAMP)  ## run TIER=commit, merge or night, and make reports/tiers.html; ONLY=one of its parts, AGAIN=1
	@$(RUN) -m environment.tools.tiers $(TIER) $(if $(ONLY),--only $(ONLY)) $(if $(AGAIN),--again)

retrospective: $(STAMP)  ## make reports/retrospective.html from the kept runs and escapes.toml; HISTORY="folders of others"
	@$(RUN) -m environment.tools.retrospective $(HISTORY)

baseline: $(STAMP)  ## write baseline/ anew from RUNS=2 runs, or of a part: make baseline FEATURES=features/access
	@$(RUN) -m environment.tools.baseline --runs $(or $(RUNS),2) $(WORKERS) $(FEATURES)

gate: $(STAMP)  ## check the last results: new failures, known failures that have expired, a part of the scenarios (PART=1)
	@$(RUN) -m environment.tools.gate $(if $(PART),--part)

merge: $(STAMP)  ## merge the reports of a run on many machines: make merge SHARDS="reports/shards/*" [PART=1]
	@status=0; $(RUN) -m environment.tools.merge $(if $(PART),--part) $(SHARDS) || status=$$?; \
	[ $$status = 2 ] || $(RUN) -m environment.tools.report || true; exit $$status

bench: $(STAMP)  ## measure start-up, reset and the cost of a scenario
	@$(RUN) -m environment.tools.bench

cluster: $(CLUSTER_STAMP)  ## install Dask, for behave -D cluster=tcp://scheduler:8786 or cluster=local:4

bench-cluster: $(CLUSTER_STAMP)  ## compare 4 workers of a cluster on this machine with 1, on scenarios that only wait
	@$(RUN) -m environment.tools.bench.cluster

growth: $(STAMP)  ## compare time, memory and sizes at ten times the rows; red where one grows faster than linear
	@$(RUN) -m environment.tools.growth $(FEATURES)

profile: $(PROFILE_STAMP)  ## CPU and waiting time by program and function: make profile FEATURES="features/access"
	@$(RUN) -m environment.tools.profile $(FEATURES)

made-up: $(FUZZ_STAMP)  ## install what makes up answers from the schemas of an OpenAPI document, for [stubs] of a shop
	@echo "Answers without an example are made up from schemas now."

fuzz: $(FUZZ_STAMP)  ## send 10,000 generated requests to the services; REQUESTS=n, SEED=n
	@$(RUN) -m environment.tools.fuzz $(if $(REQUESTS),--requests $(REQUESTS)) $(if $(SEED),--seed $(SEED))

report: $(STAMP)  ## make reports/checkout-acceptance.html of the last results
	@$(RUN) -m environment.tools.report

LOCKED := --universal --python-version 3.11 --generate-hashes --no-header

lock:  ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra report --extra dev $(LOCKED) --output-file requirements.lock
	for each in fuzz browser profile cluster; do uv pip compile pyproject.toml --extra $$each --constraint requirements.lock $(LOCKED) \
	  --output-file requirements-$$each.lock || exit 1; done

clean:  ## remove reports and caches; with ALL=1 last results and virtual environment, with HISTORY=1 the history as well
	find reports -mindepth 1 ! -name .gitkeep $(if $(ALL),,! -name last-results.jsonl) \
	  $(if $(HISTORY),,! -path 'reports/history*') -delete
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	$(if $(ALL),rm -rf $(VENV))

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Once for each lock file: a changed lock or pyproject.toml installs again.
$(STAMP): requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c '$(RECENT)' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3"; \
	  for each in $(or $(PYTHON),$(PYTHONS)); do \
	    command -v $$each >/dev/null || { echo "  $$each: there is no such program"; continue; }; \
	    said=$$($$each -c 'import sys; print("is Python %d.%d" % sys.version_info[:2])' 2>&1) \
	      && echo "  $$each: $$said" || echo "  $$each: does not start: $$said"; \
	  done; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || \
	  { echo "No virtual environment could be made: on Debian, install python3-venv."; exit 1; }
	@echo "Installing what requirements.lock lists into $(VENV) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Installed when fuzzing is first asked for, since only fuzzing needs it.
$(FUZZ_STAMP): requirements-fuzz.lock $(STAMP)
	@echo "Installing what requirements-fuzz.lock lists into $(VENV) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

# Installed when pages are first opened, since only that drives a browser.
$(BROWSER_STAMP): requirements-browser.lock $(STAMP)
	@echo "Installing what requirements-browser.lock lists into $(VENV) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

# Installed when a run is first profiled, since only that needs it.
$(PROFILE_STAMP): requirements-profile.lock $(STAMP)
	@echo "Installing what requirements-profile.lock lists into $(VENV) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-profile.lock
	@touch $@

# Installed when a run is first given to a cluster, since only that needs it.
$(CLUSTER_STAMP): requirements-cluster.lock $(STAMP)
	@echo "Installing what requirements-cluster.lock lists into $(VENV) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	@touch $@
