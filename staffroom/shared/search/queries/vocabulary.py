"""What may have been meant by a word that stands nowhere: what the viewer could find, and nothing else.

A question is mended by the words of texts that are open to the viewer. Were it mended by those of all texts,
it would tell whoever tries letter by letter which words stand in closed ones.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from django.db.models import Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.search.models import SearchWord
from staffroom.shared.search.registry import typing, words

MOST_WORDS = 4  # mistyped words in one question
OFFERED = 2  # other readings of the whole question
SLACK = 2  # letters that the sound of a word may be longer or shorter


def corrected(viewer: Viewer, typed: str) -> Iterator[str]:
    """The question with other words in the place of those that nobody wrote, the likeliest first.

    Two statements; no more than a few questions, none where every word is known.
    """
    spots = list(_spots(words.folded(typed)))
    open_to = _open_to(viewer)
    known = _known(open_to, [word for _start, _end, word in spots])
    strange = [spot for spot in spots if spot[2] not in known][:MOST_WORDS]
    if not strange:
        return
    meant = _meant(open_to, [word for _start, _end, word in strange])
    told = [[*meant.get(word, ()), word] for _start, _end, word in strange]
    for chosen in islice(product(*told), OFFERED):
        made: list[str] = []
        done = 0
        for (start, end, _word), other in zip(strange, chosen, strict=True):
            made += (typed[done:start], other)
            done = end
        question = "".join((*made, typed[done:]))
        if words.folded(question) != words.folded(typed):
            yield question


def _spots(folded: str) -> Iterator[tuple[int, int, str]]:
    """Words that are long enough to be mistyped, with their places."""
    for match in words.WORD.finditer(folded):
        start = match.start()
        for piece in words.HYPHEN.split(match[0]):
            if len(piece) >= words.SHORTEST_FORM and piece.isalpha():
                yield start, start + len(piece), piece
            start += len(piece) + 1


def _open_to(viewer: Viewer) -> QuerySet[SearchWord]:
    if viewer.is_system:
        return SearchWord.objects.all()
    return SearchWord.objects.filter(token__in=sorted(viewer.tokens))


def _known(open_to: QuerySet[SearchWord], asked: Sequence[str]) -> set[str]:
    """Those of the words that somebody wrote, in this form or in the dictionary's own."""
    forms = {word: {word, *words.lemmas(word)} for word in asked}
    wanted = {form for some in forms.values() for form in some}
    found = set(open_to.filter(form__in=wanted).values_list("form", flat=True))
    return {word for word, some in forms.items() if not found.isdisjoint(some)}


def _meant(open_to: QuerySet[SearchWord], strange: Sequence[str]) -> dict[str, list[str]]:
    """For each word the nearest that somebody wrote; one statement."""
    like = Q()
    for word in strange:
        for said in (word, *words.guessed(word)):
            head, tail, size = typing.ends(said)
            near = Q(size__range=(size - SLACK, size + SLACK))
            like |= (near & Q(head=head)) | (near & Q(tail=tail))
    candidates = set(open_to.filter(like).values_list("form", flat=True))
    return {word: typing.nearest(word, candidates) for word in strange}
