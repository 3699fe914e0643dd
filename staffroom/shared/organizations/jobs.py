"""Long staff lists are applied in parts, newcomers get their letter, old lists are forgotten."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.actions.letters import address_of, send_letter
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.actions import imports
from staffroom.shared.organizations.models import District, ImportDraft

BATCH = 100  # half a second: others write in between


@job(title="Загрузка списка сотрудников", timeout=900, unique=True)
def apply_staff_list(*, draft_id: int) -> None:
    """Apply a running import in small parts, each its own transaction.

    An attempt that was cut off goes on from the first line that is not behind.
    """
    draft = one_or_none(ImportDraft.objects.filter(pk=draft_id))
    if draft is None:
        return
    actor = Viewer(person_id=draft.owner_id)
    while not imports.apply_lines(draft=draft, most=BATCH, actor=actor, at=now()):
        pass


@job(title="Письмо: вас добавили в сеть района", is_post=True)
def send_invitation(*, person_id: int, district_id: int) -> None:
    """Tell a person from a staff list that the account stands, and where the password is set."""
    person = one_or_none(Person.objects.filter(pk=person_id, is_active=True))
    district = one_or_none(District.objects.filter(pk=district_id))
    if person is None or district is None or person.has_usable_password():
        return
    send_letter(
        template="organizations/letters/invited.txt",
        kind="Приглашение по списку сотрудников",
        to=person.email,
        context={
            "person": person,
            "district": district,
            "link": address_of("accounts:reset-ask"),
        },
    )


@every("40 3 * * *")
@job(title="Уборка: вчерашние списки сотрудников", queue="slow", unique=True)
def clean_imports() -> None:
    """Forget lists that were brought more than a day ago."""
    imports.drop_old(at=now())
