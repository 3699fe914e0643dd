"""The rules of a community: worded anew, accepted by its people (BB-6.6, PD-3.5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from markupsafe import Markup

from staffroom.core import richtext
from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import RichText
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.models import (
    Community,
    ConductAcceptance,
    ConductText,
    Membership,
)
from staffroom.shared.communities.policies import conduct as policies
from staffroom.shared.communities.queries.rules import rules_of

STANDARD = (
    "Пишем под своим именем и отвечаем за свои слова.",
    "Спорим о деле, а не о людях: без грубости и насмешек.",
    "Чужое размещаем с именем автора и с его согласия.",
    "Телефоны, адреса и сведения о детях не публикуем.",
    "Помогаем тому, кто спрашивает, и благодарим того, кто помог.",
)


class ConductChanged(Stale):
    """What a person accepts is not the wording in force."""

    def __init__(self) -> None:
        super().__init__("Правила сообщества изменились. Прочитайте новую редакцию и примите её.")


def standard_text() -> RichText:
    """The rules that every community begins with."""
    lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in STANDARD)
    return richtext.clean(str(Markup("<ul>{}</ul>").format(lines)))


@transaction.atomic
def change_conduct(
    *, community: Community, text: RichText, actor: Viewer, at: datetime
) -> ConductText:
    """Give the rules a new wording; every member is asked to accept it.

    Raises:
        DomainError: nothing is written, or it is what stands already.
    """
    require(policies.may_change_conduct(actor, community))
    if not text.plain.strip():
        raise DomainError("Напишите правила.", field="text")
    standing = ConductText.objects.filter(community=community, number=community.conduct_n).first()
    if standing is not None and standing.html == text.html:
        raise DomainError("Вы ничего не изменили.", field="text")
    return word_anew(community, text, is_standard=False, actor=actor, at=at)


def word_anew(
    community: Community, text: RichText, *, is_standard: bool, actor: Viewer, at: datetime
) -> ConductText:
    """Keep the next wording and state the fact; assumes a transaction."""
    made = ConductText.objects.create(
        community=community, number=community.conduct_n + 1, html=text.html, plain=text.plain,
        grounds=list(rules_of(community).labels("moderation.rules").values()),
        is_standard=is_standard, made_at=at, made_by_id=actor.person_id,
    )  # fmt: skip
    community.conduct_n = made.number
    community.save(update_fields=["conduct_n"])
    if made.number > 1:
        publish(
            events.ConductChanged(
                district_id=community.district_id, actor_id=actor.person_id,
                community_id=community.pk, number=made.number,
            )
        )  # fmt: skip
    return made


@transaction.atomic
def follow_regulation(*, profile_id: int, at: datetime) -> int:
    """What may be reported has changed: the rules of these communities say so and ask again."""
    standing = ConductText.objects.filter(community__profile=profile_id).select_related("community")
    changed = 0
    for text in standing.order_by("pk"):
        if text.number == text.community.conduct_n:
            same = richtext.clean(text.html)
            word_anew(text.community, same, is_standard=text.is_standard, actor=SYSTEM, at=at)
            changed += 1
    return changed


@transaction.atomic
def accept_conduct(*, community: Community, number: int, actor: Viewer, at: datetime) -> None:
    """A member accepts the wording that he was shown.

    Raises:
        ConductChanged: it is in force no more.
    """
    require(policies.may_accept_conduct(actor, community))
    accepted(community, actor.author_id, number=number, at=at)
    publish(
        events.ConductAccepted(
            district_id=community.district_id, actor_id=actor.person_id,
            community_id=community.pk, person_id=actor.author_id, number=number,
        )
    )  # fmt: skip


def accepted(community: Community, person_id: int, *, number: int, at: datetime) -> None:
    """Keep that a person accepted the wording in force; assumes a transaction."""
    if number != community.conduct_n:
        raise ConductChanged
    text = ConductText.objects.filter(community=community, number=number).first()
    if text is not None:
        ConductAcceptance.objects.get_or_create(person_id=person_id, text=text, defaults={"at": at})
        Membership.objects.filter(community=community, person=person_id).update(conduct_n=number)


def accepted_by_all(community: Community, person_ids: Iterable[int], *, at: datetime) -> None:
    """The same for many people at once, where memberships are made in bulk."""
    text = ConductText.objects.filter(community=community, number=community.conduct_n).first()
    if text is None:
        return
    people = list(person_ids)
    ConductAcceptance.objects.bulk_create(
        (ConductAcceptance(person_id=person, text=text, at=at) for person in people),
        ignore_conflicts=True,
    )
    Membership.objects.filter(community=community, person__in=people).update(conduct_n=text.number)
