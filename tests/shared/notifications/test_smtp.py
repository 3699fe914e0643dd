"""Letters over a real SMTP conversation with a real server on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
import email
from email.message import Message
from email.policy import default
import socketserver
import threading

from django.conf import settings
import pytest

from staffroom.shared.accounts.models import Letter, LetterState
from staffroom.shared.notifications.actions import letters
from staffroom.shared.notifications.models import MailSetting, NoticeRow
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@dataclass
class Box:
    """What the server received."""

    port: int = 0
    recipients: list[list[str]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    refuses: bool = False


def handler(box: Box) -> type[socketserver.StreamRequestHandler]:  # noqa: C901 - a conversation
    """A server that speaks as much SMTP as RFC 5321 asks of one that takes letters."""

    class Smtp(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 mail.test ESMTP")
            to: list[str] = []
            while line := self.rfile.readline().decode().strip():
                verb = line.split()[0].upper()
                if verb in {"EHLO", "HELO"}:
                    self.say("250 mail.test")
                elif verb == "MAIL":
                    self.say("451 try later" if box.refuses else "250 ok")
                elif verb == "RCPT":
                    to.append(line.partition("<")[2].partition(">")[0])
                    self.say("250 ok")
                elif verb == "DATA":
                    self.say("354 go on")
                    body = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        body += part[1:] if part.startswith(b"..") else part
                    box.messages.append(email.message_from_bytes(body, policy=default))
                    box.recipients.append(to)
                    to = []
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

    return Smtp


@pytest.fixture
def box(settings) -> Iterator[Box]:
    """A running server, and the settings of an installation that sends by it."""
    kept = Box()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler(kept)) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "staffroom.shared.accounts.adapters.letters.LetterBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
        settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield kept
        server.shutdown()


def waiting(at) -> NoticeRow:
    """A notice of a reply whose letter is due."""
    world = make_world()
    return NoticeRow.objects.create(
        person=world.anna, kind="publications.answer", publication=world.topic, at=at,
        text="Новый ответ на вашу запись {publication}", mail=NoticeRow.Mail.AT_ONCE,
    )  # fmt: skip


def test_a_letter_reaches_the_server_whole(box, at) -> None:
    row = waiting(at)
    assert letters.send_notice(notice_id=row.pk, at=at)
    (letter,) = box.messages
    assert box.recipients == [[row.person.email]]
    subject = "Новый ответ на вашу запись «Как объяснить дроби» · Берёзовский район"
    assert letter["Subject"].strip() == subject
    assert letter["To"].strip() == row.person.email
    assert (letter["Cc"], letter["Bcc"]) == (None, None)
    assert (
        letter["List-Unsubscribe"]
        .strip()
        .startswith(f"<{settings.SITE_ADDRESS}/notices/unsubscribe/")
    )
    assert letter["List-Unsubscribe-Post"].strip() == "List-Unsubscribe=One-Click"
    kinds = [part.get_content_type() for part in letter.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html"]
    plain = letter.get_body(preferencelist=("plain",)).get_content()
    assert plain.startswith("Здравствуйте, Анна!")
    assert Letter.objects.get().state == LetterState.SENT
    assert not letters.send_notice(notice_id=row.pk, at=at)
    assert len(box.messages) == 1


def test_a_refused_letter_is_tried_again(box, at) -> None:
    row = waiting(at)
    box.refuses = True
    with pytest.raises(OSError, match="try later"):
        letters.send_notice(notice_id=row.pk, at=at)
    assert MailSetting.objects.get(person=row.person).sent_n == 0
    box.refuses = False
    assert letters.send_notice(notice_id=row.pk, at=at)
    assert len(box.messages) == 1
