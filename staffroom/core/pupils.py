"""Personal data of pupils in words and in the words of files: lists of a class, dates of birth, numbers of papers.

A guess by the look of the words, like `core.personal`: its author is asked, nothing is ever refused
because of the guess alone. Who has a patronymic is taken for a grown-up, who was born long ago for history.
"""

from collections.abc import Iterator, Mapping
import re
from typing import NamedTuple

from staffroom.core.personal import LOOKS

MOST = 6
LONGEST_LINE = 2_000
LEAST_IN_LIST = 4  # lines that make a list of a class
UPPER, LOWER = "А-ЯЁӘӨҮҖҢҺҔҤ", "а-яёәөүҗңһҕҥ"  # Russian, Tatar, Sakha

MEN = """александр алексей анатолий андрей антон аркадий арсений артем артемий артур богдан борис вадим валентин
валерий василий виктор виталий владимир владислав всеволод вячеслав гавриил геннадий георгий герман глеб
григорий давид даниил данил данила демид демьян денис дмитрий добрыня евгений егор елисей ефим захар иван игнат
игорь илья иннокентий иосиф кирилл клим константин лев леонид лука макар максим марат марк мартин матвей мирон
мирослав михаил назар никита николай олег павел петр платон прохор радмир ратмир ринат роберт родион роман
ростислав руслан рустам савва савелий святослав семен сергей серафим спартак станислав степан тарас тимофей
тимур тихон федор филипп эдуард эмиль юлиан юрий яков ярослав
айдар айнур айрат алмаз альберт амир арслан артур булат газиз дамир данис динар ильдар ильнур ильшат инсаф
камиль карим наиль нияз радик раиль рамиль рафаэль ренат ришат салават самат тагир фаиль фанис хасан шамиль эльдар
айсен айтал айхал арчын дьулустан дьулус мичил нургун ньургун сандал сарыал тимир уйгун эрхан эрчим""".split()
WOMEN = """агата аделина аделия аида алена александра алина алиса алла альбина амина анастасия ангелина анна антонина
анфиса арина валентина валерия варвара василиса вера вероника виктория виолетта галина дарина дарья диана дина
ева евангелина евгения екатерина елена елизавета есения жанна злата зоя инна ирина камила карина каролина
кира клавдия кристина ксения лариса лидия лилия любовь людмила майя маргарита марина мария марьяна марья
милана милена мира мирослава надежда наталия наталья нина нонна оксана олеся ольга полина раиса регина римма
рита светлана серафима снежана софия софья стефания таисия тамара татьяна ульяна устинья фаина эвелина элина
эльвира эмилия юлиана юлия яна ярослава
азалия айгуль айсылу алсу амелия гузель гульнара дилара диляра зарина зульфия ильмира камилла лейсан лейла
лиана ляйсан миляуша рената розалия румия сабина самира сафия файруза эндже ясмина
айталина айыына аина дайаана кюннэй нарыйаана сайаана сайнаара сардаана туйаара уйгулаана""".split()
FAMILIAR = """алеша аня витя вова даша дима женя зина катя коля костя лена леша лиза люба люда маша миша надя наташа
оля паша петя рома саша света сема сережа слава соня стас таня тема толя федя юля юра""".split()

MALE_ENDINGS = {"й": ("я", "ю", "ем", "е"), "ь": ("я", "ю", "ем", "е"), "а": ("ы", "е", "у", "ой")}
FEMALE_ENDINGS = {"а": ("ы", "и", "е", "у", "ой"), "я": ("и", "ю", "е", "ей"), "ь": ("и", "ью")}


def _forms(
    name: str, endings: Mapping[str, tuple[str, ...]], plain: tuple[str, ...]
) -> Iterator[str]:
    yield name
    given = endings.get(name[-1])
    stem = name[:-1] if given else name
    yield from (stem + ending for ending in given or plain)


NAMES = frozenset(
    [form for name in MEN for form in _forms(name, MALE_ENDINGS, ("а", "у", "ом", "е"))]
    + ["павла", "павлу", "льва", "льву", "петра", "петру"]
    + [form for name in (*WOMEN, *FAMILIAR) for form in _forms(name, FEMALE_ENDINGS, ())]
)

