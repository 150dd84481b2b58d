"""Another kind of office, from data alone."""

import pathlib
import re
import unittest

from tests.system import support


class SecondOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.example("shiqiao-2025", "341502199")

    def test_writes_its_own_half_year_report(self):
        text = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                           "--format", "md", "-o", "-").out

        self.assertIn("上半年", text)
        self.assertNotIn("清水河", text)
        self.assertNotIn("{{", text)

    def test_holds_its_checks_and_is_sound(self):
        report = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                             "--format", "json", "-o", "-").json()

        self.assertGreaterEqual(len(report["figures"]), 10)
        self.assertTrue(all(check["holds"] for check in report["checks"]))
        self.assertIn("核对无误", support.run("verify", self.folder / "office").out)


class Program(unittest.TestCase):
    def test_knows_no_line_of_work(self):
        """Names of packs, registers and indicators are data: no source mentions them."""
        words = re.compile(r"petition|vaccin|pension|epidemic|pollution|volunteer|expropriat|"
                           r"grove|medal|"
                           r"信访|疫苗|低保|疫情|污染|志愿|征迁", re.IGNORECASE)
        for path in sorted((support.ROOT / "src").rglob("*")):
            if path.suffix not in (".h", ".cc") or path.name.endswith("_test.cc"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                code = line.partition("//")[0]
                self.assertIsNone(words.search(code), f"{pathlib.Path(path).name}:{number}: {line}")


if __name__ == "__main__":
    unittest.main()
