"""Those who are appointed hear of the order; the role itself is told when it begins."""

from collections.abc import Iterator

from django.urls import reverse

from staffroom.core.plugs import Notice, notice
from staffroom.features.rosters import events
from staffroom.features.rosters.queries import appointments as queries


@notice(
    events.AppointmentOrdered,
    kind="rosters.appointment",
    title="Приказы о моих назначениях",
    default_mail="at_once",
)
def ordered(event: events.AppointmentOrdered) -> Iterator[Notice]:
    """The one appointed, and the one who had it prepared."""
    one = queries.of(event.appointment_id)
    if one is None or one.document is None:
        return
    what, order = queries.title_of(one), one.document.name
    words = f"{order}: назначение «{what}», {one.person.name}".replace("{", "(").replace("}", ")")
    whom = {one.person_id, one.made_by_id} - {None, event.actor_id}
    yield Notice(
        text=words, to=sorted(key for key in whom if key), addressed=True,
        link=reverse("rosters:appointments", args=[one.district.slug]),
    )  # fmt: skip
