"""The visitor's form, and the answer to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """A question: who asks, where to send the answer, what about, the consent.

    `site` is for machines alone: people do not see it, and what is filled in there is not kept.
    """

    name = forms.CharField(label=_("Как к вам обращаться"), max_length=120)
    email = forms.EmailField(
        label=_("Электронная почта"), help_text=_("На неё придёт ответ. На сайте её не покажут.")
    )
    words = forms.CharField(
        label=_("Ваш вопрос"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Не пишите фамилий детей и других личных сведений."),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("Согласен на обработку имени и адреса почты ради ответа"),
        error_messages={"required": _("Без согласия мы не можем принять вопрос.")},
    )
    site = forms.CharField(required=False, max_length=200)

    @property
    def is_by_machine(self) -> bool:
        """True when the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("site"))

    @property
    def question(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name].strip() for name in ("name", "email", "words")}


class AnswerForm(forms.Form):
    """The answer that goes by e-mail."""

    answer = forms.CharField(
        label=_("Ответ"), max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Уйдёт письмом тому, кто спросил."),
    )  # fmt: skip


class ShowForm(forms.Form):
    """The question as everybody reads it."""

    question = forms.CharField(
        label=_("Вопрос без личных сведений"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Так его прочтут на сайте вместе с ответом. Имени и адреса там быть не должно."),
    )  # fmt: skip
