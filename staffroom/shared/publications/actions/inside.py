"""What belongs to a section for members only is read by members only (PD-3.2)."""

from staffroom.core.errors import DomainError
from staffroom.shared.communities.queries.groups import closed_tag
from staffroom.shared.publications.models import Publication


def keep_inside(publication: Publication) -> None:
    """Judge who reads a text that carries the tag of a closed section of its community.

    Raises:
        DomainError: it would be read beyond the community.
    """
    if not publication.is_wide or not publication.tags or publication.home_community_id is None:
        return
    section = closed_tag(publication.home_community_id, publication.tags)
    if section is not None:
        message = (
            f"Записи раздела «{section.title}» видят только участники сообщества."
            f" Выберите участников или уберите метку «{section.tag}»."
        )
        raise DomainError(message, field="audience")
