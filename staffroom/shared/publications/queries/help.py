"""How soon colleagues help (PD-3.3)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staffroom.shared.publications.models import HelpFigures

MINUTE, HOUR, DAY = 60, 3600, 86_400
LONG = 2  # from two hours on minutes are not told, from two days on hours are not


def help_figure(community_id: int) -> str:
    """The mean time to the first answer in words; empty while nobody was answered."""
    found = HelpFigures.objects.filter(community=community_id, answered_n__gt=0).first()
    if found is None:
        return ""
    mean = spoken(timedelta(seconds=found.waited_s // found.answered_n))
    questions = ngettext("по %(n)s вопросу", "по %(n)s вопросам", found.answered_n)
    told = _("Первый ответ приходит в среднем через %(time)s") % {"time": mean}
    return f"{told} ({questions % {'n': found.answered_n}})."


def spoken(time: timedelta) -> str:
    """A stretch of time as people say it after «через»: «25 минут», «3 часа», «2 дня»."""
    seconds = max(MINUTE, int(time.total_seconds()))
    if seconds >= LONG * DAY:
        n = round(seconds / DAY)
        return ngettext("%(n)s день", "%(n)s дня", n) % {"n": n}
    if seconds >= LONG * HOUR:
        n = round(seconds / HOUR)
        return ngettext("%(n)s час", "%(n)s часа", n) % {"n": n}
    n = round(seconds / MINUTE)
    return ngettext("%(n)s минуту", "%(n)s минуты", n) % {"n": n}
