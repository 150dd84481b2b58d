#!/usr/bin/env bash
# Installs the Debian packages of tools/packages.txt that are missing.
# usage: tools/install.sh build|test
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case "${1:-}" in
    build) kinds='^build:' ;;
    test) kinds='^(build|test):' ;;
    *) echo "usage: tools/install.sh build|test" >&2; exit 2 ;;
esac

missing=()
for package in $(grep -E "$kinds" "$here/packages.txt" | cut -d: -f2); do
    case "$package" in
        nodejs|npm) command -v "${package/nodejs/node}" >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
        || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "安装缺少的软件包 · installing: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "请以 root 身份安装以上软件包 · install the packages above as root" >&2; exit 3; }
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
