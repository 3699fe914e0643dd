"""What is done about publications by the clock."""

import logging
from time import monotonic

from django.conf import settings

from staffroom.core import outside
from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.groups import with_all_below
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.actions import leading, links
from staffroom.shared.publications.actions.erasure import forget_mentions
from staffroom.shared.publications.actions.publishing import publish_due
from staffroom.shared.publications.actions.readers import rewrite_readers
from staffroom.shared.publications.actions.space import check_space
from staffroom.shared.publications.queries import links as outer
from staffroom.shared.publications.queries.lookups import due

log = logging.getLogger(__name__)

MOST_ASKED = 60  # addresses outside in one go
MOST_SECONDS = 480.0
FEW = 3  # silent sites that say nothing yet of our own line


@every("10 3 * * *")
@job(title="Сверка места, занятого файлами сообществ", queue="slow", timeout=600, unique=True)
def check_file_space() -> None:
    """Compare the counters with the files; a difference is our mistake, so it is logged."""
    if wrong := check_space():
        log.warning("file space: %s counters were wrong and have been corrected", wrong)


@every("* * * * *")
@job(title="Отложенные записи, чей час настал", timeout=300, unique=True)
def publish_scheduled() -> None:
    """Publish what authors put off until now, each by the rights its author has at this moment."""
    at = now()
    for key, author_id in due(at=at):
        author, _home = viewer_of(Person(pk=author_id), at=at)
        publish_due(publication_id=key, actor=author, at=at)


@job(title="Имя удалённого участника в чужих текстах", queue="slow", timeout=1800, unique=True)
def forget_name(*, person_id: int) -> None:
    """Write what an erased person is called now wherever others mentioned the person."""
    person = one_or_none(Person.objects.filter(pk=person_id).exclude(erased_at=None))
    if person is not None:
        forget_mentions(pid=person.pid, name=person.name, actor=SYSTEM, at=now())


@job(title="Кто читает записи сообщества", queue="slow", timeout=3600)
def judge_readers(*, community_id: int) -> None:
    """Write again who reads what stands in a community and in those below it; a repeat changes nothing."""
    rewrite_readers(with_all_below(community_id))


@job(title="Живой час начался", timeout=60)
def begin_hour(*, publication_id: int) -> None:
    """Tell that a talk's live hour has begun, unless it was moved or called off; a repeat does nothing."""
    leading.begin_hour(publication_id=publication_id, actor=SYSTEM, at=now())


@every("20 * * * *")
@job(title="Проверка ссылок на другие сайты", queue="slow", timeout=900, retries=1, unique=True)
def check_links() -> None:
    """Ask the addresses whose hour has come; when nobody at all answers, it is our line that is down."""
    if not settings.CHECK_LINKS:
        return
    begun, heard = monotonic(), []
    for one in outer.due(at=now(), limit=MOST_ASKED):
        if monotonic() - begun > MOST_SECONDS:
            break
        heard.append((one, outside.ask(one.address, wants_title=one.wants_title)))
    silent = {
        outside.host_of(one.address) for one, told in heard if told.heard == outside.Heard.SILENT
    }
    if len(silent) > FEW and not any(told.code for _one, told in heard):
        log.warning("links: none of %s sites answers, nothing is kept of it", len(silent))
        return
    for one, told in heard:
        links.record_answer(address_id=one.id, answer=told, actor=SYSTEM, at=now())
