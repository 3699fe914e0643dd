"""Addresses of the public face; the district's own comes last of all."""

from django.urls import path

from staffroom.core import addresses
from staffroom.overviews.site import feeds
from staffroom.overviews.site.views import cabinet, inquiries, menu, public

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
    path("<slug:district>/cabinet/", cabinet.cabinet, name="cabinet"),
    path("<slug:district>/staff/cabinet/", cabinet.shelves, name="shelves"),
    path("<slug:district>/staff/cabinet/usual/", cabinet.usual, name="shelves-usual"),
    path("<slug:district>/staff/cabinet/order/", cabinet.order, name="shelves-order"),
    path("<slug:district>/staff/cabinet/<pid:pid>/", cabinet.shelf, name="shelf"),
    path("<slug:district>/staff/cabinet/<pid:pid>/change/", cabinet.change, name="shelf-change"),
    path("<slug:district>/staff/cabinet/<pid:pid>/remove/", cabinet.remove, name="shelf-remove"),
    path("<slug:district>/staff/cabinet/<pid:pid>/order/", cabinet.order_items, name="shelf-order"),
    path(
        "<slug:district>/staff/cabinet/<pid:pid>/<pid:item_pid>/take-off/",
        cabinet.take_off,
        name="take-off",
    ),
    path("<slug:district>/staff/menu/", menu.menu, name="menu"),
    path("<slug:district>/staff/menu/order/", menu.order, name="menu-order"),
    path("<slug:district>/staff/menu/<slug:code>/", menu.item, name="menu-item"),
    path("<slug:district>/staff/menu/<slug:code>/remove/", menu.remove, name="menu-remove"),
    path("<slug:district>/news/rss.xml", feeds.rss, name="rss"),
    path("<slug:district>/news/atom.xml", feeds.atom, name="atom"),
    path("<slug:district>/", public.district, name="district"),
]
