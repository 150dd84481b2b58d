"""Attachments and places, from the command line to the backup."""

import hashlib
import json
import unittest

from tests.system import support

PHOTO = b"\xff\xd8\xff\xe0 a photograph"
PACK = """
[pack]
id = "gardens"
title = { zh = "花园", en = "Gardens" }
version = "1"

[register.visit]
title = { zh = "花园巡查", en = "Garden visit" }
area = "place"
day = "visited_on"
label = "{visited_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "visited_on", type = "date", zh = "巡查日期", en = "Visited on", required = true },
  { id = "photos", type = "attachment", zh = "现场照片", en = "Photos" },
]
"""
BOUNDARY = {"type": "FeatureCollection", "features": [{
    "type": "Feature", "properties": {"code": "341502005", "name": "花园街道"},
    "geometry": {"type": "Polygon", "coordinates": [
        [[116.5, 31.7], [116.6, 31.7], [116.6, 31.8], [116.5, 31.8], [116.5, 31.7]]]}}]}


class Attachments(unittest.TestCase):
    def setUp(self):
        self.folder = support.fresh("attachments")
        self.office = self.folder / "office"
        pack = self.folder / "packs/gardens/pack.toml"
        pack.parent.mkdir(parents=True)
        pack.write_text(PACK, encoding="utf-8")
        support.run("init", self.office, "--tenant", "341502005", "--name", "花园街道",
                    "--packs", self.folder / "packs")
        self.photo = self.file("照片.jpg", PHOTO)
        self.number = hashlib.sha256(PHOTO).hexdigest()

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def visit(self):
        """A sheet with one record that names the photograph."""
        return self.file("花园巡查.csv", "所在区域,巡查日期,现场照片\n"
                         f"341502005,2021-05-13,{self.number}\n".encode())

    def kept(self):
        return self.office / "attachments" / "341502005" / self.number[:2] / self.number

    def test_keeps_a_file_and_gives_it_back(self):
        said = support.run("attach", self.office, self.photo)
        listed = support.run("attach", self.office, self.photo, "--json").json()
        support.run("attachment", self.office, self.number, "-o", self.folder / "again.jpg")

        self.assertIn(self.number, said.out)
        self.assertEqual(listed, [{"file": str(self.photo), "number": self.number,
                                   "bytes": len(PHOTO), "kind": "jpeg", "repeated": True}])
        self.assertEqual((self.folder / "again.jpg").read_bytes(), PHOTO)
        files = [path for path in (self.office / "attachments").rglob("*") if path.is_file()]
        self.assertEqual(files, [self.kept()])

    def test_refuses_programs_and_empty_files_and_keeps_none(self):
        empty = self.file("空.txt", b"")
        script = self.file("照片2.jpg", b"#!/bin/sh\n")

        refused = support.run("attach", self.office, self.photo, empty, script, code=1)

        self.assertIn("有2个文件不能作附件，一个也没有存入", refused.err)
        self.assertIn("空.txt：文件是空的，没有内容", refused.err)
        self.assertIn("照片2.jpg：文件是脚本，不能作附件", refused.err)
        self.assertFalse(self.kept().exists())

    def test_lets_records_name_only_what_is_kept(self):
        refused = support.run("import", self.office, self.visit(), code=1)
        self.assertIn("qingshui attach", refused.err + refused.out)

        support.run("attach", self.office, self.photo)
        support.run("import", self.office, self.visit())
        support.run("export", self.office, "gardens.visit", "-o", self.folder / "out.csv")

        self.assertIn(self.number, (self.folder / "out.csv").read_text(encoding="utf-8-sig"))

    def test_moves_attachments_with_an_export(self):
        support.run("attach", self.office, self.photo)
        support.run("import", self.office, self.visit())
        support.run("export", self.office, "gardens.visit", "-o", self.folder / "out.xlsx",
                    "--attachments", self.folder / "files")
        moved = self.folder / "files" / f"{self.number}.jpg"
        self.assertEqual(moved.read_bytes(), PHOTO)
        there = self.folder / "there"
        support.run("init", there, "--tenant", "341502005", "--name", "花园街道",
                    "--packs", self.folder / "packs")
        kept = there / "attachments" / "341502005" / self.number[:2] / self.number
        words = ["import", there, self.folder / "out.xlsx", "--attachments", self.folder / "files"]

        tried = support.run(*words, "--dry-run")
        self.assertIn("没有错误", tried.out)
        self.assertFalse(kept.exists())
        bad = self.file("错.csv", "所在区域,巡查日期,现场照片\n"
                        f"341502005,去年,{self.number}\n".encode())
        refused = support.run("import", there, bad, "--attachments", self.folder / "files",
                              "--json", code=1).json()["refused"]
        self.assertEqual([fault["rule"] for fault in refused["faults"]], ["cell.date"])
        self.assertFalse(kept.exists())
        moved.write_bytes(PHOTO + b"!")
        refused = support.run(*words, "--json", code=1).json()["refused"]
        self.assertEqual([fault["rule"] for fault in refused["faults"]], ["attachments.other"])
        self.assertFalse(kept.exists())

        moved.write_bytes(PHOTO)
        support.run(*words)
        self.assertEqual(kept.read_bytes(), PHOTO)
        self.assertIn("核对无误", support.run("verify", there).out)

    def test_misses_what_is_gone_and_takes_it_from_a_backup(self):
        support.run("attach", self.office, self.photo)
        support.run("import", self.office, self.visit())
        support.run("backup", self.office, self.folder / "backup.zip")
        self.kept().write_bytes(PHOTO[:-1] + b"!")
        altered = support.run("verify", self.office, code=1)
        self.kept().unlink()
        gone = support.run("verify", self.office, code=1, lang="en")
        refused = support.run("attachment", self.office, self.number, "-o", "-", code=1)
        support.run("restore", self.folder / "backup.zip", self.folder / "again")

        self.assertIn(f"附件“{self.number}”的内容与名称不符，被改动过", altered.out)
        self.assertIn(f'The attachment "{self.number}" is gone', gone.out)
        self.assertIn("没有编号为", refused.err)
        support.run("verify", self.folder / "again")
        support.run("attachment", self.folder / "again", self.number, "-o",
                    self.folder / "again.jpg")
        self.assertEqual((self.folder / "again.jpg").read_bytes(), PHOTO)

    def test_locates_a_place(self):
        boundaries = self.file("boundaries.geojson", json.dumps(BOUNDARY).encode())
        support.run("import", self.office, boundaries)

        found = support.run("area", "locate", self.office, "116.55", "31.75", "--json").json()
        outside = support.run("area", "locate", self.office, "-116.55", "31.75", code=1)

        self.assertEqual((found["code"], found["name"]), ("341502005", "花园街道"))
        self.assertIn("不在任何区域的边界之内", outside.err)


if __name__ == "__main__":
    unittest.main()
