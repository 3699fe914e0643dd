"""Addresses of expert review."""
urlpatterns = []
app_name = "review"
