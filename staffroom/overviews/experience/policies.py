"""Who studies whose experience.

Two rules stand one upon the other: the page opens by the rule of each district where the teacher takes part
(`visibility.experience`), and on the page a reader is told of nothing he could not read without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import Conclusion, Outcome
from staffroom.overviews.experience import registry
from staffroom.overviews.experience.models import (
    STANDING,
    Acquaintance,
    AcquaintanceState,
    Experience,
    Piece,
)
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.registry import district_token
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.policies.reading import runs
from staffroom.shared.regulations.queries.rules import rules_of_district

NOT_NOW = "Страница опыта сейчас не открыта."


@dataclass(frozen=True, slots=True)
class Door:
    """How a page stands to who looks: districts that are open to him, with their rules; where he may ask."""

    rules: Mapping[int, str]  # of the districts whose part of the page is open to him
    ask_in: tuple[int, ...]  # districts whose part opens on request, and he is of their network
    is_own: bool = False

    @property
    def is_known(self) -> bool:
        """Whether this viewer learns that there is such a page."""
        return self.is_own or bool(self.rules or self.ask_in)


def rule_in(district_id: int) -> str:
    """How experience opens in this district."""
    return rules_of_district(district_id).choice("visibility.experience")


def is_open(viewer: Viewer, district_id: int, rule: str, *, is_let_in: bool) -> bool:
    """Whether the rule of a district lets this viewer study what is shown there."""
    if viewer.is_system or rule == registry.OPEN:
        return True
    if rule == registry.ON_REQUEST:
        return is_let_in
    return district_token(district_id) in viewer.tokens


def door(viewer: Viewer, experience: Experience) -> Door:
    """What of the page opens to this viewer; three queries at most beside the rules."""
    at_home = Admission.objects.filter(
        person=experience.person_id, state=AdmissionState.ADMITTED
    ).order_by("district")
    rules = {key: rule_in(key) for key in at_home.values_list("district_id", flat=True)}
    if viewer.person_id == experience.person_id:
        return Door(rules=rules, ask_in=(), is_own=True)
    if experience.shown_at is None:
        return Door(rules={}, ask_in=())
    is_let_in = registry.ON_REQUEST in rules.values() and is_let(viewer, experience)
    opened = {
        key: rule for key, rule in rules.items() if is_open(viewer, key, rule, is_let_in=is_let_in)
    }
    asked = (
        key for key, rule in rules.items() if key not in opened and rule == registry.ON_REQUEST
    )
    return Door(
        rules=opened, ask_in=tuple(key for key in asked if district_token(key) in viewer.tokens)
    )


def is_let(viewer: Viewer, experience: Experience) -> bool:
    """Whether the teacher let this viewer in."""
    return viewer.person_id is not None and (
        Acquaintance.objects.filter(
            experience=experience, person=viewer.person_id, state=AcquaintanceState.ALLOWED
        ).exists()
    )


def shown_by(rules: Mapping[int, str]) -> Q:
    """Pieces that stand in these districts and are ready by their rules."""
    marked = Conclusion.objects.filter(
        request__publication=OuterRef("publication"), is_shown=True, outcome=Outcome.ACCEPT
    )
    ready = {
        registry.AFTER_REVIEW: Q(Exists(marked)),
        registry.AFTER_EDITING: Q(prepared_at__isnull=False),
    }
    found = Q(pk__in=[])
    for key, rule in rules.items():
        found |= Q(publication__district=key) & ready.get(rule, Q())
    return found


def standing_pieces(viewer: Viewer) -> QuerySet[Piece]:
    """What stands on any page and this viewer may read where it stands, whatever the pages' own rules."""
    return Piece.objects.filter(
        publication__in=visible_publications(viewer),
        publication__status=PublicationStatus.PUBLISHED,
    )


def visible_pieces(viewer: Viewer, experience: Experience, opened: Door) -> QuerySet[Piece]:
    """What of the page this viewer reads; its owner reads all of it, ready or not."""
    rows = standing_pieces(viewer).filter(experience=experience)
    return rows if opened.is_own else rows.filter(shown_by(opened.rules))


def may_keep(viewer: Viewer, person_id: int) -> Verdict:
    """Gather a page, show it, close it: its teacher alone."""
    return ALLOW if viewer.person_id == person_id else HIDE


def may_gather(viewer: Viewer) -> Verdict:
    """Begin a page: who is of the network of a district."""
    if any(token == district_token(token >> 12) for token in viewer.tokens):
        return ALLOW
    return deny("Страницу опыта собирают участники сети района.")


def may_ask(viewer: Viewer, experience: Experience, opened: Door, *, at: datetime) -> Verdict:
    """Ask to study the experience: where the page opens on request, and nothing was asked lately."""
    if viewer.is_guest or not opened.ask_in:
        return HIDE
    rows = Acquaintance.objects.filter(experience=experience, person=viewer.person_id)
    last = rows.order_by("-asked_at", "-pk").first()
    if last is None or last.state == AcquaintanceState.ENDED:
        return ALLOW
    if last.state in STANDING:
        return deny("Вы уже попросили: коллега ответит.")
    again_at = (last.answered_at or last.asked_at) + timedelta(days=registry.AGAIN_DAYS)
    if at < again_at:
        return deny("Коллега не открыл вам свой опыт. Попросить ещё раз можно через месяц.")
    return ALLOW


def may_answer(viewer: Viewer, found: Acquaintance) -> Verdict:
    """Let in, refuse, let out: the teacher whose experience it is."""
    return ALLOW if viewer.person_id == found.experience.person_id else HIDE


def may_take_back(viewer: Viewer, found: Acquaintance) -> Verdict:
    """Take a request back: who asked."""
    return ALLOW if viewer.person_id == found.person_id else HIDE


def waits_for_moderator(piece: Piece) -> bool:
    """Whether others see this material on the page only after a moderator has made it ready."""
    shown = piece.publication
    return (
        piece.prepared_at is None
        and piece.experience.shown_at is not None
        and shown.status == PublicationStatus.PUBLISHED
        and rule_in(shown.district_id) == registry.AFTER_EDITING
    )


def may_prepare(viewer: Viewer, publication: Publication) -> Verdict:
    """Make a material ready for showing: who moderates where it stands, never its author (PD-4.8)."""
    if viewer.is_guest or rule_in(publication.district_id) != registry.AFTER_EDITING:
        return HIDE
    if not runs(viewer, publication) or viewer.person_id == publication.author_id:
        return HIDE
    return ALLOW
