"""The square code by which a reader of the sheet comes to its check page, as a picture for each writer."""

from functools import lru_cache
from io import BytesIO
from typing import Any


@lru_cache(maxsize=32)
def _code(url: str) -> Any:
    # To choose the code's pattern costs more than to draw it, and three writers want the same one.
    import segno  # noqa: PLC0415 - only writers of papers need it

    return segno.make(url, error="m", micro=False)


def code_png(url: str) -> BytesIO:
    """The square code as PNG, ready to be read."""
    picture = BytesIO()
    _code(url).save(picture, kind="png", scale=8, border=1)
    picture.seek(0)
    return picture


def code_svg(url: str) -> str:
    """The square code as SVG."""
    written = BytesIO()
    _code(url).save(written, kind="svg", border=1, xmldecl=False)
    return written.getvalue().decode()
