"""Reports of areas within the office: signed, compared, and the books as of an entry."""

import json
import re
import unittest

from tests.system import support

HALF = ("half_year", "--period", "2025H1")
VILLAGE = ("--area", "大塘村")


def office(to):
    return support.copy("shiqiao-2025", "341502199", to)


class Signing(unittest.TestCase):
    def test_signs_and_compares_the_report_of_a_village(self):
        books = office("signing-village")
        said = support.run("report", "diff", books, *HALF, *VILLAGE, code=1).err
        self.assertIn("大塘村2025年上半年的“工作情况”没有签存过。", said)

        kept = support.run("report", "sign", books, *HALF, *VILLAGE).out

        self.assertIn("half_year/2025H1/341502199200/", kept)
        self.assertIn("没有数字变动", support.run("report", "diff", books, *HALF, *VILLAGE).out)
        support.run("report", "diff", books, *HALF, code=1)  # The town's is not signed.

    def test_tells_a_change_of_areas_from_one_of_records(self):
        books = office("signing-merge")
        support.run("report", "sign", books, *HALF, *VILLAGE)
        support.run("report", "sign", books, *HALF)
        support.run("area", "merge", books, "大塘村", "柳林村", "--day", "2025-05-01", "--code",
                    "341502199250", "--name", "塘柳村", "--reason", "县政府批复")
        words = ["report", "diff", books, *HALF, "--area", "341502199200"]

        said = support.run(*words).out

        self.assertIn("在用水利工程：18处变为0处，记录没有变，变的是区划：以下18条记录因区划调整改计。", said)
        self.assertNotIn("减少", said)
        self.assertRegex(said, r"区划调整：第\d+号变更，2025年5月1日起合并（县政府批复）。\n$")
        self.assertIn("the records are the same, the areas changed", support.run(*words, lang="en").out)
        kinds = {record["kind"] for change in json.loads(support.run(*words, "--json").out)
                 for record in change["records"]}
        self.assertEqual(kinds, {"moved"})
        # The town as a whole counts what it did.
        self.assertIn("没有数字变动", support.run("report", "diff", books, *HALF).out)

    def test_reads_the_books_as_of_the_entry_that_a_document_prints(self):
        books = office("signing-entry")
        before = support.run("report", books, *HALF, "--format", "html", "-o", "-").out
        entry = re.search(r"账册截至(第\d+号)变更", before).group(1)
        sown = ["count", books, "farming.trainings", "--period", "2025H1", "--json"]
        figure = support.run(*sown).json()["value"]
        support.run("record", "file", books, "farming.training", "code=Q1", "place=大塘村", "title=试",
                    "held_on=2025-03-01", "people=10")

        self.assertEqual(support.run(*sown).json()["value"], figure + 1)
        for moment in (entry, entry.replace("号", "条"), "#" + entry[1:-1]):
            self.assertEqual(support.run(*sown, "--as-of", moment).json()["value"], figure, moment)
        self.assertIn("没有第999999号", support.run(*sown[:-1], "--as-of", "第999999号", code=1).err)
        self.assertIn("变更号", support.run(*sown[:-1], "--as-of", "2025", code=1).err)

    def test_calls_a_cell_by_its_title(self):
        words = ["irrigation.works.pond", "--period", "2025H1"]
        books = support.example("shiqiao-2025", "341502199") / "office"

        self.assertIn("在用水利工程·塘坝", support.run("trace", books, *words).out.splitlines()[0])
        self.assertIn("Works in use: Pond", support.run("count", books, *words, lang="en").out)
        self.assertRegex(support.run("report", books, *HALF, lang="en").out, r"\d+ figures, \d+ checks\n$")


if __name__ == "__main__":
    unittest.main()
