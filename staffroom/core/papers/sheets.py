"""What a printed workbook bears above its rows: the full name of the body that founded the network."""

from typing import Any

MOST = 250  # a workbook's header takes 255 signs


def name_founder(sheet: Any, founder: str) -> None:
    """Print the founder's full name at the top of every page of a sheet (BB-O.3).

    Args:
        sheet: a worksheet of xlsxwriter.
        founder: the name; nothing is printed without it.
    """
    if founder:
        sheet.set_header("&L" + founder.replace("&", "&&")[:MOST])
