"""The card of a person: its words, its codes, and who sees which field."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.prepared import insert
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts import policies, registry
from staffroom.shared.accounts.actions.consents import give_consent, withdraw_consent
from staffroom.shared.accounts.events import PersonRegistered, ProfileChanged
from staffroom.shared.accounts.models import FunctionHeld, Person, SubjectTaught

PLAIN = (
    "last_name",
    "first_name",
    "patronymic",
    "position",
    "since_year",
    "category",
    "about",
    "phone",
    "contact_email",
)


class AlreadyRegistered(DomainError):
    """An account with this address stands already."""

    def __init__(self) -> None:
        super().__init__(
            "С этой почтой уже есть аккаунт. Войдите или задайте новый пароль.", field="email"
        )


def name_person(person: Person) -> None:
    """Set what is shown and sorted by from the parts of the name; the caller saves."""
    person.name = f"{person.first_name} {person.last_name}".strip()
    person.sort_key = sort_key(person.last_name, person.first_name, person.patronymic)


@transaction.atomic
def register_person(
    *,
    email: str,
    at: datetime,
    password: str | None = None,
    password_hash: str = "",
    subjects: Iterable[str] = (),
    functions: Iterable[str] = (),
    is_confirmed: bool = True,
    **fields: Any,
) -> Person:
    """Make an account with its card.

    Args:
        email: the address to sign in by.
        at: now.
        password: as typed; or
        password_hash: made earlier, when the form was sent; neither leaves the account without one.
        subjects: codes of the catalogue.
        functions: codes of the catalogue.
        is_confirmed: the address has been proved by a letter.
        fields: the plain fields of the card.

    Raises:
        AlreadyRegistered: the address has an account.
    """
    person = Person.objects.make(email=email, password=password, joined_at=at, **fields)
    if password_hash:
        person.password = password_hash
    if is_confirmed:
        person.email_confirmed_at = at
    name_person(person)
    try:
        with transaction.atomic():
            insert(person)
    except IntegrityError as taken:
        raise AlreadyRegistered from taken
    _write_codes(SubjectTaught, person, _known(subjects, registry.SUBJECTS))
    _write_codes(FunctionHeld, person, _known(functions, registry.FUNCTIONS))
    publish(PersonRegistered(district_id=None, actor_id=person.pk, person_id=person.pk))
    return person


def set_codes(person: Person, *, subjects: Iterable[str], functions: Iterable[str]) -> None:
    """Replace the subjects and functions of a card; codes outside the catalogue are refused."""
    _replace(SubjectTaught, person, set(subjects), registry.SUBJECTS)
    _replace(FunctionHeld, person, set(functions), registry.FUNCTIONS)


def _replace(model: Any, person: Person, codes: set[str], catalogue: Mapping[str, object]) -> None:
    wanted = _known(codes, catalogue)
    held = set(model.objects.filter(person=person).values_list("code", flat=True))
    if gone := held - wanted:
        model.objects.filter(person=person, code__in=gone).delete()
    _write_codes(model, person, wanted - held)


def _known(codes: Iterable[str], catalogue: Mapping[str, object]) -> set[str]:
    wanted = set(codes)
    if unknown := wanted - set(catalogue):
        message = f"unknown codes: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return wanted


def _write_codes(model: Any, person: Person, codes: set[str]) -> None:
    for code in sorted(codes):
        insert(model(person=person, code=code), or_ignore=True)


@transaction.atomic
def edit_card(
    *,
    person: Person,
    subjects: Iterable[str],
    functions: Iterable[str],
    actor: Viewer,
    at: datetime,
    **fields: Any,
) -> Person:
    """Change the words and codes of the own card (TV-A.3: one position, any number of functions)."""
    require(policies.may_change(actor, person))
    for name in PLAIN:
        if name in fields:
            setattr(person, name, fields[name])
    name_person(person)
    person.save(update_fields=[*PLAIN, "name", "sort_key"])
    set_codes(person, subjects=subjects, functions=functions)
    publish(ProfileChanged(district_id=None, actor_id=actor.person_id, person_id=person.pk))
    return person


@transaction.atomic
def show_fields(
    *, person: Person, audiences: Mapping[str, str], actor: Viewer, at: datetime
) -> list[str]:
    """Choose who sees each field; gives the fields that wait for a consent to publication.

    «Всем» alone publishes nothing: the field goes on being seen by colleagues until its own consent
    is given (`publish_field`). A field taken back from everybody is hidden at once.
    """
    require(policies.may_change(actor, person))
    shown, waiting = {}, []
    for field in registry.CARD_FIELDS:
        wanted = audiences.get(field, "")
        if person.shown.get(field) == "all" and wanted != "all":
            withdraw_consent(person=person, purpose="publication", detail=field, actor=actor, at=at)
        if wanted == "all" and person.shown.get(field) != "all":
            waiting.append(field)
            wanted = person.shown.get(field, "")
        if wanted:
            shown[field] = wanted
    person.shown = shown
    person.is_public_name = shown.get("name") == "all"
    person.save(update_fields=["shown", "is_public_name"])
    publish(ProfileChanged(district_id=None, actor_id=actor.person_id, person_id=person.pk))
    return waiting


@transaction.atomic
def publish_field(
    *, person: Person, field: str, actor: Viewer, at: datetime, address: str | None = None
) -> None:
    """Show one field to everybody, by a consent to exactly that (152-ФЗ, article 10.1)."""
    give_consent(
        person=person, purpose="publication", detail=field, actor=actor, at=at, address=address
    )
    person.shown = {**person.shown, field: "all"}
    person.is_public_name = person.shown.get("name") == "all"
    person.save(update_fields=["shown", "is_public_name"])
    publish(ProfileChanged(district_id=None, actor_id=actor.person_id, person_id=person.pk))


@transaction.atomic
def set_workplace(*, person: Person, workplace: str, position: str = "", at: datetime) -> None:
    """Keep the short name of the main organisation on the card; affiliations are in `organizations`."""
    person.workplace = workplace[:160]
    person.position = position or person.position
    person.save(update_fields=["workplace", "position"])
    publish(ProfileChanged(district_id=None, actor_id=SYSTEM.person_id, person_id=person.pk))
