#!/bin/bash
# Descriptives and paired change of 10,000,000 rows against the same calls in R (mean, sd, cor, t.test): figures compared first, to 1e-9; then
# seven alternated runs of whole processes, and seven of the computing alone, in processor time as each process counts it after reading.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=build/release/bench/descriptives_bench
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
$bench --make "${KOERS_BENCH_ROWS:-10000000}" "$data/scores"
$bench "$data/scores" > "$data/koers.txt"
Rscript --vanilla bench/descriptives.R "$data/scores" > "$data/r.txt"
paste "$data/koers.txt" "$data/r.txt" | awk '
    { difference = $2 - $4; if (difference < 0) difference = -difference; size = $4 < 0 ? -$4 : $4 }
    $1 != $3 || difference > 1e-9 * size { print "differs: " $0; bad = 1 }
    END { if (NR != 12) bad = 1; if (!bad) print NR " figures agree"; exit bad }'
build/release/bench/measure -n "${KOERS_BENCH_RUNS:-7}" \
    "$bench $data/scores" "Rscript --vanilla bench/descriptives.R $data/scores"
for _ in $(seq "${KOERS_BENCH_RUNS:-7}"); do
    $bench "$data/scores" --time >> "$data/koers.ms"
    Rscript --vanilla bench/descriptives.R "$data/scores" --time >> "$data/r.ms"
done
median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
echo "computing alone, median processor ms: koers $(median "$data/koers.ms"), R $(median "$data/r.ms")"
