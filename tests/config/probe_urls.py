"""Addresses and pages of the little site: what a test wants to make a real process do."""

import hashlib
import io
import os
from pathlib import Path
import time

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from staffroom.config import urls as real
from staffroom.config.server import streams
from staffroom.core import live
from staffroom.core.ids import new_pid
from staffroom.core.jobs import job
from staffroom.core.models import LiveEvent, QueuedJob, Schedule
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.adapters.sessions import sign_in
from staffroom.shared.accounts.models import Person, Session
from staffroom.shared.communities.models import RoleGrant
from tests.factories.people import JOINED, person

streams.MOST_OF_AN_ADDRESS = 10_000  # one test plays a whole town


@live.audience("open")
def everybody(_viewer: Viewer, _key: str) -> bool:
    return True


@live.audience("own")
def one_person(viewer: Viewer, key: str) -> bool:
    return str(viewer.person_id) == key


@live.audience("power")
def who_has_it(viewer: Viewer, key: str) -> bool:
    return viewer.has(int(key), ("district", 1))


@live.audience("named")
def whoever_is_named(viewer: Viewer, key: str) -> bool:
    return Schedule.objects.filter(name=f"{key} {viewer.person_id}").exists()


@job(title="Отметка", atomic=True, backoff=1)
def mark(*, number: int) -> None:
    """An effect that must happen once; a second one breaks the unique name."""
    Schedule.objects.create(name=f"mark {number}", next_at=JOINED)
    time.sleep(0.01)


@csrf_exempt
@transaction.atomic
def enqueue(request: HttpRequest) -> HttpResponse:
    """Have so many marks made."""
    for number in range(int(request.GET["count"])):
        mark.enqueue(number=number)
    return HttpResponse()


def marks(_request: HttpRequest) -> JsonResponse:
    """How far the marks are."""
    left = QueuedJob.objects.exclude(state=QueuedJob.State.DONE)
    made = Schedule.objects.filter(name__startswith="mark ").count()
    answer = {"made": made, "left": left.filter(name__endswith=".mark").count()}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@csrf_exempt
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a new person."""
    who = person(email=f"{new_pid()}@test.example")
    sign_in(request, who)
    return HttpResponse(str(who.pk))


@csrf_exempt
@transaction.atomic
def announce(request: HttpRequest) -> HttpResponse:
    """Say something to a topic."""
    live.announce(request.GET["topic"], "said", {"n": int(request.GET.get("n", "1"))})
    position = live.position()
    if "undo" in request.GET:
        transaction.set_rollback(True)
    return HttpResponse(str(position))


@csrf_exempt
def change(request: HttpRequest) -> HttpResponse:
    """Change somebody's rights in the way named."""
    how, who = request.GET["how"], int(request.GET["person"])
    if how == "leave":
        Session.objects.filter(person_id=who).delete()
    elif how == "block":
        Person.objects.filter(pk=who).update(is_active=False)
    elif how == "grant":
        RoleGrant.objects.create(
            person_id=who, scope_kind="district", scope_id=1, role="x", powers=1, from_at=JOINED
        )
    elif how == "revoke":
        RoleGrant.objects.filter(person_id=who).delete()
    elif how == "name":
        Schedule.objects.create(name=f"{request.GET['key']} {who}", next_at=JOINED)
    elif how == "unname":
        Schedule.objects.all().delete()
        live.rejudge(f"named:{request.GET['key']}")
    elif how == "forget":
        LiveEvent.objects.filter(pk__lt=live.position()).delete()
    return HttpResponse()


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
    (Path(os.environ["STAFFROOM_DATA"]) / "thinking").touch()
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
    path("enter/", enter),
    path("enqueue/", enqueue),
    path("marks/", marks),
    path("announce/", announce),
    path("change/", change),
    path("", include("staffroom.config.urls")),
]
