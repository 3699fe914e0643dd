"""Large data of the demonstration kind, made in bulk for the load figures.

The words are the demonstration's own paragraphs in new company; rows are written past the actions,
so no notices, journal rows or search rows come of them.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
import random
from typing import Any

from django.db import transaction

from staffroom.core.ids import new_pid, slug_of
from staffroom.core.richtext import RULES_VERSION, from_text
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import SYSTEM
from staffroom.demo import accounts, reading
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import counts, groups
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    Membership,
    MembershipState,
)
from staffroom.shared.communities.registry import community_token, person_token
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import (
    Audience,
    Comment,
    Placement,
    Publication,
    PublicationStatus,
    Reader,
)
from staffroom.shared.regulations.actions import adopt_profile, install_shipped

SLUG = "large"
PEOPLE, COMMUNITIES, COMMENTS_A_TOPIC, HOT = 2_000, 20, 20, 10_000
BATCH = 2_000
SPAN = timedelta(days=700)


class Crowd:
    """One large district: 2,000 people, 20 communities, topics of 20 replies and one of 10,000."""

    def __init__(self, comments: int, *, now: datetime, password_hash: str) -> None:
        self.comments = comments
        self.topics = max(1, comments // COMMENTS_A_TOPIC)
        self.now = now
        self.password_hash = password_hash
        self.dice = random.Random(20261122)
        self.words = _paragraphs()

    def make(self, tell: Any = print) -> District:
        """Write everything; `tell` hears how far it is."""
        install_shipped(at=self.now)
        with transaction.atomic():
            self._ground()
        tell(f"  {PEOPLE} человек, {COMMUNITIES} сообществ")
        left, done = self.comments, 0
        for batch in _batches(range(self.topics), BATCH // COMMENTS_A_TOPIC * 5):
            with transaction.atomic():
                for publication, n in self._topics(batch, left - done):
                    done += n
                    self._comments(publication, n)
            tell(f"  ответов: {done} из {self.comments}") if done % 100_000 < BATCH * 5 else None
        for community in self.communities:
            counts.recount_members(community)
        return self.district

    def _ground(self) -> None:
        self.district = District.objects.create(
            slug=SLUG, name="Большой район", short_name="Большой район", opened_at=self.now - SPAN
        )
        adopt_profile(district=self.district, code="basic", actor=SYSTEM, at=self.now)
        self.people = Person.objects.bulk_create(self._person(n) for n in range(PEOPLE))
        Admission.objects.bulk_create(
            Admission(person=one, district=self.district, state=AdmissionState.ADMITTED, asked_at=self.now,
                      decided_at=self.now, position=one.position)
            for one in self.people
        )  # fmt: skip
        self.communities = [self._community(n) for n in range(COMMUNITIES)]
        Membership.objects.bulk_create(
            (Membership(person=one, community=where, state=MembershipState.ACTIVE, since=self.now)
             for n, one in enumerate(self.people) for where in self._of(n)),
            batch_size=BATCH,
        )  # fmt: skip

    def _of(self, n: int) -> list[Community]:
        """A person belongs to one, two or three communities."""
        return [self.communities[(n + step * 7) % COMMUNITIES] for step in range(n % 3 + 1)]

    def _person(self, n: int) -> Person:
        first, last = FIRST[n % len(FIRST)], f"{LAST[n // len(FIRST) % len(LAST)]}-{n}"
        role = "teacher" if n == 0 else f"p{n}"
        return Person(
            email=accounts.email_of(role, SLUG), password=self.password_hash, first_name=first, last_name=last,
            name=f"{first} {last}", sort_key=sort_key(last, first), position="subject_teacher",
            workplace=f"Школа № {n % 40 + 1}", joined_at=self.now, email_confirmed_at=self.now, is_demo=True,
        )  # fmt: skip

    def _community(self, n: int) -> Community:
        return groups.open_community(
            district=self.district, kind="subject", name=f"Сообщество № {n + 1}", goal="Делиться опытом",
            actor=SYSTEM, at=self.now - SPAN,
        )  # fmt: skip

    def _topics(self, numbers: list[int], left: int) -> list[tuple[Publication, int]]:
        made, sizes = [], []
        for n in numbers:
            size = min(
                HOT if n == 0 and self.comments > HOT * 2 else COMMENTS_A_TOPIC, max(0, left)
            )
            left -= size
            made.append(self._topic(n, size))
            sizes.append(size)
        Publication.objects.bulk_create(made, batch_size=500)
        Placement.objects.bulk_create(
            (Placement(publication=one, community_id=one.home_community_id or 0, kind=one.kind, bumped_at=one.bumped_at)
             for one in made),
            batch_size=BATCH,
        )  # fmt: skip
        Reader.objects.bulk_create(
            (Reader(publication=one, token=token) for one in made
             for token in (community_token(one.home_community_id or 0), person_token(one.author_id))),
            batch_size=BATCH,
        )  # fmt: skip
        return list(zip(made, sizes, strict=True))

    def _topic(self, n: int, size: int) -> Publication:
        at = self.now - SPAN + SPAN * (n / max(1, self.topics))
        text = self.dice.choice(self.words)
        title = f"{' '.join(text.plain.split()[:7])} ({n})"
        return Publication(
            pid=new_pid(), kind="help" if n % 4 == 0 else "topic", district=self.district,
            home_community=self.communities[n % COMMUNITIES], author=self.people[n % PEOPLE],
            audience=Audience.COMMUNITY, status=PublicationStatus.PUBLISHED, title=title[:160], slug=slug_of(title),
            html=text.html, plain=text.plain, excerpt=text.excerpt, rules=RULES_VERSION, created_at=at,
            published_at=at, bumped_at=at + timedelta(hours=size), comment_n=size, last_seq=size, answered_at=at,
        )  # fmt: skip

    def _comments(self, publication: Publication, n: int) -> None:
        rows = (self._comment(publication, seq) for seq in range(1, n + 1))
        Comment.objects.bulk_create(rows, batch_size=1_000)

    def _comment(self, publication: Publication, seq: int) -> Comment:
        text = self.dice.choice(self.words)
        return Comment(
            pid=new_pid(), publication=publication, seq=seq, author=self.dice.choice(self.people), html=text.html,
            plain=text.plain, rules=RULES_VERSION, created_at=publication.created_at + timedelta(minutes=seq),
        )  # fmt: skip


def _paragraphs() -> list[Any]:
    """Every topic and reply of the demonstration, cleaned once."""
    found = []
    for slug in accounts.DISTRICTS:
        for whole in reading.read(slug).communities:
            for topic in whole.get("topic", ()):
                found += [
                    from_text(topic["body"]),
                    *(from_text(reply["body"]) for reply in topic.get("reply", ())),
                ]
    return found


def _batches(numbers: range, size: int) -> Iterator[list[int]]:
    source = iter(numbers)
    while batch := list(islice(source, max(1, size))):
        yield batch


FIRST = ("Анна", "Борис", "Вера", "Галина", "Дмитрий", "Елена", "Зоя", "Игорь", "Ксения", "Лев")
LAST = (
    "Берёзов",
    "Вешний",
    "Горин",
    "Дальний",
    "Ельник",
    "Житов",
    "Зимин",
    "Ивняк",
    "Кленов",
    "Лугов",
)
