"""A disk that loses power: what may be left of files, given what was written and synced.

Of a file, what was written since its last sync may be there in part: any of the writes, in any
order, a write torn between its sectors, and a file may be longer than what was written to it, with
zeros. Of a folder, names may be as after its last sync, or later. A rename happens or does not.
Nothing that a sync had covered when it returned is lost.
"""

import os
import random


class File:
    def __init__(self):
        self.kept = bytearray()  # What was synced.
        self.pending = []        # (left, offset, bytes) or (left, length, None): cut to a length.

    def change(self, left, offset, data):
        self.pending.append((left, offset, data))

    def sync(self, entered):
        """What had returned before the sync began is kept for good."""
        done = [each for each in self.pending if each[0] < entered]
        self.pending = [each for each in self.pending if each[0] >= entered]
        for _, offset, data in done:
            apply(self.kept, offset, data)

    def size(self):
        size = len(self.kept)
        for _, offset, data in self.pending:
            size = offset if data is None else max(size, offset + len(data))
        return size

    def image(self, choose):
        content = bytearray(self.kept)
        for _, offset, data in self.pending:
            for at, part in choose.parts(offset, data):
                apply(content, at, part)
        return content


class Folder:
    def __init__(self):
        self.kept = {}   # Names that were synced, and what they name.
        self.names = {}  # As they are now.


def apply(content, offset, data):
    if data is None:
        if offset < len(content):
            del content[offset:]
        else:
            content.extend(bytes(offset - len(content)))
        return
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


class Disk:
    """Follows the calls of a program below one folder, which is there and empty before."""

    def __init__(self, root):
        self.root = os.fsencode(os.path.abspath(root))
        self.top = Folder()
        self.pending = []  # Changes of names that no sync covers: (left, [(folder, name, node)]).
        self.open = {}     # By number: [node, position, appends].

    # What is left behind without a promise: SQLite makes its -shm anew.
    @staticmethod
    def is_ignored(path):
        return path.endswith(b"-shm")

    def parts(self, path):
        """The names below the root, or None if it is elsewhere."""
        path = os.path.normpath(path)
        if path == self.root:
            return []
        if not path.startswith(self.root + b"/"):
            return None
        return path[len(self.root) + 1:].split(b"/")

    def find(self, parts):
        node = self.top
        for name in parts:
            node = node.names.get(name) if isinstance(node, Folder) else None
        return node

    def place(self, path, within=None):
        """The folder and the name in it, or None if it is elsewhere. `within` is the number of an
        open folder that a path may begin at."""
        if self.is_ignored(path):
            return None
        if not path.startswith(b"/"):
            opened = self.open.get(within)
            if opened is None:
                return None
            *outer, name = path.split(b"/")
            if outer:
                raise ValueError(f"a path of several names from an open folder: {path!r}")
            return opened[0], name
        parts = self.parts(path)
        if not parts:
            return None
        return self.find(parts[:-1]), parts[-1]

    def rename(self, left, changes):
        for folder, name, node in changes:
            if node is None:
                folder.names.pop(name, None)
            else:
                folder.names[name] = node
        self.pending.append((left, changes))

    def sync_names(self, folder, entered):
        rest = []
        for left, changes in self.pending:
            if left < entered and any(each[0] is folder for each in changes):
                keep(changes)
            else:
                rest.append((left, changes))
        self.pending = rest

    def take(self, call):
        """Follows one call that returned. Says whether the disk may look otherwise since."""
        if call.result < 0:
            return False
        act = getattr(self, "do_" + call.name, None)
        if act is None:
            return self.not_modelled(call)
        return bool(act(call))

    def not_modelled(self, call):
        if call.name == "mmap":
            shares = b"PROT_WRITE" in call.arguments[2] and b"MAP_SHARED" in call.arguments[3]
            if not shares or not self.is_ours(call, 4):
                return False
        elif call.name in ("dup", "dup2", "dup3", "sendfile"):
            if not self.is_ours(call, 0):
                return False
        elif not any(argument.startswith(b'"') and self.parts(call.text(at))
                     for at, argument in enumerate(call.arguments)):
            if not self.is_ours(call, 0):
                return False
        raise ValueError(f"the disk model does not know {call.name}")

    def is_ours(self, call, at):
        number = call.arguments[at].split(b"<")[0]
        return number.isdigit() and int(number) in self.open

    @staticmethod
    def folder_of(call):
        """The number of the open folder that a call names first; None: AT_FDCWD."""
        number = call.arguments[0].split(b"<")[0]
        return int(number) if number.isdigit() else None

    def do_openat(self, call):
        path = call.text(1)
        flags = call.arguments[2].split(b"|")
        if self.parts(path) == []:
            self.open[call.result] = [self.top, 0, False]
            return False
        place = self.place(path, within=self.folder_of(call))
        self.open.pop(call.result, None)
        if place is None:
            return False
        node = place[0].names.get(place[1])
        changed = False
        if node is None:
            if b"O_CREAT" not in flags:
                raise ValueError(f"an unknown file was opened: {path!r}")
            node = File()
            self.rename(call.left, [(*place, node)])
            changed = True
        elif b"O_TRUNC" in flags and node.size() > 0:
            node.change(call.left, 0, None)
            changed = True
        self.open[call.result] = [node, 0, b"O_APPEND" in flags]
        return changed

    def do_close(self, call):
        self.open.pop(call.number(0), None)

    def do_lseek(self, call):
        if call.number(0) in self.open:
            self.open[call.number(0)][1] = call.result

    def do_write(self, call):
        opened = self.open.get(call.number(0))
        if opened is None:
            return False
        node, position, appends = opened
        offset = node.size() if appends else position
        node.change(call.left, offset, call.text(1)[:call.result])
        opened[1] = offset + call.result
        return True

    def do_writev(self, call):
        if call.number(0) in self.open:
            raise ValueError("the disk model does not know writev")

    def do_pwrite64(self, call):
        opened = self.open.get(call.number(0))
        if opened is None:
            return False
        opened[0].change(call.left, call.number(3), call.text(1)[:call.result])
        return True

    def do_ftruncate(self, call):
        opened = self.open.get(call.number(0))
        if opened is None:
            return False
        opened[0].change(call.left, call.number(1), None)
        return True

    def do_fsync(self, call):
        opened = self.open.get(call.number(0))
        if opened is None:
            return False
        node = opened[0]
        if isinstance(node, Folder):
            self.sync_names(node, call.entered)
        else:
            node.sync(call.entered)
        return True

    def do_fdatasync(self, call):
        """SQLite syncs folders so and passes over what comes of it: it counts for nothing."""
        opened = self.open.get(call.number(0))
        return not (opened and isinstance(opened[0], Folder)) and self.do_fsync(call)

    def do_rename(self, call):
        old, new = self.place(call.text(0)), self.place(call.text(1))
        if old is None and new is None:
            return False
        if old is None or new is None:
            raise ValueError("a file came from elsewhere, or went there, by a rename")
        node = old[0].names[old[1]]
        self.rename(call.left, [(*old, None), (*new, node)])
        return True

    def do_unlink(self, call):
        place = self.place(call.text(0))
        if place is None:
            return False
        self.rename(call.left, [(*place, None)])
        return True

    do_rmdir = do_unlink

    def do_unlinkat(self, call):
        place = self.place(call.text(1), within=self.folder_of(call))
        if place is None:
            return False
        self.rename(call.left, [(*place, None)])
        return True

    def do_mkdir(self, call):
        place = self.place(call.text(0))
        if place is None:
            return False
        self.rename(call.left, [(*place, Folder())])
        return True

    def write_image(self, target, choose):
        """What may be found below the root after a power cut, as files below `target`."""
        names = {}
        collect(self.top, names)
        for _, changes in choose.some(self.pending):
            for folder, name, node in changes:
                own = names.setdefault(id(folder), {})
                if node is None:
                    own.pop(name, None)
                else:
                    own[name] = node
                    collect(node, names)
        write_folder(self.top, names, os.fsencode(target), choose)


