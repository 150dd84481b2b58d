"""What a reader can add up or compare in the printed words agrees, or the sentence says why not."""

import csv
import re
import unittest
import zipfile

from tests.system import support

STREET = "341502005"
KINDS = ("md", "html", "docx")
# The mark as each format has it: beside the figure, or at the end of its sentence.
MARK = (r"核对不符：没有招商企业，不应有招商企业纳税（“招商企业纳税”为1\.25万元，"
        r"“累计招商注册企业”为0家）")
MARKED = {"md": rf"实现税收1\.25万元【{MARK}】；", "html": rf"实现税收1\.25万元{MARK}；",
          "docx": rf"实现税收1\.25万元；(?:[^。]*。)?【{MARK}】"}


def write(office, kind, *words):
    """The yearly report of 2021 in one format, as text."""
    path = office.parent / f"annual.{kind}"
    support.run("report", office, "annual", "--period", "2021", "--format", kind, "-o", path, *words)
    if kind == "docx":
        with zipfile.ZipFile(path) as parts:
            return re.sub(r"<[^>]*>", "", parts.read("word/document.xml").decode())
    text = path.read_text(encoding="utf-8")
    return re.sub(r"<[^>]*>", "", text) if kind == "html" else text


def file(office, register, **fields):
    support.run("record", "file", office, register, *(f"{id}={value}" for id, value in fields.items()))


def dispute(office, code, medium, day="2021-06-01"):
    file(office, "environment.dispute", code=code, place=STREET, reported_on=day, channel="visit",
         medium=medium, closed_on=day, result="已处理")


def hazard(office, code, found, **fixed):
    export = office.parent / "inspections.csv"
    support.run("export", office, "safety.inspection", "-o", export)
    with open(export, encoding="utf-8-sig", newline="") as rows:
        inspection = next(csv.DictReader(rows))["检查编号"]
    file(office, "safety.hazard", code=code, inspection=inspection, place=STREET, title="线路老化",
         found_on=found, level="general", due="2021-12-31", owner="张三", **fixed)


def outcome(office, check):
    return next(each for each in support.annual(office)["checks"] if each["id"] == check)


class PrintedSums(unittest.TestCase):
    def test_print_the_part_that_the_sentence_leaves_out_while_it_is_zero(self):
        office = support.copy(to="sums-other")
        self.assertIn("38起，其中水12起、气14起、声12起。", write(office, "md"))

        dispute(office, "Q1", "other")

        for kind in KINDS:
            self.assertTrue("39起，其中水12起、气14起、声12起、固废及其他1起。" in write(office, kind), kind)
        self.assertTrue(outcome(office, "environment.disputes_sum")["holds"])
        self.assertEqual(support.figures(support.annual(office))
                         ["environment.disputes.other"]["value"], 1)

    def test_say_what_was_carried_over_from_before(self):
        office = support.copy(to="sums-carried")
        self.assertNotIn("结转", write(office, "md"))

        hazard(office, "Q1", "2020-12-30", fixed_on="2021-01-04", outcome="已更换", rechecker="李四")

        said = write(office, "md")
        found, fixed = map(int, re.search(
            r"上期结转隐患1起，发现隐患(\d+)起，整改(\d+)起", said).groups())
        check = outcome(office, "safety.hazards_fixed")
        self.assertEqual([check["left"], check["right"], check["period"]],
                         [fixed, found + 1, "2021-01..2021-10"])
        self.assertTrue(check["holds"])
        # Fixed within the stretch before, it is carried over no more.
        later = support.run("report", office, "annual", "--period", "2022", "--format", "md",
                            "-o", "-").out
        self.assertNotIn("结转隐患", later)

    def test_hold_in_an_office_that_only_rectified(self):
        """Found last year, rectified this year: nothing is out of the ordinary, and it is said."""
        office = support.fresh("sums-rectified") / "office"
        support.run("init", office, "--tenant", STREET)
        support.run("import", office, support.example() / "files/areas.xlsx")
        file(office, "environment.problem", code="W1", place=STREET, title="沟渠", listed_on="2020-05-01",
             owner="街道", due="2020-12-31", closed_on="2021-03-01")

        self.assertIn("上期结转问题1项，没有新列入整治清单的问题，已销号1项", write(office, "md"))
        self.assertTrue(outcome(office, "environment.problems_closed")["holds"])

    def test_show_a_check_that_fails_beside_its_sentence_in_every_format(self):
        office = support.fresh("sums-failing") / "office"
        support.run("init", office, "--tenant", STREET)
        support.run("import", office, support.example() / "files/areas.xlsx")
        file(office, "economy.firm", code="E1", name="示例商行", place=STREET, industry="f", via="local",
             registered_on="2020-03-01")
        self.assertNotIn("核对不符", write(office, "md"))
        file(office, "economy.tax", code="S1", place=STREET, firm="E1", paid_on="2021-03-01",
             item="vat", amount="12500")

        for kind in KINDS:
            self.assertIsNotNone(re.search(MARKED[kind], write(office, kind)), kind)
        check = outcome(office, "economy.tax_of_firms")
        self.assertEqual([check["holds"], check["period"]], [False, "2021"])
        table = support.run("report", office, "annual", "--period", "2021").out
        self.assertRegex(table, r"economy\.tax_of_firms +不符")

    def test_list_every_record_or_say_how_many_more(self):
        office = support.fresh("sums-lists") / "office"
        support.run("init", office, "--tenant", STREET)
        support.run("import", office, support.example() / "files/areas.xlsx")
        for at in range(13):
            file(office, "environment.problem", code=f"W{at}", place=STREET, title=f"沟渠{at}",
                 listed_on="2021-05-01", owner="街道", due="2021-12-31")

        for kind in KINDS:
            self.assertTrue("另有3条" in write(office, kind), kind)
        listed = next(each for each in support.annual(office)["lists"]
                      if each["register"] == "environment.problem")
        self.assertEqual([listed["shown"], listed["left_out"]], [10, 3])


if __name__ == "__main__":
    unittest.main()
