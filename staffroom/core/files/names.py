"""Names of files: kept for people, made harmless for disks, headers and eyes."""

import re
import unicodedata

LONGEST = 120
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
UNWANTED = re.compile(r'[\\/:*?"<>|#%&]+')
RESERVED = re.compile(r"^(thumb-\d+\.webp|con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """A name without folders, unseen and turning signs, of at most 120 letters with its ending."""
    name = unicodedata.normalize("NFC", UNSEEN.sub("", name))
    name = re.split(r"[\\/]", name)[-1]
    name = " ".join(UNWANTED.sub("_", name).split()).strip(". ")
    if not name or RESERVED.match(name):
        name = f"файл {name}".strip()
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST].strip()
    return f"{stem[: LONGEST - len(ending) - 1].strip()}.{ending}"


def ending_of(name: str) -> str:
    """The ending of a name in small letters, or nothing."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot and 0 < len(ending) <= 10 and ending.isalnum() else ""


def with_ending(name: str, ending: str) -> str:
    """The name with another ending."""
    stem = name[: -len(ending_of(name)) - 1] if ending_of(name) else name
    return f"{stem}.{ending}"
