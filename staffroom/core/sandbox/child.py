"""The child's own beginning: limits first, then the parser, then one answer.

Started by path with `python -I -S`, so it sees nothing of the environment. The request comes on
standard input from our parent and is trusted; the opened files are not.
"""

import json
import os
import resource
import sys

CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, SIGKILL = 1, 38, 9
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.kill", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.putenv", "os.startfile",
    "pty.", "ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function", "ctypes.cdata", "ftplib.", "smtplib.",
    "urllib.", "http.", "sqlite3.", "signal.pthread_kill", "syslog.", "webbrowser.", "shutil.",
)  # fmt: skip


def main() -> None:
    """Do what is asked and answer with JSON; anything else that a library prints goes nowhere."""
    request = json.loads(os.read(0, 1 << 26))
    pipe = os.dup(1)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.path[:0] = request["search"]
    cut_off()
    bound(request["limits"])
    os.nice(request["nice"])
    for name in request[
        "natives"
    ]:  # libraries in C are loaded before the guard refuses to load any
        __import__(name)
    guard([*sys.path, sys.prefix, sys.base_prefix], request["folder"])
    answer = json.dumps(answer_to(request)).encode()
    while answer:
        answer = answer[os.write(pipe, answer) :]
    os._exit(0)


def answer_to(request: dict) -> dict:  # type: ignore[type-arg]  # JSON
    """The function's result, or what went wrong."""
    from staffroom.core.parsers import Refusal  # noqa: PLC0415 - the search path is set only now

    module, _, name = request["function"].partition(":")
    try:
        __import__(module)
        function = getattr(sys.modules[module], name)
        files = [os.fdopen(descriptor, "rb") for descriptor in request["files"]]
        return {"result": function(*files, *request["args"])}
    except Refusal as refusal:
        return {"problem": "refused", "message": str(refusal)}
    except MemoryError:
        return {"problem": "memory"}
    except BaseException as broken:  # noqa: BLE001 - foreign bytes may raise anything at all
        return {"problem": type(broken).__name__, "trace": trace_of(broken)}


def trace_of(broken: BaseException) -> list[str]:
    """Where it broke, for the log; no words of the foreign bytes."""
    places: list[str] = []
    trace = broken.__traceback__
    while trace and len(places) < 20:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places


def bound(limits: dict) -> None:  # type: ignore[type-arg]  # JSON
    """Limits that the kernel keeps; a core file would be foreign bytes on our disk."""
    for kind, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        spare = 1 if kind == resource.RLIMIT_CPU else 0  # so that the end has a signal of its own
        resource.setrlimit(kind, (value, value + spare))


def cut_off() -> bool:
    """Die with the parent, gain no privileges, leave the network; False when the last is refused."""
    import ctypes  # noqa: PLC0415 - the guard below refuses it to everybody later

    libc = ctypes.CDLL(None)
    try:
        libc.prctl(PR_SET_PDEATHSIG, SIGKILL)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        ways = (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET)
        return any(libc.unshare(way) == 0 for way in ways)
    except AttributeError:  # not a Linux
        return False


def guard(readable: list[str], writable: str) -> None:
    """Refuse from now on what no parser of ours has to do. It cannot be taken off again."""
    places = tuple(os.path.realpath(path) + os.sep for path in readable if path)
    room = os.path.realpath(writable) + os.sep
    changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def is_open_allowed(path: object, mode: object, flags: object) -> bool:
        if isinstance(path, int):
            return True
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        real = os.path.realpath(os.fsdecode(path))
        is_change = (isinstance(flags, int) and flags & changing) or (
            isinstance(mode, str) and mode[:1] not in {"r", ""}
        )
        return real.startswith(room) or (
            not is_change and (real.startswith(places) or real == os.devnull)
        )

    def hook(event: str, args: tuple) -> None:  # type: ignore[type-arg]  # the interpreter's own
        if event == "open":
            if not is_open_allowed(*args):
                raise PermissionError(event)
        elif event.startswith(FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
