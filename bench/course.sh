#!/bin/bash
# koers course on a case of 500 entries: a new process each time, files in the page cache. Aim: under 50 ms and 40 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
awk 'BEGIN {
  print "case title=\"Five hundred entries\" synthetic=yes"
  print "people @anna:worker"
  print "2026-01-05 person person=@mother role=mother"
  print "2026-01-05 person person=@father role=father"
  print "2026-01-05 person person=@sam role=child birth=2016-03-01"
  print "2026-01-05 trajectory_start method=iag-2019 phase=start children=@sam"
  for (g = 1; g <= 6; ++g) printf "2026-01-19 goal id=g%d domain=parenting text=\"Goal %d\" with_family=yes\n", g, g
  n = 12
  split("31 28 31 30 31 30", days, " ")
  for (month = 1; month <= 6; ++month) for (day = (month == 1 ? 20 : 1); day <= days[month]; ++day) {
    date = sprintf("2026-%02d-%02d", month, day)
    if (date == "2026-02-09") { print date " phase_transition from=start to=change talk=yes topics=experience,progress,planning"; ++n }
    if (date == "2026-05-04") { print date " phase_transition from=change to=taper talk=yes topics=experience,progress,planning"; ++n }
    if (n + 3 > 500) break
    printf "%sT10:00 contact held=%s channel=visit hours=1.5 techniques=compliments:done,modelling:partly\n", date, day % 7 == 3 ? "no reason=ill" : "yes"
    printf "%sT11:00 goal_rating goal=g%d rater=%s level=%d\n", date, day % 6 + 1, day % 2 ? "@mother" : "@father", day % 4 - 2
    printf "%sT11:05 scaling topic=evenings value=%d rater=@mother\n", date, day % 10
    n += 3
  }
  while (n++ < 500) print "2026-06-30T12:00 activity domain=parenting"
}' > "$dir/case.case"
koers=build/release/koers
$koers case convert "$dir/case.case" > "$dir/case.jsonl"
echo "$(($(wc -l < "$dir/case.jsonl") - 1)) entries, read on 2026-06-30"
build/release/bench/measure -n 7 "$koers course $dir/case.jsonl --today 2026-06-30" "$koers course $dir/case.jsonl --today 2026-06-30 --json" \
    "$koers course $dir/case.jsonl --today 2026-06-30 --as mother"
