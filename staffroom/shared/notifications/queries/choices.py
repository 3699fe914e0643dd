"""What people have chosen: modes of kinds, levels of communities."""

from collections.abc import Iterable, Mapping

from staffroom.core.plugs import NoticePlug
from staffroom.core.viewer import Viewer
from staffroom.shared.notifications.models import CommunityPreference, NoticeRow, Preference
from staffroom.shared.notifications.registry import Level, Mode, default_mode, kinds


def modes_of(plug: NoticePlug, person_ids: Iterable[int]) -> dict[int, Mode]:
    """How a kind reaches each of these persons."""
    people = list(person_ids)
    chosen = dict(
        Preference.objects.filter(kind=plug.kind, person__in=people).values_list(
            "person_id", "mode"
        )
    )
    usual = default_mode(plug)
    if plug.is_quiet:  # the digest tells of it; the site only those who asked
        usual = Mode.OFF
        chosen = {key: Mode.OFF if mode == Mode.DIGEST else mode for key, mode in chosen.items()}
    return {key: Mode(chosen.get(key, usual)) for key in people}


def levels_of(community_id: int | None, person_ids: Iterable[int]) -> dict[int, Level]:
    """How much each of these persons wants to hear of a community; «all» is not in the answer."""
    if community_id is None:
        return {}
    rows = CommunityPreference.objects.filter(
        community=community_id, person__in=list(person_ids)
    ).exclude(level=Level.ALL)
    return {key: Level(level) for key, level in rows.values_list("person_id", "level")}


def chosen_modes(person_id: int) -> dict[str, Mode]:
    """The mode of every kind for one person."""
    chosen = dict(Preference.objects.filter(person=person_id).values_list("kind", "mode"))
    return {code: Mode(chosen.get(code, default_mode(plug))) for code, plug in kinds().items()}


def offered(viewer: Viewer) -> Mapping[str, NoticePlug]:
    """Kinds that can happen to this person; those of who run something also where he was told once."""
    if viewer.powers or viewer.is_system:
        return kinds()
    known = set(NoticeRow.objects.filter(person=viewer.person_id).values_list("kind", flat=True))
    return {code: plug for code, plug in kinds().items() if not plug.is_for_staff or code in known}


def chosen_levels(person_id: int) -> dict[int, Level]:
    """The level of every community that the person has chosen one for."""
    rows = CommunityPreference.objects.filter(person=person_id)
    return {key: Level(level) for key, level in rows.values_list("community_id", "level")}
