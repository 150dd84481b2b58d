"""Cuts the power of an office under load, at every moment and in many ways, and opens what is left.

    tests/power/run IMAGES [--answers N] [--threads N] [--seed N]

Records the system calls of power_load with strace, rebuilds from them what a disk may hold after a
power cut (tests/power/disk.py), and has power_check open each: nothing that was answered is
missing, nothing is half there, verify is clean, and the office goes on.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from tests.power import disk, trace

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("QINGSHUI_POWER", REPOSITORY / "build/release/tests"))
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None


@dataclasses.dataclass
class Recording:
    root: pathlib.Path
    calls: pathlib.Path
    answers: pathlib.Path  # As the load gave them, a line each.
    status: int


def record(folder, answers, threads, seed, inject=()):
    """Runs the load in folder/root/office under strace."""
    folder = pathlib.Path(folder)
    root = folder / "root"
    root.mkdir(parents=True)
    calls, answers_file = folder / "calls", folder / "answers"
    load = [PROGRAMS / "power_load", root / "office", answers, threads, seed]
    done = subprocess.run(trace.command(calls, load, inject=inject), stdout=subprocess.DEVNULL,
                          check=False)
    recording = Recording(root, calls, answers_file, done.returncode)
    answers_file.write_text("".join(call.said() for call in happenings(recording)
                                    if is_answer(call)), encoding="utf-8")
    return recording


def is_answer(call):
    return call.name == "writev" and call.number(0) == 1


def happenings(recording):
    """The calls in the order that counts: by when they returned; but an answer was given once it
    was begun, and a number may be another file's before its close returns."""
    calls = []
    for call in trace.read(recording.calls):
        is_early = is_answer(call) or call.name == "close"
        calls.append((call.entered if is_early else call.left, call))
    calls.sort(key=lambda each: each[0])
    return [call for _, call in calls]


def moments(recording, happened):
    """The disk and how many answers had been given, each time that one of them changed."""
    model = disk.Disk(recording.root)
    answered = 0
    yield model, 0
    for call in happened:
        if is_answer(call):
            answered += 1
        elif not model.take(call):
            continue
        yield model, answered


def ways(count, seed):
    """So many ways in which the power may go at one moment."""
    yield "nothing that was not synced is left", disk.Nothing()
    yield "all is left", disk.Everything()
    for number in range(count - 2):
        name = f"{seed}-{number}"
        yield f"some is left, by chance {name}", disk.Chance(name)


class Checker:
    """power_check, asked one image after the other."""

    def __init__(self, recording):
        self.process = subprocess.Popen([PROGRAMS / "power_check", recording.answers], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, folder, answered):
        self.process.stdin.write(f"{folder} {answered}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"power_check ended with {self.process.wait()}")
        return answer.strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def cut(recording, per_moment, seed, share, shares):
    """Cuts at each moment of a share of them. Returns how many images there were, and faults."""
    checker = Checker(recording)
    images, faults = 0, []
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="qingshui-cut-") as folder:
        for number, (model, answered) in enumerate(moments(recording, happenings(recording))):
            if number % shares != share:
                continue
            for name, choose in ways(per_moment, f"{seed}-{number}"):
                target = os.path.join(folder, "image")
                model.write_image(target, choose)
                says = checker.ask(os.path.join(target, "office"), answered)
                shutil.rmtree(target)
                images += 1
                if says != "ok":
                    faults.append(f"moment {number}, {answered} answers given, {name}: {says}")
    checker.close()
    return images, faults


def run(images, answers, threads, seed, shares=None):
    """Returns (images, moments, answers, faults)."""
    shares = shares or os.cpu_count()
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="qingshui-power-") as folder:
        recording = record(folder, answers, threads, seed)
        said = recording.answers.read_text(encoding="utf-8").splitlines()
        if recording.status != 0 or "created" not in said:
            raise RuntimeError(f"the load failed: {recording.status}, {said[-1:]}")
        count = sum(1 for _ in moments(recording, happenings(recording)))
        per_moment = max(2, -(-images // count))
        with concurrent.futures.ProcessPoolExecutor(shares) as pool:
            parts = list(pool.map(cut, *zip(*[(recording, per_moment, seed, share, shares)
                                              for share in range(shares)])))
    return (sum(part[0] for part in parts), count, len(said),
            [fault for part in parts for fault in part[1]])


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("images", type=int)
    words.add_argument("--answers", type=int, default=300)
    words.add_argument("--threads", type=int, default=4)
    words.add_argument("--seed", type=int, default=1)
    wish = words.parse_args()
    begun = time.monotonic()
    images, count, answers, faults = run(wish.images, wish.answers, wish.threads, wish.seed)
    for fault in faults[:50]:
        print(fault)
    print(f"{images} images of {count} moments, {answers} answers: {len(faults)} faults, "
          f"{time.monotonic() - begun:.0f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
