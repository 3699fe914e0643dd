"""What is done about materials in the background."""

from typing import Any

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.actions import guarding, streams
from staffroom.features.materials.queries.opening import open_with_children


@job(
    title="Нет ли в материале сведений об учениках",
    queue="slow",
    retries=3,
    backoff=60,
    unique=True,
)
def look_for_pupils(*, publication_id: int, **_later: Any) -> None:
    """Look through a material whose file has just been read."""
    guarding.look_for_pupils(publication_id=publication_id, actor=SYSTEM)


@job(title="Прямой эфир начался", timeout=60)
def begin_stream(*, publication_id: int) -> None:
    """Tell that a stream has begun, unless it was moved or called off; a repeat does nothing."""
    streams.begin_stream(publication_id=publication_id, actor=SYSTEM, at=now())


@every("*/10 * * * *")
@job(title="Дети на показе без согласия модератора", queue="slow", unique=True, timeout=600)
def shut_children() -> None:
    """Materials marked before a yes was asked for: members alone read them, their authors are told."""
    for key in open_with_children():
        guarding.shut(publication_id=key, actor=SYSTEM)
