#!/usr/bin/env bash
# clang-tidy over every source, as .clang-tidy says; findings are errors. Takes a while.
# usage: tools/lint.sh [FILE…]
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset debug >/dev/null
cmake --build --preset debug --target builtin >/dev/null
# Without the precompiled header, which another compiler cannot read.
rm -rf build/lint && mkdir -p build/lint
sed -E 's/ -Winvalid-pch -include [^ ]*cmake_pch.hxx//; s/ -fpch-preprocess//; s/ -Werror//' \
    build/debug/compile_commands.json >build/lint/compile_commands.json
files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find src tests fuzz -name '*.cc' | sort)
printf '%s\n' "${files[@]}" |
    xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build/lint --quiet 2>/dev/null
echo "lint: ${#files[@]} files, clean"
