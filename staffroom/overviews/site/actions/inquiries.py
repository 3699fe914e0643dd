"""A visitor asks; those who keep the site answer, show, close and forget."""

from datetime import datetime

from django.db import transaction

from staffroom.core.errors import Absent, DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.overviews.site import events
from staffroom.overviews.site.models import Inquiry, InquiryState
from staffroom.overviews.site.policies import inquiries as policies
from staffroom.overviews.site.registry import CONSENT_VERSION, FORGET_AFTER
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.duties.queries import help_days, working_days_after
from staffroom.shared.organizations.models import District


@transaction.atomic
def ask(
    *,
    district: District,
    community: Community | None,
    name: str,
    email: str,
    words: str,
    actor: Viewer,
    at: datetime,
) -> Inquiry:
    """Take a question of anybody, with or without an account; the term is the regulation's.

    Raises:
        Absent: the community does not work in this district.
    """
    if community is not None and (
        community.district_id != district.pk or community.state != CommunityState.ACTIVE
    ):
        raise Absent
    days = help_days(community or district)
    inquiry = Inquiry.objects.create(
        district=district, community=community, name=name, email=email, words=words,
        consent_version=CONSENT_VERSION, asked_at=at,
        due_at=working_days_after(at, days, district),
    )  # fmt: skip
    _tell(events.InquiryAsked, inquiry, actor)
    return inquiry


@transaction.atomic
def answer(*, inquiry: Inquiry, words: str, actor: Viewer, at: datetime) -> Inquiry:
    """Answer; the letter leaves by a job of the same transaction.

    Raises:
        DomainError: the answer is empty.
        Stale: somebody else has answered meanwhile.
    """
    require(policies.may_answer(actor, inquiry))
    if not words.strip():
        raise DomainError("Напишите ответ.", field="answer")
    _close(inquiry, InquiryState.ANSWERED, actor, at, answer=words.strip())
    _tell(events.InquiryAnswered, inquiry, actor)
    return inquiry


@transaction.atomic
def decline(*, inquiry: Inquiry, actor: Viewer, at: datetime) -> Inquiry:
    """Close without an answer (advertising, a slip); no letter goes, the words are forgotten at once."""
    require(policies.may_answer(actor, inquiry))
    _close(inquiry, InquiryState.DECLINED, actor, at, name="", email="", words="", forgotten_at=at)
    _tell(events.InquiryDeclined, inquiry, actor)
    return inquiry


def _close(
    inquiry: Inquiry, state: InquiryState, actor: Viewer, at: datetime, **changes: object
) -> None:
    open_one = Inquiry.objects.filter(pk=inquiry.pk, state=InquiryState.WAITING)
    if not open_one.update(state=state, answered_at=at, answered_by=actor.person_id, **changes):
        raise Stale("На этот вопрос уже ответили.")
    inquiry.refresh_from_db()


@transaction.atomic
def show(*, inquiry: Inquiry, question: str, actor: Viewer) -> Inquiry:
    """Show question and answer to everybody, in words without personal data.

    Raises:
        DomainError: no such words were given, or the asker's name or address stands in them.
    """
    require(policies.may_show(actor, inquiry))
    question = question.strip()
    if not question:
        raise DomainError("Запишите вопрос так, как его прочтут все.", field="question")
    private = [words for words in (inquiry.name, inquiry.email) if words]
    public = f"{question}\n{inquiry.answer}".casefold()
    if any(words.casefold() in public for words in private):
        raise DomainError(
            "В вопросе или ответе осталось имя или адрес того, кто спросил: уберите их.",
            field="question",
        )
    inquiry.public_question, inquiry.is_published = question, True
    inquiry.save(update_fields=["public_question", "is_published"])
    _tell(events.InquiryShown, inquiry, actor)
    return inquiry


@transaction.atomic
def withdraw(*, inquiry: Inquiry, actor: Viewer) -> Inquiry:
    """Take question and answer away from the site."""
    require(policies.may_show(actor, inquiry))
    if Inquiry.objects.filter(pk=inquiry.pk, is_published=True).update(is_published=False):
        inquiry.is_published = False
        _tell(events.InquiryWithdrawn, inquiry, actor)
    return inquiry


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Forget names, addresses and words of questions answered long ago; how many."""
    old = Inquiry.objects.filter(forgotten_at=None, answered_at__lt=at - FORGET_AFTER)
    return old.update(name="", email="", words="", forgotten_at=at)


def _tell(fact: type[events.InquiryFact], inquiry: Inquiry, actor: Viewer) -> None:
    publish(
        fact(
            district_id=inquiry.district_id,
            actor_id=actor.person_id,
            inquiry_id=inquiry.pk,
            community_id=inquiry.community_id,
        )
    )


@transaction.atomic
def join_inquiries(*, source_id: int, target_id: int) -> None:
    """Questions to a community are answered in the one that it became part of."""
    Inquiry.objects.filter(community=source_id).update(community=target_id)
