"""Reading the rules of a community and who has accepted them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import (
    Community,
    ConductAcceptance,
    ConductText,
    Membership,
    MembershipState,
)


@dataclass(frozen=True, slots=True)
class Conduct:
    """The rules in force, every wording newest first, and the viewer's own acceptances by number."""

    texts: Sequence[ConductText]
    accepted: dict[int, datetime]

    @property
    def current(self) -> ConductText | None:
        """The wording in force; None where the community has no rules of its own yet."""
        return self.texts[0] if self.texts else None


def conduct(viewer: Viewer, community: Community) -> Conduct:
    """The rules with their history, and when this viewer accepted which."""
    texts = ConductText.objects.filter(community=community).order_by("-number")
    mine = ConductAcceptance.objects.filter(text__community=community, person=viewer.person_id)
    return Conduct(list(texts), dict(mine.values_list("text__number", "at")))


def accepted_n(community: Community) -> tuple[int, int]:
    """How many of the members have accepted the wording in force, and how many members there are."""
    members = Membership.objects.filter(community=community, state=MembershipState.ACTIVE)
    return members.filter(conduct_n=community.conduct_n).count(), members.count()
