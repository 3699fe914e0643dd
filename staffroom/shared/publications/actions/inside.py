"""What belongs to a section for members only is read by members only (PD-3.2)."""

from staffroom.core.errors import DomainError
from staffroom.shared.communities.models import Section
from staffroom.shared.communities.queries.groups import closed_tag
from staffroom.shared.publications.models import Placement, Publication


def _left(publication: Publication) -> Section | None:
    """The closed section whose text would be read beyond the members of its community."""
    if not publication.tags or publication.home_community_id is None:
        return None
    if not publication.is_wide:
        elsewhere = Placement.objects.filter(publication=publication)
        if not elsewhere.exclude(community=publication.home_community_id).exists():
            return None
    return closed_tag(publication.home_community_id, publication.tags)


def stays_inside(publication: Publication) -> bool:
    """False for a text of a closed section that others than its members would read."""
    return _left(publication) is None


def keep_inside(publication: Publication) -> None:
    """Judge who reads a text that carries the tag of a closed section of its community.

    Raises:
        DomainError: it would be read beyond the community.
    """
    section = _left(publication)
    if section is not None:
        message = (
            f"Записи раздела «{section.title}» видят только участники сообщества."
            f" Выберите участников, не показывайте запись в других сообществах"
            f" или уберите метку «{section.tag}»."
        )
        raise DomainError(message, field="audience")
