"""The example year on PostgreSQL: the same figures, exports and answers as in a folder."""

import csv
import json
import os
import subprocess
import unittest

from tests.system import support


def without_numbers(path):
    """The rows of an exported CSV but for the record numbers, which every office gives anew."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    unwanted = {place for place, title in enumerate(rows[0]) if "记录编号" in title}
    return [[cell for place, cell in enumerate(row) if place not in unwanted] for row in rows]


class TwoEngines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.fresh("two-engines")
        cls.server = cls.folder / "server"
        # The server's own account must be able to reach its folder.
        cls.place = f"/tmp/qingshui-system-{os.getpid()}"
        cls.script = support.ROOT / "tools/postgres.sh"
        cls.url = subprocess.run([cls.script, "start", cls.place], check=True, text=True,
                                 capture_output=True).stdout.strip()
        cls.addClassCleanup(subprocess.run, [cls.script, "stop", cls.place], check=True,
                            capture_output=True)
        cls.example = support.example()
        cls.office = cls.example / "office"
        support.run("init", cls.url, "--tenant", "341502005")
        cls.imported = support.run("import", cls.url, cls.example / "files")

    def registers(self):
        return support.run("pack", "show", "--office", self.url, "--json").json()["registers"]

    def test_writes_the_same_report(self):
        here = support.annual(self.office)
        there = support.annual(self.url)
        self.assertEqual(len(there["figures"]), len(here["figures"]))
        for one, other in zip(here["figures"], there["figures"]):
            for report in (one, other):
                del report["digest"]  # Of record numbers too.
        self.assertEqual(there["figures"], here["figures"])
        self.assertEqual(there["checks"], here["checks"])
        for language in ("zh", "en"):
            texts = [support.run("report", office, "annual", "--period", "2021", "--format", "md",
                                 "-o", "-", lang=language).out for office in (self.office, self.url)]
            self.assertEqual(texts[0], texts[1])

    def test_exports_the_same_rows(self):
        registers = self.registers()
        self.assertEqual(len(registers), 68)
        for register in registers:
            with self.subTest(register=register):
                rows = []
                for name, office in (("here", self.office), ("there", self.url)):
                    file = self.folder / f"{name}-{register}.csv"
                    support.run("export", office, register, "-o", file)
                    rows.append(without_numbers(file))
                self.assertEqual(rows[0], rows[1])

    def test_counts_and_finds_the_same(self):
        for words in (["count", "environment.disputes", "--period", "2021", "--by", "medium"],
                      ["count", "environment.disputes", "--period", "2021", "--by", "month"],
                      ["count", "epidemic.doses", "--period", "2021", "--by", "area"]):
            answers = [support.run(words[0], office, *words[1:]).out
                       for office in (self.office, self.url)]
            self.assertEqual(answers[0], answers[1])
        found = [support.run("record", "find", office, "environment.dispute", "油烟", "--json").json()
                 for office in (self.office, self.url)]
        self.assertEqual(len(found[0]), len(found[1]))
        self.assertGreater(len(found[1]), 0)

    def test_importing_again_changes_nothing(self):
        before = support.annual(self.url)
        support.run("import", self.url, self.example / "files")
        self.assertEqual(support.annual(self.url), before)

    def test_verifies(self):
        self.assertIn("核对无误", support.run("verify", self.url).out)

    def test_a_backup_is_restored_into_a_folder(self):
        backup = self.folder / "backup.zip"
        backup.unlink(missing_ok=True)
        support.run("backup", self.url, backup)
        again = self.folder / "again"
        support.run("restore", backup, again)
        self.assertIn("核对无误", support.run("verify", again).out)
        self.assertEqual(support.annual(again), support.annual(self.url))

    def test_a_copy_is_the_same_to_the_letter(self):
        back = self.folder / "back"
        support.run("copy", self.url, back)
        self.assertEqual(support.annual(back), support.annual(self.url))
        for register in self.registers():
            with self.subTest(register=register):
                files = []
                for name, office in (("there", self.url), ("back", back)):
                    file = self.folder / f"copy-{name}-{register}.csv"
                    support.run("export", office, register, "-o", file)
                    files.append(file.read_bytes())
                self.assertEqual(files[0], files[1])

    def test_tells_no_password(self):
        secret = self.url.replace("postgresql:///", "postgresql://qingshui:geheim@/")
        for words in (["init", secret, "--tenant", "341502005"], ["verify", secret + "&port=1"]):
            outcome = subprocess.run([support.BINARY, *words], text=True, capture_output=True)
            self.assertNotEqual(outcome.returncode, 0)
            self.assertNotIn("geheim", outcome.stdout + outcome.stderr)


if __name__ == "__main__":
    unittest.main()