def keep(changes):
    for folder, name, node in changes:
        if node is None:
            folder.kept.pop(name, None)
        else:
            folder.kept[name] = node


def collect(node, names):
    """The synced names of all folders below."""
    if not isinstance(node, Folder) or id(node) in names:
        return
    names[id(node)] = dict(node.kept)
    for each in node.kept.values():
        collect(each, names)


def write_folder(folder, names, path, choose):
    os.makedirs(path, exist_ok=True)
    for name, node in names[id(folder)].items():
        if isinstance(node, Folder):
            write_folder(node, names, path + b"/" + name, choose)
        else:
            with open(path + b"/" + name, "wb", buffering=0) as file:
                file.write(node.image(choose))


class Nothing:
    """Only what was synced is left."""

    @staticmethod
    def parts(offset, data):
        return ()

    @staticmethod
    def some(changes):
        return ()


class Everything:
    """All that was done is left, as if it had been synced."""

    @staticmethod
    def parts(offset, data):
        return ((offset, data),)

    @staticmethod
    def some(changes):
        return changes


class Chance:
    """Some of it is left: whole writes, torn ones, a beginning of the names or any of them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.sector = self.random.choice((512, 4096))
        self.whole = self.random.random()
        self.torn = self.random.random()

    def parts(self, offset, data):
        if self.random.random() < self.whole:
            return ((offset, data),)
        if data is None or self.random.random() >= self.torn:
            return ()
        return self.sectors(offset, data)

    def sectors(self, offset, data):
        parts = []
        at = 0
        while at < len(data):
            end = min(len(data), (offset + at) // self.sector * self.sector + self.sector - offset)
            if self.random.random() < 0.5:
                parts.append((offset + at, data[at:end]))
            at = end
        return parts

    def some(self, changes):
        if self.random.random() < 0.5:
            return changes[:self.random.randint(0, len(changes))]
        return [each for each in changes if self.random.random() < 0.5]
