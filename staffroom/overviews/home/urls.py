"""The address of one's own first page."""

from django.urls import path

from staffroom.overviews.home import views

app_name = "home"

urlpatterns = [path("home/", views.home, name="home")]
