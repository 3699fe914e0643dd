"""Addresses of the board and of the printed regulation."""

from django.urls import path

from staffroom.overviews.clauses import views

app_name = "clauses"

HERE = "<slug:district>/staff/clauses/"

urlpatterns = [
    path(HERE, views.board, name="board"),
    path(f"{HERE}board.<slug:kind>", views.board_file, name="board-file"),
    path(f"{HERE}regulation/", views.regulation, name="regulation"),
    path(f"{HERE}regulation/draft/", views.draft, name="draft"),
    path(f"{HERE}regulation/regulation.<slug:kind>", views.regulation_file, name="regulation-file"),
]
