"""Kinds of publications: each feature registers its own; the publication row serves them all alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from staffroom.shared.accounts.registry import Power

NO_POWER = Power(0)

# What `core.files` calls the things that files are attached to.
PUBLICATION_FILES = "publications.publication"
COMMENT_FILES = "publications.comment"


def page_address(pid: str, slug: str = "") -> str:
    """Where a publication is read; its slug, where it has one, makes the address readable."""
    return f"/p/{pid}-{slug}/" if slug else f"/p/{pid}/"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files that stay beside a publication after it has let them go: they take the place of its community.

    `kind` is what `core.files` calls their thing, `table` keeps that thing, `column` its publication's key.
    """

    kind: str
    table: str
    column: str


kept_files: list[KeptFiles] = []

# The topic about the acts of the Leader, moderators and members: one a district (OL-3.6.5).
META = "meta"

# What those who run a community may answer to a proposal (BB-5.1.1).
PROPOSAL_ANSWERS = {
    "considered": "Рассматривается",
    "accepted": "Принято",
    "declined": "Отклонено",
    "done": "Сделано",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of publication.

    `label` stands in lists, `new_label` on the button that creates one; `form_code` is the form of
    activity of the profile (`forms.enabled`) that switches the kind on, empty = always on; `power`
    is what its author needs in the community, 0 = any member; `icon` is a name of the sprite; what
    `is_of_district` stands in no community and in no feed.
    """

    code: str
    label: str
    new_label: str
    icon: str
    form_code: str = ""
    power: Power = NO_POWER
    is_question: bool = False
    is_of_district: bool = False
    is_addressed: bool = False  # written from its own page, to people named there
    is_talk: bool = False  # words and answers alone: it may be merged into another talk
    is_led: bool = False  # somebody may answer live in it at an announced hour, and sum it up
    is_wanted: bool = False  # it asks for something that others have: nothing in it is to be judged
    hint: str = ""  # what to write, told above the form
    order: int = 100


kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Make a kind known."""
    kinds[kind.code] = kind
    return kind


def kind_label(code: str) -> str:
    """How a kind is called in lists; an unknown one is shown by its code rather than lost."""
    kind = kinds.get(code)
    return kind.label if kind else code


def kind_labels() -> dict[str, str]:
    """Kind → its words in lists."""
    return {code: kind.label for code, kind in kinds.items()}


@dataclass(frozen=True, slots=True)
class About:
    """What a card says of a work to those who judge it: codes of its subject, level and kind."""

    subject: str = ""
    level: str = ""
    kind: str = ""


def says_nothing(_publication_id: int) -> About:
    """The card has neither subject, nor level, nor kind."""
    return About()


def leads_nowhere(_publication_id: int) -> dict[str, str]:
    """The card has no links to other sites."""
    return {}


def begins_with_nothing(_wanted: str) -> dict[str, Any]:
    """Nothing is filled in beforehand."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a kind keeps in a table of its own beside the publication's row.

    `form` is asked instead of the usual form and is one of its kinds (`forms.PublicationForm`); what it
    asks besides comes to `keep` as `actions.content.Content.card`, in the same transaction. On the
    publication's page the card is drawn by who fills the place `publications.head`. `about` tells what
    the card says of the work, by the key of the publication; `asked` is what a new one begins with when
    its address says what it will be (`?as=`). `links` are addresses of other sites that stand in the card and
    not in the text, with their words: they are looked after as those of the text.
    """

    form: type[Any]
    options: Callable[[Any], dict[str, Any]]  # what the form offers in this community or district
    begun: Callable[[Any], dict[str, Any]]  # what stands in the form of a publication that is there
    keep: Callable[..., None]  # publication, card, actor, at: writes the own table
    ready: Callable[[Any], None]  # raises DomainError while the publication may not appear
    about: Callable[[int], About] = says_nothing
    asked: Callable[[str], dict[str, Any]] = begins_with_nothing
    links: Callable[[int], dict[str, str]] = leads_nowhere


cards: dict[str, Card] = {}


def about(publication: Any) -> About:
    """What the card of a publication says of it; nothing where its kind has none."""
    return cards[publication.kind].about(publication.pk) if publication.kind in cards else About()


def links_of_card(publication: Any) -> dict[str, str] | None:
    """Addresses of other sites in the card of a publication, with their words; None for a card without such."""
    card = cards.get(publication.kind)
    return card.links(publication.pk) if card and card.links is not leads_nowhere else None


# Kind → whether guests are kept from this publication, whatever its author chose («дети в записи»).
keeps_guests_out: dict[str, Callable[[Any], bool]] = {}


Barrier = Callable[[Any], str]
barriers: list[Barrier] = []


def stops_publishing(tell: Barrier) -> Barrier:
    """Declare what may keep a draft from appearing: given it, the function says why, or nothing."""
    barriers.append(tell)
    return tell


def register_card(kind: Kind, card: Card) -> None:
    """Make known what this kind keeps besides."""
    cards[kind.code] = card
