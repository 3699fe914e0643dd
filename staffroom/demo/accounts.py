"""The demonstration's accounts: one password, an address for each role of each district."""

from django.contrib.auth.hashers import make_password

PASSWORD = "звонок-на-перемену"  # noqa: S105 - told to everybody at the start; a production start refuses these accounts
DISTRICTS = ("berezniki", "baltasi", "tula", "petrodvorets", "olekminsk")
ROLES = {
    "coordinator": "координатор района",
    "methodist": "методист",
    "moderator": "ведёт сообщество",
    "teacher": "учитель",
    "newcomer": "ждёт приёма в сеть",
    "expert": "эксперт",
    "technician": "технический специалист",
}


def email_of(role: str, slug: str) -> str:
    """The address a role signs in by, in a district."""
    return f"{role}@{slug}.example"


def greeting() -> list[str]:
    """What the start prints: addresses, roles and the one password."""
    return [
        "",
        "Демонстрация: пять районов —  " + ", ".join(f"/{slug}/" for slug in DISTRICTS),
        "Войти можно как",
        *(f"  {role}@<район>.example".ljust(34) + f"{words}" for role, words in ROLES.items()),
        f"например teacher@tula.example; пароль у всех один: {PASSWORD}",
        "",
    ]


def hashed_password() -> str:
    """The one password, hashed once for all."""
    return make_password(PASSWORD)
