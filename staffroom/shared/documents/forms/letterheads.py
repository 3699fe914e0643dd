"""Forms of a letterhead and of the numbering of an issuer's papers."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.shared.documents.models import Letterhead, SecondLanguage, Series
from staffroom.shared.documents.registry import NUMBERED


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    """A letterhead, line by line."""

    class Meta:
        model = Letterhead
        fields = (
            "names", "contacts", "place", "second_language", "second_names", "second_contacts", "signer_position",
            "signer_name",
        )  # fmt: skip
        widgets = {  # noqa: RUF012 - Django's own shape
            "names": forms.Textarea(attrs={"rows": 4}),
            "second_names": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, languages: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        may = {"", *languages, self.instance.second_language}
        second = self.fields["second_language"]
        second.choices = [pair for pair in SecondLanguage.choices if pair[0] in may]  # type: ignore[attr-defined]  # a field of choice
        if len(second.choices) == 1:  # type: ignore[attr-defined]  # as above
            for name in ("second_language", "second_names", "second_contacts"):
                del self.fields[name]

    @property
    def written(self) -> dict[str, Any]:
        """What the action takes; a district of one language has no second one."""
        return {
            "second_language": "",
            "second_names": "",
            "second_contacts": "",
            **self.cleaned_data,
        }


class SeriesForm(forms.Form):
    """How numbers look: a field for each kind that is numbered."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in NUMBERED:
            self.fields[f"pattern_{kind.code}"] = forms.CharField(
                label=kind.plural,
                max_length=40,
                help_text=_("{n} — место порядкового номера: {n}-осн.")
                if kind is NUMBERED[0]
                else "",
            )

    @property
    def patterns(self) -> dict[str, str]:
        """Kind → pattern."""
        return {kind.code: self.cleaned_data[f"pattern_{kind.code}"] for kind in NUMBERED}


def numbered(series: list[Series]) -> dict[str, str]:
    """How numbers look now, as fields."""
    found = {f"pattern_{kind.code}": "{n}" for kind in NUMBERED}
    return found | {f"pattern_{one.kind}": one.pattern for one in series}
