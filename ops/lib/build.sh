# Building what the stack runs. Sourced after common.sh; expects $root.

# What is run, each with a class path of its own; the directory's name is the module's.
run_modules=(kafka flink clickhouse standalone ingest-edge query-api stream-jobs)

module_directory() {
  case $1 in
    kafka | flink | clickhouse | standalone) echo "$root/ops/$1" ;;
    *) echo "$root/$1" ;;
  esac
}

# A digest of everything that what is run is built from.
source_digest() {
  (
    cd "$root"
    {
      find . -name target -prune -o -name node_modules -prune -o -name dist -prune -o -name .git -prune -o \
        -name pom.xml -type f -print0
      find schemas/*/src/main ingest-edge/src/main stream-jobs/src/main query-api/src/main benchmarks/src/main \
        ops/*/src/main -type f -print0 2>/dev/null
      find query-api/dashboard \( -name node_modules -o -name dist -o -name e2e \) -prune -o -type f -print0 2>/dev/null
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
  )
}

# Whether what was built is what the sources say, and every jar on its class paths is there.
is_built() {
  local module entry
  [ "$(cat "$root/target/built-from" 2>/dev/null)" = "$1" ] || return 1
  for module in "${run_modules[@]}"; do
    [ -f "$(module_directory "$module")/target/classpath" ] || return 1
    while IFS= read -r -d : entry; do
      [ -e "$entry" ] || return 1
    done < <(cat "$(module_directory "$module")/target/classpath" && echo :)
  done
}

# Makes of Maven's thousands of lines the few that a person wants to see.
shown_progress() {
  local line downloads=0
  while IFS= read -r line; do
    case $line in
      *"Downloaded from"*)
        downloads=$((downloads + 1))
        [ $((downloads % 100)) != 0 ] || echo "      $downloads files downloaded"
        ;;
      "[INFO] Building "*"["*"/"*"]")
        line=${line#*Building }
        echo "      ${line% 0.1.0 *} ${line##* }"
        ;;
    esac
  done
}

# Runs Maven with the arguments given; its whole output goes to target/build.log.
quiet_maven() {
  local log=$root/target/build.log
  (
    set -o pipefail
    cd "$root"
    mvn -B "$@" 2>&1 </dev/null | tee "$log" | shown_progress
  ) || {
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2
    fail "the build failed; all of its output is in $log"
  }
}

build_dashboard() {
  local directory=$root/query-api/dashboard
  [ -f "$directory/package.json" ] || return 0
  say "building the live page"
  local log=$root/target/dashboard.log
  if ! (
    cd "$directory"
    # npm leaves this file behind when it is done.
    [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
    npm run build
  ) >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    fail "the live page could not be built; all output is in $log"
  fi
}

# Builds what is missing or out of date. Two builds of one checkout wait for each other.
build_stack() {
  mkdir -p "$root/target"
  exec 8>"$root/target/build.lock"
  flock -n 8 || {
    say "waiting for another build of this checkout"
    flock 8
  }
  local digest
  digest=$(source_digest)
  if ! is_built "$digest"; then
    build_dashboard
    say "building (the first time also downloads; several minutes)"
    local projects
    projects=$(printf ',:%s' kafka-runtime flink-runtime-classpath clickhouse-gateway standalone ingest-edge \
      query-api stream-jobs)
    quiet_maven package -pl "${projects#,}" -am \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true
    echo "$digest" >"$root/target/built-from"
  fi
  exec 8>&-
}

# Leaves in directory $1 a class path for every module, and copies of our own jars: a build in this checkout then
# does not pull a jar from under what runs.
install_modules() {
  local lib=$1 module directory entry path
  rm -rf "$lib"
  mkdir -p "$lib"
  for module in "${run_modules[@]}"; do
    directory=$(module_directory "$module")
    path=
    while IFS= read -r -d : entry; do
      case $entry in
        "$root"/*)
          cp "$entry" "$lib/"
          entry=$lib/$(basename "$entry")
          ;;
      esac
      path=$path:$entry
    done < <(own_jar "$directory" && tr -d '\n' <"$directory/target/classpath" && echo :)
    echo "${path#:}" >"$lib/$module.classpath"
  done
  cp "$root"/stream-jobs/target/stream-jobs-*-jobs.jar "$lib/stream-jobs.jar"
}

# Prints a module's own jar and a colon; nothing for one that has only a class path.
own_jar() {
  local jar
  for jar in "$1"/target/*-0.1.0.jar; do
    [ ! -f "$jar" ] || echo -n "$jar:"
  done
}
