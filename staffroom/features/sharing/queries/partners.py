"""Pages of organisations for one another: the list, one page, proposals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Q, QuerySet, When

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.models import PartnerCard, Proposal, ProposalState
from staffroom.features.sharing.policies import partners as policies
from staffroom.features.sharing.policies import places
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District, Organization

SIDES = ("organization__district", "proposer", "person", "answered_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the list is narrowed to; empty values narrow nothing."""

    words: str = ""
    theme: str = ""
    is_common: bool = False  # only those with a theme of one's own organisation

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        names = ("words", "theme", "is_common")
        given = {name: getattr(self, name) for name in names if getattr(self, name)}
        return f"{urlencode(given)}&" if given else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The organisations where somebody works, and their themes in small letters."""

    keys: frozenset[int]
    themes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An organisation of the list; `common` are the themes that it shares with the viewer's own."""

    card: PartnerCard
    common: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Its other themes."""
        return tuple(one for one in self.card.themes if one not in self.common)


def themes_of(district: District) -> dict[str, str]:
    """The themes that the district's regulation names first (`themes.priority`)."""
    return rules_of(district).named("themes.priority")


def cards(district: District) -> QuerySet[PartnerCard]:
    """Every page of the district, by the names of organisations."""
    rows = PartnerCard.objects.filter(organization__district=district, organization__closed_on=None)
    return rows.select_related("organization").order_by(
        "organization__sort_key", "organization__short_name", "pk"
    )


def has_partners(district: District) -> bool:
    """Whether any organisation has said what it seeks."""
    return cards(district).exists()


def partners(district: District, narrowing: Narrowing, own: Own) -> list[Row]:
    """Organisations with their themes; those with most in common with one's own stand first."""
    found = cards(district)
    for word in narrowing.words.split()[:6]:
        said = Q(about__folded__contains=word) | Q(seeks__folded__contains=word)
        name = Q(organization__short_name__folded__contains=word) | Q(
            organization__name__folded__contains=word
        )
        found = found.filter(said | name)
    rows = [
        Row(
            card=one,
            common=() if one.organization_id in own.keys else in_common(one.themes, own.themes),
        )
        for one in found
        if not narrowing.theme or in_common(one.themes, {narrowing.theme.casefold()})
    ]
    if narrowing.is_common:
        rows = [one for one in rows if one.common]
    return sorted(rows, key=lambda row: -len(row.common))


def every_theme(district: District) -> list[str]:
    """What organisations have named, each once, in the order of the alphabet."""
    named = PartnerCard.objects.filter(
        organization__district=district, organization__closed_on=None
    ).order_by("pk")
    known: dict[str, str] = {}
    for themes in named.values_list("themes", flat=True):
        for one in themes:
            known.setdefault(one.casefold(), one)
    return [known[key] for key in sorted(known)]


def own(viewer: Viewer, district: District) -> Own:
    """Where the viewer works, with the themes named there; two queries, none for a guest."""
    if viewer.person_id is None:
        return Own(keys=frozenset(), themes=frozenset())
    keys = frozenset(places.worked_in(viewer, district).values_list("pk", flat=True))
    rows = PartnerCard.objects.filter(organization__in=keys).order_by("pk")
    named = rows.values_list("themes", flat=True)
    return Own(keys=keys, themes=frozenset(one.casefold() for themes in named for one in themes))


def in_common(themes: Iterable[str], ours: Collection[str]) -> tuple[str, ...]:
    """Those of the themes that stand among ours."""
    return tuple(one for one in themes if one.casefold() in ours)


def organization(district: District, pid: str) -> Organization:
    """A working organisation of the district.

    Raises:
        Absent: there is none.
    """
    rows = Organization.objects.filter(district=district, pid=pid, closed_on=None)
    found = rows.select_related("partner_card").first()
    if found is None:
        raise Absent
    found.district = district
    return found


def card_of(found: Organization) -> PartnerCard | None:
    """What the organisation says of itself, if anything."""
    return getattr(found, "partner_card", None)


def proposal(viewer: Viewer, district: District, pid: str) -> Proposal:
    """One proposal.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_proposals(viewer).filter(organization__district=district, pid=pid)
    found = rows.select_related(*SIDES).first()
    if found is None:
        raise Absent
    return found


def proposals(viewer: Viewer, district: District) -> QuerySet[Proposal]:
    """Proposals that the viewer sees: those that wait first, then the newest."""
    rows = policies.visible_proposals(viewer).filter(organization__district=district)
    return _in_order(rows)


def between(viewer: Viewer, found: Organization) -> QuerySet[Proposal]:
    """What was proposed to an organisation and by it, as far as the viewer sees it."""
    rows = policies.visible_proposals(viewer)
    return _in_order(rows.filter(Q(organization=found) | Q(proposer=found)))


def _in_order(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    is_over = Case(When(state=ProposalState.ASKED, then=0), default=1)
    return rows.select_related("organization", "proposer").order_by(is_over, "-made_at", "-pk")


def of(key: int) -> Proposal:
    """One proposal by its key, for what follows from facts."""
    return Proposal.objects.select_related(*SIDES).get(pk=key)
