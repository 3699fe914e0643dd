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


def words_of(codes: str, *, warnings_only: bool = False) -> tuple[str, ...]:
    """The words for codes parted by spaces, in the order of this table."""
    told = codes.split()
    asked = WARNINGS if warnings_only else tuple(MARKS)
    return tuple(MARKS[code] for code in asked if code in told)
