"""The bank on the pages of others: the menu, a section of communities, the card on a material's page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from staffroom.core.addresses import number
from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import MenuLine, place
from staffroom.core.viewer import Viewer
from staffroom.features.materials import registry
from staffroom.features.materials.actions.cards import keep_card
from staffroom.features.materials.forms.bank import BankForm
from staffroom.features.materials.forms.cards import MaterialForm
from staffroom.features.materials.models import Material, OpeningStep, Recording, Use
from staffroom.features.materials.policies import opening as opening_policies
from staffroom.features.materials.policies import uses as policies
from staffroom.features.materials.policies.cards import require_ready
from staffroom.features.materials.policies.recordings import recording_of, services_of
from staffroom.features.materials.queries import bank, cards, guarding, recordings, uses
from staffroom.shared.accounts.registry import Power, gives_own_data
from staffroom.shared.communities.models import Block, Community, Section
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_beside, rules_of
from staffroom.shared.communities.registry import LEVELS
from staffroom.shared.moderation.registry import Ground, more_grounds
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.queries import lists
from staffroom.shared.publications.queries.links import notes_of
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import (
    About,
    Card,
    keeps_guests_out,
    page_address,
    register_card,
)
from staffroom.shared.regulations.queries import Rules
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer

HELD = "До решения модератора: тот, кто показан на видео, не давал согласия."
FIRST = 4  # lines of a card that stand above the words; the rest is folded
FIXED = {"collective": "community", "consent": "community"}  # `ip.policy` → the only terms


def terms_of(rules: Rules) -> dict[str, str]:
    """The terms that an author may choose: the regulation's own, or any of his (`ip.policy`)."""
    fixed = FIXED.get(rules.choice("ip.policy"))
    return {code: one.label for code, one in registry.TERMS.items() if fixed in {None, code}}


def _options(scope: Community | District) -> dict[str, Any]:
    rules = rules_of(scope)
    place = scope.district if isinstance(scope, Community) else scope
    return {
        "material_kinds": rules.labels("materials.kinds"), "terms": terms_of(rules),
        "services": services_of(rules), "zone": place.time_zone,
        "blanks": reverse("materials:consents", args=[place.slug]),
        "aspects": rules.named("strategy.aspects"),
    }  # fmt: skip


def _begun(publication: Publication) -> dict[str, Any]:
    row = Material.objects.filter(publication=publication).first()
    if row is None:
        return {}
    plain = {name: getattr(row, name) for name in registry.ASKED}
    shown = recording_of(row)
    plain |= {name: getattr(shown, name) for name in registry.WATCHED}
    if shown.starts_at:  # shown by the district's clock
        local = shown.starts_at.astimezone(ZoneInfo(publication.district.time_zone))
        plain["starts_at"] = local.replace(tzinfo=None)
    return {
        **plain, "agreed": shown.agreed_at is not None, "material_kind": row.kind, "grade_from": row.grade_from or "",
        "grade_to": row.grade_to if row.grade_to != row.grade_from else "", "terms": row.terms,
        "accepts": row.accepted_at is not None, "version_n": row.version_n,
        "consents": row.consents_at is not None, "aspects": row.aspect_codes,
    }  # fmt: skip


def _asked(wanted: str) -> dict[str, Any]:
    """A new material of the kind that its button names."""
    return {"material_kind": wanted} if wanted in cards.kind_labels() else {}


def _about(publication_id: int) -> About:
    rows = Material.objects.filter(publication=publication_id)
    found = rows.values_list("subject", "level", "kind").first()
    return About(*found) if found else About()


register_card(
    registry.MATERIAL,
    Card(
        form=MaterialForm, options=_options, begun=_begun, keep=keep_card, ready=require_ready,
        about=_about, asked=_asked, links=recordings.links_of,
    ),
)  # fmt: skip
keeps_guests_out[registry.MATERIAL.code] = opening_policies.keeps_guests_out

NEW = f"/p/new/{registry.MATERIAL.code}/"


def _address(asker: Asker) -> str | None:
    district = asker.district
    return address_of("materials:bank", district.slug) if district else None


def _new_address(_asker: Asker) -> str:
    return NEW


offer(
    Entry(
        place=Place.RAIL, code="materials", label=gettext_noop("Материалы"), icon="book",
        address=_address, order=30,
    )
)  # fmt: skip
offer(
    Entry(
        place=Place.CREATE, code=registry.MATERIAL.code, label=registry.MATERIAL.new_label,
        address=_new_address, icon=registry.MATERIAL.icon, order=25, seen_by=members,
    )
)  # fmt: skip


PLACES = ("after", "skip")  # where a page of the list begins, in its address


