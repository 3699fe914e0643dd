"""What time brings: unanswered questions, terms that are near."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties import actions, queries
from staffroom.shared.duties.registry import DutyKind
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.registry import page_address
from staffroom.ui.words import in_quotes


@every("15 * * * *")
@job(title="Вопросы без ответа", queue="slow", unique=True, timeout=300)
def raise_unanswered() -> None:
    """A question that waits too long becomes a duty of those who moderate its community."""
    for question in queries.unanswered(at=now()):
        _raise(question)


def _raise(question: Publication) -> None:
    home = question.home_community
    if home is None:
        return
    at, rules = now(), rules_of(home)
    actions.open_duty(
        kind=DutyKind.UNANSWERED,
        district_id=question.district_id,
        subject=("publication", question.pk),
        title=f"Вопрос без ответа: {in_quotes(question.title)}",
        url=page_address(question.pid, question.slug),
        power=Power.MODERATE,
        scope=queries.scope_of_community(Power.MODERATE, home, at=at),
        clause=rules.source("consultations.sla_days").clause[:80],
        rules_id=rules.id,
        actor=SYSTEM,
        at=at,
    )


@every("40 * * * *")
@job(title="Напоминания о сроках", queue="slow", unique=True, timeout=300)
def remind_of_terms() -> None:
    """Those who owe something are reminded on the days before its term that the regulation names."""
    at = now()
    for duty, on in list(queries.reminders(at=at)):
        actions.remind(duty=duty, on=on, actor=SYSTEM, at=at)


@every("50 * * * *")
@job(title="Просроченные дела: контролирующим", queue="slow", unique=True, timeout=600)
def escalate_overdue() -> None:
    """Each working day a controller is told once of everything overdue under his control."""
    at = now()
    for district in queries.districts_overdue(at=at):
        on = queries.today_in(district, at)
        for person, overdue in queries.controllers(district, at=at):
            actions.escalate(district=district, controller=person, overdue=overdue, on=on, at=at)
