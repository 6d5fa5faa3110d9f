#!/bin/bash
# A sum of thirty items from typed answers, with norm: at least 1,000,000 a second on one core.
build/release/bench/score_bench
