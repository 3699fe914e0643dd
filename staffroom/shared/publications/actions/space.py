"""The counters of communities' files, compared with the files themselves."""

from staffroom.shared.communities.actions.space import correct_space
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.queries.space import bytes_by_community


def check_space() -> int:
    """Put right what the counters missed; how many were wrong.

    The counters are read before the files are, and each is written only while it is what was read:
    a file that came meanwhile stays counted.
    """
    known = dict(Community.objects.order_by("pk").values_list("pk", "file_bytes"))
    counted = bytes_by_community()
    return sum(
        correct_space(community_id=key, counted=counted.get(key, 0), was=was)
        for key, was in known.items()
        if was != counted.get(key, 0)
    )