WORD = rf"[{UPPER}][{LOWER}]{{1,30}}"
PAIR = re.compile(rf"(?<!\w)({WORD}(?:-{WORD})?),? ({WORD})(?!\w)(?: ({WORD}))?")
LISTED = re.compile(
    rf"^(?:\d{{1,3}}[.)]?|[-–—•*])?[ |]{{0,3}}({WORD}(?:-{WORD})?)[ |]{{1,3}}({WORD})(?!\w)"
)
PATRONYMIC = re.compile(r"(?:вн|ичн|инич|евич|ович|ьич|кызы|уол)\w{0,3}$")
IN_CLASS = re.compile(
    r"(?<![\d.,])(?:[1-9]|1[01])[ -]?[«\"]?[А-Яа-я]?[»\"]?[ -]?(?:класс|кл\.)"
    r"|(?<![\d.,])(?:[1-9]|1[01]) ?[«\"]?[А-Е][»\"]?(?!\w)"
    r"|(?i:учени(?:к|ц)|обучающ|воспитанни)"
)  # fmt: skip
GROWN_UP = re.compile(
    r"(?i:учител|преподават|воспитател|педагог|методист|директор|автор|составител|разработ)"
)
BORN = re.compile(
    r"(?i:дата рожд\w*|рожд\w*|род\.|г\. ?р\.)[^\d\n]{0,8}(\d{1,2}[./]\d{1,2}[./]20(?:0[3-9]|[1-4]\d))(?!\d)"
    r"|(?<!\d)(\d{1,2}[./]\d{1,2}[./]20(?:0[3-9]|[1-4]\d)) ?(?:г\. ?р|г\.?,? рожд|р\.|рожд)"
)
YOUNG = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./]20(?:0[3-9]|[1-4]\d)(?!\d)")
PAPERS = tuple(one for one in LOOKS if one[0] in {"телефон", "СНИЛС", "паспорт"})
BIRTH_PAPER = re.compile(r"(?<!\w)[IVXLC1УХ]{1,6}-[А-Я]{2} ?(?:№ ?)?\d{6}(?!\d)")


class Spot(NamedTuple):
    """What was found: what it looks like, the words, the line they stand in (from 1), how many more stand there."""

    label: str
    words: str
    line: int
    more: int = 0


def pupils_in(text: str) -> tuple[Spot, ...]:
    """What looks like personal data of pupils, in the order of the text; at most six spots.

    A list of a class is one spot with its first line; what stands in it is not told again.
    """
    lines = [line[:LONGEST_LINE].strip() for line in text.splitlines()]
    listed: set[int] = set()
    spots = list(_lists(lines, listed))
    for number, line in enumerate(lines, 1):
        if line and number not in listed:
            spots += _in_line(line, number)
        if len(spots) > MOST * 20:
            break
    once = {(spot.label, spot.words): spot for spot in sorted(spots, key=lambda one: -one.line)}
    return tuple(sorted(once.values(), key=lambda one: one.line)[:MOST])


def _lists(lines: list[str], listed: set[int]) -> Iterator[Spot]:
    """Runs of lines that each begin with a surname and a first name; empty lines between them are no end."""
    run: list[int] = []
    for number, line in enumerate((*lines, "."), 1):
        if not line:
            continue
        if _begins_with_pupil(line):
            run.append(number)
            continue
        if len(run) >= LEAST_IN_LIST:
            listed.update(run)
            yield Spot("список учеников", lines[run[0] - 1][:60], run[0], len(run) - 1)
        run = []


def _begins_with_pupil(line: str) -> bool:
    found = LISTED.match(line)
    return bool(found and is_name(found[2]) and not GROWN_UP.search(line))


def _in_line(line: str, number: int) -> Iterator[Spot]:
    named = _named(line)
    if named and not GROWN_UP.search(line):
        if IN_CLASS.search(line):
            yield Spot("имя ученика и класс", named, number)
        elif YOUNG.search(line):
            yield Spot("имя и дата рождения", named, number)
    if found := BORN.search(line):
        yield Spot("дата рождения", (found[1] or found[2]), number)
    if found := BIRTH_PAPER.search(line):
        yield Spot("свидетельство о рождении", found[0], number)
    for label, look in PAPERS:
        if found := look.search(line):
            yield Spot(label, found[found.lastindex or 0].strip(), number)


def _named(line: str) -> str:
    """A surname with a first name, in either order, without a patronymic; empty without one."""
    for found in PAIR.finditer(line):
        first, second, third = found.groups()
        if PATRONYMIC.search(second) or (third and PATRONYMIC.search(third)):
            continue
        if is_name(second) or (is_name(first) and not is_name(second)):
            return f"{first} {second}"
    return ""


def is_name(word: str) -> bool:
    """True for a first name of those usual in Russia, in any case."""
    return word.casefold().replace("ё", "е") in NAMES
