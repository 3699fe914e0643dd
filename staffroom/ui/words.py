"""Words as people say them: dates, sizes, numbers, initials. Filters of every template."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from staffroom.core import clock
from staffroom.ui.kept import language, never_kept, said, zone

MONTHS_OF = (
    "",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS_SHORT = (
    "",
    "янв",
    "фев",
    "мар",
    "апр",
    "мая",
    "июн",
    "июл",
    "авг",
    "сен",
    "окт",
    "ноя",
    "дек",
)
WEEKDAYS_TO = (
    "понедельника",
    "вторника",
    "среды",
    "четверга",
    "пятницы",
    "субботы",
    "воскресенья",
)
HUES = 5
THIN = "\u202f"
GLUE = "\u00a0"
WEEK = 7
SOON_MINUTES = 60
KILO = 1024


def in_quotes(words: str) -> str:
    """«Words»; the quotation marks that they have themselves become the inner ones."""
    return f"«{words.replace('«', '„').replace('»', '“')}»"


def initials(name: str) -> str:
    """«Анна Соколова» → «АС», «Учителя математики» → «УМ», «Математика» → «М»."""
    words = [word for word in name.replace("«", " ").replace("»", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "•"


def hue(key: object) -> int:
    """One of the quiet colours, always the same for the same key."""
    return crc32(str(key).encode()) % HUES + 1


def number(value: float) -> str:
    """«12 480», «0,5»: groups by a thin space, a decimal comma."""
    whole = (
        f"{value:,.1f}"
        if isinstance(value, float) and not value.is_integer()
        else f"{int(value):,}"
    )
    return whole.replace(",", THIN).replace(".", ",")


def size(of_bytes: int) -> str:
    """«48 КБ», «1,2 МБ»."""
    if of_bytes < KILO:
        return f"{of_bytes}{GLUE}{gettext('Б')}"
    value = float(of_bytes)
    for unit in ("КБ", "МБ", "ГБ", "ТБ"):
        value /= KILO
        if value < KILO or unit == "ТБ":
            break
    shown = number(round(value)) if value >= 10 else number(round(value, 1))
    return f"{shown}{GLUE}{unit}"


def plural(n: int, one: str, few: str, many: str) -> str:
    """The Russian form alone: 1 участник, 2 участника, 5 участников (for words that are data)."""
    if n % 10 == 1 and n % 100 != 11:
        return one
    if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:
        return few
    return many


def date_of(day: date, *, today: date | None = None) -> str:
    """«12 ноября», and with the year when it is another one."""
    today = today or timezone.localdate()
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day}{GLUE}{said(MONTHS_OF[day.month])}{year}"


def moment_words(at: datetime, now: datetime) -> str:
    """«сегодня в 15:30», «вчера в 9:05», «12 ноября», «12 ноября 2025» in the zone that is active."""
    return _words(at, minutes_since(at, now), timezone.localdate(now))


def clock_words(at: datetime) -> str:
    """«15:30» in the zone that is active."""
    local = timezone.localtime(at)
    return f"{local.hour}:{local.minute:02d}"


def minutes_since(at: datetime, now: datetime) -> int:
    """Whole minutes that have passed within the last hour; -1 otherwise."""
    minutes = int((now - at).total_seconds() // 60)
    return minutes if 0 <= minutes < SOON_MINUTES else -1


def _words(at: datetime, minutes: int, today: date) -> str:
    if minutes == 0:
        return gettext("только что")
    if minutes > 0:
        return ngettext("%(n)s минуту назад", "%(n)s минуты назад", minutes) % {"n": minutes}
    local = timezone.localtime(at)
    clock = clock_words(at)
    days = (local.date() - today).days
    names = {0: gettext("сегодня"), -1: gettext("вчера"), 1: gettext("завтра")}
    if days in names:
        return gettext("%(day)s в %(clock)s") % {"day": names[days], "clock": clock}
    if days > 1:
        return gettext("%(day)s в %(clock)s") % {
            "day": date_of(local.date(), today=today),
            "clock": clock,
        }
    return date_of(local.date(), today=today)


def going(from_at: datetime, to_at: datetime, now: datetime | None = None) -> str:
    """Whether a stretch of time is `ahead`, goes on `now` or is `past`."""
    at = now or clock.now()
    return "ahead" if at < from_at else "now" if at < to_at else "past"


def full_moment(at: datetime) -> str:
    """«12 ноября 2026 г., 15:30»: what a pointer or a screen reader is told."""
    local = timezone.localtime(at)
    month, year = said(MONTHS_OF[local.month]), said("г.")
    return f"{local.day}{GLUE}{month} {local.year}{GLUE}{year}, {local.hour}:{local.minute:02d}"


def moment(at: datetime | Markup | None, now: datetime | None = None) -> Markup:
    """A <time> element: near words for the eye, the full moment in its title. A drawn one stays."""
    if at is None:
        return Markup("")
    if isinstance(at, Markup):
        return at
    return _moment_at(at, now or clock.now())


@never_kept
def _moment_at(at: datetime, now: datetime) -> Markup:
    return told(at, day_of(now), minutes_since(at, now))


def told(at: datetime | None, today: date, minutes: int = -1) -> Markup:
    """The same for a kept part: from the day and the minutes that have passed (`minutes_since`)."""
    return Markup("") if at is None else _moment(at, minutes, today, zone(), language())


def ages(rows: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    """Minutes by public id, of rows that moved (`bumped_at`) within the last hour: see `told`."""
    now = clock.now()
    border = now - timedelta(minutes=SOON_MINUTES)
    fresh = [row for row in rows if row.bumped_at > border]
    return tuple((row.pid, minutes_since(row.bumped_at, now)) for row in fresh)


def hours(rows: Iterable[Any]) -> tuple[tuple[str, str, Markup], ...]:
    """Live hours by public id: whether one is `ahead` or goes on `now`, and when it begins."""
    return tuple(
        (row.pid, state, moment(row.hour_from))
        for row in rows
        if row.hour_from and (state := going(row.hour_from, row.hour_to)) != "past"
    )


def now_day() -> date:
    """Today where the reader is."""
    return day_of(clock.now())


def day_of(now: datetime) -> date:
    """The day of a moment where the reader is."""
    return _today(int(now.timestamp()) // 60, zone())


@lru_cache(maxsize=8)
def _today(minute: int, here: tzinfo) -> date:
    """The day of a minute since the epoch: days begin at whole minutes everywhere."""
    return datetime.fromtimestamp(minute * 60, here).date()


@lru_cache(maxsize=4_000)
def _moment(at: datetime, minutes: int, today: date, here: tzinfo, _language: str) -> Markup:
    """The element, kept while its words stand: for a minute within the hour, for a day after."""
    stamp = at.astimezone(here).isoformat(timespec="seconds")
    return Markup('<time datetime="{}" title="{}" data-behaviour="time">{}</time>').format(
        stamp, full_moment(at), _words(at, minutes, today)
    )


def day(value: date | None, today: date | None = None) -> Markup:
    """A <time> element of a day: «12 ноября»."""
    if value is None:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(
        value.isoformat(), date_of(value, today=today)
    )


def days_left(due: date, today: date | None = None) -> int:
    """Whole days from today to the day; negative when it has passed."""
    return (due - (today or timezone.localdate())).days


def until(due: date, today: date | None = None) -> str:
    """«сегодня», «до завтра», «до пятницы», «до 27 ноября»: the day a term ends."""
    today = today or timezone.localdate()
    left = (due - today).days
    if left == 0:
        return gettext("сегодня")
    if left == 1:
        return gettext("до завтра")
    if 1 < left < WEEK:
        return gettext("до %(day)s") % {"day": said(WEEKDAYS_TO[due.weekday()])}
    return gettext("до %(day)s") % {"day": date_of(due, today=today)}


def term(due: date, today: date | None = None) -> str:
    """«до пятницы, 5 дней», «просрочено на 1 день»: a term in one line."""
    left = days_left(due, today)
    if left < 0:
        return ngettext("просрочено на %(n)s день", "просрочено на %(n)s дня", -left) % {"n": -left}
    if left == 0:
        return gettext("последний день сегодня")
    count = ngettext("%(n)s день", "%(n)s дня", left) % {"n": left}
    return f"{until(due, today)}, {count}"


def capital(text: str) -> str:
    """The first letter made capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def lines(text: str) -> Markup:
    """Plain text with its line breaks (for short fields; bodies are cleaned HTML)."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def month_short(value: date) -> str:
    """«ноя»: for the small calendar leaf."""
    return said(MONTHS_SHORT[value.month])


def _parsed(value: Any, formats: str) -> Any:
    if not isinstance(value, str):
        return value
    for form in get_format(formats):
        with suppress(ValueError):
            return datetime.strptime(value, form)  # noqa: DTZ007 - a form's text has no zone
    return value


def machine_date(value: Any) -> str:
    """A form's day as <input type=date> wants it; what cannot be read stays as it was typed."""
    found = _parsed(value, "DATE_INPUT_FORMATS")
    return f"{found:%Y-%m-%d}" if isinstance(found, date) else str(found)


def machine_time(value: Any) -> str:
    """A form's time as <input type=time> wants it."""
    found = _parsed(value, "TIME_INPUT_FORMATS")
    return f"{found:%H:%M}" if isinstance(found, time | datetime) else str(found)


def machine_datetime(value: Any) -> str:
    """A form's moment as <input type=datetime-local> wants it."""
    found = _parsed(value, "DATETIME_INPUT_FORMATS")
    return f"{found:%Y-%m-%dT%H:%M}" if isinstance(found, datetime) else str(found)


FILTERS = {
    "ages": never_kept(ages),
    "capital": capital,
    "date_of": never_kept(date_of),
    "day": never_kept(day),
    "day_of": never_kept(day_of),
    "days_left": never_kept(days_left),
    "full_moment": full_moment,
    "going": never_kept(going),
    "hue": hue,
    "hours": never_kept(hours),
    "in_quotes": in_quotes,
    "initials": initials,
    "lines": lines,
    "machine_date": machine_date,
    "machine_datetime": machine_datetime,
    "machine_time": machine_time,
    "moment": moment,
    "month_short": month_short,
    "number": number,
    "plural": plural,
    "size": size,
    "term": never_kept(term),
    "told": told,
    "until": never_kept(until),
}
