"""A field for several files: chosen in the plain form, or brought in parts before it is sent.

`cleaned_data[name]` is a FilesChosen; the view stores and attaches in its one action's way:

    files = form.cleaned_data["files"].store(actor=viewer, at=now())   # pids, loose
    actions.open_topic(…, files=files)                                 # attaches them

When the form fails, `hold_files(form, actor=viewer, at=now())` stores what was chosen, so that
nobody has to choose it again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from staffroom.core.errors import DomainError
from staffroom.core.files.actions import store_upload
from staffroom.core.files.kinds import EMPTY
from staffroom.core.files.queries import FileRow, files_by_pid
from staffroom.core.files.quotas import size_in_words
from staffroom.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class FilesChosen:
    """What a person gave: files already brought (by pid) and files sent with the form."""

    kept: tuple[str, ...] = ()
    sent: tuple[UploadedFile[Any], ...] = ()
    limit_bytes: int | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """False when nothing was given."""
        return bool(self.kept or self.sent)

    def store(self, *, actor: Viewer, at: datetime) -> tuple[str, ...]:
        """Store what was sent; returns the pids of all, to be attached.

        Raises:
            FileRefused, ParserFailed: with the name of the file at fault.
        """
        stored = []
        for one in self.sent:
            try:
                made = store_upload(
                    actor=actor, source=one, name=one.name or "", at=at,
                    limit_bytes=self.limit_bytes, kinds=self.kinds,
                )  # fmt: skip
            except DomainError as refusal:
                raise type(refusal)(f"«{one.name}»: {refusal.message}") from refusal
            stored.append(made.pid)
        return (*self.kept, *stored)


class FilesWidget(forms.FileInput):
    """A choice of several files; scripts bring them in parts and name them by pid."""

    template_name = "core/files.html"
    allow_multiple_selected = True
    needs_multipart_form = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})
        self.rows: list[FileRow] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ARG002 - Django's own shape
        """The input, and the files that are already here."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept_name"] = f"{name}_kept"
        context["widget"]["rows"] = self.rows
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> FilesChosen:
        """Pids and files of the form."""
        kept = (
            data.getlist(f"{name}_kept")
            if hasattr(data, "getlist")
            else data.get(f"{name}_kept", [])
        )
        sent = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        return FilesChosen(tuple(dict.fromkeys(map(str, kept))), tuple(one for one in sent if one))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """True when no file was given in either way."""
        return name not in files and f"{name}_kept" not in data


class FilesField(forms.Field):
    """Several files; sizes and number are judged here, contents when they are stored."""

    widget: FilesWidget = FilesWidget  # type: ignore[assignment]  # Django makes the instance of it
    default_error_messages = {"required": _("Приложите файл.")}  # noqa: RUF012 - Django's own shape

    def __init__(
        self,
        *,
        limit_bytes: int | None = None,
        max_files: int = 20,
        kinds: Collection[str] = (),
        **options: Any,
    ) -> None:
        options.setdefault("required", False)
        super().__init__(**options)
        self.limit_bytes = limit_bytes
        self.max_files = max_files
        self.kinds = frozenset(kinds)

    def clean(self, value: FilesChosen | None) -> FilesChosen:
        """What was given.

        Raises:
            ValidationError: none though required, too many, an empty or a too large one.
        """
        chosen = value or FilesChosen()
        if self.required and not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(chosen.kept) + len(chosen.sent) > self.max_files:
            raise forms.ValidationError(f"Можно приложить не больше {self.max_files} файлов.")
        for one in chosen.sent:
            if not one.size:
                raise forms.ValidationError(f"«{one.name}»: {EMPTY}")
            if self.limit_bytes and one.size > self.limit_bytes:
                raise forms.ValidationError(
                    f"«{one.name}»: файл слишком большой: {size_in_words(one.size)},"
                    f" можно до {size_in_words(self.limit_bytes)}."
                )
        return FilesChosen(chosen.kept, chosen.sent, self.limit_bytes, self.kinds)

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002 - Django's own shape
        """True when anything was given."""
        return bool(data)


def hold_files(form: forms.BaseForm, *, actor: Viewer, at: datetime) -> None:
    """Store what was chosen in a form that failed, and show it as already here.

    A file that is refused is told at its field; the others are kept.
    """
    for name, one in form.fields.items():
        if not isinstance(one, FilesField):
            continue
        html_name = form.add_prefix(name)
        chosen = one.widget.value_from_datadict(form.data, form.files, html_name)
        pids = list(chosen.kept)
        for sent in chosen.sent:
            try:
                single = FilesChosen((), (sent,), one.limit_bytes, one.kinds)
                pids += single.store(actor=actor, at=at)
            except DomainError as refusal:
                if not any(f"«{sent.name}»" in told for told in form.errors.get(name, ())):
                    form.add_error(name, refusal.message)
        one.widget.rows = files_by_pid(actor, pids)
