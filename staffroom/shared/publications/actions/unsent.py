"""Keeping what is being typed, and letting it go when it was sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.viewer import Viewer
from staffroom.shared.publications.models import Unsent

FIELDS = ("title", "body", "body_html", "tags", "reply_to")
LONGEST = 600_000  # characters of all the texts of one form together, with their markup
MOST = 40  # forms of one person
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def keep_unsent(*, key: str, words: Mapping[str, str], actor: Viewer, at: datetime) -> bool:
    """Keep the texts of a form; empty ones are forgotten. True when something stands afterwards.

    Old ones of the same person go by themselves: after 30 days, and beyond the newest 40.

    Raises:
        DomainError: the texts are longer than anything that may be published.
    """
    texts = {name: words[name] for name in FIELDS if words.get(name, "").strip()}
    if sum(map(len, texts.values())) > LONGEST:
        raise DomainError("Текст слишком длинный: сохраните его в файл и приложите.")
    mine = Unsent.objects.filter(person=actor.author_id)
    if not texts.keys() - {"reply_to"}:
        mine.filter(key=key).delete()
        return False
    Unsent.objects.update_or_create(
        person_id=actor.author_id, key=key, defaults={"words": texts, "at": at}
    )
    newest = list(mine.order_by("-at", "-pk").values_list("pk", flat=True)[:MOST])
    mine.exclude(pk__in=newest).delete()
    mine.filter(at__lt=at - KEPT_FOR).delete()
    return True


@transaction.atomic
def forget_unsent(*, key: str, actor: Viewer) -> None:
    """Let the texts of one form go: they were sent, or are wanted no more."""
    Unsent.objects.filter(person=actor.author_id, key=key).delete()


@transaction.atomic
def forget_all_unsent(*, person_id: int) -> None:
    """Let everything unsent of an erased person go."""
    Unsent.objects.filter(person=person_id).delete()
