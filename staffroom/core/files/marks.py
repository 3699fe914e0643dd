"""What a reader is told of a file before he downloads it: codes kept, words shown."""

MARKS = {
    "encrypted": "закрыт паролем",
    "macros": "внутри макросы",
    "active": "внутри действия, которые запускаются сами",
    "outer": "берёт данные из других мест",
    "attached": "внутри вложены другие файлы",
    "polyglot": "выдаёт себя за два разных файла сразу",
    "broken": "повреждён",
    "big": "слишком большой, чтобы показать его здесь",
    "long": "показан не целиком",
}
WARNINGS = ("encrypted", "macros", "active", "outer", "attached", "polyglot", "broken")


def length_in_words(seconds: int) -> str:
    """How long a recording is: «1 ч 5 мин», «2 мин 5 с»."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}\xa0ч {minutes}\xa0мин"
    return f"{minutes}\xa0мин {left}\xa0с" if minutes else f"{left}\xa0с"


def words_of(codes: str, *, warnings_only: bool = False) -> tuple[str, ...]:
    """The words for codes parted by spaces, in the order of this table."""
    told = codes.split()
    asked = WARNINGS if warnings_only else tuple(MARKS)
    return tuple(MARKS[code] for code in asked if code in told)
