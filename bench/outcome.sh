#!/bin/bash
# koers outcome against R with data.table (two threads): the same file, the same figures, whole processes.
# Figures are compared first; then seven alternated runs each.
set -euo pipefail
cd "$(dirname "$0")/.."
koers=build/release/koers
measure=build/release/bench/measure
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
for rows in 20000 100000 1000000; do
    python3 bench/outcome_data.py "$rows" "$data/$rows.csv"
    $koers outcome "$data/$rows.csv" --map bench/outcome.toml --lang en --csv "$data/koers.csv" > /dev/null
    Rscript --vanilla bench/outcome.R "$data/$rows.csv" > "$data/r.csv"
    echo "$rows rows: $(python3 bench/outcome_compare.py "$data/koers.csv" "$data/r.csv")"
done
"$measure" -n "${KOERS_BENCH_RUNS:-7}" \
    "$koers outcome $data/1000000.csv --map bench/outcome.toml --lang en" \
    "Rscript --vanilla bench/outcome.R $data/1000000.csv" \
    "$koers outcome $data/100000.csv --map bench/outcome.toml --lang en" \
    "$koers outcome $data/20000.csv --map bench/outcome.toml --lang en"
