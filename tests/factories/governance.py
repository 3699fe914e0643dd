"""An application in the small district."""

from staffroom.features.governance.models import (
    Application,
    ApplicationState,
    Founder,
    Question,
    Topic,
)
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Publication
from tests.factories.world import THEN, World, publication


def application(world: World, state: str = ApplicationState.DRAFT) -> Application:
    """Анна's, filed together with Борис, whose consent is still asked for in a draft."""
    is_draft = state == ApplicationState.DRAFT
    made = Application.objects.create(
        district=world.district, rules_id=rules_of(world.district).id, way="application",
        initiator_kind="person", author=world.anna, kind="problem_group", name="Читаем условие",
        goal="Понять условие", leader=world.anna, state=state, made_at=THEN,
        submitted_at=None if is_draft else THEN,
    )  # fmt: skip
    for person, consent in (
        (world.anna, "agreed"),
        (world.boris, "asked" if is_draft else "agreed"),
    ):
        Founder.objects.create(
            application=made, person=person, organization=world.organization, consent=consent,
            asked_at=THEN,
        )  # fmt: skip
    return made


def submitted(world: World) -> Application:
    """The same, waiting for a decision, with one question."""
    made = application(world, ApplicationState.SUBMITTED)
    Question.objects.create(
        application=made, words="Кто проведёт урок?", asked_by=world.dmitry, asked_at=THEN
    )
    return made


def topic(world: World) -> Topic:
    """A topic that Дмитрий offers in the name of the department."""
    return Topic.objects.create(
        district=world.district, title="Речь на уроке", problem="Дети мало говорят",
        offered_by=world.dmitry, offered_at=THEN,
    )  # fmt: skip


def initiative(world: World) -> Publication:
    """Анна's, for members of the community."""
    return publication(world.anna, world.community, "Клуб молодых учителей", kind="initiative")
