"""What a disk keeps over a power cut, and how strace's lines are read."""

import pathlib
import tempfile
import unittest

from tests.power import disk, trace

ROOT = "/r"


class Hand:
    """Calls as a program would make them, one after the other."""

    def __init__(self):
        self.disk = disk.Disk(ROOT)
        self.now = 0
        self.next_number = 3

    def call(self, name, *arguments, result=0):
        words = [each if isinstance(each, bytes) else str(each).encode() for each in arguments]
        self.disk.take(trace.Call(name, words, result, self.now, self.now))
        self.now += 1

    def open(self, path, flags="O_RDWR|O_CREAT"):
        self.next_number += 1
        self.call("openat", "AT_FDCWD", quoted(f"{ROOT}/{path}"), flags, result=self.next_number)
        return self.next_number

    def write(self, number, offset, data):
        self.call("pwrite64", number, quoted(data), len(data), offset, result=len(data))

    def sync(self, number):
        self.call("fsync", number)

    def sync_folder(self, path=""):
        self.sync(self.open(path, "O_RDONLY|O_DIRECTORY"))

    def image(self, choose):
        with tempfile.TemporaryDirectory() as folder:
            self.disk.write_image(folder, choose)
            top = pathlib.Path(folder)
            return {str(each.relative_to(top)): each.read_bytes()
                    for each in top.rglob("*") if each.is_file()}

    def images(self, count=300):
        return [self.image(disk.Chance(seed)) for seed in range(count)]


def quoted(text):
    return b'"' + "".join(f"\\x{byte:02x}" for byte in text.encode()).encode() + b'"'


class WhatIsLeft(unittest.TestCase):
    def test_of_a_synced_file_with_a_synced_name_all_is_left(self):
        hand = Hand()
        file = hand.open("a")
        hand.write(file, 0, "hello")
        hand.sync(file)
        hand.sync_folder()
        self.assertEqual(hand.image(disk.Nothing()), {"a": b"hello"})
        self.assertEqual(hand.images(20), [{"a": b"hello"}] * 20)

    def test_a_name_that_was_not_synced_may_be_gone(self):
        hand = Hand()
        file = hand.open("a")
        hand.write(file, 0, "hello")
        hand.sync(file)
        self.assertEqual(hand.image(disk.Nothing()), {})
        self.assertEqual(hand.image(disk.Everything()), {"a": b"hello"})

    def test_what_was_written_after_the_sync_may_be_there_or_not_or_torn(self):
        hand = Hand()
        file = hand.open("a")
        hand.write(file, 0, "a" * 1024)
        hand.sync(file)
        hand.sync_folder()
        hand.write(file, 0, "b" * 1024)
        hand.write(file, 1024, "c" * 10)
        found = {each["a"] for each in hand.images()}
        self.assertEqual({len(each) for each in found}, {1024, 1034})
        self.assertEqual({each[:1024] for each in found},
                         {one * 512 + two * 512 for one in (b"a", b"b") for two in (b"a", b"b")})

    def test_a_later_write_may_be_there_without_an_earlier_one(self):
        hand = Hand()
        file = hand.open("a")
        hand.sync_folder()
        hand.write(file, 0, "x")
        hand.write(file, 3, "y")
        self.assertIn(b"\0\0\0y", {each["a"] for each in hand.images()})

    def test_a_sync_does_not_cover_a_write_that_was_under_way(self):
        hand = Hand()
        file = hand.open("a")
        hand.sync_folder()
        hand.disk.take(trace.Call("pwrite64", [str(file).encode(), quoted("x"), b"1", b"0"], 1,
                                  entered=hand.now, left=hand.now + 5))
        hand.disk.take(trace.Call("fsync", [str(file).encode()], 0,
                                  entered=hand.now + 4, left=hand.now + 8))
        self.assertEqual(hand.image(disk.Nothing()), {"a": b""})

    def test_a_rename_happens_or_does_not(self):
        hand = Hand()
        for name, words in (("a", "old"), ("b", "new")):
            file = hand.open(name)
            hand.write(file, 0, words)
            hand.sync(file)
        hand.sync_folder()
        hand.call("rename", quoted(f"{ROOT}/b"), quoted(f"{ROOT}/a"))
        self.assertEqual({tuple(sorted(each.items())) for each in hand.images()},
                         {(("a", b"old"), ("b", b"new")), (("a", b"new"),)})
        hand.sync_folder()
        self.assertEqual(hand.image(disk.Nothing()), {"a": b"new"})

    def test_a_renamed_folder_takes_what_it_holds_with_it(self):
        hand = Hand()
        hand.call("mkdir", quoted(f"{ROOT}/d"), "0777")
        file = hand.open("d/a")
        hand.write(file, 0, "x")
        hand.sync(file)
        hand.sync_folder("d")
        hand.call("rename", quoted(f"{ROOT}/d"), quoted(f"{ROOT}/e"))
        hand.sync_folder()
        self.assertEqual(hand.image(disk.Nothing()), {"e/a": b"x"})

    def test_what_was_removed_may_be_back(self):
        hand = Hand()
        hand.sync(hand.open("a"))
        hand.sync_folder()
        hand.call("unlink", quoted(f"{ROOT}/a"))
        self.assertEqual(hand.image(disk.Nothing()), {"a": b""})
        self.assertEqual(hand.image(disk.Everything()), {})

    def test_a_call_that_it_does_not_know_is_no_secret(self):
        hand = Hand()
        file = hand.open("a")
        with self.assertRaises(ValueError):
            hand.call("fallocate", file, "0", "0", "10")
        with self.assertRaises(ValueError):
            hand.call("link", quoted(f"{ROOT}/a"), quoted(f"{ROOT}/b"))
        hand.call("link", quoted("/elsewhere/a"), quoted("/elsewhere/b"))


class Trace(unittest.TestCase):
    def read(self, *lines):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"\n".join(lines) + b"\n")
            file.flush()
            return list(trace.read(file.name))

    def test_a_line_is_a_call(self):
        call, = self.read(b'7 pwrite64(5, "\\x61\\x2c\\x20", 3, 4096) = 3')
        self.assertEqual((call.name, call.number(0), call.text(1), call.number(3), call.result),
                         ("pwrite64", 5, b"a, ", 4096, 3))
        self.assertEqual((call.entered, call.left), (0, 0))

    def test_a_call_that_another_thread_came_between_is_one(self):
        first, second = self.read(b"7 fsync(5 <unfinished ...>", b"8 close(4) = 0",
                                  b"7 <... fsync resumed>) = 0", b"7 +++ exited with 0 +++")
        self.assertEqual((first.name, first.entered, first.left), ("close", 1, 1))
        self.assertEqual((second.name, second.number(0), second.entered, second.left),
                         ("fsync", 5, 0, 2))

    def test_what_failed_says_so(self):
        call, = self.read(b"7 fsync(5) = -1 EIO (Input/output error) (INJECTED)")
        self.assertEqual((call.result, call.is_injected), (-1, True))

    def test_a_string_that_was_cut_short_is_refused(self):
        call, = self.read(b'7 write(5, "\\x61"..., 3) = 3')
        with self.assertRaises(ValueError):
            call.text(1)


if __name__ == "__main__":
    unittest.main()
