"""Who makes a section official."""

from staffroom.core.policy import Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Section, SectionKind
from staffroom.shared.communities.policies import groups


def may_make_official(viewer: Viewer, section: Section) -> Verdict:
    """Name or take away the leader of a section: who changes the community's menu (OL-2.1.3.a)."""
    if section.kind != SectionKind.TAG:
        return deny("Официальным бывает раздел «Записи с меткой».")
    return groups.may_change(viewer, section.community)
