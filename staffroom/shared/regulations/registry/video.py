"""Services of video that a regulation may name (`video.provider`), with the sites they live on."""

from dataclasses import dataclass

ANY = "any"  # a link of any service
OWN = "own"  # no links at all: one's own file alone


@dataclass(frozen=True, slots=True)
class Service:
    """A service of video: how people call it and the names of its sites, those below them too."""

    label: str
    hosts: tuple[str, ...]


SERVICES: dict[str, Service] = {
    "rutube": Service("RUTUBE", ("rutube.ru",)),
    "vk": Service("VK Видео", ("vkvideo.ru", "vk.com", "vk.ru")),
    "yandex": Service(
        "«Яндекс»", ("disk.yandex.ru", "yadi.sk", "360.yandex.ru", "telemost.yandex.ru")
    ),
    "ok": Service("«Одноклассники»", ("ok.ru",)),
    "dzen": Service("«Дзен»", ("dzen.ru",)),
    "mail": Service("«Облако Mail»", ("cloud.mail.ru",)),
}  # fmt: skip


def is_of(service: Service, host: str) -> bool:
    """True for a site of the service, given by its name as the network writes it."""
    return any(host == one or host.endswith(f".{one}") for one in service.hosts)
