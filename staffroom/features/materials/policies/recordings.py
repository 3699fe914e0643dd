"""What a video must say of itself before others watch it, and of which services links are taken."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from staffroom.core.errors import DomainError
from staffroom.core.files import FileRow
from staffroom.core.outside import host_of
from staffroom.features.materials.models import Adults, Material, Recording
from staffroom.features.materials.registry import WITH_CHILDREN
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.queries.links import stopped_among
from staffroom.shared.regulations.queries import Rules
from staffroom.shared.regulations.registry.video import ANY, SERVICES, Service, is_of

Services = Mapping[str, Service] | None


def services_of(rules: Rules) -> Services:
    """Services whose links are taken (`video.provider`); None: of any, empty: one's own file alone."""
    named = rules.many("video.provider")
    if ANY in named:
        return None
    return {code: one for code, one in SERVICES.items() if code in named}


def service_of(link: str) -> str:
    """What people call the site that a link leads to: «RUTUBE», or its own name."""
    host = host_of(link)
    known = (one.label for one in SERVICES.values() if is_of(one, host))
    return next(known, host.removeprefix("www."))


def require_taken(link: str, services: Services, *, field: str = "link") -> None:
    """Stop a link that is none of a site, or of a service that the regulation does not name.

    Raises:
        DomainError: what is wrong with it, and which services are taken.
    """
    parts, host = urlsplit(link), host_of(link)
    if parts.scheme not in {"http", "https"} or "." not in host or "@" in parts.netloc:
        raise DomainError(
            "Это не ссылка на видео. Она начинается с https:// и имени сайта.", field=field
        )
    if services is None or any(is_of(one, host) for one in services.values()):
        return
    if not services:
        raise DomainError(
            "Здесь показывают только свой файл: загрузите запись файлом.", field=field
        )
    names = ", ".join(one.label for one in services.values())
    raise DomainError(
        f"Ссылки на видео здесь принимают с таких служб: {names}. Эта ведёт на {service_of(link)}:"
        " выложите запись там или загрузите её файлом.",
        field=field,
    )


def recording_of(material: Material) -> Recording:
    """What the author has told of the video; an empty one where he has told nothing."""
    return Recording.objects.filter(pk=material.pk).first() or Recording(material=material)


def asks_who_is_shown(card: Material, rows: Sequence[FileRow]) -> bool:
    """True where somebody may be seen: a kind of video, a video file, a link to a service of video."""
    has_file, told = any(row.kind == "video" for row in rows), recording_of(card)
    return (
        card.kind in WITH_CHILDREN
        or has_file
        or bool(told.link or told.live_link or told.starts_at)
    )


def require_watched(card: Material, publication: Publication, rows: Sequence[FileRow]) -> None:
    """Stop a video that has nothing to watch, leads where it may not, or shows adults without consent.

    Raises:
        DomainError: what is lacking, with the field to fill.
    """
    row = recording_of(card)
    for field in ("link", "live_link"):
        if link := getattr(row, field):
            _require_link(link, publication, field)
    has_file = any(one.kind == "video" for one in rows)
    if card.kind in WITH_CHILDREN and not (row.link or row.live_link or has_file):
        raise DomainError(
            "Видео пока нет: загрузите файл записи (MP4 или WebM) или поставьте ссылку на неё.",
            field="link",
        )
    if row.live_link and row.starts_at is None:
        raise DomainError("Напишите, когда начнётся эфир.", field="starts_at")
    if row.starts_at is not None and not row.live_link:
        raise DomainError("Поставьте ссылку, по которой смотреть эфир.", field="live_link")
    _require_agreed(row)


def _require_agreed(row: Recording) -> None:
    """Adults are told of, named to the moderator, and each of them has consented."""
    if not row.adults:
        raise DomainError("Скажите, показаны ли на видео другие взрослые.", field="adults")
    if row.adults != Adults.SHOWN:
        return
    if not row.people.strip():
        raise DomainError("Напишите, кто из взрослых показан.", field="people")
    if row.agreed_at is None:
        raise DomainError(
            "Взрослых показывают с письменного согласия каждого. Отметьте, что оно есть, или сохраните"
            " черновик: бланк согласия лежит рядом с формой.",
            field="agreed",
        )


def _require_link(link: str, publication: Publication, field: str) -> None:
    """The service is one of those named by the regulation, the site none of those stopped."""
    rules = rules_of(publication.home_community or publication.district)
    require_taken(link, services_of(rules), field=field)
    if found := stopped_among(publication.district_id, [link]):
        reason = found.reason.rstrip(".")
        raise DomainError(f"На сайт {found} в сети района не ссылаются: {reason}.", field=field)
