"""What the account gives to other pages: menu entries, and its own share of «Мои данные»."""

from collections.abc import Iterator
from typing import Any

from staffroom.shared.accounts import registry
from staffroom.shared.accounts.models import Consent, Person, Session
from staffroom.shared.accounts.policies import may_see_letters
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer


def _own_card(asker: Asker) -> str | None:
    pid = asker.viewer.pid
    return address_of("accounts:person", pid) if pid else None


def _sees_letters(asker: Asker) -> bool:
    return bool(may_see_letters(asker.viewer))


offer(Entry(place=Place.GUEST, code="sign-in", label="Войти", address="accounts:sign-in", order=20))
offer(
    Entry(
        place=Place.ME,
        code="card",
        label="Моя карточка",
        icon="person",
        address=_own_card,
        order=10,
        seen_by=members,
    )
)
offer(
    Entry(
        place=Place.ME,
        code="account",
        label="Настройки аккаунта",
        icon="settings",
        address="accounts:account",
        order=20,
        seen_by=members,
    )
)
offer(
    Entry(
        place=Place.ME,
        code="sign-out",
        label="Выйти",
        icon="sign-out",
        address="accounts:sign-out",
        order=90,
        seen_by=members,
        is_post=True,
    )
)
offer(
    Entry(
        place=Place.STAFF,
        code="letters",
        label="Письма",
        icon="mail",
        address="accounts:letters",
        order=90,
        seen_by=_sees_letters,
    )
)


@registry.gives_own_data("card", title="Карточка")
def card_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """The card as it is typed."""
    person = Person.objects.get(pk=person_id)
    yield {
        "Фамилия": person.last_name,
        "Имя": person.first_name,
        "Отчество": person.patronymic,
        "Почта": person.email,
        "Должность": person.position,
        "Место работы": person.workplace,
        "Год начала работы": person.since_year,
        "Категория": person.category,
        "О себе": person.about,
        "Телефон": person.phone,
        "Почта для коллег": person.contact_email,
        "Предметы": ", ".join(person.subjects.order_by("code").values_list("code", flat=True)),
        "Обязанности": ", ".join(person.functions.order_by("code").values_list("code", flat=True)),
        "Кому что видно": person.shown,
        "Аккаунт создан": person.joined_at,
    }


@registry.gives_own_data("consents", title="Согласия")
def consent_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Every consent, with its withdrawal."""
    for row in Consent.objects.filter(person_id=person_id).order_by("given_at", "pk"):
        yield {
            "Цель": row.purpose,
            "Поле": row.detail,
            "Версия текста": row.text_version,
            "Дано": row.given_at,
            "С адреса": row.address,
            "Отозвано": row.withdrawn_at,
        }


@registry.gives_own_data("sessions", title="Где вы вошли")
def session_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Standing sessions."""
    for row in Session.objects.filter(person_id=person_id).order_by("created_at", "pk"):
        yield {
            "Устройство": row.device,
            "Адрес": row.address,
            "Вход": row.created_at,
            "Последний раз": row.seen_at,
        }
