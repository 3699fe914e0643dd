"""What writing and reading leave behind by themselves: who writes follows, who reads has read."""

from django.db.models import BigIntegerField, IntegerField

from staffroom.core.prepared import PreparedUpdate, write
from staffroom.shared.publications.models import ReadMark, Subscription


def follow(publication_id: int, person_id: int) -> None:
    """Authors and those who answer follow what they wrote in, unless they said otherwise; assumes a transaction."""
    write(Subscription, or_ignore=True, publication_id=publication_id, person_id=person_id)


def mark_read(publication_id: int, person_id: int, seq: int) -> None:
    """Remember the newest comment a person has seen; never goes back."""
    if not _read_on(person=person_id, publication=publication_id, seq=seq):
        write(  # a mark that stands is as new or newer
            ReadMark, or_ignore=True, person_id=person_id, publication_id=publication_id, seq=seq
        )


_read_on = PreparedUpdate(
    lambda person, publication, seq: (
        ReadMark.objects.filter(person=person, publication=publication, seq__lt=seq),
        {"seq": seq},
    ),
    person=BigIntegerField(), publication=BigIntegerField(), seq=IntegerField(),
)  # fmt: skip
