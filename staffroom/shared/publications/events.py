"""Facts about publications and comments."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFact(Event):
    """Something happened to a publication."""

    subject: ClassVar[str] = "publication_id"

    publication_id: int
    kind: str
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPublished(PublicationFact):
    """Опубликована запись."""

    code: ClassVar[str] = "publications.publication.published"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationEdited(PublicationFact):
    """Запись исправлена."""

    code: ClassVar[str] = "publications.publication.edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlaced(PublicationFact):
    """Запись перенесена или показана ещё в одном сообществе."""

    code: ClassVar[str] = "publications.publication.placed"

    placed_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationsResettled(Event):
    """Записи перешли в другое сообщество вместе с его преобразованием."""

    code: ClassVar[str] = "publications.publication.resettled"
    subject: ClassVar[str] = "community_id"

    community_id: int
    from_id: int
    publication_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersChanged(PublicationFact):
    """У записи изменился круг читателей."""

    code: ClassVar[str] = "publications.publication.readers_changed"
    is_written: ClassVar[bool] = False  # the journal has the change that it follows from


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPinned(PublicationFact):
    """Запись закреплена."""

    code: ClassVar[str] = "publications.publication.pinned"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationUnpinned(PublicationFact):
    """Запись откреплена."""

    code: ClassVar[str] = "publications.publication.unpinned"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationClosed(PublicationFact):
    """Обсуждение закрыто."""

    code: ClassVar[str] = "publications.publication.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationReopened(PublicationFact):
    """Обсуждение открыто снова."""

    code: ClassVar[str] = "publications.publication.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationHidden(PublicationFact):
    """Запись скрыта модератором."""

    code: ClassVar[str] = "publications.publication.hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRestored(PublicationFact):
    """Запись возвращена модератором."""

    code: ClassVar[str] = "publications.publication.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRemoved(PublicationFact):
    """Запись удалена автором."""

    code: ClassVar[str] = "publications.publication.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationMerged(PublicationRemoved):
    """Обсуждение объединили с другим."""

    code: ClassVar[str] = "publications.publication.merged"

    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSplit(PublicationFact):
    """Часть ответов выделили в новое обсуждение."""

    code: ClassVar[str] = "publications.publication.split"

    from_id: int
    author_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnSite(PublicationFact):
    """Запись показана на сайте района."""

    code: ClassVar[str] = "publications.publication.put_on_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFromSite(PublicationFact):
    """Запись убрана с сайта района."""

    code: ClassVar[str] = "publications.publication.taken_from_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionChosen(PublicationFact):
    """Автор отметил, что вопрос решён."""

    code: ClassVar[str] = "publications.solution.chosen"

    seq: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionWithdrawn(PublicationFact):
    """Автор снял отметку «решено»."""

    code: ClassVar[str] = "publications.solution.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAnswered(PublicationFact):
    """На предложение дан ответ."""

    code: ClassVar[str] = "publications.proposal.answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked(PublicationFact):
    """Сказано «спасибо»."""

    code: ClassVar[str] = "publications.thanks.given"

    seq: int
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HourFact(PublicationFact):
    """Something happened to the live hours of a talk; `host_id` answers then."""

    host_id: int
    starts: str  # the moment, as ISO writes it: jobs keep what they were told as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class HourAnnounced(HourFact):
    """Назначен живой час."""

    code: ClassVar[str] = "publications.hour.announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class HourBegun(HourFact):
    """Живой час начался."""

    code: ClassVar[str] = "publications.hour.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCancelled(HourFact):
    """Живой час отменён."""

    code: ClassVar[str] = "publications.hour.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryKept(PublicationFact):
    """Подведён итог обсуждения."""

    code: ClassVar[str] = "publications.summary.kept"

    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoauthorFact(PublicationFact):
    """Something happened to co-authorship; `coauthor_id` is the row, `person_id` who it is about."""

    coauthor_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoauthorInvited(CoauthorFact):
    """Коллегу пригласили в соавторы."""

    code: ClassVar[str] = "publications.coauthor.invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoauthorAgreed(CoauthorFact):
    """Коллега согласился быть соавтором."""

    code: ClassVar[str] = "publications.coauthor.agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoauthorEnded(CoauthorFact):
    """Приглашение в соавторы или соавторство закончилось."""

    code: ClassVar[str] = "publications.coauthor.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForgotten(PublicationFact):
    """Из текста убрано имя удалённого участника."""

    code: ClassVar[str] = "publications.publication.name_forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFact(Event):
    """Something happened to a comment."""

    subject: ClassVar[str] = "comment_id"

    comment_id: int
    publication_id: int
    community_id: int | None
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAdded(CommentFact):
    """Дан ответ."""

    code: ClassVar[str] = "publications.comment.added"

    mentioned_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited(CommentFact):
    """Ответ исправлен."""

    code: ClassVar[str] = "publications.comment.edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForgottenInReply(CommentFact):
    """Из ответа убрано имя удалённого участника."""

    code: ClassVar[str] = "publications.comment.name_forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHidden(CommentFact):
    """Ответ скрыт модератором."""

    code: ClassVar[str] = "publications.comment.hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRestored(CommentFact):
    """Ответ возвращён модератором."""

    code: ClassVar[str] = "publications.comment.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionKept(CommentFact):
    """Ответ записан в решения."""

    code: ClassVar[str] = "publications.decision.kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDropped(CommentFact):
    """С ответа снята отметка «решение»."""

    code: ClassVar[str] = "publications.decision.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMoved(CommentFact):
    """Ответ перенесён модератором."""

    code: ClassVar[str] = "publications.comment.moved"

    from_publication_id: int
    from_seq: int
    is_alone: bool = True  # not with a whole talk, of which people are told once


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRemoved(CommentFact):
    """Ответ удалён автором."""

    code: ClassVar[str] = "publications.comment.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDied(PublicationFact):
    """Ссылка в записи или ответе перестала открываться."""

    code: ClassVar[str] = "publications.link.died"
    is_written: ClassVar[bool] = False  # no deed of anybody's

    author_id: int
    seq: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStopped(Event):
    """Сайт внесён в список тех, на которые не ссылаются."""

    code: ClassVar[str] = "publications.site.stopped"
    subject: ClassVar[str] = "site_id"

    site_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAllowed(Event):
    """Сайт убран из списка тех, на которые не ссылаются."""

    code: ClassVar[str] = "publications.site.allowed"
    subject: ClassVar[str] = "site_id"

    site_id: int
