"""What the whole-system tests share: the real binary, and an example office made once."""

import json
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("QINGSHUI", ROOT / "build/release/qingshui"))
WORK = ROOT / "build/system"


class Outcome:
    def __init__(self, finished):
        self.code = finished.returncode
        self.out = finished.stdout
        self.err = finished.stderr

    def json(self):
        return json.loads(self.out)


def run(*words, code=0, lang="zh", cwd=None):
    """Runs the command; fails with what it said if it exits otherwise than `code`."""
    finished = subprocess.run([str(BINARY), *map(str, words), "--lang", lang], text=True,
                              capture_output=True, cwd=cwd, timeout=600)
    if finished.returncode != code:
        raise AssertionError(f"exit {finished.returncode}, not {code}: {' '.join(map(str, words))}\n"
                             f"{finished.stdout[-3000:]}\n{finished.stderr[-3000:]}")
    return Outcome(finished)


def fresh(name):
    """An empty folder of this name."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def convert(path, kind):
    """What LibreOffice makes of a file, beside it: the path of the new one."""
    subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", path.parent, path],
                   check=True, capture_output=True, timeout=300)
    return path.with_suffix(f".{kind}")


_made = {}


def example(name="qingshuihe-2021", tenant="341502005"):
    """The files and the office of an example, made once; tests that write take a copy()."""
    if name not in _made:
        folder = fresh(f"example-{name}")
        run("example", folder / "files", "--name", name)
        words = ["init", folder / "office", "--tenant", tenant]
        packs = folder / "files/packs"
        if packs.is_dir():
            words += ["--packs", packs]
        run(*words)
        run("import", folder / "office", folder / "files")
        _made[name] = folder
    return _made[name]


def copy(name="qingshuihe-2021", tenant="341502005", to="copy"):
    """A copy of an example's office, free to be changed."""
    target = fresh(to) / "office"
    shutil.copytree(example(name, tenant) / "office", target)
    return target


def annual(office, *words):
    """The yearly report of an office as JSON."""
    return json.loads(run("report", office, "annual", "--period", "2021", "--format", "json",
                          "-o", "-", *words).out)


def figures(report):
    return {figure["id"]: figure for figure in report["figures"]}
