"""Settings and addresses of the little site that the server's tests start as a real process."""

import hashlib
import io
import os
from pathlib import Path
import time

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from staffroom.config import urls as real
from staffroom.config.server import guard, pages
from staffroom.config.settings import *  # noqa: F403 - the real settings with other addresses

ROOT_URLCONF = "tests.config.probe"

guard.HEAD_SECONDS = float(os.environ.get("PROBE_HEAD_SECONDS", "10"))
guard.STALL_SECONDS = float(os.environ.get("PROBE_STALL_SECONDS", "60"))
pages.GAP_SECONDS = float(os.environ.get("PROBE_GAP_SECONDS", "30"))


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    """What the page was given."""
    digest = hashlib.sha256(request.body).hexdigest()
    return HttpResponse(f"{request.method} {len(request.body)} {digest} {request.get_full_path()}")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    """Sizes of what a form has brought."""
    files = [f"{name}={file.size}" for name, file in request.FILES.items()]
    return HttpResponse(";".join([*files, *sorted(request.POST)]))


def page(request: HttpRequest) -> HttpResponse:
    """A page of that many bytes."""
    return HttpResponse("я" * (int(request.GET.get("size", "20000")) // 2))


def slow(request: HttpRequest) -> HttpResponse:
    """A page that thinks."""
    time.sleep(float(request.GET["seconds"]))
    return HttpResponse("done")


def generated(request: HttpRequest) -> StreamingHttpResponse:
    """An answer made in pieces."""
    return StreamingHttpResponse(b"x" * 65536 for _ in range(int(request.GET["pieces"])))


def file(request: HttpRequest) -> FileResponse:
    """A file, after the page has judged."""
    found = Path(os.environ["STAFFROOM_DATA"]) / "probe.bin"
    response = FileResponse(found.open("rb"), filename="probe.bin")
    response["ETag"] = '"probe"'
    return response


def memory_file(request: HttpRequest) -> FileResponse:
    """A file that is no file."""
    return FileResponse(io.BytesIO(b"in memory"), filename="memory.bin")


def broken(request: HttpRequest) -> HttpResponse:
    """A bug."""
    raise ZeroDivisionError


def pid(request: HttpRequest) -> HttpResponse:
    """Which process answers."""
    return HttpResponse(str(os.getpid()))


handler404, handler500 = real.handler404, real.handler500
urlpatterns = [
    path("echo/", echo),
    path("form/", form),
    path("page/", page),
    path("slow/", slow),
    path("generated/", generated),
    path("file/", file),
    path("memory-file/", memory_file),
    path("broken/", broken),
    path("pid/", pid),
    path("", include("staffroom.config.urls")),
]
