"""The product's addresses and two yardsticks beside them: an answer of two bytes, and a bare topic."""

from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

TOPIC = (
    "SELECT p.title, p.html, a.name, c.name FROM publications_publication p"
    " JOIN accounts_person a ON a.id = p.author_id"
    " JOIN communities_community c ON c.id = p.home_community_id WHERE p.id = %s"
)
POSTS = (
    "SELECT k.seq, k.html, k.created_at, a.name, a.workplace FROM publications_comment k"
    " JOIN accounts_person a ON a.id = k.author_id"
    " WHERE k.publication_id = %s AND k.seq <= 20 ORDER BY k.seq"
)
PAGE = """<!doctype html><html lang="ru"><title>{{ head[0] }}</title><body><h1>{{ head[0] }}</h1>
<p>{{ head[2] }}, {{ head[3] }}</p><div>{{ head[1]|safe }}</div>
{% for post in posts %}<article id="c{{ post[0] }}"><b>{{ post[3] }}</b> <small>{{ post[4] }}</small>
<time>{{ post[2] }}</time><div>{{ post[1]|safe }}</div></article>{% endfor %}</body></html>"""


MADE_ANEW = {"Cache-Control": "no-store"}  # else guests would be given them from memory


@cache
def _template() -> Any:
    return engines.all()[0].from_string(PAGE)


def hello(_request: HttpRequest) -> HttpResponse:
    """Two bytes."""
    return HttpResponse("ok", headers=MADE_ANEW)


def bare(_request: HttpRequest, key: int) -> HttpResponse:
    """A topic of 20 posts: two raw queries and a template, no rights, no marks."""
    with connection.cursor() as cursor:
        cursor.execute(TOPIC, [key])
        head = cursor.fetchone()
        cursor.execute(POSTS, [key])
        posts = cursor.fetchall()
    return HttpResponse(_template().render({"head": head, "posts": posts}), headers=MADE_ANEW)


urlpatterns = [
    path("bench/hello/", hello),
    path("bench/bare/<int:key>/", bare),
    path("", include("staffroom.config.urls")),
]
