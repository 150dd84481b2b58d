"""The glossary speaks of what there is: tables and columns of an office, names in the sources."""

import re
import sqlite3
import unittest

from tests.system import support

GLOSSARY = support.ROOT / "docs/glossary.md"


def rows():
    """The cells of each row: English, Chinese, what it is, in code, in the database."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


class Glossary(unittest.TestCase):
    def test_names_tables_and_columns_that_a_new_office_has(self):
        office = support.fresh("glossary") / "office"
        support.run("init", office, "--tenant", "341502005")
        with sqlite3.connect(office / "office.db") as base:
            names = [row[0] for row in base.execute("select name from sqlite_master")]
            columns = {name: {row[1] for row in base.execute(f'pragma table_info("{name}")')}
                       for name in names}
        base.close()
        for english, _, _, _, kept in rows():
            for name in quoted(kept):
                with self.subTest(english, name=name):
                    if kept.startswith("column "):
                        self.assertIn(name, columns["history"])
                    elif name.endswith("/"):
                        self.assertTrue((office / name).is_dir())
                    else:
                        table, _, column = name.partition(".")
                        self.assertIn(table, columns)
                        self.assertIn(column, columns[table] | {""})

    def test_names_what_the_sources_declare(self):
        headers = "\n".join(path.read_text(encoding="utf-8")
                            for path in sorted((support.ROOT / "src").rglob("*.h")))
        for english, _, _, code, _ in rows():
            for name in quoted(code):
                last = re.findall(r"\w+", name)[-1]
                with self.subTest(english, name=name):
                    self.assertRegex(headers, rf"\b{last}\b")

    def test_gives_each_word_once(self):
        words = [english for english, *_ in rows()]
        self.assertEqual(len(words), len(set(words)))


if __name__ == "__main__":
    unittest.main()
