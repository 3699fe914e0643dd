"""What people are told of plans and projects: both sides of every asking and answer."""

from collections.abc import Iterator

from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import Notice, notice
from staffroom.features.plans import events
from staffroom.features.plans.actions import plans as plan_actions
from staffroom.features.plans.actions import projects as project_actions
from staffroom.features.plans.models import Plan, PlanLine, Project, Task
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders


def _plan(event: events.PlanFact) -> Plan | None:
    return one_or_none(Plan.objects.filter(pk=event.plan_id).select_related("community__district"))


def _line(event: events.LineFact) -> PlanLine | None:
    found = PlanLine.objects.filter(pk=event.line_id)
    return found.select_related("plan__community__district").first()


def _project(event: events.ProjectFact | events.TaskFact) -> Project | None:
    found = Project.objects.filter(pk=event.project_id)
    return found.select_related("community__district").first()


def _of_line(event: events.LineFact, text: str, *to: int | None) -> Iterator[Notice]:
    line = _line(event)
    whom = [key for key in to if key and key != event.actor_id]
    if line is not None and whom:
        yield Notice(
            text=text, to=whom, addressed=True, community_id=event.community_id,
            link=f"{plan_actions.address(line.plan.community)}lines/{line.pid}/",
        )  # fmt: skip


def _of_project(
    event: events.ProjectFact | events.TaskFact, text: str, *to: int | None
) -> Iterator[Notice]:
    project = _project(event)
    whom = [key for key in to if key and key != event.actor_id]
    if project is not None and whom:
        yield Notice(
            text=text, to=whom, addressed=True, community_id=event.community_id,
            link=f"{project_actions.address(project.community)}{project.pid}/",
        )  # fmt: skip


@notice(
    events.PlanSubmitted, kind="plans.submitted", title="План ждёт утверждения", is_for_staff=True,
    default_mail="at_once",
)  # fmt: skip
def submitted(event: events.PlanSubmitted) -> Iterator[Notice]:
    """Those who approve, without who sent it."""
    plan = _plan(event)
    if plan is None or plan.submitted_at is None:
        return
    scope = ("district", plan.community.district_id)
    judges = holders(Power.MANAGE_COMMUNITIES, scope, at=plan.submitted_at)
    yield Notice(
        text="План сообщества {community} ждёт вашего решения",
        to=[one.pk for one in judges if one.pk != event.actor_id],
        link=f"{plan_actions.address(plan.community)}{plan.pid}/",
        community_id=event.community_id, addressed=True,
    )  # fmt: skip


def _decided(event: events.PlanFact, text: str) -> Iterator[Notice]:
    plan = _plan(event)
    if plan is not None and plan.submitted_by_id:
        yield Notice(
            text=text, to=[plan.submitted_by_id], community_id=event.community_id, addressed=True,
            link=f"{plan_actions.address(plan.community)}{plan.pid}/",
        )  # fmt: skip


@notice(
    events.PlanApproved, kind="plans.approved", title="Мой план утвердили", default_mail="at_once"
)
def approved(event: events.PlanApproved) -> Iterator[Notice]:
    """Who sent it."""
    yield from _decided(event, "План сообщества {community} утверждён")


@notice(
    events.PlanReturned, kind="plans.returned", title="Мой план вернули", default_mail="at_once"
)
def returned(event: events.PlanReturned) -> Iterator[Notice]:
    """Who sent it; what to correct stands on the page."""
    yield from _decided(event, "План сообщества {community} вернули на доработку")


@notice(
    events.LineOffered, kind="plans.offered", title="Мне предложили отвечать за строку плана",
    default_mail="at_once",
)  # fmt: skip
def offered(event: events.LineOffered) -> Iterator[Notice]:
    """Who is asked."""
    yield from _of_line(
        event, "Вам предлагают отвечать за строку плана в сообществе {community}", event.person_id
    )


@notice(events.LineAccepted, kind="plans.agreed", title="Согласие отвечать за строку плана")
def agreed(event: events.LineAccepted) -> Iterator[Notice]:
    """Who offered."""
    yield from _of_line(
        event, "На ваше предложение отвечать за строку плана согласились: {community}",
        event.offered_by_id,
    )  # fmt: skip


