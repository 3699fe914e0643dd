"""Keeping the words that people write, and what was asked for in vain."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from time import monotonic

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from staffroom.core import prepared
from staffroom.core.files import queries as files
from staffroom.shared.publications.models import Reader
from staffroom.shared.search.models import Missed, SearchRow, SearchWord
from staffroom.shared.search.registry import typing, words

MOST_AT_ONCE, FILES_AT_ONCE = 500, 50
MOST_REMEMBERED = 200_000  # words that a process knows to be written down
MOST_ASKED = 6  # words of a question that is kept
LONGEST = 120
KEPT, KEPT_ONCE = (
    timedelta(days=365),
    timedelta(days=60),
)  # what was asked again; what was asked once

REMEMBERED_FOR = 3600.0  # seconds: another process may have forgotten a word meanwhile


PERSON = 3  # the kind of a reader token: what is written to people by name teaches nobody
Word = tuple[str, int]  # the form and the token of those who may find it


class _Learnt:
    """Words that this process knows to be written down."""

    def __init__(self) -> None:
        self.words: set[Word] = set()
        self.since = monotonic()

    def fresh(self, said: Iterable[Word]) -> list[Word]:
        """Those that it does not know to be."""
        if monotonic() - self.since > REMEMBERED_FOR or len(self.words) > MOST_REMEMBERED:
            self.forget()
        return sorted(set(said) - self.words)

    def forget(self) -> None:
        """Know of none."""
        self.words, self.since = set(), monotonic()


_learnt = _Learnt()


def learn(texts: Iterable[tuple[Iterable[str], Iterable[int]]]) -> None:
    """Write down the words of texts that are new to the holders of their tokens.

    A process does not ask twice for the same within an hour.
    """
    said = (
        (form, token)
        for forms, tokens in texts
        for token in set(tokens)
        if token & 0xF != PERSON
        for form in forms
    )
    fresh = _learnt.fresh(said)
    if not fresh:
        return
    rows = (_row(form, token) for form, token in fresh)
    prepared.write_all(SearchWord, rows, or_ignore=True)
    # Only what was committed: a word of a change that was undone stands nowhere.
    transaction.on_commit(lambda: _learnt.words.update(fresh))


def _row(form: str, token: int) -> dict[str, str | int]:
    head, tail, size = typing.ends(form)
    return {"form": form, "token": token, "head": head, "tail": tail, "size": size}


def forget_unwritten() -> int:
    """Take words out that the holders of a token can find in no text any more; tells how many."""
    tokens = SearchWord.objects.order_by("token").values_list("token", flat=True).distinct()
    return sum(_forget(list(_lost(token))) for token in list(tokens))


def _lost(token: int) -> Iterator[int]:
    """Keys of the words of a token that stand in none of its texts; each token is read alone."""
    standing = _written(token)
    words_of_token = SearchWord.objects.filter(token=token).order_by("pk")
    for key, form in words_of_token.values_list("pk", "form").iterator(chunk_size=5000):
        if form not in standing:
            yield key


def _written(token: int) -> set[str]:
    found: set[str] = set()
    held = Reader.objects.filter(token=token).values("publication_id")
    rows = SearchRow.objects.filter(Q(publication_id__in=held) | Q(readers__token=token))
    texts = rows.exclude(kind__in=("person", "file")).order_by("pk").values_list("title", "text")
    for title, text in texts.iterator(chunk_size=200):
        found |= words.forms_of(f"{title}\n{text}")
    named = list(rows.filter(kind="file").order_by("pk").values_list("key", "title"))
    for start in range(0, len(named), FILES_AT_ONCE):  # rows keep but the beginning of a file
        some = named[start : start + FILES_AT_ONCE]
        whole = files.texts_of([key for key, _name in some])
        for key, name in some:
            found |= words.forms_of(f"{name}\n{whole.get(key, '')}")
    return found


def _forget(lost: list[int]) -> int:
    for start in range(0, len(lost), MOST_AT_ONCE):
        SearchWord.objects.filter(pk__in=lost[start : start + MOST_AT_ONCE]).delete()
    _learnt.forget()
    return len(lost)


def keep_missed(typed: str, *, on: date) -> bool:
    """Count a question that found nothing, in the form in which all who ask it are one; False when it is not kept.

    Nothing is kept of who asked. A question with somebody's name, a number of a telephone or an address is
    about a person and is not kept at all.
    """
    tokens = words.WORD.findall(words.folded(typed))
    is_told = 0 < len(tokens) <= MOST_ASKED and not any(map(_is_personal, tokens))
    said = " ".join(tokens)[:LONGEST]
    if not is_told or "@" in typed or all(len(token) < 3 for token in tokens):
        return False
    known = Missed.objects.filter(words=said)
    if known.update(asked_n=F("asked_n") + 1, last_on=on):
        return True
    try:
        with transaction.atomic():
            Missed.objects.create(words=said, first_on=on, last_on=on)
    except IntegrityError:  # two at once
        known.update(asked_n=F("asked_n") + 1, last_on=on)
    return True


def _is_personal(token: str) -> bool:
    return words.is_name(token) or (token.isdigit() and len(token) > 4)


def forget_missed(*, on: date) -> int:
    """What was asked once and long ago, and what nobody has asked for a year; tells how many."""
    once = Missed.objects.filter(asked_n=1, last_on__lt=on - KEPT_ONCE)
    old = Missed.objects.filter(last_on__lt=on - KEPT)
    return once.delete()[0] + old.delete()[0]
