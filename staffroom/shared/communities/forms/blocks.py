"""What a block of a page holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.richtext import RichTextField
from staffroom.shared.communities.models import Block, BlockKind
from staffroom.shared.communities.models.blocks import MOST_LINES

FIELDS_OF: dict[str, set[str]] = {
    BlockKind.TEXT.value: {"text"},
    BlockKind.POSTS.value: {"tag", "line_n"},
    BlockKind.MATERIALS.value: {"line_n"},
    BlockKind.PLAN.value: {"line_n"},
    BlockKind.PEOPLE.value: set(),
    BlockKind.CHILDREN.value: set(),
}


class BlockForm(forms.Form):
    """The fields of one kind of block."""

    title = forms.CharField(
        label=_("Заголовок"), max_length=120, required=False,
        help_text=_("Пусто: блок назовётся по тому, что он показывает. У текста заголовка тогда нет."),
    )  # fmt: skip
    text = RichTextField(label=_("Текст"), required=False)
    tag = forms.CharField(
        label=_("Метка"), max_length=60, required=False,
        help_text=_("Только записи с этой меткой. Пусто: любые записи сообщества."),
    )  # fmt: skip
    line_n = forms.IntegerField(
        label=_("Сколько строк показывать"), min_value=1, max_value=MOST_LINES, initial=5
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in {"text", "tag", "line_n"} - FIELDS_OF[kind]:
            del self.fields[name]

    def clean_text(self) -> Any:
        """A block of text says something."""
        text = self.cleaned_data["text"]
        if not text or not text.plain.strip():
            raise forms.ValidationError(_("Напишите текст блока."))
        return text

    @property
    def holds(self) -> dict[str, Any]:
        """The cleaned block as the actions take it."""
        data = dict(self.cleaned_data)
        text = data.pop("text", None)
        return {**data, "html": text.html} if text else data

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        """What stands now, to begin an edit with."""
        return {
            "title": block.title, "text": block.html, "tag": block.tag, "line_n": block.line_n,
        }  # fmt: skip
