"""A question before something is lost."""

from django.http import HttpRequest, HttpResponse

from staffroom.core.http import render_page


def ask_first(request: HttpRequest, title: str, lost: str, *, act: str, back: str) -> HttpResponse:
    """The page that asks; its button posts to the same address.

    Args:
        request: the reading half of a view that acts when it is posted to; rights are judged before.
        title: the question («Снять тему?»).
        lost: what will be gone, and what is kept.
        act: words of the button.
        back: where who thinks better of it goes.
    """
    context = {"title": title, "lost": lost, "act": act, "back": back}
    return render_page(request, "ui/confirm.html", context)
