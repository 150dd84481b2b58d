#!/usr/bin/env bash
# Runs fuzz targets one after another, each for some seconds, and prints what came of it:
#     fuzz/run.sh SECONDS [TARGET…]        # all targets if none is named
# What a target learns stays in build/fuzz-corpus/TARGET and is where the next run goes on; the
# seeds in the repository stay small. Build first: cmake --preset fuzz && cmake --build --preset fuzz
set -uo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?how many seconds each}
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for source in fuzz/*_fuzz.cc; do targets+=("$(basename "$source" _fuzz.cc)"); done
fi
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=0
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

# The last number that follows a word in a log.
last() { grep -oP "$1\K[0-9]+" "$2" | tail -n 1; }

printf '%-10s %12s %8s %7s %8s %7s %s\n' target executions seconds cov ft corpus found
status=0
for target in "${targets[@]}"; do
    corpus=build/fuzz-corpus/$target
    found=build/fuzz-found/$target
    log=build/fuzz-corpus/$target.log
    mkdir -p "$corpus" "$found"
    dictionary=fuzz/dictionaries/$target.dict
    [ -f "$dictionary" ] && words=(-dict="$dictionary") || words=()
    build/fuzz/fuzz/"${target}"_fuzz -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$found/" "${words[@]}" \
        "$corpus" "fuzz/seeds/$target" >"$log" 2>&1 || status=1
    printf '%-10s %12s %8s %7s %8s %7s %s\n' "$target" \
        "$(last 'stat::number_of_executed_units: *' "$log")" \
        "$(last 'Done [0-9]+ runs in ' "$log")" "$(last 'cov: ' "$log")" \
        "$(last 'ft: ' "$log")" "$(find "$corpus" -type f | wc -l)" \
        "$(find "$found" -type f | wc -l)"
done
exit $status
