"""Both sides of an application: the initiators, and those who decide."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.governance import events
from staffroom.features.governance.actions.papers import url_of
from staffroom.features.governance.models import Application, Founder, FounderAnswer, Question
from staffroom.features.governance.queries import applications as queries
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders
from staffroom.ui.words import in_quotes

DECIDED: dict[str, Any] = {
    "kind": "governance.decision",
    "title": "Решения по моим заявлениям о создании сообществ",
    "default_mail": "at_once",
    "is_whole": True,
}
ASKED: dict[str, Any] = {
    "kind": "governance.question",
    "title": "Вопросы о моих заявлениях",
    "default_mail": "at_once",
    "is_whole": True,
}
CALLED: dict[str, Any] = {
    "kind": "governance.call",
    "title": "Приглашения вместе создать сообщество",
    "default_mail": "at_once",
    "is_whole": True,
}
OURS: dict[str, Any] = {
    "kind": "governance.applications",
    "is_for_staff": True,
    "title": "Заявления о создании сообществ, которые я рассматриваю",
    "default_mail": "at_once",
    "is_whole": True,
}


def plain(words: str) -> str:
    """Words of a person inside a sentence of ours: no places of ours in them, no line breaks."""
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def _sides(application: Application) -> list[int]:
    agreed = Founder.objects.filter(application=application, consent=FounderAnswer.AGREED)
    keys = {*agreed.values_list("person_id", flat=True), application.author_id}
    return sorted(key for key in keys if key)


def _deciders(application: Application) -> list[int]:
    scope = ("district", application.district_id)
    found = holders(Power.MANAGE_COMMUNITIES, scope, at=now()).values_list("pk", flat=True)
    return sorted(set(found) - {application.author_id})


def _told(application: Application, words: str, to: list[int]) -> Notice:
    return Notice(text=words, to=to, link=url_of(application), addressed=True)


@notice(events.ApplicationSubmitted, **OURS)
def submitted(event: events.ApplicationSubmitted) -> Iterator[Notice]:
    """Those who decide."""
    one = queries.of(event.application_id)
    number = one.paper.number if one.paper else ""
    words = f"Подано заявление № {number} о создании сообщества {in_quotes(plain(one.name))}"
    yield _told(one, words, _deciders(one))


@notice(events.ApplicationWithdrawn, **OURS)
def withdrawn(event: events.ApplicationWithdrawn) -> Iterator[Notice]:
    """Those who were to decide."""
    one = queries.of(event.application_id)
    yield _told(one, f"Заявление о создании {in_quotes(plain(one.name))} отозвано", _deciders(one))


@notice(events.ApplicationAnswered, **OURS)
def answered(event: events.ApplicationAnswered) -> Iterator[Notice]:
    """Whoever asked."""
    one = queries.of(event.application_id)
    if event.asker_id is not None:
        said = plain(Question.objects.get(pk=event.question_id).answer)
        words = f"Заявитель ответил на ваш вопрос о заявлении {in_quotes(plain(one.name))}: {said}"
        yield _told(one, words, [event.asker_id])


@notice(events.ApplicationQuestioned, **ASKED)
def questioned(event: events.ApplicationQuestioned) -> Iterator[Notice]:
    """Whoever filed the application."""
    one = queries.of(event.application_id)
    asked = plain(Question.objects.get(pk=event.question_id).words)
    words = f"Вопрос о вашем заявлении {in_quotes(plain(one.name))}: {asked}"
    yield _told(one, words, [one.author_id] if one.author_id else [])


@notice(events.ApplicationSupported, **DECIDED)
def supported(event: events.ApplicationSupported) -> Iterator[Notice]:
    """The initiators, and those who decide."""
    one = queries.of(event.application_id)
    words = f"Создание сообщества {in_quotes(plain(one.name))} поддержано, готовится приказ"
    yield _told(one, words, sorted({*_sides(one), *_deciders(one)}))


@notice(events.ApplicationRefused, **DECIDED)
def refused(event: events.ApplicationRefused) -> Iterator[Notice]:
    """The initiators and those who decide, with the reason (BT-3.2.b)."""
    one = queries.of(event.application_id)
    ground = f" ({plain(one.clause)})" if one.clause else ""
    reason = f" Причина{ground}: {plain(one.reason)}" if one.reason else ""
    words = f"В создании сообщества {in_quotes(plain(one.name))} отказано.{reason}"
    yield _told(one, words, sorted({*_sides(one), *_deciders(one)}))


@notice(events.ApplicationFounded, **DECIDED)
def founded(event: events.ApplicationFounded) -> Iterator[Notice]:
    """The initiators: their community works."""
    one = queries.of(event.application_id)
    order = one.order.name if one.order else "приказ"
    yield Notice(
        text=f"Сообщество {{community}} создано: {order[:1].lower()}{order[1:]}",
        to=_sides(one), community_id=event.community_id, addressed=True,
    )  # fmt: skip


@notice(events.FounderCalled, **CALLED)
def called(event: events.FounderCalled) -> Iterator[Notice]:
    """Whoever is called."""
    one = queries.of(event.application_id)
    yield _told(
        one, f"Вас зовут создать сообщество {in_quotes(plain(one.name))}", [event.person_id]
    )


@notice(events.FounderAgreed, **CALLED)
def agreed(event: events.FounderAgreed) -> Iterator[Notice]:
    """Whoever called him."""
    one = queries.of(event.application_id)
    words = f"Коллега согласился участвовать: {in_quotes(plain(one.name))}"
    yield _told(one, words, [one.author_id] if one.author_id else [])
