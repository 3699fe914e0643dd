"""What rows of several rooms share: the arguments of addresses, and answers that go together."""

from tests.architecture.access import SIGN_IN
from tests.factories.world import World

KEEPERS = {"guest": SIGN_IN, "signed_in": 404}  # only those who keep it know of the page
READERS = {"member": 200, "author": 200, "moderator": 200, "coordinator": 200}
UNSEEN = {"guest": 404, "stranger": 404, "technician": 404}
HIDDEN = {"guest": SIGN_IN, "stranger": 404, "technician": 404}


def in_district(w: World) -> tuple[str]:
    return (w.district.slug,)


def in_community(w: World) -> tuple[str, str]:
    return (w.district.slug, f"{w.community.pid}-{w.community.slug}")


def at_school(w: World) -> tuple[str, str]:
    return (w.district.slug, w.organization.pid)


def at_topic(w: World) -> tuple[str]:
    return (f"{w.topic.pid}-{w.topic.slug}",)


def at_open_topic(w: World) -> tuple[str]:
    return (f"{w.open_topic.pid}-{w.open_topic.slug}",)


def at_comment(w: World) -> tuple[str, int]:
    return (w.topic.pid, w.comment.seq)


def insiders(member: int, author: int, moderator: int, coordinator: int) -> dict[str, int | str]:
    """Answers where those outside the community must not know of the thing at all."""
    return {
        **HIDDEN,
        "member": member,
        "author": author,
        "moderator": moderator,
        "coordinator": coordinator,
    }


def leaders(moderator: int, coordinator: int) -> dict[str, int | str]:
    """Answers where everybody sees the community but only those who run it may act."""
    return {"guest": SIGN_IN, "signed_in": 403, "moderator": moderator, "coordinator": coordinator}
