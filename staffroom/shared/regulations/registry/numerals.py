"""Numbers in words, as papers write them: «в течение 7 (семи) дней», «за 21 (двадцать один) день»."""

from dataclasses import dataclass

from staffroom.ui.words import plural

Unit = tuple[str, str, str]  # 1 день, 2 дня, 5 дней

MOST = 999_999
TEN, TWENTY, HUNDRED, THOUSAND = 10, 20, 100, 1000


@dataclass(frozen=True, slots=True)
class Case:
    """The words of one case: units by gender, teens, tens, hundreds, forms of a thousand."""

    one: tuple[str, str, str]  # masculine, feminine, neuter
    two: tuple[str, str, str]
    small: tuple[str, ...]  # 3 … 19
    tens: tuple[str, ...]  # 20 … 90
    hundreds: tuple[str, ...]  # 100 … 900
    thousands: Unit


NAMED = Case(
    one=("один", "одна", "одно"),
    two=("два", "две", "два"),
    small=(
        "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
        "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
        "восемнадцать", "девятнадцать",
    ),
    tens=(
        "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
        "девяносто",
    ),
    hundreds=(
        "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
        "девятьсот",
    ),
    thousands=("тысяча", "тысячи", "тысяч"),
)  # fmt: skip
OF = Case(
    one=("одного", "одной", "одного"),
    two=("двух", "двух", "двух"),
    small=(
        "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти", "одиннадцати",
        "двенадцати", "тринадцати", "четырнадцати", "пятнадцати", "шестнадцати", "семнадцати",
        "восемнадцати", "девятнадцати",
    ),
    tens=(
        "двадцати", "тридцати", "сорока", "пятидесяти", "шестидесяти", "семидесяти",
        "восьмидесяти", "девяноста",
    ),
    hundreds=(
        "ста", "двухсот", "трёхсот", "четырёхсот", "пятисот", "шестисот", "семисот", "восьмисот",
        "девятисот",
    ),
    thousands=("тысячи", "тысяч", "тысяч"),
)  # fmt: skip
GENDERS = "mfn"


def spelled(n: int, case: Case = NAMED, gender: str = "m") -> str:
    """The number in words; `gender` is that of what is counted: m, f or n.

    Raises:
        ValueError: below zero or above 999 999.
    """
    if not 0 <= n <= MOST:
        message = f"no words for {n}"
        raise ValueError(message)
    if n == 0:
        return "ноль" if case is NAMED else "ноля"
    parts = []
    if n >= THOUSAND:
        many = n // THOUSAND
        count = [] if many == 1 else [_below_thousand(many, case, "f")]
        parts += [*count, _agreed(many, case.thousands, case)]
    if n % THOUSAND:
        parts.append(_below_thousand(n % THOUSAND, case, gender))
    return " ".join(parts)


def _below_thousand(n: int, case: Case, gender: str) -> str:
    parts = [case.hundreds[n // HUNDRED - 1]] if n >= HUNDRED else []
    rest = n % HUNDRED
    if rest >= TWENTY:
        parts.append(case.tens[rest // TEN - 2])
        rest %= TEN
    if rest == 1:
        parts.append(case.one[GENDERS.index(gender)])
    elif rest == 2:
        parts.append(case.two[GENDERS.index(gender)])
    elif rest:
        parts.append(case.small[rest - 3])
    return " ".join(parts)


def _agreed(n: int, unit: Unit, case: Case) -> str:
    if case is NAMED:
        return plural(n, *unit)
    return unit[0] if n % TEN == 1 and n % HUNDRED != 11 else unit[2]


def counted_of(n: int, one: str, many: str, gender: str = "m") -> str:
    """«7 (семи) дней», «21 (двадцати одного) дня»: after «в течение», «не более», «до».

    Args:
        n: how many.
        one: the word for one in the genitive: «дня».
        many: the word for many in the genitive: «дней».
        gender: of what is counted.
    """
    is_one = n % TEN == 1 and n % HUNDRED != 11
    return f"{n} ({spelled(n, OF, gender)}) {one if is_one else many}"


def counted_named(n: int, unit: Unit, gender: str = "m") -> str:
    """«90 (девяносто) дней», «21 (двадцать один) день»: after «за»."""
    return f"{n} ({spelled(n, NAMED, gender)}) {plural(n, *unit)}"
