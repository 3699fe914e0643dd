"""What the paper of an agreement says, from its rows."""

from collections.abc import Sequence

from staffroom.features.sharing.models import Agreement, AgreementSort, Side
from staffroom.ui.words import plural

PLAIN = str.maketrans({"{": "(", "}": ")", "|": "/"})
GROUND = {
    AgreementSort.COOPERATION: "Стороны сотрудничают как равные и не образуют юридического лица",
    AgreementSort.JOINT: "Стороны не объединяют имущество и не образуют юридического лица",
    AgreementSort.NETWORK_FORM: (
        "Договор заключён о сетевой форме реализации образовательной программы"
        " (статья 15 Федерального закона от 29.12.2012 № 273-ФЗ)"
    ),
}


def values_of(agreement: Agreement, sides: Sequence[Side]) -> dict[str, str]:
    """The fields of the template «agreement-sharing»."""
    sort = AgreementSort(agreement.sort)
    days = agreement.notice_days
    previous = agreement.previous.document if agreement.previous else None
    ground = GROUND[sort]
    if previous is not None and previous.dated_on is not None:
        ground += (
            f". Договор продлевает договор от {previous.dated_on:%d.%m.%Y} № {previous.number}"
        )
    return {
        "о чём": str(sort.label) if previous is None else f"О продлении договора {_small(sort)}",
        "предмет": agreement.subject,
        "основа": ground,
        "вклад сторон": "\n".join(_shares(sides)),
        "ответственные": "\n".join(_responsible(sides)),
        "срок": f"с {agreement.starts_on:%d.%m.%Y} по {agreement.ends_on:%d.%m.%Y}",
        "предупреждение": f"{days} {plural(days, 'день', 'дня', 'дней')}",
    }  # fmt: skip


def _small(sort: AgreementSort) -> str:
    label = str(sort.label)
    return label[:1].lower() + label[1:]


def _shares(sides: Sequence[Side]) -> list[str]:
    lines = []
    for n, one in enumerate(sides, 1):
        said = f"2.{n}. {one.organization.name} даёт: {_line(one.gives)}."
        if one.receives:
            said += f" Получает: {_line(one.receives)}."
        lines.append(said)
    return lines


def _responsible(sides: Sequence[Side]) -> list[str]:
    lines = []
    for n, one in enumerate(sides, 1):
        who = one.responsible.name if one.responsible else one.signer_name
        lines.append(f"3.{n}. {one.organization.name}: {who}.")
    return lines


def _line(words: str) -> str:
    return (
        "; ".join(" ".join(line.split()) for line in words.splitlines() if line.strip())
        .rstrip(".;")
        .replace("{", "(")
        .replace("}", ")")
        .replace("|", "/")
    )


def parties(sides: Sequence[Side]) -> str:
    """The full names, line by line."""
    return "\n".join(one.organization.name for one in sides)


def signers(sides: Sequence[Side]) -> list[dict[str, str]]:
    """Who signs for each side."""
    return [{"position": one.signer_position, "name": one.signer_name} for one in sides]
