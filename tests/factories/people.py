"""Persons of the tests, and a fast way to sign them in."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from staffroom.core.sorting import sort_key
from staffroom.shared.accounts.models import FunctionHeld, Person, SubjectTaught

PASSWORD = "сирень-цветёт-в-мае"
JOINED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

_numbers = count(1)
_hashed: dict[str, str] = {}


def person(
    name: str = "",
    *,
    email: str = "",
    password: str = PASSWORD,
    subjects: tuple[str, ...] = (),
    functions: tuple[str, ...] = (),
    **fields: Any,
) -> Person:
    """A saved person; `name` is «Имя Фамилия», the e-mail is made up unless given."""
    number = next(_numbers)
    first, _, last = (name or f"Ольга Иванова{number}").partition(" ")
    last = last or "Петрова"
    if password not in _hashed:
        _hashed[password] = make_password(password)
    made = Person.objects.create(
        email=email or f"person{number}@test.example",
        password=_hashed[password],
        first_name=first,
        last_name=last,
        name=f"{first} {last}",
        sort_key=sort_key(last, first, fields.get("patronymic", "")),
        **{"joined_at": JOINED, "email_confirmed_at": JOINED, **fields},
    )
    SubjectTaught.objects.bulk_create(SubjectTaught(person=made, code=code) for code in subjects)
    FunctionHeld.objects.bulk_create(FunctionHeld(person=made, code=code) for code in functions)
    return made


def sign_in(client: Client, who: Person) -> Client:
    """The client, signed in as the person without asking for the password."""
    client.force_login(who)
    return client
