MVN ?= mvn
MAVEN = $(MVN) -B -ntp -Dstyle.color=never
KERAVA = target/kerava/bin/kerava
KERAVA_GPU = target/kerava-gpu/bin/kerava
PYTHON ?= python3
VENV = target/venv
VENV_READY = $(VENV)/ready
REQUIREMENTS = src/test/python/requirements.txt
TAGGED = $(MAVEN) test -Dformatter.skip -Dimpsort.skip -Dexcluded.tests= -DfailIfNoTests=true -Dkerava.python=$(abspath $(VENV))/bin/python \
	-Djunit.jupiter.execution.timeout.default=3h

.DEFAULT_GOAL := help
.PHONY: help run run-gpu test interop interop-full fits differential graphs bench bench-gpu peers fuzz soak install format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile
	@echo "ARGS=... is passed on by run, bench and differential, as in: make run ARGS='--seed 42 --epochs 1'"

run: $(KERAVA) ## build if needed and run the vanishing-gradient notebook
	@$(KERAVA) run vanishing-gradient $(ARGS)

run-gpu: $(KERAVA_GPU) ## the same with TensorFlow's library for NVIDIA's GPUs (Linux; some 530 MB), on a GPU if there is one
	@$(KERAVA_GPU) run vanishing-gradient $(ARGS)

test: ## check the format and run the tests (no Python needed); some: TESTS=ClassTest,OtherTest
	$(MAVEN) test $(if $(TESTS),-Dtest='$(TESTS)')

interop: $(VENV_READY) ## compare with Python Keras, the quick part
	$(TAGGED) -Dincluded.tests=interop

interop-full: $(VENV_READY) ## compare with Python Keras, everything
	$(TAGGED) -Dincluded.tests='interop|interop-full' -Dkerava.parts=1

fits: $(VENV_READY) ## compare with Python Keras the small fits of one case: CASE="layer normalization"
	$(TAGGED) -Dincluded.tests=interop -Dtest=SmallFitsInterop -Dkerava.case="$(CASE)"

differential: $(VENV_READY) ## compare random models with Python Keras: ARGS="--seed 7 --count 500", CASE=FILE.json, ARGS=--help
	$(TAGGED) -Dincluded.tests=differential -Dtest=DifferentialInterop -Dkerava.differential="$(ARGS) $(if $(CASE),--case $(CASE))"

graphs: $(VENV_READY) ## show how the optimized training graphs of CASE=FILE.json differ (a case of differential with one fit); all ops: ARGS=--all
	@rm -rf target/graphs && mkdir -p target/graphs/python target/graphs/java
	@KERAVA_GRAPHS=$(abspath target/graphs/python) TF_DUMP_GRAPH_PREFIX=$(abspath target/graphs/java) TF_CPP_VMODULE=meta_optimizer=5 \
		$(TAGGED) -Dincluded.tests=differential -Dtest=DifferentialInterop -Dkerava.differential="--shrunk 0 --case $(CASE)" > target/graphs/log 2>&1 \
		|| grep -A2 'BITS\|WRONG' target/graphs/log || tail -40 target/graphs/log
	@$(VENV)/bin/python src/test/python/graphs.py target/graphs $(ARGS)

bench: $(VENV_READY) $(KERAVA) ## measure against Python Keras
	@$(VENV)/bin/python src/test/python/bench.py --kerava $(KERAVA) $(ARGS)

bench-gpu: $(KERAVA_GPU) ## train the notebooks' models a little on the CPU and twice on the GPU: losses near, bits equal, times; ARGS="--only mlp50"
	@$(KERAVA_GPU) devices --check --deterministic $(ARGS)

peers: $(patsubst src/peers/%/pom.xml,target/peers/%/ready,$(wildcard src/peers/*/pom.xml)) ## fetch other libraries of the JVM (some 350 MB), with which bench compares then too

fuzz: MINUTES ?= 10
fuzz: ## fuzz the readers of files, MINUTES in all; finds and what was gathered stay in target/fuzz
	$(MAVEN) test -Pfuzz -Dformatter.skip -Dimpsort.skip -Dexcluded.tests= -Dincluded.tests=fuzz -Dtest=FuzzTest -Dkerava.fuzz.minutes=$(MINUTES)

soak: MINUTES ?= 30
soak: ## train, predict, save and load for MINUTES (30), half of it in a small heap, and see that memory, native objects and threads do not grow
	$(MAVEN) test -Dformatter.skip -Dimpsort.skip -Dexcluded.tests= -Dincluded.tests=soak -Dtest=SoakTest -Dkerava.soak.minutes=$(MINUTES) -Djunit.jupiter.execution.timeout.default=24h

install: $(KERAVA) ## leave the command line in target/kerava (bin and lib; may be moved)
	@echo "$(abspath $(KERAVA))"

format: ## put the code into the house's format
	$(MAVEN) -q net.revelc.code:impsort-maven-plugin:sort formatter:format

clean: ## remove what was built
	rm -rf target

# Folders are prerequisites too, so that a deleted source counts as a change.
$(KERAVA) $(KERAVA_GPU): pom.xml $(shell find src/main)
	@echo "Building Kerava (the first time fetches TensorFlow, about $(if $(filter $@,$(KERAVA_GPU)),530,160) MB)" >&2
	@rm -rf $(@:/bin/kerava=)
	@$(MAVEN) -q package -Dmaven.test.skip -Dformatter.skip -Dimpsort.skip $(if $(filter $@,$(KERAVA_GPU)),-Pgpu) >&2
	@$@-archive || true
	@touch $@

$(VENV_READY): $(REQUIREMENTS)
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing; install Python 3.11 or newer, or say PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) has no venv; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing Python Keras into $(VENV) (once; some minutes)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $(REQUIREMENTS)
	@touch $@

target/peers/%/ready: src/peers/%/pom.xml $(wildcard src/peers/*/*.java)
	@rm -rf $(@D)
	$(MAVEN) -q -f $< org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=$(abspath $(@D))
	@$(if $(JAVA_HOME),$(JAVA_HOME)/bin/)javac -cp '$(@D)/*' -d $(@D) $(wildcard $(<D)/*.java)
	@touch $@
