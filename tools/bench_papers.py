"""How long official papers take: `python -m tools.bench_papers [how many]`; figures of docs/performance.md.

Orders with an annex of thirty people, each with its own words, number and code, are written one after
another to PDF (PDF/A-2a and PDF/UA-1) and DOCX, by one process and by two; then to ODT.
"""

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
import os
import sys
import time

from staffroom.core.papers import (
    Annex,
    Check,
    Item,
    Letterhead,
    Paper,
    Signature,
    Table,
    Text,
    Word,
)
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.odt import write_odt
from staffroom.core.papers.pdf import write_pdf

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
ASKED = 60  # seconds for 500 orders to PDF and DOCX on two cores


def order(n: int) -> Paper:
    """An order like no other."""
    people = tuple(
        (str(k), f"Примерова Анна {n}-{k}", "учитель", f"Школа № {k}") for k in range(1, 31)
    )
    return Paper(
        title="ПРИКАЗ",
        letterhead=Letterhead(
            names=("МКУ «Управление образования", "Примерного района»"),
            contacts="ул. Примерная, 1, тел. +7 000 000-00-00",
            second_names=("«Үрнәк районы мәгариф идарәсе» МКУ",),
            second_contacts="Үрнәк урамы, 1",
        ),
        second_title="БОЕРЫК",
        date="31.08.2026",
        number=f"{n}-осн",
        place="пгт Примерный",
        heading=f"Об утверждении состава группы № {n}",
        body=(
            Text(f"На основании заявления от 20.08.2026 № {n} и согласия участников"),
            Word("приказываю:"),
            Item("1.", "Утвердить состав группы (приложение № 1)."),
            Item("2.", "Руководителю группы в течение месяца представить план работы."),
            Item("3.", "Контроль за исполнением приказа оставляю за собой."),
        ),
        signatures=(Signature(position="Начальник управления", name="Г. Ф. Примерова"),),
        annexes=(
            Annex(
                lines=("Приложение № 1", f"к приказу от 31.08.2026 № {n}-осн"),
                heading="Состав группы",
                body=(Table(("№", "Имя", "Должность", "Организация"), people, (2, 12, 8, 8)),),
            ),
        ),
        check=Check(
            url=f"https://site.example/check/A{n:09}/", words=f"Проверить документ: код A{n:09}"
        ),
    )


def seconds(count: int, *writers: object) -> tuple[float, float]:
    """Seconds by the clock and of processor for so many orders, the first start included."""
    began, busy = time.perf_counter(), time.process_time()
    for n in range(1, count + 1):
        for write in writers:
            write(order(n), made_at=AT)  # type: ignore[operator]  # a writer of papers
    return time.perf_counter() - began, time.process_time() - busy


def _both(n: int) -> None:
    write_pdf(order(n), made_at=AT)
    write_docx(order(n), made_at=AT)


def seconds_of_two(count: int) -> float:
    """Seconds by the clock for so many orders to PDF and DOCX by two processes, their start included."""
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as two:
        list(two.map(_both, range(1, count + 1), chunksize=10))
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    both = seconds_of_two(count)
    clock, busy = seconds(count, write_pdf, write_docx)
    _, odt = seconds(count, write_odt)
    one = f"{busy / count * 1000:.0f}; {odt / count * 1000:.0f} ms of processor"
    asked = f"≤ {ASKED * count / 500:.0f} s on two cores"
    print(f"{count} orders with an annex of 30 lines, load {os.getloadavg()[0]:.1f}")
    print("| figure | measured | asked |\n| --- | --- | --- |")
    print(
        f"| {count} orders to PDF and DOCX, two processes; one | {both:.0f} s; {clock:.0f} s, {busy:.0f} s of processor"
        f" | {asked} |"
    )
    print(f"| one order to PDF and DOCX; to ODT | {one} | |")


if __name__ == "__main__":
    main()
