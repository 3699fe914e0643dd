"""Letters about the account, and the nightly cleaning."""

from datetime import timedelta

from django.conf import settings

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.actions.attempts import drop_old_tries
from staffroom.shared.accounts.actions.letters import (
    address_of,
    drop_old_letters,
    send_letter,
)
from staffroom.shared.accounts.actions.own_data import forget_old_archives, gather_archive
from staffroom.shared.accounts.actions.sessions import drop_stale_sessions
from staffroom.shared.accounts.models import OwnArchive, Person
from staffroom.shared.accounts.queries.credentials import person_by_email
from staffroom.shared.accounts.queries.links import email_token, reset_token

SECURITY = {
    "new_device": "Вход с нового устройства",
    "password_changed": "Пароль изменён",
    "second_factor_set": "Вход по коду включён",
    "second_factor_removed": "Вход по коду выключен",
}
LETTERS_KEPT = timedelta(days=90)


@job(title="Письмо: ссылка для нового пароля", queue="urgent", is_post=True)
def send_reset(*, email: str) -> None:
    """Send the link to whoever has this address; nothing tells the asker whether anybody has."""
    person = person_by_email(email)
    if person is None:
        return
    send_letter(
        template="accounts/letters/reset.txt",
        kind="Новый пароль",
        to=person.email,
        context={
            "person": person,
            "link": address_of("accounts:reset", person.pid, reset_token(person)),
        },
    )


@job(title="Письмо: подтверждение нового адреса", queue="urgent", is_post=True)
def send_email_link(*, person_id: int, email: str) -> None:
    """Send the confirming link to the new address and a warning to the present one."""
    person = Person.objects.get(pk=person_id)
    if person_by_email(email) is not None:
        send_letter(
            template="accounts/letters/email_taken.txt", kind="Смена адреса: адрес занят", to=email
        )
    else:
        link = address_of("accounts:email-confirm", email_token(person, email))
        send_letter(
            template="accounts/letters/email_link.txt",
            kind="Смена адреса: подтверждение",
            to=email,
            context={"person": person, "link": link},
        )
    send_letter(
        template="accounts/letters/email_asked.txt",
        kind="Смена адреса: предупреждение",
        to=person.email,
        context={"person": person},
    )


@job(title="Письмо о безопасности аккаунта", is_post=True)
def send_security_letter(*, person_id: int, kind: str) -> None:
    """Tell the owner that something important changed: new device, password, second factor."""
    person = one_or_none(Person.objects.filter(pk=person_id, is_active=True))
    if person is None:
        return
    send_letter(
        template=f"accounts/letters/{kind}.txt",
        kind=SECURITY[kind],
        to=person.email,
        context={
            "person": person,
            "sessions": address_of("accounts:sessions"),
            "reset": address_of("accounts:reset-ask"),
        },
    )


@job(title="Архив данных человека", queue="slow", timeout=1800, unique=True)
def gather_own_data(*, person_id: int) -> None:
    """Gather the copy that the person asked for; what is ready is not gathered again."""
    archive = OwnArchive.objects.filter(person=person_id, ready_at=None).first()
    if archive is not None:
        gather_archive(archive=archive, at=now())


@job(title="Письмо: архив данных готов", is_post=True)
def send_own_data_letter(*, person_id: int) -> None:
    """Tell the person that the copy can be taken; the letter itself holds nothing of it."""
    person = one_or_none(Person.objects.filter(pk=person_id, is_active=True))
    if person is None:
        return
    send_letter(
        template="accounts/letters/own_data.txt",
        kind="Архив данных готов",
        to=person.email,
        context={
            "person": person,
            "link": address_of("accounts:data"),
            "reset": address_of("accounts:reset-ask"),
        },
    )


@every("20 3 * * *")
@job(
    title="Уборка: прошедшие сессии, попытки входа, старые письма и архивы",
    queue="slow",
    unique=True,
)
def clean_accounts() -> None:
    """Delete what is over; letters' files go with their lines."""
    moment = now()
    drop_stale_sessions(at=moment)
    drop_old_tries(at=moment)
    for name in drop_old_letters(before=moment - LETTERS_KEPT):
        (settings.DATA_DIR / "letters" / name).unlink(missing_ok=True)
    forget_old_archives(at=moment)
