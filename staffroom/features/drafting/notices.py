"""What those who were asked, who spoke and who wrote are told."""

from collections.abc import Iterable, Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.drafting import events, queries
from staffroom.features.drafting.actions import url_of
from staffroom.features.drafting.models import Asked, Draft, Remark
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.ui.words import in_quotes

ASKED: dict[str, Any] = {
    "kind": "drafting.asked",
    "title": "Проекты документов, о которых спрашивают мою организацию",
    "default_mail": "at_once",
}
SAID: dict[str, Any] = {
    "kind": "drafting.said",
    "title": "Ответы на мои замечания к проектам документов",
    "default_mail": "at_once",
}
OURS: dict[str, Any] = {
    "kind": "drafting.ours",
    "title": "Утверждение проектов документов",
    "default_mail": "at_once",
}


def _told(draft: Draft, words: str, people: Iterable[int | None]) -> Notice:
    plain = " ".join(words.replace("{", "(").replace("}", ")").split())
    to = sorted({key for key in people if key})
    return Notice(text=plain[:400], to=to, link=url_of(draft), addressed=True)


def _asked(draft: Draft) -> list[int]:
    rows = Asked.objects.filter(draft=draft).select_related("organization").order_by("pk")
    return list(speakers([one.organization for one in rows]).values())


@notice(events.DiscussionOpened, **ASKED)
def opened(event: events.DiscussionOpened) -> Iterator[Notice]:
    """Those who answer for the organisations asked."""
    one = queries.of(event.draft_id)
    words = f"Выскажитесь до {one.until_on:%d.%m.%Y} о проекте документа: {one.heading}"
    yield _told(one, words, _asked(one))


@notice(events.RemarkAnswered, **SAID)
def answered(event: events.RemarkAnswered) -> Iterator[Notice]:
    """Whoever made the remark."""
    remark = Remark.objects.get(pk=event.remark_id)
    one = queries.of(event.draft_id)
    words = (
        f"Ваше замечание к проекту {in_quotes(one.heading)}: {remark.get_verdict_display().lower()}"
    )
    yield _told(one, words, [remark.person_id])


@notice(events.DraftPublished, **SAID)
def published(event: events.DraftPublished) -> Iterator[Notice]:
    """Everybody who was asked or spoke."""
    one = queries.of(event.draft_id)
    spoke = Remark.objects.filter(draft=one).values_list("person", flat=True)
    paper = one.document.name if one.document else one.heading
    yield _told(one, f"Документ, который вы обсуждали, действует: {paper}", [*spoke, *_asked(one)])


@notice(events.DraftSubmitted, **OURS)
def submitted(event: events.DraftSubmitted) -> Iterator[Notice]:
    """Those who may approve, without the authors."""
    one = queries.of(event.draft_id)
    authors = set(one.editions.values_list("made_by", flat=True))
    able = queries.approvers(one.district, at=now()) - authors
    yield _told(one, f"Проект документа ждёт утверждения: {one.heading}", able)


@notice(events.DraftApproved, **OURS)
def approved(event: events.DraftApproved) -> Iterator[Notice]:
    """The authors."""
    one = queries.of(event.draft_id)
    words = f"Проект утверждён, зарегистрируйте документ: {one.heading}"
    yield _told(one, words, one.editions.values_list("made_by", flat=True))


@notice(events.DraftReturned, **OURS)
def returned(event: events.DraftReturned) -> Iterator[Notice]:
    """The authors, with the reason."""
    one = queries.of(event.draft_id)
    words = f"Проект {in_quotes(one.heading)} возвращён на доработку. {one.decision}"
    yield _told(one, words, one.editions.values_list("made_by", flat=True))
