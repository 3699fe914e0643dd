"""Forms of a preparation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.richtext import RichTextField
from staffroom.features.materials.actions.opening import Edit
from staffroom.features.materials.registry import CHECKS
from staffroom.shared.publications.models import Audience


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class _Wanted(forms.Form):
    wanted = forms.ChoiceField(label=_("Кому открыть"))

    def __init__(self, *args: Any, wider: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        labels = dict(Audience.choices)
        give_choices(self, "wanted", [(code, labels[Audience(code)]) for code in wider])


class AskForm(_Wanted):
    """For whom, and what the moderator should know."""

    words = _words(
        _("Что важно знать модератору"),
        _("Например: согласие на показ всем хранится у завуча, фамилий в кадре нет."),
    )


class ProposeForm(_Wanted):
    """The text as the moderator would have it, and his remark."""

    title = forms.CharField(label=_("Название"), max_length=160)
    body = RichTextField(label=_("Текст"), required=False)
    words = _words(
        _("Слова автору"),
        _("Что вы поправили и почему. Если текст не менять, автор исправит его сам."),
    )

    def __init__(self, *args: Any, wider: Sequence[str], is_begun: bool, **options: Any) -> None:
        super().__init__(*args, wider=wider, **options)
        if is_begun:
            del self.fields["wanted"]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        edit = Edit(title=data["title"], text=data["body"])
        return {"words": data["words"], "edit": edit, "wanted": data.get("wanted", "")}


class AnswerForm(forms.Form):
    """The author's answer."""

    words = _words(_("Ответ модератору"), _("Что исправили или почему не согласны."))


class DecideForm(forms.Form):
    """A moderator's yes or no; where children are shown, what he has looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = _words(_("Слова автору"), _("При отказе обязательно: причину прочтёт автор."))

    def __init__(self, *args: Any, is_guarded: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, label in CHECKS.items() if is_guarded else ():
            self.fields[f"check_{code}"] = forms.BooleanField(label=label, required=False)
        self.order_fields([name for name in self.fields if name != "words"])

    @property
    def checked(self) -> set[str]:
        """Codes of what was ticked."""
        return {code for code in CHECKS if self.cleaned_data.get(f"check_{code}")}