@notice(
    events.LineDeclined, kind="plans.declined", title="Отказ отвечать за строку плана",
    default_mail="at_once",
)  # fmt: skip
def declined(event: events.LineDeclined) -> Iterator[Notice]:
    """Who offered; the reason stands on the page."""
    yield from _of_line(
        event, "От строки плана отказались, причина на её странице: {community}",
        event.offered_by_id,
    )  # fmt: skip


def _changed(event: events.LineFact, text: str) -> Iterator[Notice]:
    line = _line(event)
    if line is not None and line.is_accepted:
        yield from _of_line(event, text, line.responsible_id)


@notice(events.LineMoved, kind="plans.moved", title="Перенесли строку плана, за которую я отвечаю")
def moved(event: events.LineMoved) -> Iterator[Notice]:
    """Who is responsible."""
    yield from _changed(event, "Строку плана, за которую вы отвечаете, перенесли: {community}")


@notice(
    events.LineCancelled,
    kind="plans.cancelled",
    title="Отменили строку плана, за которую я отвечаю",
)
def cancelled(event: events.LineCancelled) -> Iterator[Notice]:
    """Who is responsible."""
    yield from _changed(event, "Строку плана, за которую вы отвечаете, отменили: {community}")


@notice(
    events.MateAsked, kind="plans.mate_asked", title="Просятся в команду моего проекта",
    default_mail="at_once",
)  # fmt: skip
def mate_asked(event: events.MateAsked) -> Iterator[Notice]:
    """The leader of the project."""
    project = _project(event)
    if project is not None:
        yield from _of_project(
            event, "Участник просится в команду вашего проекта: {community}", project.leader_id
        )


@notice(
    events.MateInvited, kind="plans.mate_invited", title="Меня позвали в проект",
    default_mail="at_once",
)  # fmt: skip
def mate_invited(event: events.MateInvited) -> Iterator[Notice]:
    """Who is invited."""
    yield from _of_project(event, "Вас зовут в проект сообщества {community}", event.person_id)


@notice(events.MateJoined, kind="plans.mate_joined", title="Команда проекта пополнилась")
def mate_joined(event: events.MateJoined) -> Iterator[Notice]:
    """Both sides: who was admitted, or the leader of the project."""
    project = _project(event)
    if project is None:
        return
    yield from _of_project(event, "Вас приняли в команду проекта: {community}", event.person_id)
    if event.actor_id == event.person_id:
        yield from _of_project(
            event, "Ваше приглашение в проект приняли: {community}", project.leader_id
        )


@notice(
    events.MateRefused, kind="plans.mate_refused", title="Меня не приняли в команду проекта",
    default_mail="at_once",
)  # fmt: skip
def mate_refused(event: events.MateRefused) -> Iterator[Notice]:
    """Who asked; the reason stands on the page."""
    yield from _of_project(
        event, "Вас не приняли в команду проекта, причина на его странице: {community}",
        event.person_id,
    )  # fmt: skip


@notice(events.MateDeclined, kind="plans.mate_declined", title="Приглашение в мой проект отклонили")
def mate_declined(event: events.MateDeclined) -> Iterator[Notice]:
    """The leader of the project."""
    project = _project(event)
    if project is not None:
        yield from _of_project(
            event, "Ваше приглашение в проект отклонили: {community}", project.leader_id
        )


@notice(
    events.TaskOffered, kind="plans.task_offered", title="Мне предложили задачу проекта",
    default_mail="at_once",
)  # fmt: skip
def task_offered(event: events.TaskOffered) -> Iterator[Notice]:
    """Who is asked to take it."""
    yield from _of_project(
        event, "Вам предлагают задачу проекта в сообществе {community}", event.person_id
    )


@notice(events.TaskDeclined, kind="plans.task_declined", title="От задачи моего проекта отказались")
def task_declined(event: events.TaskDeclined) -> Iterator[Notice]:
    """The leader of the project; the reason stands beside the task."""
    project = _project(event)
    if project is not None:
        yield from _of_project(
            event, "От задачи вашего проекта отказались: {community}", project.leader_id
        )


@notice(events.TaskDone, kind="plans.task_done", title="В моём проекте сделана задача")
def task_done(event: events.TaskDone) -> Iterator[Notice]:
    """The leader of the project."""
    project = _project(event)
    known = Task.objects.filter(pk=event.task_id).exists()
    if project is not None and known:
        yield from _of_project(
            event, "В вашем проекте сделана задача: {community}", project.leader_id
        )
