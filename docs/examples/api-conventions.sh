#!/bin/sh
# The API's conventions by curl: errors, keys that make a request safe to repeat, entity tags, paging, sample size.
#
#   export SPLITSTREAM_TOKEN=$(node -p 'require("./.splitstream/dev-credentials.json").tokens.admin')
#   docs/examples/api-conventions.sh
#
# SPLITSTREAM_URL is where the API is; http://127.0.0.1:8080 unless set.
set -eu

url=${SPLITSTREAM_URL:-http://127.0.0.1:8080}
token=${SPLITSTREAM_TOKEN:?an admin token, as in dev-credentials.json}

call() { # METHOD PATH [CURL ARGUMENTS]: prints the status, then the body
    method=$1 path=$2
    shift 2
    curl --silent --show-error --max-time 30 --request "$method" "$url$path" --write-out '\n%{http_code}\n' \
        --header "Authorization: Bearer $token" --header 'Content-Type: application/json' "$@"
}

echo "== errors"
call POST /api/experiments --data '{"name": ""}'

echo "== a key: sent twice, created once"
key="example-$$-$(date +%s)"
draft='{
  "name": "Conventions",
  "variants": [
    {"name": "control",   "is_control": true,  "allocation_percentage": 50},
    {"name": "treatment", "is_control": false, "allocation_percentage": 50}],
  "target_metric": "conversion_rate"}'
first=$(call POST /api/experiments --header "Idempotency-Key: $key" --data "$draft")
again=$(call POST /api/experiments --header "Idempotency-Key: $key" --data "$draft")
[ "$first" = "$again" ] && echo "the same answer"
experiment=$(printf '%s' "$first" | grep -o '"experiment_id" *: *"[^"]*"' | cut -d '"' -f 4)

echo "== entity tags: a change that somebody else was faster with"
call PATCH "/api/experiments/$experiment" --header 'If-Match: "1"' --data '{"name": "Mine"}'
call PATCH "/api/experiments/$experiment" --header 'If-Match: "1"' --data '{"name": "Theirs"}'
call GET "/api/experiments/$experiment" --header 'If-None-Match: "2"'

echo "== paging: a limit above the most is taken as the most"
call GET '/api/experiments?limit=5000&offset=0' | grep -o '"meta" *: *{[^}]*}'

echo "== how many users it takes"
call POST /api/experiments/sample-size --data '{
  "metric_kind": "share", "baseline": 0.1, "minimum_detectable_effect": 0.2, "mode": "fixed"}'
