"""Who leads a talk: announces live hours, keeps what came out of it."""

from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications.policies.reading import Judged, Status, runs
from staffroom.shared.publications.registry import kinds


def _leads(viewer: Viewer, publication: Judged) -> Verdict:
    kind = kinds.get(publication.kind)
    if kind is None or not kind.is_led or publication.home_community is None:
        return deny("Так ведут только обсуждения сообществ.")
    if viewer.person_id != publication.author_id and not runs(viewer, publication):
        return deny("Это решают автор обсуждения и те, кто ведёт сообщество.")
    if publication.status != Status.PUBLISHED:
        return deny("Обсуждение не опубликовано.")
    return groups.may_speak(publication.home_community)


def may_hold_hour(viewer: Viewer, publication: Judged) -> Verdict:
    """Announce live hours: the author, or who runs the community, while people may answer (TV-2.2.1.d)."""
    verdict = _leads(viewer, publication)
    if verdict and publication.closed_at is not None:
        return deny("Обсуждение закрыто: сначала откройте его снова.")
    return verdict


def may_cancel_hour(viewer: Viewer, publication: Judged, host_id: int | None) -> Verdict:
    """Call them off: who may announce them, and who was named to answer."""
    if viewer.person_id is not None and viewer.person_id == host_id:
        return ALLOW
    return _leads(viewer, publication)


def may_sum_up(viewer: Viewer, publication: Judged) -> Verdict:
    """Keep what came out of the talk; a closed one too (TV-2.2.5)."""
    return _leads(viewer, publication)
