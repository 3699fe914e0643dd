"""Addresses of the search and of the directory of people."""

from django.urls import path

from staffroom.shared.search.views import demand, people, search

app_name = "search"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/hints/", demand.hints, name="hints"),
    path("search/demand/", demand.demand, name="demand"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/suggest/", people.suggest, name="suggest"),
]