def bank_form(request: Request, scope: District | Community) -> BankForm:
    """What the list is narrowed by, as the address says."""
    if isinstance(scope, Community):
        rules, themes = rules_beside(scope), lists.themes_of(request, scope)
    else:
        rules = rules_of(scope)
        themes = rules.named("themes.priority")
    return BankForm(
        request.GET, kinds=rules.labels("materials.kinds"), themes=themes,
        aspects=rules.named("strategy.aspects"),
    )  # fmt: skip


def bank_part(request: Request, scope: District | Community) -> dict[str, Any]:
    """A page of the list with its filters and what the reader may begin."""
    form = bank_form(request, scope)
    narrowing = form.narrowing
    shown = bank.bank(
        request.viewer, scope, narrowing, after=lists.after_of(request),
        skip=number(request.GET.get("skip")) or 0,
    )  # fmt: skip
    is_closed = isinstance(scope, Community) and not _is_inside(request, scope)
    asked = [(name, value) for name, value in request.GET.items() if value and name not in PLACES]
    name = "skip" if narrowing.order else "after"
    return {
        "form": form, "rows": shown.rows, "community": None, "is_asked": bool(asked), "reset": request.path,
        "next": f"?{urlencode([*asked, (name, shown.next)])}" if shown.next else "",
        "query": urlencode(asked),
        "offers": _offers(request, scope),
        "is_closed": is_closed,
        "search": f"/search/?what=publication&kind={registry.MATERIAL.code}",
    }  # fmt: skip


def _is_inside(request: Request, scope: Community) -> bool:
    """Members and those who run it; where guests may read, everybody is (BB-1.4.a)."""
    viewer = request.viewer
    inside = groups.is_member(viewer, scope) or groups.may(viewer, Power.MODERATE, scope)
    return bool(inside or scope.is_public)


def _offers(request: Request, scope: District | Community) -> Sequence[lists.Offer]:
    kind = registry.MATERIAL
    if isinstance(scope, Community):
        found = lists.offers(request, scope, (kind.code,))
        films = [
            code
            for code in rules_beside(scope).many("materials.kinds")
            if code in registry.WITH_CHILDREN
        ]
        if found and films:
            href = found[0].href
            found.append(lists.Offer(_("Добавить видео"), f"{href}&as={films[0]}", "video"))
        return found
    if request.viewer.is_guest:
        return ()
    return (lists.Offer(kind.new_label, NEW, kind.icon),)


WAYS = {
    "": "По видам", "standard": "По стандартам", "level": "По уровням", "aspect": "По стратегии",
}  # fmt: skip


def grouped(
    rows: Sequence[bank.BankRow], way: str, aspects: Mapping[str, str]
) -> list[tuple[str, list[bank.BankRow]]]:
    """The register by kinds (PD-2.2.5), by what of a standard is served (BT-1.2.5), by level or strategy (BT-1.1.c).

    A material that serves two aspects of the strategy stands in both groups.
    """

    def names(row: bank.BankRow) -> Sequence[str]:
        match way:
            case "standard":
                return (row.serves or _("Стандарт не указан"),)
            case "level":
                return (LEVELS.get(row.level, _("Уровень не указан")),)
            case "aspect":
                served = [aspects[code] for code in row.aspects if code in aspects]
                return served or (_("Направление не указано"),)
        return (row.kind,)

    pairs = [(name, row) for row in rows for name in names(row)]
    ordered = sorted(pairs, key=lambda pair: pair[0])
    return [
        (words, [row for _name, row in some])
        for words, some in groupby(ordered, key=lambda pair: pair[0])
    ]


def counted(
    request: Request, scope: District | Community, by: bank.Narrowing, rows: Sequence[bank.BankRow]
) -> list[tuple[str, str]]:
    """How many there are of every kind of the regulation, none among them too (BT-1.5.a)."""
    if by.kind:
        return []
    kinds = rules_of(scope).labels("materials.kinds").values()
    found = Counter(row.kind for row in rows)
    return [(words, str(found[words])) for words in dict.fromkeys([*kinds, *found])]


@place("communities.section.materials")
def section(
    *, request: Request, community: Community, section: Section
) -> tuple[str, dict[str, Any]]:
    """«Материалы» of a community (PD-4.9: its results by kinds)."""
    return "materials/section.html", {**bank_part(request, community), "community": community}


