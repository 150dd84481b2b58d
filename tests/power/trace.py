"""Reads what strace recorded: every system call by which a program changed files, in order."""

import dataclasses

# What the disk model knows, and what it must not be ignorant of.
MODELLED = ("openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename",
            "unlink", "unlinkat", "mkdir", "rmdir", "lseek", "close", "writev")
UNKNOWN = ("open", "creat", "truncate", "link", "linkat", "symlink", "symlinkat", "fallocate",
           "copy_file_range", "sendfile", "pwritev", "pwritev2", "sync_file_range", "renameat",
           "renameat2", "mkdirat", "mmap", "msync", "dup", "dup2", "dup3")


@dataclasses.dataclass
class Call:
    """One system call. `entered` and `left` are places in the order of all that happened."""
    name: str
    arguments: list
    result: int
    entered: int
    left: int
    is_injected: bool = False

    def number(self, at):
        """An argument that is a number, or a file's: 5</path>."""
        return int(self.arguments[at].split(b"<")[0])

    def said(self):
        """What a writev of one part wrote."""
        return unquoted(self.arguments[1].removeprefix(b"[{iov_base=")).decode()

    def text(self, at):
        """An argument that is a string, as bytes."""
        return unquoted(self.arguments[at])


def command(output, words, *, calls=MODELLED + UNKNOWN, inject=()):
    """The command line that records `words` into the file `output`."""
    line = ["strace", "--follow-forks", "--seccomp-bpf", "-qq", "-xx", "-s", str(1 << 26),
            "-o", str(output), "-e", "trace=" + ",".join(calls), "-e", "signal=none"]
    for each in inject:
        line += ["-e", "inject=" + each]
    return line + [str(word) for word in words]


def unquoted(argument):
    if not (argument.startswith(b'"') and argument.endswith(b'"')):
        raise ValueError(f"strace cut a string short: {argument[-20:]!r}")
    return bytes.fromhex(argument[1:-1].replace(b"\\x", b"").decode())


def read(path):
    """The calls that returned, in the order in which they did."""
    begun = {}  # By thread: what it has not returned from.
    with open(path, "rb") as lines:
        for place, line in enumerate(lines):
            line = line.rstrip(b"\n")
            thread, _, rest = line.partition(b" ")
            rest = rest.lstrip()
            if rest.startswith((b"+++", b"---")):
                continue
            if rest.endswith(b" <unfinished ...>"):
                begun[thread] = (place, rest.removesuffix(b" <unfinished ...>"))
                continue
            entered = place
            if rest.startswith(b"<... "):
                entered, first = begun.pop(thread)
                rest = first + rest[rest.index(b" resumed>") + len(b" resumed>"):]
            call = parsed(rest, entered, place)
            if call:
                yield call


def parsed(text, entered, left):
    at = text.rfind(b" = ")
    if at < 0:
        return None
    head = text[:at].rstrip()
    name, _, arguments = head[:-1].partition(b"(")
    answer = text[at + 3:]
    first = answer.split(b" ")[0]
    result = -1 if first == b"?" else int(first, 0)
    return Call(name.decode(), arguments.split(b", "), result, entered, left,
                b"(INJECTED)" in answer)
