"""Shows from a trace of system calls that no answer was given before its sync had returned.

    /usr/bin/python3 -m tests.power.covered ANSWERS

Of each write that was answered the history entry's hash was written, and that write was covered by a
sync which returned before the answer was begun; of each attachment the bytes and every name on the
way to it.
"""

import argparse
import hashlib
import sys
import tempfile
import time

from tests.power import cuts, disk

HALF = 16  # Of a hash, in bytes: a page may end within one half, but not within both.


class Watched(disk.Disk):
    """A disk that knows which hashes of entries are on it for good."""

    def __init__(self, root, hashes):
        super().__init__(root)
        self.halves = {half: each for each in hashes for half in (each[:HALF], each[HALF:])}
        self.written = {}  # By file: (left, hash).
        self.synced = set()

    def do_pwrite64(self, call):
        changed = super().do_pwrite64(call)
        if changed:
            data = call.text(1)
            seen = {data[at:at + HALF] for at in range(len(data) - HALF + 1)} & self.halves.keys()
            found = {self.halves[half] for half in seen}
            for each in found:
                for half in (each[:HALF], each[HALF:]):
                    self.halves.pop(half, None)
            node = self.open[call.number(0)][0]
            self.written.setdefault(id(node), []).extend((call.left, each) for each in found)
        return changed

    def do_fsync(self, call):
        changed = super().do_fsync(call)
        if changed:
            node = self.open[call.number(0)][0]
            rest = []
            for left, each in self.written.pop(id(node), []):
                if left < call.entered:
                    self.synced.add(each)
                else:
                    rest.append((left, each))
            self.written[id(node)] = rest
        return changed

    def kept(self, *names):
        """The synced bytes of a file, if all names on the way to it are synced."""
        node = self.top
        for name in names:
            node = node.kept.get(name.encode()) if isinstance(node, disk.Folder) else None
        return bytes(node.kept) if isinstance(node, disk.File) else None


def attachment(model, number):
    return model.kept("office", "attachments", "341502005", number[:2], number)


def uncovered(recording):
    """(what was answered, the answers that came before their sync)."""
    answers = recording.answers.read_text(encoding="utf-8").splitlines()
    hashes = [bytes.fromhex(each.split()[2]) for each in answers if each.startswith("done ")]
    model = Watched(recording.root, hashes)
    faults = []
    for call in cuts.happenings(recording):
        if not cuts.is_answer(call):
            model.take(call)
            continue
        kind, *words = call.said().split()
        if kind == "done" and bytes.fromhex(words[1]) not in model.synced:
            faults.append(f"entry {words[0]} was answered before it was synced")
        if kind == "kept":
            content = attachment(model, words[0])
            if content is None or hashlib.sha256(content).hexdigest() != words[0]:
                faults.append(f"attachment {words[0]} was answered before it was synced")
    return answers, faults


def run(answers, threads=8, seed=2):
    with tempfile.TemporaryDirectory(dir=cuts.MEMORY, prefix="qingshui-covered-") as folder:
        recording = cuts.record(folder + "/run", answers, threads, seed)
        if recording.status != 0:
            raise RuntimeError(f"the load failed: {recording.status}")
        return uncovered(recording)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("answers", type=int)
    wish = words.parse_args()
    begun = time.monotonic()
    answers, faults = run(wish.answers)
    for fault in faults[:50]:
        print(fault)
    print(f"{len(answers)} answers: {len(faults)} before their sync, "
          f"{time.monotonic() - begun:.0f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
