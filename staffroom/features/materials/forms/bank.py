"""Narrowing the bank."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.features.materials import registry
from staffroom.features.materials.forms.cards import GRADES
from staffroom.features.materials.queries.bank import Narrowing
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.registry import LEVELS


class BankForm(forms.Form):
    """What a teacher looks for; everything may stay empty."""

    subject = forms.ChoiceField(label=_("Предмет"), required=False)
    kind = forms.ChoiceField(label=_("Что это"), required=False)
    grade = forms.ChoiceField(
        label=_("Класс"), required=False, choices=[("", _("Любой класс")), *GRADES]
    )
    level = forms.ChoiceField(
        label=_("Уровень"), required=False, choices=[("", _("Любой")), *LEVELS.items()]
    )
    standard = forms.ChoiceField(
        label=_("Стандарт"), required=False, choices=[("", _("Любой")), *registry.STANDARDS.items()]
    )
    stage = forms.ChoiceField(
        label=_("Состояние"), required=False, choices=[("", _("Любое")), *registry.STAGES.items()]
    )
    reach = forms.ChoiceField(
        label=_("Уровень опыта"),
        required=False,
        choices=[("", _("Любой")), *registry.REACHES.items()],
    )
    watch = forms.ChoiceField(
        label=_("Видео"), required=False,
        choices=[("", _("С видео и без")), ("video", _("Только с видео")), ("live", _("Эфиры и их записи"))],
    )  # fmt: skip
    theme = forms.ChoiceField(label=_("Приоритетная тема"), required=False)
    aspect = forms.ChoiceField(label=_("Направление стратегии"), required=False)
    order = forms.ChoiceField(
        label=_("Сначала"), required=False,
        choices=[("", _("Новые")), ("used", _("Те, по которым чаще проводят уроки"))],
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Mapping[str, str], themes: Mapping[str, str],
        aspects: Mapping[str, str], **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        subjects = [(code, one.label) for code, one in SUBJECTS.items()]
        give_choices(self, "subject", [("", _("Любой предмет")), *subjects])
        give_choices(self, "kind", [("", _("Всё")), *kinds.items()])
        give_choices(self, "theme", [("", _("Любая тема")), *themes.items()])
        if not themes:
            del self.fields["theme"]
        self.aspects = aspects
        give_choices(self, "aspect", [("", _("Любое")), *aspects.items()])
        if not aspects:
            del self.fields["aspect"]

    @property
    def narrowing(self) -> Narrowing:
        """What was chosen; a value that the list does not know narrows nothing."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        grade = data.get("grade", "")
        return Narrowing(
            kind=data.get("kind", ""), subject=data.get("subject", ""), level=data.get("level", ""),
            standard=data.get("standard", ""), theme=data.get("theme", ""),
            aspect=data.get("aspect", ""), order=data.get("order", ""),
            watch=data.get("watch", ""), stage=data.get("stage", ""), reach=data.get("reach", ""),
            grade=int(grade) if grade else None,
        )  # fmt: skip
