"""What no sentence of a report may look like, whatever the period and the area."""

import re

# A zero that stands for nothing done, but not the last digit of a number.
ZERO = re.compile(r"(?<![\d.年月])0(?!\d|\.\d)|零(?!售|散|星)")
# Punctuation that its words were left out of.
BARE = re.compile(r"[，、；：。（]{1}[，、；。）]|其中[，、；。]|^[，、；。]|[，、]$")


def check_prose(case, text):
    """Fails the test `case` with the words around what reads badly."""
    for line in text.splitlines():
        words = re.sub(r"\d{4}-\d\d-\d\d", "", line)
        for pattern in (ZERO, BARE):
            found = pattern.search(words)
            if found:
                case.fail(words[max(0, found.start() - 20):found.end() + 20])
        case.assertNotIn("—", line)
        case.assertNotIn("无法统计", line)
        if line.startswith("- "):
            case.assertRegex(line, "[；。]$")
