#!/bin/bash
# Lays a sample document out with LibreOffice and makes a picture of each page to look at.
# usage: tests/paper/check_docx.sh [FILE.docx] (without one: the sample of docx_test)
# The pages are counted and searched for what must stand on them; looking is up to you.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$root/build/pages
mkdir -p "$out"
rm -f "$out"/*
if [ $# -gt 0 ]; then
    cp "$1" "$out/sample.docx"
else
    DOCX_SAMPLE=$out/sample.docx "$root/build/debug/paper_test" --gtest_filter=Docx.IsAWholePackage \
        > /dev/null
fi
soffice --headless --convert-to pdf --outdir "$out" "$out/sample.docx" > /dev/null 2>&1
pdftoppm -r 60 -png "$out/sample.pdf" "$out/page"
pages=$(find "$out" -name 'page*.png' | wc -l)
last=$(pdftotext -f "$pages" -l "$pages" "$out/sample.pdf" - | tr -d ' \n')
[[ $last == *"—$pages—"* ]] || { echo "page $pages bears no number" >&2; exit 1; }
echo "$pages pages in $out"
