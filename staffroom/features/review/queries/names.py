"""By what people are known in words and files: what a blind review takes out, or does not let in."""

from collections.abc import Iterable, Sequence
import re

from staffroom.core.ids import slug_of
from staffroom.features.review.models import ReviewRequest
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Affiliation

HIDDEN_NAME, HIDDEN_PLACE = "[автор]", "[организация]"
STEM = 4  # letters of a family name that stay the same in every case
LATIN = 5  # letters from which a name written in Latin is no other word
GAP = r"[\s«»\"“”„.,–-]*"
INITIALS = r"(?:[А-ЯЁA-Z]\.\s*){1,2}"


class Marks:
    """Family names in every case, names with patronymics, places of work, addresses.

    A family name is looked for where it stands with a capital letter, or beside the person's name or
    initials: as a common word («мороз», «ли») it names nobody.
    """

    def __init__(self, people: Sequence[Person], places: Iterable[str] = ()) -> None:
        self.people = people
        self.names = [found for one in people for found in _names(one)]
        self.addresses = [
            re.compile(re.escape(words), re.IGNORECASE)
            for one in people
            for words in (one.email, one.phone, one.contact_email)
            if words
        ]
        self.places = [_place(one) for one in places if len(one) > 2]

    def hidden(self, words: str) -> str:
        """The words with names taken out."""
        for found in (*self.addresses, *self.names):
            words = found.sub(HIDDEN_NAME, words)
        for found in self.places:
            words = found.sub(HIDDEN_PLACE, words)
        return words

    def names_somebody(self, words: str) -> bool:
        """True when a name stands in the words."""
        return any(one.search(words) for one in (*self.addresses, *self.names, *self.places))

    @property
    def needles(self) -> list[str]:
        """What must not stand in the bytes of a file: properties, paths and remarks keep the plain form."""
        found: list[str] = []
        for one in self.people:
            found += [words for words in (one.email, one.contact_email) if words]
            family = one.last_name
            if len(family) < STEM:
                found += [f"{family} {one.first_name}", f"{one.first_name} {family}"]
                continue
            found += [family, family.upper()]
            latin = slug_of(family)
            if len(latin) >= LATIN:
                found += [latin, latin.capitalize(), latin.upper()]
        return found


def marks_of(request: ReviewRequest) -> Marks:
    """What would tell whose work it is."""
    people = list(Person.objects.filter(pk__in=authors_of(request)).order_by("pk"))
    rows = Affiliation.objects.filter(person__in=people, to_on=None).select_related("organization")
    places = {name for one in rows for name in (one.organization.short_name, one.organization.name)}
    return Marks(people, sorted(places, key=len, reverse=True))


def called(full_name: str, email: str) -> Marks:
    """Marks of somebody who is no person of the site: «Фамилия Имя Отчество» and an address."""
    family, first, patronymic, *_rest = [*full_name.split(), "", "", ""]
    return Marks([Person(last_name=family, first_name=first, patronymic=patronymic, email=email)])


def _names(person: Person) -> list["re.Pattern[str]"]:
    given = "|".join(_given(one) for one in (person.first_name, person.patronymic) if len(one) > 1)
    beside = rf"(?:(?i:{given})\s*|{INITIALS})" if given else INITIALS
    found = []
    for family in [one for one in person.last_name.split("-") if len(one) > 1]:
        stem = re.escape(family[: max(STEM, len(family) - 2)])
        tail = r"\w{0,4}" if len(family) >= STEM else r"(?:а|у|ом|ем|е)?"
        any_case = rf"(?i:{stem}{tail})"
        found.append(rf"\b(?:{beside}){{1,3}}{any_case}\b")
        found.append(rf"\b{any_case},?\s+(?:{beside}){{1,3}}")
        if len(family) > 2:
            found.append(rf"\b(?:{stem.capitalize()}{tail}|{stem.upper()}(?i:{tail}))\b")
        latin = slug_of(family)
        if len(latin) >= LATIN:
            found.append(rf"(?i:{latin[: max(LATIN, len(latin) - 2)]})\w{{0,4}}")
    if len(person.first_name) > 1 and len(person.patronymic) > 1:
        found.append(rf"\b(?i:{_given(person.first_name)}\s+{_given(person.patronymic)})")
    return [re.compile(one) for one in found]


def _given(name: str) -> str:
    return rf"\b{re.escape(name[: max(3, len(name) - 1)])}\w{{0,3}}\b"


def _place(name: str) -> "re.Pattern[str]":
    """The name of a school in any case and with any quotes and spaces."""
    words = re.findall(r"[^\W\d_]+|\d+|№", name)
    stems = [
        rf"{re.escape(one[: max(3, len(one) - 2)])}\w{{0,4}}" if len(one) > 3 else re.escape(one)
        for one in words
    ]
    body = GAP.join(stems) or re.escape(name)
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
