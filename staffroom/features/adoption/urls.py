"""Addresses of adoption."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.adoption import views

addresses.register()

app_name = "adoption"

HERE = "<slug:district>/adoption/"
ONE = f"{HERE}<pid:pid>/"

urlpatterns = [
    path(HERE, views.adoptions, name="adoptions"),
    path(f"{HERE}send/", views.send, name="send"),
    path(ONE, views.adoption, name="adoption"),
    path(f"{ONE}board.xlsx", views.export, name="export"),
    path(f"{ONE}close/", views.close, name="close"),
    path(f"{ONE}<pid:organization>/", views.adopt, name="adopt"),
    path(f"{ONE}<pid:organization>/return/", views.give_back, name="return"),
]
