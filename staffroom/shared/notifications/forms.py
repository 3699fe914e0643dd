"""The page of preferences."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.plugs import NoticePlug
from staffroom.shared.communities.models import Community
from staffroom.shared.notifications.actions.choosing import Quiet
from staffroom.shared.notifications.models import MailSetting
from staffroom.shared.notifications.registry import (
    LEVEL_LABELS,
    MODE_LABELS,
    Level,
    Mode,
    group_of,
)

ZONES = (
    ("", _("Как в моём районе")),
    ("Europe/Kaliningrad", _("Калининград (МСК−1)")),
    ("Europe/Moscow", _("Москва (МСК)")),
    ("Europe/Samara", _("Самара (МСК+1)")),
    ("Asia/Yekaterinburg", _("Екатеринбург (МСК+2)")),
    ("Asia/Omsk", _("Омск (МСК+3)")),
    ("Asia/Krasnoyarsk", _("Красноярск (МСК+4)")),
    ("Asia/Irkutsk", _("Иркутск (МСК+5)")),
    ("Asia/Yakutsk", _("Якутск (МСК+6)")),
    ("Asia/Vladivostok", _("Владивосток (МСК+7)")),
    ("Asia/Magadan", _("Магадан (МСК+8)")),
    ("Asia/Kamchatka", _("Камчатка (МСК+9)")),
)
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class NoticesForm(forms.Form):
    """Kinds, communities, quiet hours."""

    has_digest = forms.BooleanField(
        label=_("Присылать сводку раз в день"),
        required=False,
        help_text=_("Утром, когда есть новое. Нужно ваше согласие на письма о новом."),
    )
    has_quiet_hours = forms.BooleanField(label=_("Тихие часы"), required=False)
    quiet_from = forms.TimeField(label=_("Не писать с"), widget=CLOCK)
    quiet_to = forms.TimeField(label=_("до"), widget=CLOCK)
    has_quiet_weekends = forms.BooleanField(
        label=_("Не писать в субботу и воскресенье"), required=False
    )
    zone = forms.ChoiceField(label=_("Мой часовой пояс"), choices=ZONES, required=False)

    def __init__(
        self,
        *args: Any,
        setting: MailSetting,
        modes: Mapping[str, Mode],
        levels: Mapping[int, Level],
        communities: Iterable[Community],
        offered: Mapping[str, NoticePlug],
        **options: Any,
    ) -> None:
        initial = {name: getattr(setting, name) for name in Quiet.__dataclass_fields__}
        super().__init__(*args, **{**options, "initial": initial})
        self.communities = {community.pid: community for community in communities}
        self.gathered: dict[str, list[str]] = {}
        for code, plug in offered.items():
            self.gathered.setdefault(group_of(plug), []).append(f"kind:{code}")
            self.fields[f"kind:{code}"] = forms.ChoiceField(
                label=plug.title, choices=list(MODE_LABELS.items()), initial=modes[code]
            )
        for pid, community in self.communities.items():
            self.fields[f"community:{pid}"] = forms.ChoiceField(
                label=community.name,
                choices=list(LEVEL_LABELS.items()),
                initial=levels.get(community.pk, Level.ALL),
            )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Fields of kinds under the names of what they tell of; whether one of them was refused."""
        found = ((title, [self[name] for name in names]) for title, names in self.gathered.items())
        return [(title, fields, any(one.errors for one in fields)) for title, fields in found]

    @property
    def levels_of(self) -> list[forms.BoundField]:
        """Fields of communities."""
        return [self[name] for name in self.fields if name.startswith("community:")]

    @property
    def rest(self) -> list[forms.BoundField]:
        """Fields about the letters."""
        return [self[name] for name in self.fields if ":" not in name]

    def clean_quiet_from(self) -> time:
        """The minute counts, seconds do not."""
        given: time = self.cleaned_data["quiet_from"]
        return given.replace(second=0, microsecond=0)

    @property
    def modes(self) -> dict[str, Mode]:
        """Chosen modes by kind."""
        return {
            name.removeprefix("kind:"): Mode(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("kind:")
        }

    @property
    def levels(self) -> dict[int, Level]:
        """Chosen levels by community."""
        return {
            self.communities[name.removeprefix("community:")].pk: Level(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("community:")
        }

    @property
    def quiet(self) -> Quiet:
        """The rest."""
        return Quiet(**{name: self.cleaned_data[name] for name in Quiet.__dataclass_fields__})
