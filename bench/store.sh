#!/bin/bash
# Keeping and serving: inside one process (store_bench), then the demo's server as a process: start to first answer, memory, facts, verify.
set -euo pipefail
build/release/bench/store_bench

dir=$(mktemp -d)
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$dir"' EXIT
koers=build/release/koers
port=18471
serve() {
    $koers demo --data "$dir/demo" --port $port > "$dir/said" 2>&1 &
    server=$!
    until curl -s -o /dev/null "http://127.0.0.1:$port/healthz"; do
        kill -0 "$server" || { cat "$dir/said"; exit 1; }
        sleep 0.005
    done
}
stop() { kill -INT "$server"; wait "$server" || true; }
seconds() { date +%s.%N; }

echo
echo "The demo: 1,900 families"
begun=$(seconds); serve; ended=$(seconds)
printf '%-46s %10.2f\n' "made and ready, s" "$(echo "$ended - $begun" | bc)"
stop
for round in 1 2 3 4 5 6 7; do
    begun=$(seconds); serve; ended=$(seconds)
    echo "$ended - $begun" | bc
    [[ $round == 7 ]] || stop
done | sort -n | sed -n 4p | xargs printf '%-46s %10.3f\n' "start to first answer, s (median of seven)"
serve
printf '%-46s %10.0f\n' "memory of the server, MB" "$(awk '/VmRSS/ {print $2 / 1024}' "/proc/$server/status")"
stop
key=(--data "$dir/demo" --key "$dir/demo/key.txt")
begun=$(seconds); $koers verify "${key[@]}" > "$dir/verified"; ended=$(seconds)
printf '%-46s %10.2f   %s\n' "verify, s" "$(echo "$ended - $begun" | bc)" "$(head -n 1 "$dir/verified")"
rm -rf "$dir/demo/accounts"
begun=$(seconds); $koers export "${key[@]}" --facts "$dir/facts" --purpose quality > /dev/null; ended=$(seconds)
printf '%-46s %10.2f   %s rows\n' "facts of all, s" "$(echo "$ended - $begun" | bc)" "$(cat "$dir"/facts/*.csv | wc -l)"
