# make demo          installs what is missing, builds, publishes the sample agency into output/
# make demo-debian   does the same with this machine's Debian packages as an agency, into .build/debian/
# make test          installs what is missing and runs every test; skips nothing
# make fuzz          compares 20,000 random templates with Jinja2; SEED=1 COUNT=20000
# make bench         builds the same sites with Hugo and with the least that could be done, up to 100,000 pages, and renders a page
#                    with minijinja; a table, and output/bench/results.json. SIZE=2k: what 2,000 pages can tell, in under 2 minutes
# make bench-parts   measures the template engine beside minijinja and Jinja2, imports beside the sqlite3 shell, reading a web
#                    server's log, and slicing beside one reading of the rows and a backup: apart, since `make bench` is to take
#                    less than 20 minutes
# make soak          the long proofs: fuzzes the templates for MINUTES=60, compares SOAK_COUNT=50000 of a new seed, and asks
#                    1,000,000 random statements of slices, judges 1,000 worlds, builds 200 times beside a writer, kills 900 publications, compares builds
#                    with builds from nothing after 2,000 edits, builds 5,000 clients in little memory, and sends each web server 100,000
#                    hostile requests in either layout
# make lint          the format alone

SWIFT ?= swift
FLAGS := --explicit-target-dependency-import-check error
# With Swift's own libraries in it, so that it runs where Swift is not installed, and starts sooner.
RELEASE := -c release --static-swift-stdlib $(FLAGS)
VITRINE := .build/release/vitrine
SEED ?= 1
COUNT ?= 20000
MINUTES ?= 60
SOAK_COUNT ?= 50000

.PHONY: build demo demo-debian test fuzz soak bench bench-parts lint clean

build:
	scripts/install build
	$(SWIFT) build $(RELEASE) --product vitrine

demo: build
	scripts/demo

demo-debian: build
	scripts/demo-debian

test: lint build
	scripts/install test
	/usr/bin/python3 -m unittest discover --start-directory examples/debian
	$(SWIFT) build --build-tests $(FLAGS)
	PATH="$(CURDIR)/.build/venv/bin:$$PATH" VITRINE_TEST_ALL=1 $(SWIFT) test --skip-build

fuzz: build
	scripts/install test
	.build/venv/bin/python Tests/conformance/compare.py $(VITRINE) --seed $(SEED) --count $(COUNT)

# Each step by itself: further ones go at the end.
soak: build
	scripts/install test
	Tests/fuzz/run $$(($(MINUTES) * 60))
	.build/venv/bin/python Tests/conformance/compare.py $(VITRINE) --seed $$(date +%s) --count $(SOAK_COUNT)
	.build/venv/bin/python Tests/hostile/run.py $(VITRINE)
	$(SWIFT) build --build-tests $(FLAGS)
	STATEMENTS=1000000 WORLDS=1000 MOMENTS=200 REQUESTS=100000 KILLS=900 EDITS=1000 CLIENTS=5000 VITRINE_TEST_ALL=1 \
		$(SWIFT) test --skip-build --filter 'RandomStatementTests|WorldTests|WorldBuildTests|OneMomentTests|MatrixTests' \
		--filter 'KilledPublicationTests|IncrementalTests|BuildMemoryTests'

bench: build
	scripts/install test
	$(SWIFT) build $(RELEASE) --product bench-engine
	.build/venv/bin/python bench/site/run.py $(VITRINE) .build/release/bench-engine $(if $(SIZE),--size $(SIZE))

bench-parts: build
	scripts/install test
	$(SWIFT) build $(RELEASE) --product bench-engine
	.build/venv/bin/python bench/engine/run.py .build/release/bench-engine
	.build/venv/bin/python bench/import/run.py $(VITRINE)
	.build/venv/bin/python bench/log/run.py $(VITRINE)
	$(SWIFT) build $(RELEASE) --product bench-slices
	.build/venv/bin/python bench/slices/run.py .build/release/bench-slices

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Plugins Sources Tests

clean:
	rm -rf .build portal.sqlite
	find output -mindepth 1 ! -name README.md -delete
