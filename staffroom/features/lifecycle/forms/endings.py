"""The result, a request, a decision."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_rows
from staffroom.core.files import FilesField
from staffroom.features.lifecycle.models import TaskVerdict
from staffroom.shared.publications.models import Publication

MOST_FILES = 5


def _long(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=3000, required=required, widget=widget
    )


def _verdict() -> Any:
    return forms.ChoiceField(
        label=_("Решена ли задача"), choices=TaskVerdict.choices, widget=forms.RadioSelect
    )


def _day(label: Any, help_text: Any = "") -> Any:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class Judged(forms.Form):
    """A form that asks whether the task is solved, where the regulation does (PD-4.1)."""

    def __init__(self, *args: Any, asks_verdict: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_verdict:
            del self.fields["verdict"]

    @property
    def verdict(self) -> str:
        """What was said; "" where it is not asked."""
        return str(self.cleaned_data.get("verdict", ""))


class HandInForm(Judged):
    """The product: what came out, and where to see it (BT-X.1)."""

    verdict = _verdict()
    words = _long(
        _("Что получилось"), _("Результат в нескольких предложениях: его прочтут на странице сообщества."),
        rows=6,
    )  # fmt: skip
    publication = forms.ModelChoiceField(
        Publication.objects.none(), label=_("Запись сообщества с результатом"), required=False,
        empty_label=_("Не выбрана"),
        help_text=_("Здесь до двухсот последних записей. Более давнюю назовите в тексте."),
    )  # fmt: skip
    files = FilesField(label=_("Или файлы"), max_files=MOST_FILES)  # type: ignore[assignment]  # Django takes fields out of the class

    def __init__(self, *args: Any, offered: QuerySet[Publication], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "publication", offered)


class ExtensionForm(forms.Form):
    """Till when, and why."""

    until_on = _day(_("Новый последний день"))
    words = _long(_("Зачем"), _("Что ещё нужно сделать и почему не успели к сроку."))


class ClosingForm(Judged):
    """Why the work ends without a product."""

    verdict = _verdict()
    words = _long(_("Почему сообщество заканчивает работу"))


class AgreeExtensionForm(forms.Form):
    """The day that is agreed to."""

    until_on = _day(_("Новый последний день"), _("Можно согласиться на другой день."))
    words = _long(_("Слова к решению"), rows=2, required=False)


class AgreeClosingForm(Judged):
    """The outcome, as the archive will keep it."""

    verdict = _verdict()
    result = _long(
        _("Результат"), _("Останется на странице сообщества навсегда."), rows=5, required=False
    )


class RefusalForm(forms.Form):
    """Why not."""

    reason = _long(_("Причина отказа"), _("Те, кто просил, получат эти слова целиком."), rows=5)
    clause = forms.CharField(label=_("Пункт положения"), max_length=200, required=False)


class CloseForm(Judged):
    """An end with nobody asking: a result or a reason."""

    verdict = _verdict()
    result = _long(_("Результат"), _("Что сообщество сделало."), required=False)
    words = _long(
        _("Причина"), _("Если результата нет, объясните, почему работа заканчивается."),
        required=False,
    )  # fmt: skip
