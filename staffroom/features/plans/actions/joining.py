"""Plans and projects of a community that became part of another: all of it goes on there."""

from django.db import transaction
from django.db.models import Q

from staffroom.features.plans.models import Plan, PlanLine, Project, Rubric


@transaction.atomic
def join_works(*, source_id: int, target_id: int) -> None:
    """Projects go over as they are; plans too, and the lines of one whose period is planned there already.

    A rubric stays behind only where its day of the week has one there.
    """
    Project.objects.filter(community=source_id).update(community=target_id)
    there = {(one.starts_on, one.ends_on): one for one in Plan.objects.filter(community=target_id)}
    for plan in Plan.objects.filter(community=source_id).order_by("pk"):
        standing = there.get((plan.starts_on, plan.ends_on))
        if standing is None:
            Plan.objects.filter(pk=plan.pk).update(community=target_id)
            continue
        PlanLine.objects.filter(plan=plan).update(plan=standing)
        if plan.plain:
            standing.html, standing.plain = (
                f"{standing.html}{plan.html}", f"{standing.plain}\n{plan.plain}".strip()
            )  # fmt: skip
            standing.save(update_fields=["html", "plain"])
    taken = Rubric.objects.filter(community=target_id).values("weekday")
    Rubric.objects.filter(~Q(weekday__in=taken), community=source_id).update(community=target_id)
