"""Addresses of publications: the kind is no part of them."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.publications.views import (
    coauthors,
    gathering,
    leading,
    links,
    moderating,
    moving,
    thread,
    unsent,
    writing,
)

addresses.register()

app_name = "publications"

urlpatterns = [
    path("p/new/<slug:kind>/", writing.new, name="new"),
    path("p/drafts/", writing.drafts, name="drafts"),
    path("p/unsent/", unsent.unsent, name="unsent"),
    path("p/<named:pid>/", thread.publication, name="publication"),
    path("p/<named:pid>/unread/", thread.unread, name="unread"),
    path("p/<named:pid>/edit/", writing.edit, name="edit"),
    path("p/<named:pid>/autosave/", writing.autosave, name="autosave"),
    path("p/<named:pid>/remove/", writing.remove, name="remove"),
    path("p/<named:pid>/history/", thread.history, name="history"),
    path(
        "p/<named:pid>/history/<int:n>/restore/", writing.restore_revision, name="revision-restore"
    ),
    path("p/<named:pid>/comments/", thread.comment, name="comment"),
    path("p/<named:pid>/comments/<int:seq>/edit/", thread.edit_comment, name="comment-edit"),
    path("p/<named:pid>/comments/<int:seq>/remove/", thread.remove_comment, name="comment-remove"),
    path("p/<named:pid>/comments/<int:seq>/hide/", moderating.hide_comment, name="comment-hide"),
    path(
        "p/<named:pid>/comments/<int:seq>/restore/",
        moderating.restore_comment,
        name="comment-restore",
    ),
    path("p/<named:pid>/comments/<int:seq>/", moving.address, name="comment-address"),
    path("p/<named:pid>/comments/<int:seq>/decide/", moderating.decide, name="comment-decide"),
    path("p/<named:pid>/comments/<int:seq>/move/", moving.move_comment, name="comment-move"),
    path("p/<named:pid>/comments/<int:seq>/moved/", moving.moved, name="comment-moved"),
    path("p/<named:pid>/comments/<int:seq>/thank/", thread.thank, name="comment-thank"),
    path("p/<named:pid>/comments/<int:seq>/history/", thread.history, name="comment-history"),
    path("p/<named:pid>/coauthors/", coauthors.coauthors, name="coauthors"),
    path("p/<named:pid>/coauthors/answer/", coauthors.answer, name="coauthor-answer"),
    path("p/<named:pid>/coauthors/<pid:person_pid>/end/", coauthors.end, name="coauthor-end"),
    path("p/<named:pid>/merge/", gathering.merge, name="merge"),
    path("p/<named:pid>/split/", gathering.split, name="split"),
    path("p/<named:pid>/hour/", leading.hour, name="hour"),
    path("p/<named:pid>/hour/cancel/", leading.cancel_hour, name="hour-cancel"),
    path("p/<named:pid>/summary/", leading.summary, name="summary"),
    path("p/<named:pid>/thank/", thread.thank, name="thank"),
    path("p/<named:pid>/follow/", thread.follow, name="follow"),
    path("p/<named:pid>/pin/", moderating.pin, name="pin"),
    path("p/<named:pid>/close/", moderating.close, name="close"),
    path("p/<named:pid>/reopen/", moderating.reopen, name="reopen"),
    path("p/<named:pid>/solve/", moderating.solve, name="solve"),
    path("p/<named:pid>/unsolve/", moderating.unsolve, name="unsolve"),
    path("p/<named:pid>/site/", moderating.site, name="site"),
    path("p/<named:pid>/hide/", moderating.hide, name="hide"),
    path("p/<named:pid>/restore/", moderating.restore, name="restore"),
    path("p/<named:pid>/place/", moderating.place, name="place"),
    path("p/<named:pid>/answer/", moderating.answer, name="answer"),
    path("<slug:district>/staff/links/", links.links, name="links"),
    path("<slug:district>/staff/links/<pid:site>/allow/", links.allow, name="link-allow"),
]
