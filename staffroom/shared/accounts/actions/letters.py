"""Letters leave by one door; what was sent is kept without personal data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from staffroom.shared.accounts.models import Letter as LetterRow
from staffroom.shared.accounts.models import LetterState, Person
from staffroom.ui.templating import plain_text


def address_of(name: str, *args: Any) -> str:
    """A page's whole address, for letters."""
    return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"


class Letter(EmailMessage):
    """A letter that knows what the technician's page calls it."""

    kind = ""


def send_letter(
    *,
    template: str,
    to: str,
    kind: str = "Письмо",
    context: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> None:
    """Send one plain-text letter.

    Args:
        template: «accounts/letters/reset.txt»; the first line is the subject.
        to: the address; one letter, one address.
        kind: what the technician's page calls it, without personal data.
        context: the words of the template.
        headers: more headers, such as List-Unsubscribe.
    """
    page = plain_text().get_template(template).render(site=settings.SITE_ADDRESS, **(context or {}))
    subject, _, body = page.strip().partition("\n")
    letter = Letter(
        subject=" ".join(subject.split()),
        body=f"{body.strip()}\n",
        to=[to],
        headers=headers or {},
    )
    letter.kind = kind
    letter.send()


def masked(address: str) -> str:
    """An address as the technician may see it: «а***@tula.example»."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def is_demonstration(address: str) -> bool:
    """True for an invented address: its letters hold nobody's data."""
    if address.rpartition("@")[2].endswith(".example"):
        return True
    return Person.objects.filter(email=address.lower(), is_demo=True).exists()


def note_letter(
    *,
    kind: str = "Письмо",
    address: str,
    state: LetterState,
    at: datetime,
    file_name: str = "",
    problem: str = "",
) -> LetterRow:
    """Keep the fact of a letter for the technician's page."""
    return LetterRow.objects.create(
        kind=kind[:80],
        masked_address=masked(address)[:254],
        state=state,
        is_demo=is_demonstration(address),
        file_name=file_name,
        problem=problem[:255],
        at=at,
    )


def drop_old_letters(*, before: datetime) -> Sequence[str]:
    """Forget letters older than the moment; gives the names of their files."""
    old = list(LetterRow.objects.filter(at__lt=before).values_list("pk", "file_name"))
    LetterRow.objects.filter(pk__in=[key for key, _ in old]).delete()
    return [name for _, name in old if name]
