"""The regulation of a district in our own words, made from the values of its profile.

One source of words for the page, the paper and the board of clauses: `regulation_text`.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.queries.printed import ground, work
from staffroom.shared.regulations.queries.printed.clauses import Clause, Names, Section
from staffroom.shared.regulations.queries.rules import Rules

__all__ = [
    "Clause",
    "Names",
    "Section",
    "regulation_heading",
    "regulation_of",
    "regulation_page",
    "regulation_text",
    "typed_regulation",
]


def regulation_text(rules: Rules, names: Names) -> tuple[Section, ...]:
    """The whole regulation: numbered sections of clauses, each with the keys that chose its words."""
    document = regulation_of(rules.profile_id)
    sections: list[tuple[str, Iterable[Clause]]] = [
        ("Общие положения", ground.general(rules, document, names)),
        ("Цель и принципы", ground.aims(rules, document)),
        ("Строение сети", ground.structure(rules)),
        ("Участники", ground.people(rules)),
        ("Создание сообщества", ground.creation(rules)),
        ("Срок работы и закрытие", ground.lifecycle(rules)),
        ("Кто ведёт", ground.leading(rules)),
        ("Формы работы и план", work.activity(rules)),
        ("Открытость и авторство", work.openness(rules)),
        ("Правила общения", work.talking(rules)),
        ("Экспертиза", work.reviewing(rules)),
        ("Обучение и помощь", work.growing(rules)),
        ("Документы", work.papers(rules)),
        ("Оценка и отчёт", work.reporting(rules)),
        ("Заключительные положения", work.closing(rules)),
    ]
    return tuple(
        Section(number, title, tuple(clauses))
        for number, (title, clauses) in enumerate(sections, start=1)
    )


def regulation_page(rules: Rules, names: Names) -> str:
    """The page's rich text: headings and numbered clauses; only the small shape of text we allow."""
    return str(Markup("").join(map(_section, regulation_text(rules, names))))


def typed_regulation(rules: Rules, names: Names) -> str:
    """The text as a keeper of papers would type it: «# 1. …», «1.1. …», «- …»."""
    lines: list[str] = []
    for section in regulation_text(rules, names):
        lines.append(f"# {section.number}. {section.title}")
        for number, clause in section.numbered:
            lines.append(f"{number}. {clause.words}")
            lines += [f"- {line}" for line in _ended(clause.lines)]
    return "\n".join(line.replace("|", "/") for line in lines)  # «|» would begin a table


def regulation_heading(rules: Rules) -> str:
    """What the regulation is about, as it stands under the word «Положение»: «О сетевом …»."""
    title = str(regulation_of(rules.profile_id).get("short_title") or "")
    about = title.removeprefix("Положение ").strip() or "о профессиональных сообществах"
    return about[:1].upper() + about[1:]


def regulation_of(profile_id: int) -> dict[str, Any]:
    """Title and requisites of the shipped document that a profile stands on."""
    profile = Profile.objects.get(pk=profile_id)
    while not profile.is_shipped and profile.parent_id is not None:
        profile = Profile.objects.get(pk=profile.parent_id)
    return dict(profile.regulation)


def _section(section: Section) -> Markup:
    html = Markup("<h2>{}. {}</h2>").format(section.number, section.title)
    for number, clause in section.numbered:
        html += Markup("<p>{}. {}</p>").format(number, clause.words)
        if clause.lines:
            lines = Markup("").join(
                Markup("<li>{}</li>").format(one) for one in _ended(clause.lines)
            )
            html += Markup("<ul>{}</ul>").format(lines)
    return html


def _ended(lines: tuple[str, ...]) -> list[str]:
    """Lines of a list with their signs: «;» after each, «.» after the last."""
    return [*(f"{line};" for line in lines[:-1]), *(f"{line}." for line in lines[-1:])]
