"""Oscar's pages, and one that says when the shop serves."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def health(_: HttpRequest) -> HttpResponse:
    """Answers when the shop serves."""
    return HttpResponse("ok")


urlpatterns = [
    path("health", health),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
