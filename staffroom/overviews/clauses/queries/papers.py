"""The regulation and the board as papers."""

from staffroom.core.papers import Block, Heading, Letterhead, Paper, Table, Text
from staffroom.overviews.clauses.queries.board import STATES, Board, ClauseRow, Line, State
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
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
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.ui.words import in_quotes

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


def rules_here(place: District, community: Community | None) -> Rules:
    """The rules in force of a district, or of a community with its own."""
    return rules_of(community) if community else rules_of_district(place.pk)


def heading_of(rules: Rules, community: Community | None) -> str:
    """«О сетевом сообществе…», or «О сообществе «Учителя физики»» where it lives by rules of its own."""
    return f"О сообществе {in_quotes(community.name)}" if community else regulation_heading(rules)


def regulation_content(
    place: District, issuing: Office | None = None, community: Community | None = None
) -> Content:
    """The regulation by the rules in force, of a district or of one community, as a draft of a paper.

    Raises:
        DomainError: nobody issues papers here.
    """
    rules, issuing = rules_here(place, community), issuing or office(place)
    whose = "сообщества" if community else "района"
    return Content(
        heading=heading_of(rules, community), text=typed_regulation(rules, Names.of(place)),
        issuer=issuing.organization, signers=issuing.signers, level=Level.MUNICIPAL,
        gist=f"Положение составлено сайтом по правилам {whose}.", community=community,
    )  # fmt: skip


def regulation_paper(place: District, community: Community | None = None) -> Paper:
    """The same paper, printed without keeping it: it says «ПРОЕКТ» and has neither number nor date."""
    content = regulation_content(place, community=community)
    draft = Document(
        district=place, kind="regulation", community=community, heading=content.heading, text=content.text,
        issuer=content.issuer, issuer_name=content.issuer.name if content.issuer else "",
        signers=list(content.signers),
    )  # fmt: skip
    return paper_of(draft)


def board_paper(
    whole: Board, place: District, *, date: str, asked: str = "", community: Community | None = None
) -> Paper:
    """The board as a reference for an inspection, with its date and district, or its community."""
    about = in_quotes(whole.document) if whole.document else "«О профессиональных сообществах»"
    head = head_of(place)
    return Paper(
        title="СПРАВКА",
        letterhead=head or Letterhead(names=(place.authority or place.name,)),
        date=date,
        heading=f"Пункты положения и чем они исполняются ({community.name if community else place.name})",
        body=tuple(_body(whole, about, asked, date, "сообщества" if community else "района")),
    )


def _body(whole: Board, about: str, asked: str, date: str, whose: str) -> list[Block]:
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
        Text(f"Составлено сайтом {date} по правилам {whose}, которые действуют в этот день."),
        Text(f"Всего требований по состоянию: {counted}."),
        *([Table(HEAD, rows, SHARES)] if rows else [Text("Таких пунктов нет.")]),
        *([Heading("Правила, о которых эти пункты"), Table(RULES, settings, RULE_SHARES)] if settings else []),
    ]  # fmt: skip


def _cells(clause: ClauseRow, line: Line, *, is_first: bool) -> tuple[str, ...]:
    by = "; ".join(filter(None, (line.by, f"ещё нет: {line.lacks}" if line.lacks else "")))
    asks = " ".join((line.asks, "; ".join(line.list))).strip()
    return (clause.label if is_first else "", asks, by, STATES[line.state])
