"""Reading consents."""

from dataclasses import dataclass
from datetime import datetime

from staffroom.shared.accounts.models import Consent, DataRequest, RequestKind
from staffroom.shared.accounts.registry import CARD_FIELDS, PURPOSES, Purpose


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A line of «Мои данные»."""

    pid: str
    purpose: Purpose
    field: str
    text: str
    text_version: int
    given_at: datetime
    withdrawn_at: datetime | None


def wording(purpose: Purpose, *, version: int | None = None, detail: str = "") -> str:
    """The words of a purpose, for one field of the card if it is asked by field."""
    text = purpose.current if version is None else purpose.version(version)
    field = CARD_FIELDS[detail].label if detail else ""
    return text.text.replace("{field}", field)


def consents_of(person_id: int) -> list[ConsentRow]:
    """Every consent a person has given, standing ones first, then the latest."""
    rows = Consent.objects.filter(person_id=person_id, purpose__in=PURPOSES).order_by(
        "-given_at", "pk"
    )
    found = [
        ConsentRow(
            pid=row.pid,
            purpose=PURPOSES[row.purpose],
            field=CARD_FIELDS[row.detail].label if row.detail in CARD_FIELDS else "",
            text=wording(PURPOSES[row.purpose], version=row.text_version, detail=row.detail),
            text_version=row.text_version,
            given_at=row.given_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.withdrawn_at is not None)


def standing_consent(person_id: int, purpose: str, detail: str = "") -> Consent | None:
    """The consent in force for this purpose, any version."""
    return (
        Consent.objects.filter(
            person_id=person_id, purpose=purpose, detail=detail, withdrawn_at=None
        )
        .order_by("pk")
        .first()
    )


def has_consent(person_id: int, purpose: str, detail: str = "") -> bool:
    """True when the person agrees at present."""
    return standing_consent(person_id, purpose, detail) is not None


def consents_to_ask(person_id: int) -> list[Purpose]:
    """What to ask after signing in.

    Required purposes without a consent to the words in force, and optional ones whose words have
    changed since the person agreed; a refused optional one is not asked again.
    """
    standing = dict(
        Consent.objects.filter(person_id=person_id, withdrawn_at=None, detail="").values_list(
            "purpose", "text_version"
        )
    )
    return [
        purpose
        for purpose in PURPOSES.values()
        if not purpose.is_by_field
        and standing.get(purpose.code, 0 if purpose.is_required else purpose.current.number)
        < purpose.current.number
    ]


def open_erasure(person_id: int) -> DataRequest | None:
    """The person's request to be erased that still waits."""
    return (
        DataRequest.objects.filter(person_id=person_id, kind=RequestKind.ERASURE, closed_at=None)
        .order_by("pk")
        .first()
    )
