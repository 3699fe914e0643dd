"""Moving one of several things up or down by a plain form."""

from staffroom.core.errors import Absent


def moved(pids: list[str], words: str) -> list[str]:
    """The order after `<pid>:up` or `<pid>:down`.

    Raises:
        Absent: no such thing is there.
    """
    pid, _, way = words.partition(":")
    if pid not in pids:
        raise Absent
    old = pids.index(pid)
    new = max(0, min(len(pids) - 1, old - 1 if way == "up" else old + 1))
    pids.insert(new, pids.pop(old))
    return pids
