"""Addresses of the public face; the district's own comes last of all."""

from django.urls import path

from staffroom.overviews.site import feeds, views

app_name = "site"

urlpatterns = [
    path("", views.front, name="front"),
    path("<slug:district>/news/", views.news, name="news"),
    path("<slug:district>/groups/", views.groups, name="groups"),
    path("<slug:district>/regulation/", views.regulation, name="regulation"),
    path("<slug:district>/news/rss.xml", feeds.rss, name="rss"),
    path("<slug:district>/news/atom.xml", feeds.atom, name="atom"),
    path("<slug:district>/", views.district, name="district"),
]
