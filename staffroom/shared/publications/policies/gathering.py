"""Who makes one talk of two, or two of one."""

from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications.policies.reading import Judged, Status, may_moderate
from staffroom.shared.publications.registry import kinds


def may_merge_away(viewer: Viewer, publication: Judged) -> Verdict:
    """Make a talk part of another: who moderates it; nothing that only it has may be lost."""
    kind = kinds.get(publication.kind)
    is_talk = kind is not None and kind.is_talk
    if not is_talk or publication.home_community is None or publication.status != Status.PUBLISHED:
        return deny("Объединять можно обсуждения участников.")
    if publication.coauthor_n:
        return deny("У записи есть соавторы: пусть другое обсуждение войдёт в неё.")
    if publication.summed_at is not None or publication.answer:
        return deny("У записи есть итог или ответ: пусть другое обсуждение войдёт в неё.")
    verdict = may_moderate(viewer, publication)
    return groups.may_touch(publication.home_community) if verdict else verdict


def may_merge(viewer: Viewer, publication: Judged, into: Judged) -> Verdict:
    """Merge it into this one, of the same community and for no more readers than its own author chose."""
    verdict = may_merge_away(viewer, publication)
    if not verdict:
        return verdict
    if into.pk == publication.pk or into.status != Status.PUBLISHED:
        return deny("Выберите другое обсуждение.")
    here, there = publication.home_community, into.home_community
    if there is None or here is None or there.pk != here.pk:
        return deny("Объединить можно обсуждения одного сообщества.")
    if into.audience != publication.audience:
        return deny("У этих записей разные читатели: слова увидели бы не те, кому они написаны.")
    return ALLOW


def may_split(viewer: Viewer, publication: Judged) -> Verdict:
    """Make a new talk of some of its replies: who moderates it."""
    if publication.home_community is None or publication.status != Status.PUBLISHED:
        return deny("Выделить ответы можно из опубликованного обсуждения сообщества.")
    verdict = may_moderate(viewer, publication)
    return groups.may_touch(publication.home_community) if verdict else verdict
