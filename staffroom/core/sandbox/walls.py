"""The converter's own beginning: limits and walls first, then LibreOffice in our place.

Started by path with `python -I -S room bytes-of-memory seconds program arguments…`. LibreOffice must
start processes of its own, so the guard of `child.py` does not fit it; instead the kernel closes the
network and every folder but the system's own programs, fonts and the room. Where the kernel cannot do
that, nothing is started: the exit code is `NO_WALLS`.
"""

import ctypes
import os
import resource
import struct
import sys

NO_WALLS = 77
ROOM = "/tmp"  # noqa: S108 - of this process alone, see `moved_in`
CLONE_NEWNET, CLONE_NEWUSER, CLONE_NEWNS = 0x40000000, 0x10000000, 0x20000
MS_PRIVATE, MS_REC, MS_BIND = 1 << 18, 1 << 14, 1 << 12
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, SIGKILL = 1, 38, 9
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, PATH_BENEATH = 444, 445, 446, 1  # Landlock, Linux 5.13
EVERYTHING, READING, READING_FILE, DEVICE = (1 << 13) - 1, 0b1101, 0b0101, 0b0110
READABLE = (
    "/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives",
    "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
)  # fmt: skip
FILES = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/dev/urandom",
    "/dev/random",
)


def main() -> None:
    """Close everything and become the converter."""
    room, memory, seconds, *command = sys.argv[1:]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, SIGKILL)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    ways = (CLONE_NEWNET | CLONE_NEWNS, CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS)
    if (
        not any(libc.unshare(way) == 0 for way in ways)
        or not moved_in(libc, room)
        or not closed(libc)
    ):
        os._exit(NO_WALLS)
    for kind, value in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_FSIZE, 64 * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    os.nice(10)
    os.execv(command[0], command)  # noqa: S606 - the whole point


def moved_in(libc: ctypes.CDLL, room: str) -> bool:
    """See the room as `/tmp` from now on: LibreOffice puts its socket there, wherever it is told to."""
    if libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None):
        return False
    if libc.mount(room.encode(), ROOM.encode(), None, MS_BIND, None):
        return False
    os.chdir(ROOM)
    return True


def closed(libc: ctypes.CDLL) -> bool:
    """Leave this process the system's own programs to read and the room to write; False if it cannot."""
    asked = struct.pack("Q", EVERYTHING)
    rules = libc.syscall(CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    allowed = [(ROOM, EVERYTHING), ("/dev/null", DEVICE)]
    allowed += [(path, READING) for path in READABLE] + [(path, READING_FILE) for path in FILES]
    for path, rights in allowed:
        if not os.path.exists(path):  # noqa: PTH110 - pathlib is half of this start
            continue
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("=Qi", rights, place)
        if libc.syscall(ADD_RULE, rules, PATH_BENEATH, rule, 0):
            return False
        os.close(place)
    return bool(libc.syscall(RESTRICT_SELF, rules, 0) == 0)


if __name__ == "__main__":
    main()
