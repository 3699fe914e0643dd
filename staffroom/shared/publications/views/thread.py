"""A publication with its comments: one page for every kind."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core import plugs
from staffroom.core.addresses import number
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to
from staffroom.core.idempotency import once
from staffroom.core.policy import Verdict, require
from staffroom.core.richtext import Typed, quoted
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.viewers import HomeDistrict
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import comments, marks
from staffroom.shared.publications.forms import CommentForm
from staffroom.shared.publications.models import SubscriptionLevel
from staffroom.shared.publications.queries import coauthors, lookups, threads
from staffroom.shared.publications.queries.links import with_notes
from staffroom.shared.publications.registry import COMMENT_FILES, PROPOSAL_ANSWERS, cards, kinds
from staffroom.shared.publications.views import files
from staffroom.shared.publications.views.asking import is_ready
from staffroom.shared.publications.views.unsent import accepted
from staffroom.ui.kept import Kept, kept_field
from staffroom.ui.looks import stand_in


def comment_url(url: str, seq: int) -> str:
    """The address of a comment: its page and its anchor."""
    page = threads.page_of_seq(seq)
    return f"{url}{f'?page={page}' if page > 1 else ''}#c{seq}"


def led_on(request: Request, pid: str, seq: int = 0) -> HttpResponse:
    """The way from the address of a merged talk to where its words stand now."""
    found = lookups.led_on(request.viewer, pid, seq)
    return go(
        request, comment_url(threads.head(request.viewer, found.publication.pid).url, found.seq)
    )


class Begun(NamedTuple):
    """What an answer begins with: the number of the reply that it answers, and words already there."""

    reply_to: int | None = None
    body: Typed | str = ""


class Rights(NamedTuple):
    """What the viewer may do with the publication, each with the reason of a refusal."""

    comment: Verdict
    edit: Verdict
    remove: Verdict
    close: Verdict
    hide: Verdict
    restore: Verdict
    solve: Verdict
    thank: Verdict
    answer: Verdict
    site: Verdict
    touch: Verdict


def _blank(reply_to: int | None, body: Typed | str) -> str:
    form = CommentForm(initial={"reply_to": reply_to, "body": body})
    return "".join(kept_field(field) for field in form)


BLANK = Kept(_blank)  # the fields of an answer that nobody has sent yet


@require_safe
def publication(request: Request, pid: str) -> HttpResponse:
    """A publication and a page of its comments."""
    try:
        head = threads.head(request.viewer, pid)
    except Absent:
        return led_on(request, pid)
    if request.path != head.url:
        return go(request, head.url)
    if request.district is None:  # a guest stands in the district whose words he reads
        stand_in(request, _home(head))
    context = _context(request, head, _number(request.GET.get("page")))
    _mark_seen(request, head, context["thread"])
    return page_or_part(request, "publications/publication.html", context, part="comments")


def _home(head: threads.Head) -> HomeDistrict:
    return HomeDistrict(
        head.district_id, head.district_slug, head.district_name, head.district_short_name,
        head.district_accent, head.district_zone, head.district_language, head.district_authority,
    )  # fmt: skip


def _context(
    request: Request, head: threads.Head, page: int, form: CommentForm | None = None
) -> dict[str, Any]:
    viewer = request.viewer
    moderates = bool(policies.may_moderate(viewer, head))
    thread = threads.thread(viewer, head, page=page, sees_hidden=moderates)
    shown, noted = with_notes(head, thread)
    return {
        "head": shown,
        "kind": _kind(head),
        "answer": PROPOSAL_ANSWERS[head.answer] if head.answer else "",
        "thread": noted,
        "together": coauthors.together(viewer, head),
        "files": threads.files(head, thread),
        "moderates": moderates,
        "may": verdicts(request, head),
        "form": form,
        "blank": BLANK,
        "begun": _begun(request, head, thread),
        "parts": plugs.fill("publications.page", request=request, head=head),
        "side": plugs.fill("publications.side", request=request, head=head),
        "is_followed": head.level == SubscriptionLevel.ALL,
        "now": now(),
        "first_new": head.seen_seq + 1 if head.seen_seq is not None else 0,
    }


def _kind(head: threads.Head) -> tuple[Any, ...]:
    """What the page tells of the kind; nothing for one that is known no more."""
    kind = kinds.get(head.kind)
    return (kind.label, kind.icon, kind.is_question, kind.code in cards) if kind else ()


def _begun(request: Request, head: threads.Head, thread: threads.Thread) -> Begun:
    """How an answer begins: to which reply (`reply`), with whose words quoted (`quote`, 0: the publication)."""
    if "quote" not in request.GET and "reply" not in request.GET:
        return Begun()
    reply_to = _number(request.GET.get("reply"), none=0)
    words = request.GET.get("quote", "")
    said = {row.seq: (row.author_name, row.html) for row in thread.comments if not row.is_removed}
    said[0] = (head.author_name, head.html)
    seq = _number(words, none=-1)
    if seq not in said or not said[seq][1]:
        return Begun(reply_to or None)
    return Begun(seq or None, quoted(*said[seq]))


def verdicts(request: Request, head: threads.Head) -> Rights:
    """What the viewer may do with the publication."""
    viewer = request.viewer
    return Rights(
        comment=policies.may_comment(viewer, head),
        edit=policies.may_edit(viewer, head),
        remove=policies.may_remove(viewer, head),
        close=policies.may_close(viewer, head),
        hide=policies.may_hide(viewer, head),
        restore=policies.may_restore(viewer, head),
        solve=policies.may_solve(viewer, head),
        thank=policies.may_thank(viewer, head, head.author_id),
        answer=policies.may_answer_proposal(viewer, head),
        site=policies.may_put_on_site(viewer, head),
        touch=groups.may_touch(head.home_community),
    )


def _mark_seen(request: Request, head: threads.Head, thread: threads.Thread) -> None:
    is_last = thread.page == thread.pages or not thread.rows
    last = head.last_seq if is_last else thread.last_seq
    marks.see(
        publication_id=head.id,
        author_id=head.author_id,
        viewer=request.viewer,
        seq=last,
        known_seq=head.seen_seq,
    )


@require_safe
def unread(request: Request, pid: str) -> HttpResponse:
    """«К непрочитанному»: the first comment this person has not seen."""
    head = threads.head(request.viewer, pid)
    seq = min((head.seen_seq or 0) + 1, head.last_seq)
    return go(request, comment_url(head.url, seq) if seq else head.url)


@login_required
@require_POST
def comment(request: Request, pid: str) -> HttpResponse:
    """Answer; a refused form comes back on the last page with what was typed."""
    head = threads.head(request.viewer, pid)
    form = bound(CommentForm, request)
    brought = files.taken(form, request)
    if is_ready(form, request, head):
        pid = lookups.free_pid()
        with refusals_to(form):
            return go(request, once(request, lambda: _answered(request, head, form, brought, pid)))
    last = threads.page_of_seq(head.last_seq)
    context = _context(request, head, last, form)
    require(context["may"].comment)  # closed meanwhile: the refusal shows the words, this page not
    return page_or_part(request, "publications/publication.html", context, part="reply", status=422)


def _answered(
    request: Request, head: threads.Head, form: CommentForm, brought: list[str], pid: str
) -> str:
    made = comments.add_comment(
        publication=head, text=form.cleaned_data["body"], actor=request.viewer, at=now(),
        reply_to=form.cleaned_data["reply_to"], files=brought, pid=pid,
    )  # fmt: skip
    accepted(request)  # within the transaction of the form's key: one `fsync`
    return comment_url(head.url, made.seq)


@login_required
@require_http_methods(["GET", "POST"])
def edit_comment(request: Request, pid: str, seq: int) -> HttpResponse:
    """Change one's own words."""
    found = lookups.comment(request.viewer, pid, seq)
    require(policies.may_edit_comment(request.viewer, found))
    form = bound(CommentForm, request, initial={"body": found.html})
    standing = lookups.files_beside(COMMENT_FILES, found.pk, found.html)
    files.begin(form, standing)
    kept = files.taken(form, request, standing)
    back = comment_url(threads.head(request.viewer, pid).url, seq)
    scope = found.publication.home_community or found.publication.district
    if is_ready(form, request, scope, was=found.plain):
        with refusals_to(form):
            comments.edit_comment(
                comment=found, text=form.cleaned_data["body"], actor=request.viewer, at=now(),
                files=kept,
            )  # fmt: skip
            accepted(request)
            return go(request, back)
    context = {"form": form, "publication": found.publication, "back": back, "seq": seq}
    return form_page(request, "publications/comment_edit.html", form, context)


