"""A visitor's question becomes somebody's duty with a term; the answer becomes a letter."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.overviews.site import events, jobs
from staffroom.overviews.site.actions.inquiries import join_inquiries
from staffroom.overviews.site.models import Inquiry
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties import actions, queries
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.ui.words import in_quotes


@on(events.InquiryAsked)
def question_waits(event: events.InquiryAsked) -> None:
    """Those who run the community owe an answer; those who keep the site, when it is to the district."""
    inquiry = Inquiry.objects.select_related("district", "community").get(pk=event.inquiry_id)
    community, at = inquiry.community, now()
    power = Power.MODERATE if community else Power.PUBLISH_NEWS
    rules = rules_of(community or inquiry.district)
    actions.open_duty(
        kind=DutyKind.INQUIRY,
        district_id=inquiry.district_id,
        subject=("inquiry", inquiry.pk),
        title=f"Вопрос с сайта: {in_quotes(community.name)}"
        if community
        else "Вопрос посетителя сайта",
        url=f"/{inquiry.district.slug}/staff/questions/{inquiry.pid}/",
        power=power,
        scope=queries.scope_of_community(power, community, at=at)
        if community
        else ("district", inquiry.district_id),
        due_at=inquiry.due_at,
        clause=rules.source("consultations.sla_days").clause[:80],
        rules_id=rules.id,
        actor=Viewer(person_id=event.actor_id),
        at=at,
    )


@on(CommunityMerged)
def community_merged(event: CommunityMerged) -> None:
    """Its questions go with it."""
    join_inquiries(source_id=event.community_id, target_id=event.into_id)


@on(events.InquiryAnswered)
def answer_goes(event: events.InquiryAnswered) -> None:
    """The letter leaves, nothing is owed any more."""
    jobs.send_answer.enqueue(inquiry_id=event.inquiry_id)
    _close(event, Outcome.DONE)


@on(events.InquiryDeclined)
def closed(event: events.InquiryDeclined) -> None:
    """Nothing is owed."""
    _close(event, Outcome.REFUSED)


def _close(event: events.InquiryFact, outcome: Outcome) -> None:
    actions.close_duties(
        subject=("inquiry", event.inquiry_id),
        outcome=outcome,
        actor=Viewer(person_id=event.actor_id),
        at=now(),
    )
