"""Blanks of consent to be shown in a video: filled by hand, kept by the school (152-ФЗ, 152.1 ГК)."""

from collections.abc import Callable
from dataclasses import dataclass

from staffroom.core.papers import Block, Heading, Item, Letterhead, Paper, Text
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.odt import write_odt
from staffroom.core.papers.pdf import write_pdf

WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (write_odt, "application/vnd.oasis.opendocument.text"),
}  # fmt: skip
LINE = "_" * 40
SHORT = "_" * 16
DAY = "«___» ______________ 20___ г."


@dataclass(frozen=True, slots=True)
class Whose:
    """Who signs a blank: how it is headed, how it begins, whose image is shown."""

    label: str
    heading: str
    begins: str
    shown: str
    hurt: str


BLANKS = {
    "parents": Whose(
        label="Для родителей",
        heading="родителя на показ видеозаписи, где есть его ребёнок",
        begins=f"Я, {LINE} (фамилия, имя, отчество), родитель или другой законный представитель ребёнка"
        f" {LINE} (фамилия, имя, отчество, дата рождения), разрешаю школе {LINE} (полное название и адрес)"
        " показывать видеозапись, где мой ребёнок виден или слышен.",
        shown="лицо, фигуру и голос ребёнка. Фамилию, адрес, оценки и здоровье ребёнка не называют и не"
        " показывают.",
        hurt="Если я не согласен, ребёнка снимать не будут, и на учёбе это не скажется.",
    ),
    "adults": Whose(
        label="Для взрослых",
        heading="на показ видеозаписи, где я снят",
        begins=f"Я, {LINE} (фамилия, имя, отчество, должность), разрешаю школе {LINE} (полное название и"
        " адрес) показывать видеозапись, где я виден или слышен.",
        shown="моё лицо, фигуру и голос.",
        hurt="Если я не согласен, меня снимать не будут, и на работе это не скажется.",
    ),
}


def blank(whose: str, *, network: str, site: str) -> Paper:
    """The blank with the network and its site filled in; the rest is written by hand.

    Args:
        whose: a key of `BLANKS`.
        network: the name of the district's network.
        site: its address, as people type it.
    """
    one = BLANKS[whose]
    body: list[Block] = [Text(one.begins), Heading("Что показывают")]
    body += [
        Text(f"Запись занятия или дела: {LINE} (название, класс или группа, дата съёмки)."),
        Text(f"На ней показывают {one.shown}"),
        Heading("Где показывают"),
        Text(f"На сайте сети «{network}», {site}. Напишите «да» или «нет» у каждой строки:"),
        Item("1.", f"Педагогам, которые вошли на сайт: {SHORT}"),
        Item("2.", f"Всем, кто зайдёт на сайт: {SHORT}"),
        Item("3.", f"На сайте видеослужбы, куда ведёт ссылка с сайта сети: {SHORT} (какой службы)"),
        Text("Больше нигде запись не показывают, не продают и не ставят в рекламу."),
        Heading("Как долго"),
        Text(f"До {DAY} Если дня здесь нет, один год со дня подписи."),
        Heading("Как забрать согласие назад"),
        Text(
            "В любой день и без объяснений. Можно написать в школу. Можно под записью на сайте нажать «Меня"
            " или моего ребёнка показали без согласия»; кто на сайт не входит, пишет там же через «Задать"
            " вопрос». Запись скроют, как только прочтут, и не позже трёх рабочих дней."
        ),
        Text(one.hurt),
        Text("Согласие подписано в двух экземплярах: один в школе, другой у того, кто подписал."),
        Text(f"Подпись {SHORT}   Имя и фамилия {LINE}"),
        Text(f"Дата {DAY}"),
    ]
    return Paper(
        title="СОГЛАСИЕ", letterhead=Letterhead(), heading=one.heading, body=tuple(body)
    )  # fmt: skip
