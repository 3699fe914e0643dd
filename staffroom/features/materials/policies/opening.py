"""Who opens a material wider: its author as far as he may, a moderator further; nobody decides on his own."""

from hashlib import sha256
import json
import re

from staffroom.core import files
from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import (
    UNDER_WAY,
    Children,
    Material,
    Opening,
    OpeningState,
    Recording,
)
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Audience, Publication, PublicationStatus
from staffroom.shared.publications.policies.reading import Judged
from staffroom.shared.publications.registry import PUBLICATION_FILES

SEEN_OR_HEARD = ("video", "audio", "image")
LINKS = re.compile(r'href="([^"]+)"')


def traces_of(publication: Publication) -> set[str]:
    """Sums of what children may be seen or heard in: recordings, pictures, links of the text."""
    rows = files.prints_of(PUBLICATION_FILES, publication.pk)
    found = {digest for kind, digest in rows if kind in SEEN_OR_HEARD}
    links = [*LINKS.findall(publication.html), *_watched_links(publication.pk)]
    return found | {sha256(link.encode()).hexdigest() for link in links}


def _watched_links(key: int) -> list[str]:
    rows = Recording.objects.filter(pk=key).values_list("link", "live_link")
    return [link for links in rows for link in links if link]


def is_guarded(card: Material, publication: Publication) -> bool:
    """True while everybody reads it by a moderator's yes alone: children are seen (152.1 ГК, 152-ФЗ).

    The author's later «детей не видно» does not undo what he said of the same recording.
    """
    if card.children == Children.SHOWN:
        return True
    return bool(card.shown_in) and not traces_of(publication).isdisjoint(card.shown_in)


def print_of(card: Material, publication: Publication) -> str:
    """The sum of what a moderator says yes to: words, files, links, who is shown, the statements."""
    stated = card.consents_at.isoformat() if card.consents_at else ""
    rows = files.prints_of(PUBLICATION_FILES, publication.pk)
    said: list[object] = [
        publication.title, publication.plain, LINKS.findall(publication.html),
        sorted(map(list, rows)), card.children, stated, card.context, card.essence, card.result, card.contacts,
    ]  # fmt: skip
    for row in Recording.objects.filter(pk=card.pk):
        agreed = row.agreed_at.isoformat() if row.agreed_at else ""
        said += [row.link, row.has_light, row.spoken, row.adults, row.people, row.live_link, agreed]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def has_yes(card: Material, publication: Publication) -> bool:
    """True when a moderator has said yes to the material as it stands now, and nothing took it back."""
    given = Opening.objects.filter(
        material=card.pk, state=OpeningState.OPENED, wanted__in=policies.OPEN_TO_ALL
    )
    prints = set(given.values_list("print", flat=True))
    return bool(prints) and print_of(card, publication) in prints


def keeps_guests_out(publication: Publication) -> bool:
    """Whether guests are kept from the material, whatever its audience and its communities say."""
    card = Material.objects.filter(publication=publication.pk).first()
    return card is not None and is_guarded(card, publication) and not has_yes(card, publication)


def wider(publication: Publication) -> list[str]:
    """Audiences that a material may be opened to from where it stands (`visibility.audiences`)."""
    named = rules_of(publication.home_community or publication.district).many(
        "visibility.audiences"
    )
    feeds: list[str] = [code for code in (Audience.PARENTS, Audience.PUPILS) if code in named]
    if publication.audience in policies.OPEN_TO_ALL:
        return []
    beyond: list[str] = [Audience.PUBLIC, *feeds]
    return beyond if publication.audience == Audience.DISTRICT else [Audience.DISTRICT, *beyond]


def is_own(viewer: Viewer, publication: Judged) -> bool:
    """The author or one of those who wrote it together."""
    is_author = viewer.person_id is not None and viewer.person_id == publication.author_id
    return is_author or policies.is_coauthor(viewer, publication)


def may_see_opening(viewer: Viewer, publication: Judged) -> Verdict:
    """The talk of a preparation: the authors and those who moderate the community (PD-4.8.3)."""
    if viewer.is_guest or publication.kind != "material" or publication.home_community is None:
        return HIDE
    if is_own(viewer, publication) or policies.may_moderate(viewer, publication):
        return ALLOW
    return HIDE


def may_ask(viewer: Viewer, publication: Judged) -> Verdict:
    """Ask to open it wider: its author, for what is published and not open to everybody yet."""
    if not (seen := may_see_opening(viewer, publication)):
        return seen
    if viewer.person_id != publication.author_id:
        return deny("Открыть материал шире просит его автор.")
    return _may_begin(publication)


def _may_begin(publication: Judged) -> Verdict:
    if publication.status != PublicationStatus.PUBLISHED:
        return deny("Сначала опубликуйте материал для участников.")
    if publication.audience in policies.OPEN_TO_ALL:
        return deny("Материал уже открыт всем.")
    if under_way(publication) is not None:
        return deny("Материал уже готовят к открытию.")
    return groups.may_touch(publication.home_community)


def under_way(publication: Judged) -> Opening | None:
    """The preparation that is going on."""
    return Opening.objects.filter(material=publication.pk, state__in=UNDER_WAY).first()


def may_judge(viewer: Viewer, publication: Judged) -> Verdict:
    """Decide and edit: a moderator, never on what he wrote himself."""
    if not (seen := may_see_opening(viewer, publication)):
        return seen
    if is_own(viewer, publication):
        return deny("О своём материале решает другой модератор.")
    if not (may := policies.may_moderate(viewer, publication)):
        return may
    if publication.status != PublicationStatus.PUBLISHED:
        return deny("Материал не опубликован.")
    return groups.may_touch(publication.home_community)


def may_propose(viewer: Viewer, publication: Judged) -> Verdict:
    """Offer an edit, or begin a preparation (PD-4.8.3): a moderator in his turn."""
    if not (may := may_judge(viewer, publication)):
        return may
    going = under_way(publication)
    if going is None:
        return _may_begin(publication)
    return ALLOW if going.state == OpeningState.ASKED else deny("Сейчас отвечает автор.")


def may_decide(viewer: Viewer, opening: Opening, publication: Judged) -> Verdict:
    """Say yes or refuse."""
    if not (may := may_judge(viewer, publication)):
        return may
    return ALLOW if opening.state == OpeningState.ASKED else deny("Сейчас отвечает автор.")


def may_answer(viewer: Viewer, opening: Opening, publication: Judged) -> Verdict:
    """Agree to an edit or answer in words: the author in his turn."""
    if not (seen := may_see_opening(viewer, publication)):
        return seen
    if viewer.person_id != publication.author_id:
        return deny("Отвечает автор материала.")
    if opening.state != OpeningState.OFFERED:
        return deny("Сейчас решает модератор.")
    return groups.may_touch(publication.home_community)


def may_withdraw(viewer: Viewer, opening: Opening, publication: Judged) -> Verdict:
    """Ask no longer: the author, while nothing is decided."""
    if not (seen := may_see_opening(viewer, publication)):
        return seen
    if viewer.person_id != publication.author_id:
        return deny("Передумать может автор материала.")
    return ALLOW if opening.state in UNDER_WAY else deny("Уже решено.")
