"""What stands in the tables of publications."""

from staffroom.shared.publications.models.discussion import (
    Comment,
    Reaction,
    ReadMark,
    Subscription,
    SubscriptionLevel,
)
from staffroom.shared.publications.models.figures import HelpFigures
from staffroom.shared.publications.models.links import (
    LinkState,
    OuterAddress,
    OuterLink,
    StoppedSite,
)
from staffroom.shared.publications.models.publication import (
    BEYOND,
    Addressee,
    Audience,
    Coauthor,
    CoauthorState,
    Placement,
    Publication,
    PublicationStatus,
    Reader,
    Revision,
    Tag,
    Tagging,
)
from staffroom.shared.publications.models.summary import Summary
from staffroom.shared.publications.models.unsent import Unsent

__all__ = [
    "BEYOND",
    "Addressee",
    "Audience",
    "Coauthor",
    "CoauthorState",
    "Comment",
    "HelpFigures",
    "LinkState",
    "OuterAddress",
    "OuterLink",
    "Placement",
    "Publication",
    "PublicationStatus",
    "Reaction",
    "ReadMark",
    "Reader",
    "Revision",
    "StoppedSite",
    "Subscription",
    "SubscriptionLevel",
    "Summary",
    "Tag",
    "Tagging",
    "Unsent",
]