@place("publications.head", order=10)
def card(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """What the material is, on what terms, what was made of it."""
    if head.kind != registry.MATERIAL.code:
        return None
    cards_of = Material.objects.select_related("organization", "recording__agreed_by")
    row = cards_of.filter(publication=head.id).first()
    if row is None:
        return None
    viewer = request.viewer
    is_own = viewer.person_id is not None and viewer.person_id == head.author_id
    tells_figures = head.status == "published" and (is_own or row.kind == registry.PRACTICE)
    return "materials/card.html", {
        "row": row,
        "facts": (told := [*cards.card_words(row), *cards.theme_words(head, row)]),
        "first_n": FIRST if len(told) > FIRST + 1 else len(told),
        "practice": cards.practice_of(row),
        "terms": registry.TERMS.get(row.terms),
        "source": cards.source_of(viewer, row),
        "adapted": cards.adapted_from(viewer, row),
        "pid": head.pid,
        "figures": (row.use_n, row.adapted_n) if tells_figures else (),
        "is_unseen": not head.view_n,  # the head of the page tells how many have looked, not that none has
        "may_use": policies.may_tell_of_use(viewer, head),
        "may_adapt": policies.may_adapt(viewer, head, row.terms),
        "is_published": head.status == PublicationStatus.PUBLISHED,
        "share": page_address(head.pid) if cards.is_open(head) else "",
        "guard": guarding.guard_of(viewer, head, row),
        "video": recordings.video_of(
            row, zone=head.district_zone, at=now(), notes=notes_of(head.id) if head.noted_n else {}
        ),
        "is_author": is_own,
        "claim": _claim(viewer, head),
    }  # fmt: skip


def _claim(viewer: Viewer, head: Head) -> str:
    """Where a person shown, or a parent, asks to take the video away: with an account or without."""
    if viewer.is_guest:
        to = f"to={head.community_pid}&" if head.community_pid else ""
        return f"/{head.district_slug}/questions/new/?{to}shown={head.pid}"
    return f"/p/{head.pid}/report/?ground={registry.SHOWN}"


@more_grounds
def shown_without_consent(publication: Publication) -> dict[str, Ground]:
    """«Меня показали без согласия»: hides a material with a video at once, until a moderator decides."""
    is_shown = Recording.objects.filter(pk=publication.pk, is_watched=True)
    if publication.kind != registry.MATERIAL.code or not is_shown.exists():
        return {}
    return {registry.SHOWN: Ground(_("Меня или моего ребёнка показали без согласия"), HELD)}


@place("publications.page", order=20)
def lessons(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """Lessons given by the material, below its talk; nothing where there are none."""
    if head.kind != registry.MATERIAL.code:
        return None
    row = Material.objects.filter(publication=head.id, use_n__gt=0).first()
    if row is None:
        return None
    return "materials/lessons.html", {
        "rows": uses.uses(request.viewer, head), "n": row.use_n, "pid": head.pid,
        "may_print": policies.may_print_note(request.viewer, head),
    }  # fmt: skip


@place("publications.menu", order=25)
def menu_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """Versions, and the note of introduction for the author."""
    if head.kind != registry.MATERIAL.code or head.status != "published":
        return ()
    lines = [MenuLine(_("Версии"), f"/p/{head.pid}/versions/", "journal")]
    if policies.may_print_note(request.viewer, head):
        lines.append(MenuLine(_("Справка о внедрении"), f"/p/{head.pid}/uses/note/", "print"))
    if opening_policies.may_see_opening(request.viewer, head):
        lines.append(MenuLine(_("Подготовка к открытию"), f"/p/{head.pid}/opening/", "unlock"))
    return tuple(lines)


@gives_own_data("uses", title="Уроки по материалам коллег")
def own_uses(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person told of lessons."""
    rows = Use.objects.filter(person=person_id).select_related("material__publication")
    for row in rows.order_by("held_on", "pk").iterator(chunk_size=500):
        yield {
            "Адрес": page_address(row.material.publication.pid),
            "Когда": row.held_on,
            "Класс": row.grade,
            "Что поменял": row.changed,
            "Что получилось": row.result,
        }


@gives_own_data("openings", title="Подготовка материалов к открытию")
def own_steps(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person said and did in preparations."""
    rows = OpeningStep.objects.filter(person=person_id)
    found = rows.select_related("opening__material__publication").order_by("pk")
    for row in found.iterator(chunk_size=500):
        yield {
            "Адрес": f"/p/{row.opening.material.publication.pid}/opening/",
            "Когда": row.at,
            "Что": row.get_act_display(),
            "Слова": row.words,
            "Текст": row.plain,
        }


@place("communities.block.materials")
def newest(
    *, request: Request, community: Community, block: Block
) -> tuple[str, dict[str, Any]] | None:
    """The newest materials of a community: a block of its page."""
    found = bank.bank(request.viewer, community, bank.Narrowing(), limit=block.line_n)
    return ("materials/block.html", {"rows": found.rows}) if found.rows else None
