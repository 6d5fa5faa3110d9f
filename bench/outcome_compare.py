#!/usr/bin/env python3
"""outcome_compare.py KOERS.csv R.csv: fails unless both hold the same figures with the same values."""
import csv
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    ours = {row["code"]: row["value"] for row in csv.DictReader(file)}
with open(sys.argv[2], newline="", encoding="utf-8") as file:
    theirs = dict(line.rstrip("\n").split(",") for line in file)


def zero(text):
    return text.lstrip("-") if set(text) <= set("-0.") else text


wrong = [code for code in sorted(ours.keys() | theirs.keys()) if zero(ours.get(code, "none")) != zero(theirs.get(code, "none"))]
for code in wrong[:20]:
    print(f"{code}: koers {ours.get(code, 'none')}, R {theirs.get(code, 'none')}", file=sys.stderr)
print(f"{len(ours)} figures of koers, {len(theirs)} of R, {len(wrong)} differ")
sys.exit(1 if wrong else 0)
