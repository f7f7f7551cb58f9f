# Building what the stack runs. Sourced after common.sh; expects $root.

# What is run, as directories of the checkout. Each has a class path, but for the jobs, which are one jar.
run_modules=(ops/kafka ops/flink ops/clickhouse ops/standalone ingest-edge query-api stream-jobs)

# The version of all our jars.
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)

# A digest of everything that what is run is built from.
source_digest() {
  (
    cd "$root"
    {
      find . -name target -prune -o -name node_modules -prune -o -name dist -prune -o -name .git -prune -o \
        -name pom.xml -type f -print0
      find schemas/*/src/main ingest-edge/src/main stream-jobs/src/main query-api/src/main benchmarks/src/main \
        ops/*/src/main -type f -print0 2>/dev/null
      find query-api/dashboard ingest-edge/runtime \( -name node_modules -o -name dist -o -name e2e \) -prune -o \
        -type f -print0 2>/dev/null
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
  )
}

# Whether what was built is what the sources say (digest $1), and every jar on its class paths is there.
is_built() {
  local module entry
  for module in "${run_modules[@]}"; do
    [ "$(cat "$root/$module/target/built-from" 2>/dev/null)" = "$1" ] || return 1
    while IFS= read -r -d : entry; do
      [ -e "$entry" ] || return 1
    done < <(class_path "$module")
  done
}

note_built() {
  local module
  for module in "${run_modules[@]}"; do
    echo "$1" >"$root/$module/target/built-from"
  done
}

# Prints the jars that a module runs with, its own first, a colon after each.
class_path() {
  case $1 in
    stream-jobs) echo -n "$root/stream-jobs/target/stream-jobs-$version-jobs.jar:" ;;
    *)
      local jar
      for jar in "$root/$1"/target/*-"$version.jar"; do
        [ ! -f "$jar" ] || echo -n "$jar:"
      done
      echo -n "$(cat "$root/$1/target/classpath"):"
      ;;
  esac
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
        echo "      ${line% "$version" *} ${line##* }"
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

# What is written for browsers: directories of the checkout, each with a package.json.
page_modules=(query-api/dashboard ingest-edge/runtime)

build_pages() {
  local module log
  for module in "${page_modules[@]}"; do
    say "building $module"
    log=$root/target/$(basename "$module").log
    if ! (
      cd "$root/$module" &&
        # npm leaves this file behind when it is done.
        { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund; } &&
        npm run build
    ) >"$log" 2>&1 </dev/null; then
      grep -v '^npm warn' "$log" | head -n 20 >&2
      fail "$module could not be built; all output is in $log"
    fi
  done
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
    build_pages
    say "building (the first time also downloads; several minutes)"
    quiet_maven package -pl "$(IFS=, && echo "${run_modules[*]}")" -am \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true
    note_built "$digest"
  fi
  exec 8>&-
}

# Leaves in directory $1 a class path for every module, and copies of our own jars: a build in this checkout then
# does not pull a jar from under what runs.
install_modules() {
  local lib=$1 module entry path
  rm -rf "$lib"
  mkdir -p "$lib"
  for module in "${run_modules[@]}"; do
    path=
    while IFS= read -r -d : entry; do
      case $entry in
        "$root"/*)
          cp "$entry" "$lib/"
          entry=$lib/$(basename "$entry")
          ;;
      esac
      path=$path:$entry
    done < <(class_path "$module")
    echo "${path#:}" >"$lib/$(basename "$module").classpath"
  done
}
