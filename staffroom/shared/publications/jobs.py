"""What is done about publications by the clock."""

import logging

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.groups import with_all_below
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.actions import leading
from staffroom.shared.publications.actions.erasure import forget_mentions
from staffroom.shared.publications.actions.publishing import publish_due
from staffroom.shared.publications.actions.readers import rewrite_readers
from staffroom.shared.publications.actions.space import check_space
from staffroom.shared.publications.queries.lookups import due

log = logging.getLogger(__name__)


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
    person = Person.objects.filter(pk=person_id).exclude(erased_at=None).first()
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
