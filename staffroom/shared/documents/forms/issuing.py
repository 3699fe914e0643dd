"""Forms of the register: date and number, signatures, cancelling, filters, the check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.files import FilesField
from staffroom.shared.documents.forms.documents import day_field, long_field
from staffroom.shared.documents.models import DocumentState, Level
from staffroom.shared.documents.queries.documents import Narrowing
from staffroom.shared.documents.registry import KINDS


class IssueForm(forms.Form):
    """The date and the number; a scan of a paper that was made elsewhere."""

    dated_on = day_field(_("Дата"))
    number = forms.CharField(
        label=_("Номер"), max_length=60, required=False,
        help_text=_("Оставьте пустым, и сайт возьмёт следующий номер по порядку."),
    )  # fmt: skip
    original = FilesField(label=_("Скан или файл подлинника"), max_files=1)

    def __init__(self, *args: Any, is_ours: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_ours:
            self.fields["number"].required = True
            self.fields["number"].help_text = ""


class SignatureForm(forms.Form):
    """A signed copy, or a detached file of the signature."""

    signature = forms.FileField(
        label=_("Файл подписи (.sig, .p7s)"), required=False,
        help_text=_("Отделённая подпись: её программа кладёт рядом с документом."),
    )  # fmt: skip
    signed = FilesField(
        label=_("Подписанный экземпляр"), max_files=1,
        help_text=_("Скан с подписью и печатью или PDF с подписью внутри."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        data = super().clean() or {}
        if not self.errors and not data.get("signature") and not data.get("signed"):
            self.add_error("signature", _("Приложите файл подписи или подписанный экземпляр."))
        return data


class CancelForm(forms.Form):
    """Why a paper holds no longer."""

    reason = long_field(_("На каком основании"), rows=3, max_length=400)


class ListForm(forms.Form):
    """Filters of the library."""

    words = forms.CharField(label=_("Слова или номер"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Вид"), required=False,
        choices=[("", _("Любой")), *((kind.code, kind.title) for kind in KINDS.values())],
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Уровень"), required=False, choices=[("", _("Любой")), *Level.choices]
    )
    year = forms.TypedChoiceField(label=_("Год"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("Состояние"), required=False)

    def __init__(self, *args: Any, years: list[int], keeps: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = [("", _("Все годы")), *((str(year), str(year)) for year in years)]
        give_choices(self, "year", chosen)
        states = [
            ("", _("Любое")), (DocumentState.ISSUED, _("Действует")), ("expired", _("Срок истёк")),
            ("ending", _("Срок скоро истечёт")), (DocumentState.CANCELLED, _("Отменён")),
        ]  # fmt: skip
        if keeps:
            states.append((DocumentState.DRAFT, _("Проект")))
        give_choices(self, "state", states)

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; nothing when the form has errors."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()


class CheckForm(forms.Form):
    """The code of a paper."""

    code = forms.CharField(
        label=_("Код проверки"),
        max_length=40,
        help_text=_("Стоит в правом нижнем углу первого листа."),
    )
