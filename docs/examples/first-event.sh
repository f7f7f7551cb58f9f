#!/bin/sh
# The first event by curl: create an experiment, start it, assign a user, track an impression, read the metrics.
#
#   export SPLITSTREAM_TOKEN=$(node -p 'require("./.splitstream/dev-credentials.json").tokens.admin')
#   docs/examples/first-event.sh
#
# SPLITSTREAM_URL is where the API is; http://127.0.0.1:8080 unless set.
set -eu

url=${SPLITSTREAM_URL:-http://127.0.0.1:8080}
token=${SPLITSTREAM_TOKEN:?an admin token, as in dev-credentials.json}

call() { # METHOD PATH [JSON]
    method=$1 path=$2
    shift 2
    curl --silent --show-error --fail-with-body --max-time 30 --request "$method" "$url$path" \
        --header "Authorization: Bearer $token" ${1:+--header 'Content-Type: application/json' --data "$1"}
}

text() { # the first text of a JSON field: FIELD < JSON
    grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4
}

created=$(call POST /api/experiments '{
  "name": "Shorter checkout",
  "variants": [
    {"name": "control",   "is_control": true,  "allocation_percentage": 50},
    {"name": "treatment", "is_control": false, "allocation_percentage": 50}],
  "target_metric": "conversion_rate"}')
experiment=$(printf '%s' "$created" | text experiment_id)
echo "created $experiment"

call POST "/api/experiments/$experiment/start" > /dev/null
echo "started"

assigned=$(call POST "/api/experiments/$experiment/assign" '{"user_id": "user_1"}')
variant=$(printf '%s' "$assigned" | sed 's/.*"variant" *: *//' | text id)
echo "assigned user_1 to $variant"

call POST /api/experiments/events '{
  "experiment_id": "'"$experiment"'", "variant_id": "'"$variant"'", "user_id": "user_1",
  "event_id": "first", "event_type": "impression"}'
echo

# Stored means counted about a second later.
tries=0
until call GET "/api/experiments/$experiment/metrics" | grep -q '"impressions" *: *1'; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
        echo "the event does not show in the metrics" >&2
        exit 1
    fi
    sleep 0.2
done
call GET "/api/experiments/$experiment/metrics"
echo
