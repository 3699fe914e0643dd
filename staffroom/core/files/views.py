"""Files over HTTP: read after a judgement at each request, brought in parts that survive breaks."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent, DomainError
from staffroom.core.files import storage, uploads
from staffroom.core.files.access import home_of, let_out, may_read, may_tell, tell_taken
from staffroom.core.files.kinds import INLINE
from staffroom.core.files.models import FilePicture, RecordingWords, StoredFile, number_of
from staffroom.core.files.previews import preview_of
from staffroom.core.files.queries import FileRow, row_of
from staffroom.core.http import render_page
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer

THUMBNAILS = {"thumb-320.webp": "thumb_320", "thumb-960.webp": "thumb_960"}
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'"
PDF_RULES = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
)


@require_safe
def file_page(request: HttpRequest, pid: str) -> HttpResponse:
    """A file looked at in the page, for those who may read the thing it belongs to."""
    file = readable(request, pid)
    shown = preview_of(file)
    context = {
        "shown": shown, "home": home_of(file), "is_cut": "long" in shown.row.marks.split(),
        "told": RecordingWords.objects.filter(file=file).first() if shown.row.is_played else None,
        "may_tell": may_tell(viewer_of(request), file), "number": number_of(file.sha256),
    }  # fmt: skip
    return render_page(request, "core/file.html", context)


@require_safe
def file_picture(request: HttpRequest, pid: str, number: str) -> HttpResponseBase:
    """A page of a file as a picture, judged as the file itself."""
    file = readable(request, pid)
    found = FilePicture.objects.filter(contents=file.contents_id, number=int(number)).first()
    if found is None:
        raise Absent
    etag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return guarded(HttpResponseNotModified(), etag, "image/webp")
    return guarded(_bytes_of(found.sha256, "image/webp"), etag, "image/webp")


def readable(request: HttpRequest, pid: str) -> StoredFile:
    """The file of this public id.

    Raises:
        Absent: none, or not for this viewer.
    """
    file = one_or_none(StoredFile.objects.filter(pid=pid))
    if file is None:
        raise Absent
    require(may_read(viewer_of(request), file))
    return file


@require_safe
def file_show(request: HttpRequest, pid: str, name: str) -> HttpResponseBase:
    """The bytes of a file or of its thumbnail, for those who may read the thing it belongs to."""
    file = readable(request, pid)
    column = THUMBNAILS.get(name)
    sha256 = getattr(file, column) or _cover_of(file) if column else file.sha256
    if not sha256:
        raise Absent
    etag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _bytes_of(sha256, "image/webp" if column else file.mime)
        response["Content-Disposition"] = _disposition(file, is_inline=bool(column))
        if not column and _is_taken(request, file):
            tell_taken(viewer_of(request), file)
    return guarded(response, etag, file.mime)


def _is_taken(request: HttpRequest, file: StoredFile) -> bool:
    """True when a person opens or saves the file, and no page of ours shows or plays it by itself.

    A browser asks for a document when it opens a file and for nothing («empty») when it saves one.
    Browsers that do not say what they ask for (`Sec-Fetch-Dest`) show pictures by the same request.
    """
    if request.method != "GET" or not request.headers.get("Range", "bytes=0-").startswith(
        "bytes=0-"
    ):
        return False
    wanted = request.headers.get("Sec-Fetch-Dest", "")
    return wanted in {"document", "empty"} or (not wanted and file.kind != "image")


def download(file: StoredFile) -> HttpResponseBase:
    """The whole file as a download; the caller has judged that it may be read (a door of its own)."""
    require(let_out(file.virus))
    response = _bytes_of(file.sha256, file.mime)
    response["Content-Disposition"] = _disposition(file, is_inline=False)
    return guarded(response, f'"{file.sha256}"', file.mime)


@require_POST
def upload_begin(request: HttpRequest) -> HttpResponse:
    """Open an upload: `name` and `size` give its address, to which the parts are sent."""
    size = request.POST.get("size", "")
    try:
        upload = uploads.begin_upload(
            actor=viewer_of(request),
            name=request.POST.get("name", ""),
            size=int(size) if size.isdecimal() and len(size) < 16 else 0,
            at=now(),
        )
    except DomainError as refusal:
        return _refused(refusal)
    address = f"/files/uploads/{upload.pid}/"
    answer = {"pid": upload.pid, "url": address, "part": uploads.PART}
    return JsonResponse(answer, status=201, headers={"Location": address, "Upload-Offset": "0"})


@require_http_methods(["HEAD", "GET", "PATCH", "DELETE"])
def upload_part(request: HttpRequest, pid: str) -> HttpResponse:
    """Go on with an upload: GET tells how much has come, PATCH adds a part, DELETE gives it up.

    The part after which nothing is missing answers with the stored file.
    """
    actor = viewer_of(request)
    try:
        if request.method == "DELETE":
            uploads.drop_upload(actor=actor, pid=pid)
            return HttpResponse(status=204)
        upload = uploads.find_upload(actor=actor, pid=pid)
        if request.method == "PATCH":
            offset = request.headers.get("Upload-Offset", "")
            begins = int(offset) if offset.isdecimal() and len(offset) < 16 else -1
            upload = uploads.add_part(
                actor=actor, pid=pid, offset=begins, part=request.body, at=now()
            )
            if upload.received == upload.size:
                stored = uploads.finish_upload(actor=actor, pid=pid, at=now())
                return JsonResponse({"file": described(row_of(stored))}, status=201)
    except DomainError as refusal:
        return _refused(refusal)
    headers = {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.size)}
    return HttpResponse(status=204, headers={**headers, "Cache-Control": "no-store"})


def described(row: FileRow) -> dict[str, Any]:
    """A stored file as scripts read it."""
    return {
        "pid": row.pid,
        "name": row.name,
        "kind": row.kind,
        "size": row.size,
        "url": row.url,
        "thumb": row.thumb(320) if row.has_thumbnails else "",
        "picture": row.thumb(960) if row.has_thumbnails and row.width > 960 else row.url,
        "width": row.width,
        "height": row.height,
    }


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer that the middleware has set."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by middleware of an upper storey
    return viewer


def _cover_of(file: StoredFile) -> str:
    """The small picture of a document's first page; empty where there is none."""
    return file.contents.cover if file.contents else ""


def _bytes_of(sha256: str, mime: str) -> HttpResponseBase:
    """The bytes by way of the server: named to nginx, or handed to our own as a file."""
    path = storage.path_of(sha256)
    if settings.FILES_ACCEL:
        response = HttpResponse(content_type=mime)
        response["X-Accel-Redirect"] = (
            f"{settings.FILES_ACCEL.rstrip('/')}/{path.relative_to(storage.root())}"
        )
        return response
    try:
        return FileResponse(path.open("rb"), content_type=mime)
    except FileNotFoundError:
        raise Absent(
            "Файл временно недоступен. Попробуйте позже или напишите техническому специалисту."
        ) from None


def _disposition(file: StoredFile, *, is_inline: bool) -> str:
    """Shown only when a browser can do it harmlessly, else saved; the name as RFC 6266 has it."""
    way = "inline" if is_inline or (file.mime in INLINE and not file.has_macros) else "attachment"
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"


def guarded(response: HttpResponseBase, etag: str, mime: str) -> HttpResponseBase:
    """Never site code, never in a shared cache, judged again at each use."""
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_RULES if mime == "application/pdf" else SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _refused(refusal: DomainError) -> HttpResponse:
    return JsonResponse({"message": refusal.message}, status=refusal.status)
