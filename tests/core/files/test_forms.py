"""A form with files: chosen once, kept through every failure."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
import pytest

from staffroom.core.files import FileRefused, FilesField, hold_files
from staffroom.core.files.models import StoredFile
from tests.core.files.test_storing import TEXT, store

pytestmark = pytest.mark.django_db


class PaperForm(forms.Form):
    title = forms.CharField(label="Название")
    files = FilesField(label="Файлы", limit_bytes=1000, max_files=2)


def posted(title="x", kept=(), **sent):
    data = QueryDict(mutable=True)
    data["title"] = title
    data.setlist("files_kept", list(kept))
    given = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in sent.items()]
    return PaperForm(data, MultiValueDict({"files": given}))


def test_files_of_a_plain_form_are_stored(as_anna, at):
    form = posted(план_txt=TEXT, список_txt=b"1\n2\n")
    assert form.is_valid()
    pids = form.cleaned_data["files"].store(actor=as_anna, at=at)
    assert [StoredFile.objects.get(pid=pid).name for pid in pids] == ["план.txt", "список.txt"]


def test_files_brought_before_are_named(as_anna, at):
    stored = store(as_anna, at)
    form = posted(kept=[stored.pid])
    assert form.is_valid()
    assert form.cleaned_data["files"].store(actor=as_anna, at=at) == (stored.pid,)


def test_no_files_are_no_error():
    form = posted()
    assert form.is_valid()
    assert not form.cleaned_data["files"]


def test_errors_name_the_file():
    assert "«пусто.txt»: Файл пустой" in posted(пусто_txt=b"").errors["files"][0]
    assert "«план.txt»: файл слишком большой" in posted(план_txt=b"a" * 1001).errors["files"][0]
    assert posted(a_txt=b"a", b_txt=b"b", c_txt=b"c").errors["files"] == [
        "Можно приложить не больше 2 файлов."
    ]


def test_a_refusal_in_storing_names_the_file(as_anna, at):
    form = posted(игра_txt=b"MZ" + bytes(9))
    assert form.is_valid()
    with pytest.raises(FileRefused, match=r"«игра\.txt»: Это программа"):
        form.cleaned_data["files"].store(actor=as_anna, at=at)


def test_a_failed_form_keeps_what_was_chosen(as_anna, at):
    form = posted(title="", план_txt=TEXT)
    assert not form.is_valid()
    hold_files(form, actor=as_anna, at=at)
    stored = StoredFile.objects.get()
    page = str(form["files"])
    assert f'name="files_kept" value="{stored.pid}" checked' in page
    assert "план.txt" in page


def test_foreign_files_are_not_shown(as_anna, as_vera, at):
    foreign = store(as_vera, at)
    form = posted(title="", kept=[foreign.pid])
    hold_files(form, actor=as_anna, at=at)
    assert foreign.pid not in str(form["files"])
