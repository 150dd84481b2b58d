#!/usr/bin/env bash
# clang-tidy over every source, as .clang-tidy says; findings are errors. Takes some 25 minutes on
# two cores, so that ./test leaves it out: run it over what a change touched.
# usage: tools/lint.sh [--since REVISION | FILE…]
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset debug >/dev/null
cmake --build --preset debug --target builtin >/dev/null
# Without the precompiled header, which another compiler cannot read.
rm -rf build/lint && mkdir -p build/lint
sed -E 's/ -Winvalid-pch -include [^ ]*cmake_pch.hxx//; s/ -fpch-preprocess//; s/ -Werror//' \
    build/debug/compile_commands.json >build/lint/compile_commands.json
if [ "${1:-}" = --since ]; then
    mapfile -t files < <(git diff --name-only --diff-filter=d "${2:?a revision}" -- '*.cc')
    [ ${#files[@]} -gt 0 ] || { echo "lint: nothing changed"; exit 0; }
else
    files=("$@")
fi
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find src tests fuzz -name '*.cc' | sort)

# Tests are tables of cases: as long as they are, in arrays that count themselves, of sentences
# that are literals side by side, all written alike; only GoogleTest destroys a fixture; how fast
# they run is no matter; and they read their settings before they start threads.
in_tests=-readability-function-size,-modernize-avoid-c-arrays
in_tests+=,-performance-*
in_tests+=,-bugprone-suspicious-missing-comma,-cppcoreguidelines-virtual-class-destructor
in_tests+=,-modernize-raw-string-literal,-concurrency-mt-unsafe

lint() {
    local checks=$1
    grep . | xargs -r -P "$(nproc)" -n 4 \
        clang-tidy-14 -p build/lint --quiet --checks="$checks" 2>/dev/null
}
is_test='_test\.cc$|^tests/|^fuzz/'
status=0
printf '%s\n' "${files[@]}" | { grep -vE "$is_test" || true; } | lint '' || status=1
printf '%s\n' "${files[@]}" | { grep -E "$is_test" || true; } | lint "$in_tests" || status=1
[ "$status" -eq 0 ] && echo "lint: ${#files[@]} files, clean"
exit "$status"
