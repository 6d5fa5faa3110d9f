# The front door. Every command installs what it lacks (asking for root only if something is missing).
.DEFAULT_GOAL := help
.PHONY: run build test test-release test-long bench check format deps help

run: ## build the program and start a made-up provider at http://127.0.0.1:8470
	@scripts/deps run
	@scripts/build release koers
	@scripts/run

build: ## build the program: build/release/koers
	@scripts/deps run
	@scripts/build release koers

test: ## everything a change must pass; also what continuous integration runs
	@scripts/deps run test
	@scripts/test

test-release: ## the same test programs, built as the release is
	@scripts/deps run test
	@scripts/stage build scripts/build release-test
	@scripts/stage tests scripts/run-tests build/release-test/tests.txt
	@scripts/stage hardening scripts/hardening build/release-test/koers

test-long: ## longer fuzzing, format and lint of all files, the release tests
	@scripts/deps run test check
	@scripts/test-long

bench: ## speed against the named alternatives (installs R)
	@scripts/deps run bench
	@scripts/build release koers
	@bench/run

check: ## format and lint of the files changed since main
	@scripts/deps run test check
	@scripts/check changed

format: ## format the files changed since main
	@scripts/deps check
	@scripts/check format

deps: ## install what run and test need
	@scripts/deps run test

help: ## this list
	@sed -n 's/^\([a-z-]*\): ## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-14s %s\n' "$$name" "$$text"; done
