"""The permanent topic about acts stands as soon as it is due; an exchange of the week is summed up in a week."""

from datetime import timedelta

from staffroom.core.clock import now
from staffroom.core.events import Event, on
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.forum.registry import EXCHANGE
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.events import RoleGranted
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties import queries as duty_queries
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events as publications
from staffroom.shared.publications.actions.meta import open_meta_topic
from staffroom.shared.publications.models import Publication
from staffroom.shared.regulations.events import ProfileAdopted, ProfileChanged
from staffroom.ui.words import in_quotes


@on(ProfileAdopted)
@on(ProfileChanged)
@on(RoleGranted)
def open_the_topic_about_acts(event: Event) -> None:
    """Another regulation, another rule or the first coordinator: look whether the topic is due."""
    if isinstance(event, RoleGranted) and event.scope_kind != "district":
        return
    if event.district_id is None:
        return
    district = one_or_none(District.objects.filter(pk=event.district_id))
    if district is not None:
        open_meta_topic(district=district, at=now())


WEEK = timedelta(days=7)


@on(publications.PublicationPublished)
@on(publications.PublicationRestored)
def exchange_begins(event: publications.PublicationFact) -> None:
    """Those who run the community owe what came out of it in a week (TV-2.2.5)."""
    if event.kind != EXCHANGE.code or event.community_id is None:
        return
    found = Publication.objects.select_related("home_community").get(pk=event.publication_id)
    if found.summed_at is not None or found.home_community is None:
        return
    at = now()
    home = duty_queries.scope_of_community(Power.MODERATE, found.home_community, at=at)
    duties.open_duty(
        kind=DutyKind.EXCHANGE, district_id=found.district_id, subject=("publication", found.pk),
        title=f"Обмен недели: подвести итог {in_quotes(found.title)}", url=f"/p/{found.pid}/summary/",
        power=Power.MODERATE, scope=home, due_at=(found.published_at or at) + WEEK,
        actor=Viewer(person_id=event.actor_id), at=at,
    )  # fmt: skip


def _end_exchange(event: publications.PublicationFact, outcome: Outcome) -> None:
    if event.kind == EXCHANGE.code:
        duties.close_duties(
            subject=("publication", event.publication_id), kind=DutyKind.EXCHANGE,
            outcome=outcome, actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(publications.SummaryKept)
def exchange_is_summed_up(event: publications.SummaryKept) -> None:
    """Somebody did."""
    _end_exchange(event, Outcome.DONE)


@on(publications.PublicationHidden)
@on(publications.PublicationRemoved)
def exchange_is_gone(event: publications.PublicationFact) -> None:
    """Nothing is owed about what nobody reads."""
    _end_exchange(event, Outcome.GONE)
