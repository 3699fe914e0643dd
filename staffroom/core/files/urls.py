"""Addresses of files and of uploads in parts."""

from django.urls import path, re_path

from staffroom.core.files import recordings, views
from staffroom.core.ids import ALPHABET, LENGTH

app_name = "files"
PID = rf"(?P<pid>[{ALPHABET}]{{{LENGTH}}})"

urlpatterns = [
    path("uploads/", views.upload_begin, name="upload-begin"),
    re_path(rf"^uploads/{PID}/$", views.upload_part, name="upload-part"),
    re_path(rf"^{PID}/$", views.file_page, name="page"),
    re_path(rf"^{PID}/words/$", recordings.words, name="words"),
    re_path(rf"^{PID}/captions\.vtt$", recordings.captions, name="captions"),
    re_path(rf"^{PID}/pages/(?P<number>\d{{1,5}})\.webp$", views.file_picture, name="picture"),
    re_path(rf"^{PID}/(?P<name>[^/]+)$", views.file_show, name="file"),
]
