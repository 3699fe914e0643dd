"""Handing in, naming experts, giving back, concluding."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.features.review import registry
from staffroom.features.review.actions.requests import Asked
from staffroom.features.review.models import Mode, Outcome, RequestState, Rubric
from staffroom.features.review.queries.dispatch import Candidate
from staffroom.features.review.queries.requests import rubrics
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.registry import KEYS

CONCLUSION_LEVELS = [(one.code, one.label) for one in KEYS["review.levels"].options]


def words_field(label: Any, **options: Any) -> forms.CharField:
    """A few lines."""
    options.setdefault("max_length", 1000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), **options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class QueueForm(forms.Form):
    """What the list of works is narrowed by."""

    state = forms.ChoiceField(
        label=_("Состояние"), required=False, choices=[("", _("Любое")), *RequestState.choices]
    )
    level = forms.ChoiceField(
        label=_("Уровень заключения"),
        required=False,
        choices=[("", _("Любой")), *CONCLUSION_LEVELS],
    )

    @property
    def narrowing(self) -> dict[str, str]:
        """What was chosen; nothing when the address is not to be understood."""
        return self.cleaned_data if self.is_valid() else {}


class AskForm(forms.Form):
    """What the author says when he hands a work in."""

    rubric = forms.ModelChoiceField(
        Rubric.objects.none(), label=_("По каким критериям"), to_field_name="pid", empty_label=None
    )
    subject = forms.ChoiceField(label=_("Предмет"), required=False)
    level = forms.ChoiceField(
        label=_("Уровень"), required=False, choices=[("", _("Любой")), *registry.LEVELS.items()]
    )
    kind = forms.ChoiceField(label=_("Вид работы"), required=False)
    mode = forms.ChoiceField(
        label=_("Кто кого знает"), choices=Mode.choices, initial=Mode.BLIND,
        help_text=_(
            "В двойной слепой экспертизе эксперт получит работу без вашего имени. "
            "Уберите имя из файлов сами: сайт проверит и скажет, если оно осталось. "
            "Картинок и записей он не читает: проверьте, что на них нет имён."
        ),
    )  # fmt: skip
    words = words_field(_("Что сказать организатору"), required=False, max_length=2000)

    def __init__(
        self,
        *args: Any,
        district: District,
        kinds: Mapping[str, str],
        is_signed: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        give_rows(self, "rubric", rubrics(district))
        if is_signed:  # experts know the author of what is published
            give_choices(self, "mode", [one for one in Mode.choices if one[0] != Mode.DOUBLE])
            self.fields["mode"].help_text = _(
                "В двойную слепую экспертизу, где и эксперт не знает автора, сдают черновик: "
                "эта работа уже опубликована с вашим именем."
            )
        subjects = [(code, one.label) for code, one in SUBJECTS.items()]
        give_choices(self, "subject", [("", _("Любой")), *subjects])
        give_choices(self, "kind", [("", _("Не указан")), *kinds.items()])

    @property
    def asked(self) -> Asked:
        """What the action takes."""
        return Asked(**self.cleaned_data)


class AssignForm(forms.Form):
    """An expert chosen by hand; a conflict is let pass by a reason alone."""

    reviewer = forms.ChoiceField(label=_("Эксперт"))
    override = words_field(
        _("Почему можно, хотя есть конфликт интересов"), required=False,
        help_text=_("Заполните, только если выбран эксперт с пометкой о конфликте. Причина сохранится."),
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "reviewer", [(one.reviewer.pid, _named(one)) for one in candidates])


def _named(one: Candidate) -> str:
    name = one.reviewer.person.name
    notes = [f"работ сейчас: {one.load}"]
    notes += [words.rstrip(".").lower() for words in (one.conflict, one.barrier) if words]
    if not one.fits:
        notes.append("другое направление")
    return f"{name} ({'; '.join(notes)})"


class InviteForm(forms.Form):
    """An external expert: one letter, one link, one work."""

    name = forms.CharField(label=_("Фамилия, имя, отчество"), max_length=160)
    post = forms.CharField(label=_("Должность и место работы"), max_length=200)
    email = forms.EmailField(label=_("Электронная почта"))
    until_on = day_field(
        _("Ссылка открыта до"), help_text=_("После этого дня или сданного отзыва она закроется.")
    )


class ReasonForm(forms.Form):
    """A reason."""

    words = words_field(_("Причина"), max_length=1000)


class ReleaseWorkForm(forms.Form):
    """Why an expert declines; may stay empty."""

    words = words_field(_("Почему (увидит организатор)"), required=False)


class BackForm(forms.Form):
    """What to put right."""

    words = words_field(_("Что доработать"), max_length=2000)


class ResumeForm(forms.Form):
    """What the author changed."""

    words = words_field(_("Что вы изменили"), required=False)


class ConcludeForm(forms.Form):
    """What the review came to."""

    outcome = forms.ChoiceField(label=_("Вывод"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = words_field(_("На чём он основан"), max_length=4000)
