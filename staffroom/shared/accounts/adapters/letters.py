"""Django's mail backend: over SMTP where the settings name a server, into files where not."""

from collections.abc import Sequence
from email.utils import parseaddr
import secrets
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from staffroom.core.clock import now
from staffroom.shared.accounts.actions.letters import note_letter
from staffroom.shared.accounts.models import LetterState

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class LetterBackend(BaseEmailBackend):
    """Keeps a line for each letter; the technician sees that post works, not what it says."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002 - Django's signature
        super().__init__(fail_silently=fail_silently)
        self.options = options

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send or file each letter; a refusal of the server is kept and raised for a later try."""
        for message in email_messages:
            self._send(message)
        return len(email_messages)

    def _send(self, message: EmailMessage) -> None:
        kind = getattr(message, "kind", "") or "Письмо"
        address = parseaddr(message.to[0])[1]
        if not settings.EMAIL_HOST:
            note_letter(
                kind=kind,
                address=address,
                state=LetterState.FILED,
                at=now(),
                file_name=_file(message),
            )
            return
        try:
            get_connection(SMTP, **self.options).send_messages([message])
        except OSError as refused:  # smtplib's errors are OSError too
            note_letter(
                kind=kind,
                address=address,
                state=LetterState.FAILED,
                at=now(),
                problem=type(refused).__name__,
            )
            raise
        note_letter(kind=kind, address=address, state=LetterState.SENT, at=now())


def _file(message: EmailMessage) -> str:
    folder = settings.DATA_DIR / "letters"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
    (folder / name).write_bytes(message.message().as_bytes())
    return name
