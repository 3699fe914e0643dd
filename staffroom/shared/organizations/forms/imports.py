"""The file of a staff list."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core import sandbox
from staffroom.core.errors import DomainError
from staffroom.shared.organizations.queries.columns import StaffList, staff_list

LARGEST = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5000, 40
LIMITS = sandbox.Limits(seconds=30, cpu=30, output=48 * sandbox.MIB)
ENDINGS = (".xlsx", ".csv")


class StaffFileForm(forms.Form):
    """A table of people; its file is read in the sandbox, and what is wrong is told on the form."""

    file = forms.FileField(
        label=_("Файл со списком"),
        help_text=_("Книга Excel (.xlsx) или CSV, до 5\u00a0МБ и 5\u00a0000\u00a0строк."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": _("Файл пустой: в нём ноль байт.")},
    )

    def clean_file(self) -> Any:
        """Right by its name and size; then its rows are read."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Нужна таблица: книга Excel (.xlsx) или CSV."))
        if file.size > LARGEST:
            raise forms.ValidationError(_("Файл больше 5 МБ: оставьте в нём только список людей."))
        try:
            self.staff = _read(file)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file

    staff: StaffList


def _read(file: Any) -> StaffList:
    with sandbox.room() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as kept:
            for part in file.chunks():
                kept.write(part)
        found = sandbox.run(
            "staffroom.core.parsers.tables:rows_of",
            MOST_ROWS + 10,
            MOST_COLUMNS,
            inputs=[path],
            limits=LIMITS,
        )
    if found["is_cut"]:
        raise DomainError(
            f"В файле больше {MOST_ROWS} строк: разделите его на части.", field="file"
        )
    return staff_list(found["rows"])