@login_required
@require_POST
def remove_comment(request: Request, pid: str, seq: int) -> HttpResponse:
    """Take one's words back."""
    found = lookups.comment(request.viewer, pid, seq)
    comments.remove_comment(comment=found, actor=request.viewer, at=now())
    return go(request, comment_url(threads.head(request.viewer, pid).url, seq))


@login_required
@require_POST
def thank(request: Request, pid: str, seq: int = 0) -> HttpResponse:
    """Say «спасибо», or take it back."""
    target = lookups.comment(request.viewer, pid, seq) if seq else None
    found = target.publication if target else lookups.publication(request.viewer, pid)
    marks.thank(publication=found, comment=target, actor=request.viewer, at=now())
    url = threads.head(request.viewer, pid).url
    return go(request, comment_url(url, seq) if seq else url)


@login_required
@require_POST
def follow(request: Request, pid: str) -> HttpResponse:
    """Follow, or stop following."""
    found = lookups.publication(request.viewer, pid)
    level = SubscriptionLevel.ALL if request.POST.get("follow") == "1" else SubscriptionLevel.NONE
    marks.subscribe(publication=found, level=level, actor=request.viewer)
    return go(request, threads.head(request.viewer, pid).url)


@require_safe
def history(request: Request, pid: str, seq: int | None = None) -> HttpResponse:
    """What was said before it was edited: seen by whoever reads the thing, except hidden and removed words."""
    target = lookups.comment(request.viewer, pid, seq) if seq else None
    found = target.publication if target else lookups.publication(request.viewer, pid)
    if target is not None and (target.removed_at or target.hidden_at):
        require(policies.may_moderate(request.viewer, found))
    head = threads.head(request.viewer, pid)
    context = {
        "head": head,
        "seq": seq,
        "revisions": lookups.history(found, seq) if seq else lookups.past_of(request.viewer, found),
        "may_restore": not seq and policies.may_restore_revision(request.viewer, found),
        "now_html": target.html if target else found.html,
    }
    return page_or_part(request, "publications/history.html", context, part="list")


def _number(words: str | None, *, none: int = 1) -> int:
    found = number(words)
    return none if found is None else found
