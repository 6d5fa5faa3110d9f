#!/bin/bash
# Replay and check of a case: typed in memory at least 300,000 entries a second, from JSON Lines at least 60,000; time per entry at
# 5,000 entries at most 1.3 times that at 100.
build/release/bench/replay_bench
