"""Letters of notices: one recipient each, rights judged when they go, never in quiet hours."""

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import engines
from django.urls import reverse

from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.notifications.models import MailSetting, NoticeRow
from staffroom.shared.notifications.queries import choices, clock, digests
from staffroom.shared.notifications.queries.notices import Shown, shown
from staffroom.shared.notifications.registry import (
    Channel,
    Level,
    Line,
    Message,
    Mode,
    channels,
    kinds,
    register_channel,
)
from staffroom.shared.organizations.models import District
from staffroom.ui.templating import plain_text

SUBJECT = 160  # signs of the notice in the subject of its letter
A_DAY = 20  # letters a person gets in a day; what comes after waits for the digest
SALT = "staffroom.notifications.unsubscribe"
Mail = NoticeRow.Mail


def token(person: Person, kind: str) -> str:
    """What the address for unsubscribing carries; it opens nothing else."""
    return signing.dumps([person.pid, kind], salt=SALT)


def read_token(said: str) -> tuple[str, str] | None:
    """The public id and the kind of a token of ours, or None."""
    try:
        pid, kind = signing.loads(said, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(pid), str(kind)


class _Letter(EmailMultiAlternatives):
    """A letter that knows what the technician's page calls it."""

    kind = "Уведомление"


class Email:
    """Letters by SMTP, or into files where the settings name no server."""

    code = "email"
    label = "Электронная почта"

    def reaches(self, person: Person) -> bool:
        """True for a confirmed address."""
        return bool(person.email and person.email_confirmed_at and person.is_active)

    def send(self, person: Person, message: Message) -> None:
        """One letter to one person, in plain text and simple HTML."""
        leave = settings.SITE_ADDRESS + reverse(
            "notifications:unsubscribe", args=[token(person, message.kind)]
        )
        context = {
            "message": message,
            "site": settings.SITE_ADDRESS,
            "leave": leave,
            "settings_page": settings.SITE_ADDRESS + reverse("notifications:settings"),
        }
        letter = _Letter(
            subject=_one_line(message.subject),
            body=_plain("notifications/letters/message.txt", context),
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        letter.kind = "Сводка" if message.kind == "digest" else _Letter.kind
        page = engines.all()[0].get_template("notifications/letters/message.html")
        letter.attach_alternative(page.render(context), "text/html")
        letter.send()


register_channel(Email())


def _plain(template: str, context: dict[str, Any]) -> str:
    return f"{plain_text().get_template(template).render(context).strip()}\n"


def _one_line(words: str) -> str:
    """A header's words: one line, no control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:200]


def _reachable(person: Person) -> list[Channel]:
    return [channel for channel in channels.values() if channel.reaches(person)]


def _send(person: Person, message: Message) -> None:
    for channel in _reachable(person):
        channel.send(person, message)


def postpone(notice_id: int, *, at: datetime) -> datetime | None:
    """When the letter of a notice may go: now, after quiet hours; None if no letter is due."""
    row = one_or_none(NoticeRow.objects.select_related("person").filter(pk=notice_id))
    if row is None or not _is_wanted(row):
        return None
    setting, zone, _district = _clock(row.person)
    return clock.may_come_at(setting, zone, at)


def _clock(person: Person) -> tuple[MailSetting, Any, District | None]:
    district, setting = clock.home_district(person.pk), clock.setting_of(person)
    return setting, clock.zone_of(setting, district), district


def _is_wanted(row: NoticeRow) -> bool:
    """Unread, not mailed, and the person still wants such letters."""
    if row.read_at is not None or row.mail != Mail.AT_ONCE or row.mailed_n >= row.n:
        return False
    plug = kinds().get(row.kind)
    if plug is None or choices.modes_of(plug, [row.person_id])[row.person_id] != Mode.AT_ONCE:
        return False
    level = choices.levels_of(row.community_id, [row.person_id]).get(row.person_id, Level.ALL)
    return level != Level.NONE


def send_notice(*, notice_id: int, at: datetime) -> bool:
    """Send the letter of one notice, if it is still unread, wanted and readable; True when it went.

    The twenty-first of a day is left to the digest.
    """
    row = one_or_none(NoticeRow.objects.select_related("person", "actor").filter(pk=notice_id))
    if row is None or not _is_wanted(row):
        return False
    seen = shown(viewer_for(row.person, at=at), [row])
    if not seen or not _reachable(row.person):
        return False
    setting, zone, district = _clock(row.person)
    if not _take(row, setting, at.astimezone(zone), at):
        return False
    try:
        _send(row.person, _of_notice(row.person, seen[0], district))
    except Exception:
        _give_back(row)
        raise
    return True


def _give_back(row: NoticeRow) -> None:
    """The post refused: the letter waits for its next try and is not counted."""
    NoticeRow.objects.filter(pk=row.pk).update(mailed_n=row.mailed_n, mailed_at=row.mailed_at)
    MailSetting.objects.filter(person=row.person_id, sent_n__gt=0).update(sent_n=F("sent_n") - 1)


@transaction.atomic
def _take(row: NoticeRow, setting: MailSetting, local: datetime, at: datetime) -> bool:
    """Count the letter to the day and mark the notice mailed; False when the day is full.

    It is committed before the letter goes: no transaction waits for a mail server.
    """
    setting, _made = MailSetting.objects.select_for_update().get_or_create(person=row.person)
    sent = setting.sent_n if setting.sent_on == local.date() else 0
    if sent >= A_DAY:
        NoticeRow.objects.filter(pk=row.pk).update(mail=Mail.DIGEST)
        return False
    MailSetting.objects.filter(pk=setting.pk).update(sent_on=local.date(), sent_n=sent + 1)
    mine = NoticeRow.objects.filter(pk=row.pk, mailed_n__lt=F("n"))
    return bool(mine.update(mailed_n=F("n"), mailed_at=at))


def _of_notice(person: Person, seen: Shown, district: District | None) -> Message:
    return Message(
        kind=seen.kind,
        subject=_titled(shorten(seen.outer_words, SUBJECT, placeholder="…"), district),
        greeting=f"Здравствуйте, {person.first_name}!",
        lines=[Line(words=seen.outer_words, href=settings.SITE_ADDRESS + seen.href)],
    )


def _titled(words: str, district: District | None) -> str:
    return f"{words} · {district.short_name}" if district else words


def send_digest(*, person_id: int, at: datetime) -> bool:
    """Send today's digest to one person; nothing new, no letter. True when it went."""
    person = one_or_none(Person.objects.filter(pk=person_id, is_active=True))
    if person is None:
        return False
    district = clock.home_district(person.pk)
    setting = digests.is_due(person, district, at=at)
    if setting is None or not _reachable(person):
        return False
    found = digests.digest(viewer_for(person, at=at), person, setting, at=at)
    day = at.astimezone(clock.zone_of(setting, district)).date()
    if found.lines:
        _send(person, _of_digest(person, found, district))
    with transaction.atomic():
        MailSetting.objects.update_or_create(
            person=person, defaults={"digest_on": day, "digest_at": at}
        )
        _told(found.told, at)
    return bool(found.lines)


def _told(rows: Sequence[NoticeRow], at: datetime) -> None:
    keys = [row.pk for row in rows]
    NoticeRow.objects.filter(pk__in=keys).update(mailed_n=F("n"), mailed_at=at)


def _of_digest(person: Person, found: digests.Digest, district: District | None) -> Message:
    return Message(
        kind="digest",
        subject=_titled("Что нового в ваших сообществах", district),
        greeting=f"Здравствуйте, {person.first_name}!",
        lines=[
            Line(words=line.words, href=settings.SITE_ADDRESS + line.href) for line in found.lines
        ],
        rest=found.rest,
    )
