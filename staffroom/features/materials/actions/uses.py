"""Lessons given by a material; making one's own of it."""

from datetime import date, datetime
import re

from django.db import IntegrityError, transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.models import Material, Use
from staffroom.features.materials.policies import uses as policies
from staffroom.features.materials.registry import MATERIAL
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import write_draft
from staffroom.shared.publications.models import Publication

# What a new material takes over from the one it is made of; what its author declares he declares anew.
TAKEN = (
    "kind", "subject", "level", "grade_from", "grade_to", "standard", "requirement", "programme",
    "age", "language",
)  # fmt: skip

PICTURES = re.compile(r"<figure[^>]*>.*?</figure>|<img[^>]*>", re.DOTALL)


@transaction.atomic
def tell_of_use(
    *, material: Material, held_on: date, grade: str, changed: str, result: str, actor: Viewer,
    at: datetime, today: date,
) -> Use:  # fmt: skip
    """«Провёл урок»: note a lesson given by the material (BB-2.1.7).

    Args:
        material: what the lesson was given by.
        held_on: the day of the lesson.
        grade: «7 Б», «старшая группа».
        changed: what the teacher changed; may be empty.
        result: what came of it; may be empty.
        actor: the teacher.
        at: now.
        today: the day where the district lives.

    Raises:
        Forbidden: his own material, or it may not be touched.
        DomainError: a day to come or too long ago; the same lesson told of twice.
    """
    publication = material.publication
    require(policies.may_tell_of_use(actor, publication))
    if held_on > today:
        raise DomainError("Урок ещё не прошёл: расскажите о нём после.", field="held_on")
    if held_on < today - policies.OLDEST:
        raise DomainError(
            "Это было слишком давно: укажите день за последние два года.", field="held_on"
        )
    person = Person.objects.get(pk=actor.author_id)
    row = Use(
        material=material, person=person, workplace=person.workplace, held_on=held_on,
        grade=grade.strip(), changed=changed.strip(), result=result.strip(),
        version_n=max(1, material.version_n), made_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise DomainError("Об этом уроке вы уже рассказали.", field="held_on") from clash
    Material.objects.filter(pk=material.pk).update(use_n=F("use_n") + 1)
    publish(_fact(events.MaterialUsed, publication, actor, row.pk))
    return row


@transaction.atomic
def withdraw_use(*, use: Use, actor: Viewer) -> None:
    """Take the record of a lesson back."""
    require(policies.may_withdraw_use(actor, use))
    publication, key = use.material.publication, use.pk
    if Use.objects.filter(pk=key).delete()[0]:
        Material.objects.filter(pk=use.material_id).update(use_n=F("use_n") - 1)
        publish(_fact(events.UseWithdrawn, publication, actor, key))


def _fact(
    event: type[events.MaterialUsed | events.UseWithdrawn],
    publication: Publication,
    actor: Viewer,
    use_id: int,
) -> events.MaterialFact:
    return event(
        district_id=publication.district_id, actor_id=actor.person_id, use_id=use_id,
        publication_id=publication.pk, community_id=publication.home_community_id,
    )  # fmt: skip


@transaction.atomic
def adapt(*, material: Material, home: Community, actor: Viewer, at: datetime) -> Publication:
    """«Создать на основе»: a draft with the words of a material that credits it (BB-5.1.3).

    Pictures and files stay with the original: their owner gave them to its readers only.

    Args:
        material: what the new one is made of.
        home: the community where the new one begins.
        actor: who makes it.
        at: now.

    Raises:
        Forbidden: the terms do not allow changing.
    """
    require(policies.may_adapt(actor, material.publication, material.terms))
    shown = material.publication
    taken = {name: getattr(material, name) for name in TAKEN}
    return write_draft(
        kind=MATERIAL.code, home=home, actor=actor, at=at,
        content=Content(
            title=shown.title, text=clean(without_pictures(shown.html)), tags=shown.tags,
            theme="", card={**taken, "based_on_id": material.pk, "based_on_n": material.version_n or 1},
        ),
    )  # fmt: skip


def without_pictures(html: str) -> str:
    """The text without its pictures."""
    return PICTURES.sub("", html)


@transaction.atomic
def count_adapted(*, publication: Publication, actor: Viewer) -> None:
    """What was made of another material has been published: the source knows of it."""
    row = Material.objects.filter(publication=publication).select_related("based_on").first()
    if row is None or row.based_on is None:
        return
    source = row.based_on.publication
    shown = Material.objects.filter(based_on=source.pk, publication__published_at__isnull=False)
    Material.objects.filter(pk=source.pk).update(adapted_n=shown.count())
    publish(
        events.MaterialAdapted(
            district_id=source.district_id, actor_id=actor.person_id, publication_id=source.pk,
            community_id=source.home_community_id, adapted_id=publication.pk,
        )
    )  # fmt: skip
