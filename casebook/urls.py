"""The addresses of the site: curation under /admin/, everything public in the cases app."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
