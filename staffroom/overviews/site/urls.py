"""Addresses of the public face; the district's own comes last of all."""

from django.urls import path

from staffroom.core import addresses
from staffroom.overviews.site import feeds
from staffroom.overviews.site.views import inquiries, public

addresses.register()

app_name = "site"

urlpatterns = [
    path("", public.front, name="front"),
    path("<slug:district>/news/", public.news, name="news"),
    path("<slug:district>/groups/", public.groups, name="groups"),
    path("<slug:district>/regulation/", public.regulation, name="regulation"),
    path("<slug:district>/questions/", inquiries.questions, name="questions"),
    path("<slug:district>/questions/new/", inquiries.ask, name="ask"),
    path("<slug:district>/questions/sent/", inquiries.sent, name="question-sent"),
    path("<slug:district>/staff/questions/", inquiries.desk, name="desk"),
    path("<slug:district>/staff/questions/<pid:pid>/", inquiries.answer, name="answer"),
    path("<slug:district>/staff/questions/<pid:pid>/decline/", inquiries.decline, name="decline"),
    path("<slug:district>/staff/questions/<pid:pid>/show/", inquiries.show, name="show"),
    path("<slug:district>/news/rss.xml", feeds.rss, name="rss"),
    path("<slug:district>/news/atom.xml", feeds.atom, name="atom"),
    path("<slug:district>/", public.district, name="district"),
]
