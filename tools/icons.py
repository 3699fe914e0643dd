"""Make the icon sprite from the lucide set: `python tools/icons.py PATH-TO-lucide-static`.

The set is a developer's tool (npm: lucide-static, ISC licence); only the icons named here are
committed, in one file. Our names say what an icon means, not what it draws.
"""

from pathlib import Path
import re
import sys

SPRITE = Path(__file__).resolve().parent.parent / "staffroom/ui/static/ui/icons.svg"
VERSION = "1.62.0"

ICONS = {
    "archive": "archive",
    "attach": "paperclip",
    "award": "award",
    "back": "arrow-left",
    "bell": "bell",
    "book": "book-open",
    "bold": "bold",
    "bookmark": "bookmark",
    "building": "building-2",
    "calendar": "calendar",
    "chart": "chart-column",
    "check": "check",
    "clock": "clock",
    "close": "x",
    "comment": "message-square",
    "contrast": "contrast",
    "copy": "copy",
    "district": "map-pin",
    "document": "file-check",
    "down": "chevron-down",
    "download": "download",
    "edit": "pencil",
    "error": "circle-alert",
    "external": "external-link",
    "eye": "eye",
    "eye-off": "eye-off",
    "file": "file-text",
    "filter": "sliders-horizontal",
    "flag": "flag",
    "formula": "sigma",
    "forward": "chevron-right",
    "globe": "globe",
    "heading": "heading",
    "heart": "heart",
    "help": "circle-question-mark",
    "home": "house",
    "image": "image",
    "inbox": "inbox",
    "info": "info",
    "italic": "italic",
    "journal": "scroll-text",
    "key": "key-round",
    "learn": "graduation-cap",
    "link": "link",
    "list": "list",
    "list-numbered": "list-ordered",
    "lock": "lock",
    "mail": "mail",
    "megaphone": "megaphone",
    "menu": "menu",
    "moon": "moon",
    "more": "ellipsis",
    "move": "folder-input",
    "offline": "wifi-off",
    "people": "users",
    "person": "user",
    "pin": "pin",
    "plus": "plus",
    "print": "printer",
    "question": "message-circle-question-mark",
    "quote": "quote",
    "redo": "redo",
    "refresh": "refresh-cw",
    "reply": "reply",
    "rss": "rss",
    "search": "search",
    "send": "send",
    "settings": "settings",
    "share": "share-2",
    "shield": "shield",
    "sign-in": "log-in",
    "sign-out": "log-out",
    "star": "star",
    "sun": "sun",
    "table": "table",
    "tag": "tag",
    "thanks": "hand-heart",
    "trash": "trash-2",
    "undo": "undo",
    "upload": "upload",
    "video": "video",
    "wait": "hourglass",
    "warning": "triangle-alert",
}


def symbol(name: str, source: str) -> str:
    """One icon as a symbol; colour and stroke come from the page's styles."""
    body = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", body, flags=re.DOTALL)
    if inner is None:
        message = f"{name}: no drawing found"
        raise ValueError(message)
    drawing = re.sub(r"\s+", " ", inner.group(1)).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(package: Path) -> None:
    """Write the sprite."""
    symbols = [
        symbol(name, (package / "icons" / f"{drawing}.svg").read_text())
        for name, drawing in sorted(ICONS.items())
    ]
    note = (
        f"<!-- Icons: lucide {VERSION}, ISC licence, see LICENSE-icons.txt beside this file. "
        "Made by tools/icons.py. -->"
    )
    SPRITE.write_text(
        f'{note}\n<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )
    (SPRITE.parent / "LICENSE-icons.txt").write_text((package / "LICENSE").read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
