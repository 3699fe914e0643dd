"""Row ids that carry the order of the search: shelf, moment, key."""

from datetime import UTC, datetime
from zlib import crc32

SHELF_SHIFT, SECOND_SHIFT = 60, 26
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = 2**32 - 1


def second(at: datetime) -> int:
    """Seconds since the epoch of the ids."""
    return min(max(int((at - EPOCH).total_seconds()), 0), LATEST)


def row_id(shelf: int, at: datetime, kind: str, key: int) -> int:
    """Where a thing stands; two things collide only by a rare chance, and then the next id is free."""
    salt = ((key & 0x3FFFFF) << 4) | (crc32(kind.encode()) & 0xF)
    return (shelf << SHELF_SHIFT) | (second(at) << SECOND_SHIFT) | salt


def second_of(row_id: int) -> int:
    """The moment of a row, in seconds since the epoch of the ids."""
    return (row_id >> SECOND_SHIFT) & LATEST


def floor(shelf: int, at: datetime | None = None) -> int:
    """The least id of a shelf, or of its things since a moment."""
    return (shelf << SHELF_SHIFT) | ((second(at) << SECOND_SHIFT) if at else 0)


def ceiling(shelf: int) -> int:
    """The greatest id of a shelf."""
    return ((shelf + 1) << SHELF_SHIFT) - 1
