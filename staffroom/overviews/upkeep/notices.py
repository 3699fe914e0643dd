"""Whose file was shut because of a virus, and that the checker is silent."""

from collections.abc import Iterator

from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.files.access import home_of
from staffroom.core.files.events import CheckerSilent, FileLost, FileUnchecked, VirusFound
from staffroom.core.files.models import StoredFile
from staffroom.core.plugs import Notice, notice
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant


@notice(VirusFound, kind="files.virus", title="В моём файле найден вирус", default_mail="at_once")
def found(event: VirusFound) -> Iterator[Notice]:
    """The one who brought it: what has become of the file, and what to do."""
    file = StoredFile.objects.filter(pk=event.file_id).first()
    if file is None or event.owner_id is None:
        return
    home = home_of(file)
    yield Notice(
        text="В вашем файле найден вирус: мы его закрыли, никто его не получит. Так бывает не по вашей вине."
        " Проверьте компьютер антивирусом и приложите чистый файл.",
        to=[event.owner_id],
        link=home.url if home else f"/files/{file.pid}/",
    )


@notice(
    FileUnchecked,
    kind="files.unchecked",
    title="Мой файл не проверен на вирусы",
    default_mail="digest",
)
def unchecked(event: FileUnchecked) -> Iterator[Notice]:
    """The one who brought it: the file is closed to others, and what can be done."""
    file = StoredFile.objects.filter(pk=event.file_id).first()
    if file is None or event.owner_id is None:
        return
    yield Notice(
        text="Ваш файл не удалось проверить на вирусы, поэтому открываете его только вы. На странице файла"
        " сказано, что можно сделать.",
        to=[event.owner_id],
        link=f"/files/{file.pid}/",
    )


@notice(
    FileUnchecked,
    kind="files.to_decide",
    title="Файл нельзя проверить на вирусы",
    default_mail="digest",
    is_for_staff=True,
)
def to_decide(_event: FileUnchecked) -> Iterator[Notice]:
    """Technicians: a file is shut because it cannot be checked, and somebody decides about it."""
    yield Notice(
        text="Файл не удалось проверить на вирусы, он закрыт. Посмотрите, можно ли его открыть.",
        to=_technicians(),
        link=f"{reverse('upkeep:health')}#viruses",
    )


@notice(FileLost, kind="files.lost", title="Мой файл пропал с диска сайта", default_mail="at_once")
def lost(event: FileLost) -> Iterator[Notice]:
    """The one who brought it: nobody can open the file, and that it can be brought again."""
    file = StoredFile.objects.filter(pk=event.file_id).first()
    if file is None or event.owner_id is None:
        return
    home = home_of(file)
    yield Notice(
        text="Содержимое вашего файла пропало с диска сайта, открыть его нельзя. Так бывает не по вашей вине."
        " Приложите файл ещё раз.",
        to=[event.owner_id],
        link=home.url if home else f"/files/{file.pid}/",
    )


@notice(
    FileLost,
    kind="files.to_restore",
    title="Содержимое файла пропало с диска",
    default_mail="at_once",
    is_for_staff=True,
)
def to_restore(_event: FileLost) -> Iterator[Notice]:
    """Technicians: bytes are not where they should be, and a copy may have them."""
    yield Notice(
        text="Содержимое файла пропало с диска. Если оно есть в резервной копии, верните его на место и"
        " проверьте ещё раз.",
        to=_technicians(),
        link=f"{reverse('upkeep:health')}#viruses",
    )


@notice(
    CheckerSilent,
    kind="files.checker",
    title="Проверка файлов на вирусы не отвечает",
    default_mail="at_once",
    is_for_staff=True,
)
def silent(_event: CheckerSilent) -> Iterator[Notice]:
    """Technicians: new files wait for the checker."""
    yield Notice(
        text="Проверка файлов на вирусы давно не отвечает: новые файлы ждут её. Посмотрите, работает ли clamd.",
        to=_technicians(),
        link=f"{reverse('upkeep:health')}#viruses",
    )


def _technicians() -> list[int]:
    at = now()
    grants = RoleGrant.objects.filter(from_at__lte=at).exclude(to_at__lte=at)
    keys = {
        person
        for person, powers in grants.values_list("person_id", "powers")
        if powers & Power.TECHNICAL
    }
    people = Person.objects.filter(pk__in=keys, is_active=True).order_by("pk")
    return list(people.values_list("pk", flat=True))
