"""Words that were mistyped: how a word sounds, and how far two words are from each other.

Most slips of the pen keep the sound («переодический», «климотограмма»): vowels that are not stressed,
voiced and voiceless, double letters. A word is looked for by the beginning or the end of its sound,
for one slip leaves one of the two whole; then the letters themselves are compared.
"""

from collections.abc import Iterable

END = 4  # letters of a sound by whose beginning or end words are looked for
SHORTEST, LONG = 4, 8
FAR = 99

SOUNDS = str.maketrans(
    {
        "о": "а", "е": "и", "э": "и", "ё": "и", "ы": "и", "й": "и", "я": "и", "ю": "у",
        "б": "п", "в": "ф", "г": "к", "д": "т", "ж": "ш", "з": "с", "щ": "ш", "ъ": "", "ь": "",
    }
)  # fmt: skip


def sound(word: str) -> str:
    """How a folded word is heard; words of other alphabets are heard as they are written."""
    heard = word.translate(SOUNDS).replace("тс", "ц")
    kept = [letter for n, letter in enumerate(heard) if n == 0 or letter != heard[n - 1]]
    return "".join(kept)


def ends(word: str) -> tuple[str, str, int]:
    """The beginning, the end and the length of the sound of a word: what the vocabulary is searched by."""
    heard = sound(word)
    return heard[:END], heard[-END:], len(heard)


def distance(one: str, other: str, most: int) -> int:
    """Letters to be changed, added, left out or swapped with their neighbour; `FAR` above `most`."""
    if abs(len(one) - len(other)) > most:
        return FAR
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return FAR
    return row[-1] if row[-1] <= most else FAR


def nearest(word: str, known: Iterable[str], *, wanted: int = 2) -> list[str]:
    """Words that may have been meant, the likeliest first: they sound alike, or one letter is wrong.

    In a long word two letters may be wrong beside those that sound alike.
    """
    heard, most = sound(word), 2 if len(word) >= LONG else 1
    found: list[tuple[int, str]] = []
    for other in set(known):
        by_ear = distance(heard, sound(other), most)
        if by_ear == FAR or other == word:
            continue
        by_letter = distance(word, other, most + 2)
        if by_letter != FAR:
            found.append((2 * by_ear + by_letter + 2 * (word[0] != other[0]), other))
    return [other for _weight, other in sorted(found)[:wanted]]
