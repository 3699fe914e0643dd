"""The regulation and the board as papers."""

from staffroom.core.papers import Block, Heading, Letterhead, Paper, Table, Text
from staffroom.overviews.clauses.queries.board import STATES, Board, ClauseRow, Line, State
from staffroom.shared.documents.actions.documents import Content
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import Office, office
from staffroom.shared.documents.queries.papers import head_of, paper_of
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries import (
    Names,
    regulation_heading,
    rules_of_district,
    typed_regulation,
)

HEAD = ("Пункт", "Что установлено", "Чем исполняется", "Состояние")
SHARES = (6, 14, 16, 9)
RULES = ("Правило", "Сейчас", "Откуда")
RULE_SHARES = (12, 18, 8)
SOURCES = {
    "base": "обычное значение",
    "regulation": "положение",
    "inherited": "общие правила",
    "own": "изменено в районе",
}


def regulation_content(place: District, issuing: Office | None = None) -> Content:
    """The district's regulation by the rules in force, as a draft of a paper.

    Raises:
        DomainError: nobody issues papers here.
    """
    rules, issuing = rules_of_district(place.pk), issuing or office(place)
    return Content(
        heading=regulation_heading(rules), text=typed_regulation(rules, Names.of(place)),
        issuer=issuing.organization, signers=issuing.signers, level=Level.MUNICIPAL,
        gist="Положение составлено сайтом по правилам района.",
    )  # fmt: skip


def regulation_paper(place: District) -> Paper:
    """The same paper, printed without keeping it: it says «ПРОЕКТ» and has neither number nor date."""
    content = regulation_content(place)
    draft = Document(
        district=place, kind="regulation", heading=content.heading, text=content.text,
        issuer=content.issuer, issuer_name=content.issuer.name if content.issuer else "",
        signers=list(content.signers),
    )  # fmt: skip
    return paper_of(draft)


def board_paper(whole: Board, place: District, *, date: str, asked: str = "") -> Paper:
    """The board as a reference for an inspection, with its date and district."""
    about = f"«{whole.document}»" if whole.document else "«О профессиональных сообществах»"
    head = head_of(place)
    return Paper(
        title="СПРАВКА",
        letterhead=head or Letterhead(names=(place.authority or place.name,)),
        date=date,
        heading=f"Пункты положения и чем они исполняются ({place.name})",
        body=tuple(_body(whole, about, asked, date)),
    )


def _body(whole: Board, about: str, asked: str, date: str) -> list[Block]:
    counted = ", ".join(f"{STATES[state].lower()}: {whole.counts.get(state, 0)}" for state in State)
    rows = tuple(
        _cells(clause, line, is_first=place == 0)
        for clause in whole.clauses
        for place, line in enumerate(clause.lines)
    )
    listed = dict.fromkeys(one for clause in whole.clauses for one in clause.settings)
    settings = tuple((one.title, one.value, SOURCES[one.how]) for one in (*listed, *whole.silent))
    return [
        Text(f"Положение: {about}{f', {whole.approved}' if whole.approved else ''}."),
        *([Text(f"Показано: {asked}.")] if asked else []),
        Text(f"Составлено сайтом {date} по правилам района, которые действуют в этот день."),
        Text(f"Всего требований по состоянию: {counted}."),
        *([Table(HEAD, rows, SHARES)] if rows else [Text("Таких пунктов нет.")]),
        *([Heading("Правила, о которых эти пункты"), Table(RULES, settings, RULE_SHARES)] if settings else []),
    ]  # fmt: skip


def _cells(clause: ClauseRow, line: Line, *, is_first: bool) -> tuple[str, ...]:
    by = "; ".join(filter(None, (line.by, f"ещё нет: {line.lacks}" if line.lacks else "")))
    asks = " ".join((line.asks, "; ".join(line.list))).strip()
    return (clause.label if is_first else "", asks, by, STATES[line.state])
