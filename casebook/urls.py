"""The addresses of the site: curation under /admin/, everything public in the cases app."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from casebook.methods import read_only

# Browsers ask for this address whatever the page says; the admin's pages name no icon of their own.
favicon = read_only(RedirectView.as_view(url=lazy(static, str)("cases/icon.svg")))

handler404 = "casebook.problems.page_not_found"
handler500 = "casebook.busy.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
    path("favicon.ico", favicon, name="favicon"),
]
