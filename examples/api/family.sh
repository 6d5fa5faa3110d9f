#!/bin/bash
# One made-up family from referral to follow-up, over the API of a demo (`make run` or `koers demo`), with curl.
# Usage: examples/api/family.sh [http://127.0.0.1:8470]
set -euo pipefail
api="${1:-http://127.0.0.1:8470}/api/v1"
jars=$(mktemp -d)
trap 'rm -rf "$jars"' EXIT

# One act: who, which address, what. A refusal is printed and ends the walk.
ask() {
  local who=$1 path=$2
  shift 2
  if ! curl -sS --fail-with-body -o "$jars/answer" -b "$jars/$who" -H 'Accept-Language: en' \
    -H 'Content-Type: application/json' "$api$path" "$@"; then
    echo "refused: $who $path: $(cat "$jars/answer")" >&2
    exit 1
  fi
  cat "$jars/answer"
}
sign_in() {
  curl -sS --fail-with-body -o /dev/null -c "$jars/$1" -H 'Content-Type: application/json' \
    -d "{\"login\": \"$1\", \"password\": \"koers demo demo\"}" "$api/sign-in"
}
id() { cat /proc/sys/kernel/random/uuid; }
person_of() { ask "$1" /me | sed 's/.*"person":"\([^"]*\)".*/\1/'; }
# So many days ago, at ten in the morning.
ago() { date -u -d "-$1 days" +%Y-%m-%dT10:00+00:00; }
# entry KIND DAYS-AGO BODY [ID]: who writes it, in which role and for which family the session and the address say.
entry() { echo "{\"kind\": \"$1\", \"id\": \"${4:-$(id)}\", \"occurred\": \"$(ago "$2")\", \"body\": $3}"; }
record() {
  local who=$1
  shift
  local IFS=,
  ask "$who" "/families/$family/entries" -d "{\"entries\": [$*]}" |
    { grep -o '"severity":"[a-z]*","text":"[^"]*"' || true; } | sed 's/.*"text":/    the check says: /'
}

for login in intake worker1 supervisor-north; do sign_in "$login"; done
family=$(id) mother=$(id) child=$(id) need=$(id) goal=$(id)
worker=$(person_of worker1)

echo "intake: the referral and the people"
ask intake /families -d "{\"family\": \"$family\", \"title\": \"Walk $(date +%s)\", \"entries\": [
  $(entry referral 150 '{"referrer": "gp", "request": true}'),
  $(entry person 150 "{\"person\": \"$mother\", \"role\": \"mother\", \"name\": \"Made-up mother\"}"),
  $(entry person 150 "{\"person\": \"$child\", \"role\": \"child\", \"name\": \"Made-up child\", \"birth\": \"2016-05-04\"}")]}" > /dev/null

echo "intake: a worker and a first day"
record intake "$(entry trajectory_start 140 "{\"method\": \"iag-2019\", \"children\": [\"$child\"], \"worker\": \"$worker\"}")"

echo "worker1: the first visits, what the family wants, how it stands"
record worker1 \
  "$(entry consent 140 "{\"what\": \"treatment\", \"given\": true, \"by\": \"$mother\"}")" \
  "$(entry relation 140 "{\"from\": \"$mother\", \"to\": \"$child\", \"tie\": \"parent\", \"guardianship\": \"authority\"}")" \
  "$(entry contact 139 "{\"held\": true, \"channel\": \"visit\", \"purpose\": \"first_talk\", \"hours\": 1.5, \"present\": [\"$mother\", \"$child\"]}")" \
  "$(entry need 139 '{"domain": "parenting", "text": "Evenings without shouting"}' "$need")" \
  "$(entry goal 130 "{\"domain\": \"parenting\", \"text\": \"Bedtime ends calmly on five evenings\", \"needs\": [\"$need\"], \"with_family\": true}" "$goal")" \
  "$(entry goal_rating 130 "{\"goal\": \"$goal\", \"rater\": \"$mother\", \"level\": -2, \"moment\": \"start\"}")" \
  "$(entry measurement 133 "{\"instrument\": \"cbcl\", \"informant\": \"$mother\", \"person\": \"$child\", \"moment\": \"start\", \"state\": \"done\", \"filled_in\": \"together\", \"scores\": [{\"scale\": \"total\", \"t\": 70}]}")"
for day in 125 118 111 104 97 90 83 76 69 62 55 48 41 34; do
  record worker1 "$(entry contact "$day" "{\"held\": true, \"channel\": \"visit\", \"hours\": 1.25, \"present\": [\"$mother\", \"$child\"], \"goals\": [\"$goal\"], \"next\": \"Once more this week\"}")"
done

echo "worker1: from phase to phase, with a talk"
record worker1 "$(entry phase_transition 105 "{\"from\": \"start\", \"to\": \"change\", \"talk\": true, \"topics\": [\"experience\", \"progress\", \"planning\"], \"present\": [\"$mother\"]}")"
record worker1 "$(entry phase_transition 50 "{\"from\": \"change\", \"to\": \"taper\", \"talk\": true, \"topics\": [\"experience\", \"progress\", \"planning\"], \"present\": [\"$mother\"]}")"

echo "supervisor-north: reads the course, and what was discussed"
ask supervisor-north "/families/$family/course" > /dev/null
record supervisor-north "$(entry discussion 49 '{"with": "guidance", "topic": "case", "text": "Where the family can go on without us"}')"

echo "worker1: the end, measured and closed; the follow-up"
record worker1 \
  "$(entry goal_rating 30 "{\"goal\": \"$goal\", \"rater\": \"$mother\", \"level\": 1, \"moment\": \"end\"}")" \
  "$(entry measurement 30 "{\"instrument\": \"cbcl\", \"informant\": \"$mother\", \"person\": \"$child\", \"moment\": \"end\", \"state\": \"done\", \"filled_in\": \"together\", \"scores\": [{\"scale\": \"total\", \"t\": 61}]}")" \
  "$(entry closure 30 '{"reason": "as_planned", "planned": true, "request_answered": true, "without_help": "yes"}')"
record worker1 "$(entry follow_up 0 '{"held": true, "results_hold": "yes", "results_discussed": true, "other_help_needed": false}')"

echo "worker1: where it stands, and who saw it"
ask worker1 "/families/$family"
echo
ask worker1 "/families/$family/picture.svg" > /dev/null
ask worker1 "/families/$family/access-log" | tr '{' '\n' | grep -c '"act"' | sed 's/$/ events in the log of this file/'
echo "The family: $api/families/$family"
