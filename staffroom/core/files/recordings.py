"""Sound and video in words over HTTP: the form for who wrote the thing, the captions for the player."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.files.access import home_of, may_tell
from staffroom.core.files.actions import tell_of_recording
from staffroom.core.files.models import RecordingWords
from staffroom.core.files.queries import row_of
from staffroom.core.files.views import guarded, readable, viewer_of
from staffroom.core.http import bound, form_page, go, refusals_to
from staffroom.core.policy import require


class WordsForm(forms.Form):
    """What a recording is in words."""

    about = forms.CharField(
        label=_("О чём запись"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Два-три предложения для тех, кто не слышит, не видит или не может загрузить запись."),
    )  # fmt: skip
    transcript = forms.CharField(
        label=_("Расшифровка"), max_length=100_000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}), help_text=_("Что сказано, слово в слово."),
    )  # fmt: skip
    captions = forms.FileField(
        label=_("Субтитры"), required=False,
        help_text=_("Файл VTT или SRT: слова встанут под видео в своё время."),
    )  # fmt: skip
    drops = forms.BooleanField(label=_("Убрать нынешние субтитры"), required=False)

    def __init__(self, *args: Any, has_captions: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_captions:
            del self.fields["drops"]

    @property
    def file(self) -> bytes | None:
        """The captions sent; empty to take them off, None to leave them."""
        sent = self.cleaned_data["captions"]
        if sent:
            return bytes(sent.read(1024 * 1024))
        return b"" if self.cleaned_data.get("drops") else None


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pid: str) -> HttpResponse:
    """Tell what a recording is: about, word by word, captions (TV-2.2.1.f)."""
    file = readable(request, pid)
    require(may_tell(viewer_of(request), file))
    row = row_of(file)
    told = RecordingWords.objects.filter(file=file).first()
    begun = {"about": told.about, "transcript": told.transcript} if told else {}
    form = bound(WordsForm, request, initial=begun, has_captions=row.has_captions)
    if form.is_valid():
        with refusals_to(form):
            tell_of_recording(
                file=file, about=form.cleaned_data["about"], captions=form.file,
                transcript=form.cleaned_data["transcript"], actor=viewer_of(request), at=now(),
            )  # fmt: skip
            return go(request, row.page_url)
    context = {"row": row, "home": home_of(file)}
    return form_page(request, "core/file_words.html", form, context)


@require_safe
def captions(request: HttpRequest, pid: str) -> HttpResponseBase:
    """The captions, judged as the recording itself."""
    file = readable(request, pid)
    told = RecordingWords.objects.filter(file=file, has_captions=True).first()
    if told is None:
        raise Absent
    answer = HttpResponse(told.captions, content_type="text/vtt; charset=utf-8")
    return guarded(answer, f'"{told.told_at.timestamp()}"', "text/vtt")
