"""Addresses of papers."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.documents.views import (
    checking,
    documents,
    issuing,
    letterheads,
    previews,
    templates,
    writing,
)

addresses.register()

app_name = "documents"

HERE = "<slug:district>/documents/"
ONE = f"{HERE}<pid:pid>/"

urlpatterns = [
    path("check/", checking.check, name="check"),
    path("check/<slug:code>/", checking.answer, name="checked"),
    path(HERE, documents.library, name="library"),
    path(f"{HERE}acts/", documents.acts, name="acts"),
    path(f"{HERE}register.xlsx", documents.export, name="export"),
    path(f"{HERE}letterheads/", letterheads.letterheads, name="letterheads"),
    path(f"{HERE}letterheads/<pid:pid>/", letterheads.letterhead, name="letterhead"),
    path(f"{HERE}templates/", templates.templates, name="templates"),
    path(f"{HERE}templates/new/", templates.new, name="new-template"),
    path(f"{HERE}templates/<slug:code>/", templates.template, name="template"),
    path(f"{HERE}templates/<slug:code>/drop/", templates.drop, name="drop-template"),
    path(f"{HERE}new/", writing.begin, name="begin"),
    path(f"{HERE}new/<slug:kind>/", writing.new, name="new"),
    path(f"{HERE}from/<slug:code>/", writing.fill, name="fill"),
    path(ONE, documents.document, name="document"),
    path(f"{ONE}edit/", writing.edit, name="edit"),
    path(f"{ONE}drop/", writing.drop, name="drop"),
    path(f"{ONE}issue/", issuing.issue, name="issue"),
    path(f"{ONE}cancel/", issuing.cancel, name="cancel"),
    path(f"{ONE}sign/", issuing.sign, name="sign"),
    path(f"{ONE}preview/", previews.preview, name="preview"),
    path(f"{ONE}draft.pdf", previews.pdf, name="draft-pdf"),
    path(f"{ONE}marked.pdf", previews.marked, name="marked"),
    path(f"{ONE}sheets/<int:number>.png", previews.sheet, name="sheet"),
    path(f"{ONE}signatures/<int:number>.sig", previews.signature, name="signature"),
]
