#!/bin/bash
# Made-up families written as JSON Lines, each through the check: at least 1,000 families (a hundred entries each) a second of processor
# time on one core, and the same peak memory at 100,000 families as at 1,000.
set -euo pipefail
cd "$(dirname "$0")/.."
koers=build/release/koers
n=${KOERS_BENCH_FAMILIES:-100000}
echo "$($koers simulate --families 1000 --seed 7 | grep -cv '^{"koers_case"') entries in 1,000 families"
build/release/bench/measure -n "${KOERS_BENCH_RUNS:-7}" "$koers simulate --families 1000 --seed 7" \
    "$koers simulate --families 10000 --seed 7"
build/release/bench/measure -n 1 "$koers simulate --families $n --seed 7"
