"""What people are told of requests to study experience; names and words stay on the pages."""

from collections.abc import Iterator

from django.urls import reverse

from staffroom.core.plugs import Notice, notice
from staffroom.overviews.experience import events
from staffroom.overviews.experience.models import Acquaintance
from staffroom.shared.accounts.models import Person

MINE = "Просьбы познакомиться с моим опытом"
THEIRS = "Ответы на мои просьбы познакомиться с опытом"


def _page(person_id: int) -> str:
    pid = Person.objects.values_list("pid", flat=True).get(pk=person_id)
    return reverse("experience:page", args=[pid])


@notice(events.AcquaintanceAsked, kind="experience.asked", title=MINE)
def asked(event: events.AcquaintanceAsked) -> Iterator[Notice]:
    """The teacher: somebody asks, the answer is on its page."""
    rows = Acquaintance.objects.filter(pk=event.acquaintance_id)
    found = rows.values_list("experience__person__pid", "pid").first()
    if found is not None:
        yield Notice(
            text="Коллега просит познакомиться с вашим опытом.",
            to=[event.person_id], link=reverse("experience:request", args=list(found)),
        )  # fmt: skip


@notice(events.AcquaintanceAllowed, kind="experience.answered", title=THEIRS)
def allowed(event: events.AcquaintanceAllowed) -> Iterator[Notice]:
    """Who asked: the page is open to him."""
    yield Notice(
        text="Коллега открыл вам свой опыт.", to=[event.asker_id], link=_page(event.person_id)
    )


@notice(events.AcquaintanceRefused, kind="experience.answered", title=THEIRS)
def refused(event: events.AcquaintanceRefused) -> Iterator[Notice]:
    """Who asked: the page stays closed; what the teacher answered stands there."""
    yield Notice(
        text="Коллега ответил на вашу просьбу познакомиться с опытом: пока не открыл.",
        to=[event.asker_id], link=_page(event.person_id),
    )  # fmt: skip


@notice(events.AcquaintanceEnded, kind="experience.answered", title=THEIRS)
def ended(event: events.AcquaintanceEnded) -> Iterator[Notice]:
    """Who was let in: not any more."""
    yield Notice(
        text="Коллега закрыл страницу опыта, которую вам открывал.",
        to=[event.asker_id], link=_page(event.person_id),
    )  # fmt: skip
