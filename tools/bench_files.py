"""Pages while files are read: `python -m tools.bench_files [files=1000]`; a figure of docs/performance.md.

The community page is asked at a steady pace, first while the worker has nothing to do, then while it
reads so many new office files (half lessons in DOCX, half tables in XLSX, no two alike). Asked: the
p95 of the page grows by less than 20 %.
"""

import io
import os
from pathlib import Path
import statistics
import subprocess
import sys
import tempfile
import time

from tools.bench import seeded
from tools.bench_site import ROOT, Site, serving

COMMENTS = int(os.environ.get("BENCH_COMMENTS", "20000"))
PACE = 0.05  # seconds between two pages
PAGES = 300
ASKED = 20  # per cent


def lesson(n: int) -> bytes:
    """A lesson like no other: ten headings, sixty paragraphs, a table."""
    import docx  # noqa: PLC0415 - only where files are made

    made = docx.Document()
    for part in range(10):
        made.add_heading(f"Этап {part} урока {n}", 1)
        for line in range(6):
            made.add_paragraph(
                f"Дети решают задачу {n}-{part}-{line} и сверяют ответ с соседом. " * 3
            )
    table = made.add_table(10, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = str(n)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(n: int) -> bytes:
    """A table like no other: three hundred rows."""
    import xlsxwriter  # noqa: PLC0415 - the same

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Класс")
        for row in range(300):
            sheet.write_row(row, 0, [f"Ученик {n}-{row}", n, row, row * n])
    return out.getvalue()


def bring(count: int) -> None:
    """Store the files in the folder of this process (STAFFROOM_DATA); their readings wait."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.bench_settings")
    import django  # noqa: PLC0415 - the settings first

    django.setup()
    from staffroom.core import files  # noqa: PLC0415 - Django first
    from staffroom.core.clock import now  # noqa: PLC0415
    from staffroom.core.viewer import SYSTEM  # noqa: PLC0415

    salt = time.time_ns()
    for n in range(count):
        content, name = (
            (lesson(salt + n), f"Урок {n}.docx")
            if n % 2
            else (table(salt + n), f"Таблица {n}.xlsx")
        )
        files.store_upload(actor=SYSTEM, source=content, name=name, at=now())


def waiting() -> int:
    """How many files of this process's folder are still to be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.bench_settings")
    import django  # noqa: PLC0415 - the settings first

    django.setup()
    from staffroom.core.files.models import FileContents  # noqa: PLC0415 - Django first

    return FileContents.objects.filter(state="waiting").count()


def asked(data: Path, *words: str) -> str:
    """This tool in a process of its own, on a data folder."""
    environ = {**os.environ, "STAFFROOM_DATA": str(data)}
    command = [sys.executable, "-m", "tools.bench_files", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def paced(site: Site) -> float:
    """The p95 of the community page in milliseconds, asked at a steady pace."""
    waits = []
    for _ in range(PAGES):
        began = time.perf_counter()
        status, _text, _size = site.get(site.facts["list"], site.facts["cookies"][0])
        waits.append(time.perf_counter() - began)
        if status != 200:
            raise SystemExit(f"the page answered {status}")
        time.sleep(max(0.0, PACE - waits[-1]))
    return statistics.quantiles(waits, n=100)[94] * 1000


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["bring"]:
        bring(int(sys.argv[2]))
    elif sys.argv[1:2] == ["waiting"]:
        print(waiting())
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)


def measure(count: int) -> None:
    """The page without and with the reader beside it; how many files are read in a second."""
    place = os.environ.get("BENCH_DATA") or tempfile.mkdtemp(prefix="staffroom-bench-files-")
    data = seeded(Path(place), COMMENTS)
    with serving(data, workers=1) as site:
        paced(site)  # warm
        quiet = paced(site)
    asked(data, "bring", str(count))
    before = int(asked(data, "waiting"))
    with serving(data, workers=1) as site:
        time.sleep(3)
        began, first = time.monotonic(), int(asked(data, "waiting"))
        busy = paced(site)
        left = int(asked(data, "waiting"))
        rate = (first - left) / (time.monotonic() - began)
    growth = (busy / quiet - 1) * 100
    print(f"{before} files waited, {left} still wait; {rate:.1f} files a second beside the pages")
    print("| figure | measured | asked |\n| --- | --- | --- |")
    print(f"| community page, p95, nothing to read | {quiet:.1f} ms | — |")
    print(f"| community page, p95, files being read | {busy:.1f} ms | — |")
    print(f"| growth | {growth:.0f} % | < {ASKED} % |")


if __name__ == "__main__":
    main()
