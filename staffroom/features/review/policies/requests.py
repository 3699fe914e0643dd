"""Who hands works in, who organises their review, who reads what came of it."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Scope, Viewer
from staffroom.features.review.models import (
    UNDER_WAY,
    Mode,
    RequestState,
    ReviewRequest,
)
from staffroom.features.review.registry import MOST_ROUNDS, ORGANISERS
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import community_scopes, district_ids
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import (
    Coauthor,
    CoauthorState,
    Publication,
    PublicationStatus,
)
from staffroom.shared.regulations.queries import Rules

OFF = "По правилам здесь экспертизу не проводят."
NOT_YOURS = "Сдать на экспертизу может автор."
ORGANISING = Power.MODERATE | Power.MANAGE_COMMUNITIES


def is_held(rules: Rules) -> bool:
    """True where the regulation has expert review at all."""
    return rules.choice("review.mode") != "none" and rules.choice("review.organiser") in ORGANISERS


def may_ask(actor: Viewer, publication: Publication) -> Verdict:
    """Hand a work in: its author, where review is held (`review.mode`, `review.organiser`)."""
    is_his = actor.person_id is not None and actor.person_id == publication.author_id
    if not is_his and not actor.is_system:
        return HIDE
    if not is_held(rules_of(publication.home_community or publication.district)):
        return deny(OFF)
    if publication.status not in {PublicationStatus.DRAFT, PublicationStatus.PUBLISHED}:
        return deny("Скрытую или удалённую запись на экспертизу не сдают.")
    if not publication.plain.strip() and not publication.file_n:
        return deny("Сначала напишите текст или приложите файл: экспертам нечего смотреть.")
    if ReviewRequest.objects.filter(publication=publication, state__in=UNDER_WAY).exists():
        return deny("Эта работа уже на экспертизе.")
    return ALLOW


UNDER_COVER = (
    "Работа на двойной слепой экспертизе: по странице эксперты узнали бы автора. Опубликуйте её после"
    " заключения или сначала отзовите с экспертизы."
)


def stays_hidden(publication: Publication) -> str:
    """Why a draft may not appear now: while experts must not learn whose it is, its page would tell them."""
    rows = ReviewRequest.objects.filter(
        publication=publication, mode=Mode.DOUBLE, state__in=UNDER_WAY
    )
    return UNDER_COVER if rows.exists() else ""


def scopes_of(request: ReviewRequest) -> tuple[Scope, ...]:
    """Where the power of an organiser reaches this request."""
    if request.scope_kind == "district" or request.community is None:
        return (("district", request.district_id),)
    return community_scopes(request.community.line, request.district_id)


def is_author(viewer: Viewer, request: ReviewRequest) -> bool:
    """True for the author and for co-authors who agreed."""
    if viewer.person_id is None:
        return False
    if viewer.person_id == request.author_id:
        return True
    return Coauthor.objects.filter(
        publication=request.publication_id, person=viewer.person_id, state=CoauthorState.ACCEPTED
    ).exists()


def organises(viewer: Viewer, request: ReviewRequest) -> bool:
    """True for those whose business the review is; never for an author (`review.organiser`)."""
    if viewer.is_system:
        return True
    return viewer.has(request.power, *scopes_of(request)) and not is_author(viewer, request)


def visible_requests(viewer: Viewer) -> QuerySet[ReviewRequest]:
    """Own works, and those one organises. Experts are shown assignments, never requests."""
    if viewer.is_system:
        return ReviewRequest.objects.all()
    if viewer.person_id is None:
        return ReviewRequest.objects.none()
    together = Coauthor.objects.filter(person=viewer.person_id)
    theirs = together.filter(state=CoauthorState.ACCEPTED).values("publication")
    own = Q(author=viewer.person_id) | Q(publication__in=theirs)
    strangers = ~Q(publication__in=together.values("publication")) & ~Q(author=viewer.person_id)
    return ReviewRequest.objects.filter(own | (organised_by(viewer) & strangers))


def own_requests(viewer: Viewer) -> QuerySet[ReviewRequest]:
    """Works of the viewer, those he is only invited to write together among them."""
    together = Coauthor.objects.filter(person=viewer.person_id).values("publication")
    return ReviewRequest.objects.filter(Q(author=viewer.person_id) | Q(publication__in=together))


def organised_by(viewer: Viewer) -> Q:
    """Requests that the viewer's powers reach."""
    reach = Q(pk__in=())
    for (kind, key), bits in viewer.powers.items():
        for power in (Power.MODERATE, Power.MANAGE_COMMUNITIES):
            if not bits & power:
                continue
            if kind == "district":
                reach |= Q(power=int(power), district=key)
            else:
                below = Community.objects.filter(path__contains=f"/{key}/").values("pk")
                reach |= Q(power=int(power), scope_kind="community", community__in=below)
    return reach


def may_see_queue(viewer: Viewer, district: District) -> Verdict:
    """The queue of a district: its members see their own works there, organisers what they organise."""
    is_here = viewer.is_system or district.pk in district_ids(viewer.tokens)
    return ALLOW if is_here else HIDE


def may_withdraw(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Take the work back: its author or an organiser, until the conclusion."""
    if actor.person_id != request.author_id and not organises(actor, request):
        return HIDE
    return ALLOW if request.state in UNDER_WAY else deny("Экспертиза уже закончена.")


def may_name(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Name and release experts: an organiser, while the work is with experts or waits for them."""
    if not organises(actor, request):
        return HIDE
    if request.state not in {RequestState.RECEIVED, RequestState.REVIEWING}:
        return deny("Экспертов называют, пока работа не закончена и не на доработке.")
    return ALLOW


def may_give_back(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Give the work back to its author for another round: an organiser."""
    if not organises(actor, request):
        return HIDE
    if request.state != RequestState.REVIEWING:
        return deny("Вернуть на доработку можно, пока работа у экспертов.")
    if request.round_n >= MOST_ROUNDS:
        return deny(f"Кругов было уже {MOST_ROUNDS}: пора дать заключение.")
    return ALLOW


def may_conclude(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Give the conclusion: an organiser, when nothing more is waited for from experts."""
    if not organises(actor, request):
        return HIDE
    if request.state != RequestState.REVIEWING:
        return deny("Заключение дают по отзывам экспертов.")
    return ALLOW


def may_show(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Put the mark on the page of the work or take it off: the author, once it is concluded."""
    if not is_author(actor, request):
        return HIDE
    return ALLOW if request.state == RequestState.CONCLUDED else deny("Заключения ещё нет.")


def may_resume(actor: Viewer, request: ReviewRequest) -> Verdict:
    """Hand the next round in: the author."""
    if actor.person_id is None or actor.person_id != request.author_id:
        return HIDE
    return (
        ALLOW if request.state == RequestState.REVISION else deny("Работа сейчас не на доработке.")
    )


def may_keep_experts(actor: Viewer, district: District) -> Verdict:
    """Rubrics, experts, samples: those who lead communities of the district."""
    reach = ("district", district.pk)
    return ALLOW if actor.is_system or actor.has(Power.MANAGE_COMMUNITIES, reach) else HIDE
