"""The words of orders on composition: the annex, the basis."""

from collections.abc import Mapping, Sequence

from staffroom.features.rosters.models import Act, Entry
from staffroom.features.rosters.queries import entries as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITIONS
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.shared.documents.models import Document
from staffroom.shared.regulations.queries.rules import Source

LEFT_TO_SIGNER = "оставляю за собой"
MEMBER = "Участник"


def full_name(person: Person) -> str:
    """«Соколова Анна Петровна»."""
    return " ".join(
        name for name in (person.last_name, person.first_name, person.patronymic) if name
    )


def position_of(person: Person) -> str:
    """«Учитель начальных классов»; empty when unknown."""
    known = POSITIONS.get(person.position)
    return known.label if known else ""


def titles_of(community: Community) -> Mapping[str, str]:
    """Code → title of the roles of the regulation; «Участник» for none."""
    roles = rules_beside(community).roles.values()
    return {"": MEMBER, **{role.code: role.title for role in roles}}


def role_words(community: Community, role: str) -> str:
    """The title of a role by the regulation, «Участник» for none."""
    return titles_of(community).get(role, role)


def table(community: Community, lines: Sequence[Entry], *, is_amending: bool) -> str:
    """The annex: number, what changes (in an amending order), name, position, organisation, role."""
    head = ["№", *(["Что меняется"] if is_amending else ()), "Фамилия, имя, отчество", "Должность",
            "Организация", "Роль"]  # fmt: skip
    rows, titles = [head], titles_of(community)
    for n, one in enumerate(lines, 1):
        place = one.organization.short_name if one.organization else ""
        rows.append(
            [str(n), *([str(Act(one.act).label)] if is_amending else ()), full_name(one.person),
             position_of(one.person), place, titles.get(one.role, one.role)]
        )  # fmt: skip
    return "\n".join(" | ".join(_cell(cell) for cell in row) for row in rows)


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "/").split())


def listed(document: Document) -> list[str]:
    """The lines of the tables in the annexes of a paper, as they stand there now."""
    texts = "\n".join(one.get("text", "") for one in document.annexes)
    return [line.strip() for line in texts.splitlines() if "|" in line]


def with_table(text: str, made: str) -> str:
    """The annex with another table in the place of its own; what a keeper wrote around it stays."""
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if "|" in line), len(lines))
    before = [line for line in lines[:first] if "|" not in line]
    after = [line for line in lines[first:] if "|" not in line]
    return "\n".join([*before, made, *after])


def source(community: Community) -> Source:
    """Where the regulation says that an order fixes the composition."""
    return rules_beside(community).source("membership.mode")


def values(
    community: Community, lines: Sequence[Entry], *, basis: Document | None, is_amending: bool
) -> Mapping[str, str]:
    """Fields of «order-roster» and «order-roster-change»."""
    made = table(community, lines, is_amending=is_amending)
    found = {"состав": made, "контролёр": LEFT_TO_SIGNER}
    if basis is None:
        clause = source(community).clause
        rests_on_order = community.basis.startswith("приказ ")
        ground = f"приказа {community.basis.removeprefix('приказ ')}" if rests_on_order else ""
        found["основание"] = ground or (
            f"положения района, {clause}" if clause else "положения района"
        )
    return found


def is_as_collected(document: Document) -> bool:
    """True while the tables of a draft say exactly what the people have agreed to."""
    community = document.community
    if community is None:
        return False
    lines = queries.of_document(document)
    made = table(community, lines, is_amending=document.amends_id is not None)
    return bool(lines) and listed(document) == made.splitlines()
