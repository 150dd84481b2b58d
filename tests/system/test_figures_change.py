"""Every one of the 52 figures follows from its records: take one away, and the figure is another."""

import csv
import subprocess
import unittest

from tests.system import support

# The one figure that no record stands behind: the years of membership that a rate states.
OF_A_RATE = "party.medal_years"
# How many records are tried at most: what is counted once for many goes with the last of them.
TRIED = 140


def tried(*words):
    """Runs a command that may be refused; says whether it was done."""
    return subprocess.run([str(support.BINARY), *map(str, words)], capture_output=True,
                          timeout=600, check=False).returncode == 0


def move_on(office, record):
    """Gives a record that others refer to another day than the one it counts on, far ahead."""
    shown = support.run("record", "show", office, record["register"], record["record"], "--json")
    days = [field for field, value in shown.json()["fields"].items() if value == record["day"]]
    return any(tried("record", "correct", office, record["register"], record["record"],
                     f"{field}=2031-01-01", "--reason", "试改") for field in days)


def take_away(office, record):
    return tried("record", "withdraw", office, record["register"], record["record"],
                 "--reason", "试撤") or move_on(office, record)


class FiguresChange(unittest.TestCase):
    def setUp(self):
        self.office = support.copy(to="figures-change")

    def changes(self, figure):
        words = [figure["id"], "--period", figure["period"], "--json"]
        if not tried("count", self.office, *words):
            words[0] = figure["indicator"]
        before = support.run("count", self.office, *words).json()["value"]
        records = [record for record in support.run("trace", self.office, *words).json()["records"]
                   if record["register"]]
        # What counts first; what is counted once for many records, all of them.
        records.sort(key=lambda record: (record["label"][:4], record["amount"] == 0))
        for record in records[:TRIED]:
            if not take_away(self.office, record):
                continue
            if support.run("count", self.office, *words).json()["value"] != before:
                return True
        return False

    def test_when_one_of_their_records_goes(self):
        figures = support.figures(support.annual(self.office))
        with open(support.ROOT / "tests/system/figures-2021.tsv", encoding="utf-8") as file:
            ids = [row["id"] for row in csv.DictReader(file, delimiter="\t")]
        self.assertEqual(len(ids), 52)
        for figure in (figures[each] for each in ids if each != OF_A_RATE):
            with self.subTest(figure=figure["id"]):
                if self.changes(figure):
                    continue
                # An earlier change may have taken this figure's records along.
                self.office = support.copy(to="figures-change")
                self.assertTrue(self.changes(figure))
        self.assertIn("核对无误", support.run("verify", self.office).out)


if __name__ == "__main__":
    unittest.main()
