"""Duties of the tests."""

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties import actions
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import DutyKind
from tests.factories.world import THEN, World


def report_duty(world: World) -> Duty:
    """A report about the topic waits for those who moderate the community."""
    made = actions.open_duty(
        kind=DutyKind.REPORT,
        district_id=world.district.pk,
        subject=("publication", world.topic.pk),
        title="Жалоба на запись",
        url="/p/x/",
        power=Power.MODERATE,
        scope=("community", world.community.pk),
        actor=SYSTEM,
        at=THEN,
    )
    return made or Duty.objects.get(kind=DutyKind.REPORT, subject_id=world.topic.pk, closed_at=None)


def question_duty(world: World) -> Duty:
    """A question of the community that nobody has answered; it may be closed with words."""
    made = actions.open_duty(
        kind=DutyKind.UNANSWERED,
        district_id=world.district.pk,
        subject=("publication", world.topic.pk),
        title="Вопрос без ответа",
        url="/p/x/",
        power=Power.MODERATE,
        scope=("community", world.community.pk),
        actor=SYSTEM,
        at=THEN,
    )
    kept = Duty.objects.filter(kind=DutyKind.UNANSWERED, subject_id=world.topic.pk, closed_at=None)
    return made or kept.get()
