"""Fails the n-th system call of an office at work, for every n, once and for good.

    /usr/bin/python3 -m tests.power.faults [--every N]

strace makes the call fail. Then: no crash, whatever was answered is there, verify is clean and the
office goes on; and after a sync that failed nothing more is answered until the office is opened again.
"""

import argparse
import dataclasses
import itertools
import os
import shutil
import sys
import tempfile
import time

from tests.power import cuts, trace

SYNCS = ("fsync", "fdatasync")
NOT_LOADED = 127  # Its libraries could not be opened: it was never there.


@dataclasses.dataclass(frozen=True)
class Fault:
    call: str
    error: str
    for_good: bool

    def injection(self, number):
        return f"{self.call}:error={self.error}:when={number}{'+' if self.for_good else ''}"

    def __str__(self):
        return f"{self.call} {self.error} {'for good' if self.for_good else 'once'}"


# A call that is interrupted is made again, so that one which always is would never end.
FAULTS = tuple(Fault(call, error, for_good)
               for call, errors in {"pwrite64": ("EIO", "ENOSPC"), "write": ("EIO", "ENOSPC"),
                                    "fsync": ("EIO",), "fdatasync": ("EIO", "ENOSPC"),
                                    "ftruncate": ("EIO",), "rename": ("EIO", "ENOSPC"),
                                    "unlink": ("EIO",), "mkdir": ("ENOSPC",),
                                    "openat": ("EIO", "EMFILE")}.items()
               for error in errors for for_good in (False, True)
               ) + (Fault("write", "EINTR", False), Fault("pwrite64", "EINTR", False))


def is_failed_sync(root, call, open_files):
    """Did a sync of something below the root fail? Keeps account of what is open. What SQLite
    itself does for folders (fdatasync, open to be read) comes after a sync of ours and is passed over."""
    if call.name == "openat" and call.result >= 0:
        is_written = b"O_RDWR" in call.arguments[2] or b"O_WRONLY" in call.arguments[2]
        open_files[call.result] = (call.text(1).startswith(root), is_written)
    if call.name not in SYNCS or call.result >= 0:
        return False
    is_below, is_written = open_files.get(call.number(0), (False, False))
    return is_below and (call.name == "fsync" or is_written)


def answers_after_a_failed_sync(recording):
    root = os.fsencode(recording.root)
    open_files = {}
    has_failed = False
    late = []
    for call in trace.read(recording.calls):
        if cuts.is_answer(call):
            said = call.said()
            if has_failed and not said.startswith("failed"):
                late.append(said.strip())
        elif is_failed_sync(root, call, open_files):
            has_failed = True
    return late


def faults_of(recording):
    """What is wrong after a run in which a call failed."""
    if recording.status == NOT_LOADED and not recording.answers.stat().st_size:
        return []
    if recording.status not in (0, 1, 3):
        return [f"it ended with {recording.status}"]
    found = [f"answered after a sync had failed: {each}"
             for each in answers_after_a_failed_sync(recording)]
    checker = cuts.Checker(recording)
    count = len(recording.answers.read_text(encoding="utf-8").splitlines())
    says = checker.ask(recording.root / "office", count)
    checker.close()
    return found + ([] if says == "ok" else [says])


def loop(fault, folder, answers, every):
    """Runs until the fault does not come about any more. Returns how often it did, and faults."""
    found = []
    for runs, number in enumerate(itertools.count(1, every)):
        target = os.path.join(folder, "run")
        recording = cuts.record(target, answers, 2, 3, inject=(fault.injection(number),))
        has_come = any(call.is_injected for call in trace.read(recording.calls))
        if has_come:
            found += [f"{fault}, at {number}: {each}" for each in faults_of(recording)]
        shutil.rmtree(target)
        if not has_come:
            return runs, found


def run(answers=8, every=1, faults=FAULTS):
    """Returns (runs, faults found)."""
    runs, found = 0, []
    with tempfile.TemporaryDirectory(dir=cuts.MEMORY, prefix="qingshui-faults-") as folder:
        for fault in faults:
            count, wrong = loop(fault, folder, answers, every)
            runs += count
            found += wrong
    return runs, found


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--every", type=int, default=1)
    words.add_argument("--answers", type=int, default=8)
    wish = words.parse_args()
    begun = time.monotonic()
    runs, found = run(wish.answers, wish.every)
    for each in found[:50]:
        print(each)
    print(f"{runs} runs, {len(found)} faults, {time.monotonic() - begun:.0f} s")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
