# What ops/up, ops/test and ops/bench share: messages, prerequisites, waiting. Sourced, never run.
# Expects $root, the checkout.

say() {
  echo "==> $*"
}

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Runs a command and all that it starts in a process group of its own, and waits; end_running ends it at once.
interruptible() {
  set -m
  "$@" &
  running=$!
  set +m
  local code=0
  wait "$running" || code=$?
  running=
  return "$code"
}

end_running() {
  [ -z "${running:-}" ] || kill -TERM -- "-$running" 2>/dev/null || true
}

# Prints the home of a JDK 17, if there is one.
find_jdk() {
  local candidate javac
  javac=$(command -v javac || true)
  for candidate in "${JAVA_HOME:-}" "${javac:+$(dirname "$(dirname "$(readlink -f "$javac")")")}" \
    /usr/lib/jvm/java-17-openjdk-* /usr/lib/jvm/*-17-*; do
    if [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] && "$candidate/bin/javac" -version 2>&1 | grep -q '^javac 17\.'; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

# Whether version $1 is $2 or newer.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# Installs the packages given, or says how to.
install_packages() {
  local command="apt-get install --yes --no-install-recommends $*"
  if [ "$(id -u)" != 0 ]; then
    fail "missing: $*. Run: sudo $command"
  fi
  command -v apt-get >/dev/null || fail "missing: $*. This system has no apt-get; install them by its own means."
  say "installing with apt: $*"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install $*"
  fi
  rm -f "$log"
}

# JDK 17, Maven, Node and the small programs that are called here; exports JAVA_HOME.
require_toolchain() {
  local missing=()
  find_jdk >/dev/null || missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v xz >/dev/null || missing+=(xz-utils)
  command -v setpriv >/dev/null && command -v setsid >/dev/null && command -v flock >/dev/null ||
    missing+=(util-linux)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"

  JAVA_HOME=$(find_jdk) || fail "no JDK 17 found; set JAVA_HOME to one"
  export JAVA_HOME
  local maven node
  maven=$(mvn -v 2>/dev/null | sed -n 's/\x1b\[[0-9;]*m//g; s/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  at_least "$maven" 3.8 || fail "Maven $maven is too old (expected: 3.8 or newer)"
  node=$(node --version)
  at_least "${node#v}" 18 || fail "Node $node is too old (expected: 18 or newer)"
}

# The account that root's PostgreSQL runs as, for PostgreSQL refuses root.
require_postgres_account() {
  if [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; then
    say "creating the system account postgres"
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin postgres
  fi
}

# Waits until the supervisor with pid $1, which writes to $2, says that all is ready; $3 seconds at most.
await_ready() {
  local pid=$1 log=$2 limit=$3 begin=$SECONDS
  until grep -qs '^Splitstream is ready' "$log"; do
    kill -0 "$pid" 2>/dev/null || return 1
    [ $((SECONDS - begin)) -lt "$limit" ] || return 1
    sleep 0.5
  done
}

# Prints a port offset whose ports nobody listens on.
free_port_offset() {
  local offset port
  for offset in 20000 16000 12000 4000 23000; do
    for port in 8080 8090 8123 9092 8081 5433 6123; do
      if (exec 3<>"/dev/tcp/127.0.0.1/$((port + offset))") 2>/dev/null; then
        continue 2
      fi
    done
    echo "$offset"
    return 0
  done
  return 1
}

# Removes a data directory, and PostgreSQL's part of it where that had to be elsewhere.
remove_data() {
  local location=$1/postgres.location elsewhere
  if [ -f "$location" ]; then
    elsewhere=$(cat "$location")
    case $elsewhere in
      /var/lib/splitstream/postgres/?*) rm -rf "$elsewhere" ;;
    esac
  fi
  rm -rf "$1"
}
