"""The world fails: full and read-only disks, broken and missing files. Each is told in words
that say where and what to do, nothing is half done, and what can be read is still read."""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from tests.system import support


class Disk:
    """A small disk of its own, in memory."""

    def __init__(self, name, size):
        self.path = support.fresh(name)
        self.mount(f"size={size}")

    def mount(self, options):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.path)],
                              capture_output=True)
        if done.returncode != 0:
            raise unittest.SkipTest("this account may not mount a disk")

    def change(self, options):
        subprocess.run(["mount", "-o", "remount," + options, str(self.path)], check=True)

    def fill(self):
        with open(self.path / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass

    def unmount(self):
        subprocess.run(["umount", str(self.path)], check=True)


class Failures(unittest.TestCase):
    def disk(self, name, size):
        disk = Disk(name, size)
        self.addCleanup(disk.unmount)
        return disk

    def new_area(self):
        """A file that brings something new."""
        file = support.fresh("new-area") / "areas.csv"
        file.write_text("区域代码,区域名称,层级,启用日期\n341502005999,新社区,社区,2021-01-01\n")
        return file

    def reads(self, office, sound):
        """All that only reads goes on as on the sound office."""
        words = ["environment.disputes", "--period", "2021", "--json"]
        self.assertEqual(support.run("count", office, *words).out,
                         support.run("count", sound, *words).out)
        elsewhere = support.fresh("elsewhere")
        support.run("report", office, "annual", "--period", "2021", "-o", elsewhere / "r.md",
                    "--format", "md")
        support.run("export", office, "environment.dispute", "-o", elsewhere / "d.csv")
        support.run("backup", office, elsewhere / "b.zip")
        self.assertIn("核对无误", support.run("verify", office).out)

    def test_a_full_disk_is_told_and_reading_goes_on(self):
        sound = support.example() / "office"
        size = sum(file.stat().st_size for file in sound.rglob("*") if file.is_file())
        disk = self.disk("full", size + (2 << 20))
        office = disk.path / "office"
        shutil.copytree(sound, office)
        disk.fill()
        self.reads(office, sound)

        note = support.fresh("note") / "d.csv"
        support.run("export", office, "environment.dispute", "-o", note)
        told = support.run("import", office, self.new_area(), code=3)
        self.assertIn("磁盘", told.err)
        self.assertIn("腾出空间", told.err)
        told = support.run("export", office, "environment.dispute", "-o", disk.path / "d.csv",
                           code=3, lang="en")
        self.assertIn("is full.\n  Free some space", told.err)
        told = support.run("backup", office, disk.path / "b.zip", code=3)
        self.assertIn("磁盘已满", told.err)
        self.assertEqual(sorted(path.name for path in disk.path.iterdir()), ["filler", "office"])
        os.remove(disk.path / "filler")
        self.assertIn("核对无误", support.run("verify", office).out)

    def test_an_import_that_fills_the_disk_leaves_the_office_as_it_was(self):
        disk = self.disk("filling", "5m")
        office = disk.path / "office"
        files = support.example() / "files"
        support.run("init", office, "--tenant", "341502005")
        words = ["environment.disputes", "--period", "2021", "--json"]
        before = support.run("count", office, *words).out
        told = support.run("import", office, files, code=3)
        self.assertIn("磁盘已满", told.err)
        self.assertEqual(told.out, "")
        self.assertEqual(support.run("count", office, *words).out, before)
        self.assertIn("核对无误", support.run("verify", office).out)

        disk.change("size=300m")
        support.run("import", office, files)
        self.assertEqual(support.run("count", office, *words).out,
                         support.run("count", support.example() / "office", *words).out)
        self.assertIn("核对无误", support.run("verify", office).out)

    def test_an_office_on_a_read_only_disk_is_read(self):
        sound = support.example() / "office"
        disk = self.disk("read-only", "200m")
        office = disk.path / "office"
        shutil.copytree(sound, office)
        disk.change("ro")
        self.reads(office, sound)

        told = support.run("import", office, self.new_area(), code=3)
        self.assertIn("只能读", told.err)
        self.assertIn("没有登记", told.err)
        told = support.run("init", disk.path / "new", "--tenant", "341502005", code=3, lang="en")
        self.assertIn("is read-only.\n", told.err)

    def test_an_office_that_cannot_be_made_leaves_nothing(self):
        for size in ("64k", "200k", "600k"):
            disk = self.disk("init-" + size, size)
            told = support.run("init", disk.path / "office", "--tenant", "341502005", code=3)
            self.assertIn("磁盘已满", told.err)
            self.assertEqual(list(disk.path.iterdir()), [])
        folder = support.fresh("init-file")
        (folder / "office").write_text("a file")
        self.assertIn("是一个文件", support.run("init", folder / "office", "--tenant", "341502005",
                                                  code=1).err)
        self.assertEqual((folder / "office").read_text(), "a file")

    def test_an_office_that_this_account_may_not_read_is_not_called_missing(self):
        if os.geteuid() != 0:
            self.skipTest("only root may run as another account")
        with tempfile.TemporaryDirectory() as name:
            office = pathlib.Path(name) / "办公室"
            binary = pathlib.Path(name) / "qingshui"
            shutil.copy(support.BINARY, binary)
            support.run("init", office, "--tenant", "341502005")
            os.chmod(name, 0o755)
            for words in (["verify", office], ["backup", office, "/tmp/never.zip"],
                          ["init", office, "--tenant", "341502005"]):
                told = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534",
                                       "--clear-groups", binary, *words, "--lang", "zh"],
                                      text=True, capture_output=True, timeout=60, check=False)
                self.assertEqual(told.returncode, 3, told.stderr)
                self.assertEqual(told.stderr, f"没有读写“{office}”的权限。\n"
                                 "  请用有权限的账户运行，或请管理员调整权限。\n")

    def test_a_broken_database_is_told_with_the_way_to_a_backup(self):
        office = support.copy(to="broken")
        whole = (office / "office.db").read_bytes()
        for broken in (b"", b"garbage", b"x" * 100_000, whole[:50_000], whole[:100]):
            (office / "office.db").write_bytes(broken)
            for lang, words in (("zh", "恢复到新的文件夹"), ("en", "qingshui restore")):
                told = support.run("count", office, "environment.disputes", "--period", "2021",
                                   code=3, lang=lang)
                self.assertIn("office.db", told.err)
                self.assertIn(words, told.err)

    def test_damage_of_the_books_is_one_sentence_in_the_readers_language(self):
        for statement in (
                "UPDATE content SET body = x'78' WHERE digest ="
                " (SELECT digest FROM pack WHERE file = 'pack.toml' AND folder = 'environment')",
                "DELETE FROM content WHERE digest ="
                " (SELECT digest FROM pack WHERE file = 'pack.toml' AND folder = 'office')",
                "UPDATE OR REPLACE tally SET day = 'x' WHERE indicator = 'environment.disputes'",
                "UPDATE environment_dispute SET reported_on = 'x', channel = NULL",
                "UPDATE area SET valid_from = 'x' WHERE code = '341502005001'",
                "UPDATE history SET after = 'x' WHERE act = 'area' AND seq < 100",
                "DELETE FROM history WHERE act = 'packs'"):
            with self.subTest(statement):
                office = support.copy(to="damaged")
                with contextlib.closing(sqlite3.connect(office / "office.db")) as database:
                    self.assertGreater(database.execute(statement).rowcount, 0)
                    database.commit()
                found = support.run("verify", office, "--json", code=1).json()["differences"]
                self.assertGreater(len(found), 0)
                for says in found:
                    apart = re.sub("（细节：.*|“.*?”", "", says["zh"])
                    self.assertNotRegex(apart, "[A-Za-z]{3,} [A-Za-z]{2,}")
                    self.assertNotRegex(re.sub(r"\(detail: .*|\".*?\"|“.*?”", "", says["en"]),
                                        "[\u4e00-\u9fff]")

    def test_missing_files_and_folders_are_told(self):
        office = support.copy(to="missing")
        self.assertIn("没有办公室", support.run("verify", office.parent / "none", code=1).err)
        nowhere = office.parent / "none/x.csv"
        for words in (["backup", office, nowhere],
                      ["export", office, "environment.dispute", "-o", nowhere]):
            told = support.run(*words, code=3)
            self.assertIn("没有“", told.err)
            self.assertIn("请核对路径", told.err)

    def test_a_backup_overwrites_nothing(self):
        office = support.copy(to="backup")
        file = office.parent / "b.zip"
        support.run("backup", office, file)
        before = file.read_bytes()
        told = support.run("backup", office, file, code=1)
        self.assertIn("已经存在，不会覆盖", told.err)
        self.assertEqual(file.read_bytes(), before)
        self.assertEqual(sorted(os.listdir(office.parent)), ["b.zip", "office"])
        self.assertIn("已经有一个办公室", support.run("restore", file, office, code=1).err)

    def test_a_backup_on_a_full_disk_leaves_nothing_and_neither_does_a_restore(self):
        office = support.copy(to="large")
        support.run("backup", office, office.parent / "b.zip")
        disk = self.disk("small", "1m")
        for words in (["backup", office, disk.path / "b.zip"],
                      ["restore", office.parent / "b.zip", disk.path / "office"]):
            self.assertIn("磁盘已满", support.run(*words, code=3).err)
            self.assertEqual(list(pathlib.Path(disk.path).iterdir()), [])

    def test_what_is_no_sound_backup_is_refused_with_what_is_wrong(self):
        office = support.copy(to="unsound")
        folder = office.parent
        support.run("backup", office, folder / "b.zip")
        whole = (folder / "b.zip").read_bytes()
        flipped = bytearray(whole)
        flipped[len(whole) // 2] ^= 1
        for content, words in ((b"", "它是空文件"), (b"PK", "它不是 zip 压缩包"),
                               (whole[:len(whole) // 2], "已损坏，或没有复制完整"),
                               (bytes(flipped), "中的“office.db”已损坏")):
            (folder / "c.zip").write_bytes(content)
            told = support.run("restore", folder / "c.zip", folder / "new/office", code=1)
            self.assertIn(words, told.err)
            self.assertIn("没有恢复任何内容；请", told.err)
            self.assertEqual(sorted(os.listdir(folder)), ["b.zip", "c.zip", "office"])
        told = support.run("restore", folder / "none.zip", folder / "new", code=1)
        self.assertIn("none.zip”这个文件或文件夹", told.err)

    def test_a_killed_restore_or_init_leaves_no_office_and_can_be_done_again(self):
        office = support.copy(to="killed")
        folder = office.parent
        support.run("backup", office, folder / "b.zip")
        again = folder / "again"
        for words in (["restore", folder / "b.zip", again],
                      ["init", again, "--tenant", "341502005"]):
            command = subprocess.Popen([str(support.BINARY), *map(str, words)],
                                       stdout=subprocess.DEVNULL)
            while command.poll() is None and not (again / ".unfinished/office.db").exists():
                pass
            command.kill()
            command.wait()
            if not (again / "office.db").exists():
                self.assertIn("没有办公室", support.run("verify", again, code=1).err)
                support.run(*words)
            self.assertIn("核对无误", support.run("verify", again).out)
            self.assertEqual(sorted(os.listdir(again)),
                             ["attachments", "keys", "lock", "office.db"])
            shutil.rmtree(again)

    def test_a_deep_pack_is_refused(self):
        folder = support.fresh("deep") / "demo"
        folder.mkdir()
        for deep in ("a" + ".a" * 100_000 + " = 1\n", "a = " + "[" * 100_000):
            (folder / "pack.toml").write_text(deep, encoding="utf-8")
            self.assertIn("嵌套超过16层", support.run("pack", "check", folder, code=1).err)


if __name__ == "__main__":
    unittest.main()
