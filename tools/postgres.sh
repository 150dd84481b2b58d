#!/usr/bin/env bash
# A PostgreSQL of one's own for tests: in a folder, on a socket in it, on no network.
# usage: tools/postgres.sh start DIR   (prints the connection string)
#        tools/postgres.sh stop DIR
set -euo pipefail

usage() {
    sed -n '3,4s/^# //p' "$0" >&2
    exit 2
}
[ $# -eq 2 ] || usage
folder=$(realpath -m "$2")
programs=$(find /usr/lib/postgresql -maxdepth 1 -mindepth 1 | sort -V | tail -n 1)/bin

# The server refuses to run as root.
owner=()
[ "$(id -u)" -ne 0 ] || owner=(runuser -u postgres --)

case "$1" in
    start)
        rm -rf "$folder"
        mkdir -p "$folder"
        [ ${#owner[@]} -eq 0 ] || chown postgres "$folder"
        cd "$folder"
        "${owner[@]}" "$programs/initdb" -D "$folder/data" -U qingshui -A trust -E UTF8 --locale C.UTF-8 >"$folder.log"
        "${owner[@]}" "$programs/pg_ctl" -D "$folder/data" -s -w -l "$folder/server.log" \
            -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200" start >&2
        "$programs/createdb" -h "$folder" -U qingshui qingshui
        echo "postgresql:///qingshui?host=$folder&user=qingshui"
        ;;
    stop)
        [ -d "$folder/data" ] || exit 0
        cd "$folder"
        "${owner[@]}" "$programs/pg_ctl" -D "$folder/data" -s -m immediate stop >&2 || true
        rm -rf "$folder" "$folder.log"
        ;;
    *) usage ;;
esac
