"""Addresses of duties."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.duties.views import board, mine

addresses.register()

app_name = "duties"

urlpatterns = [
    path("home/duties/", mine.duties, name="list"),
    path("home/duties/control/", mine.control, name="control"),
    path("home/duties/handed/", mine.handed, name="handed"),
    path("home/duties/<pid:pid>/", mine.duty, name="duty"),
    path("home/duties/<pid:pid>/hand-over/", mine.hand_over, name="hand-over"),
    path("home/duties/<pid:pid>/close/", mine.close, name="close"),
    path("<slug:district>/staff/duties/", board.board, name="board"),
    path("<slug:district>/staff/duties/export/", board.export, name="export"),
]
