"""What the admin calls itself."""

from django.conf import settings
from django.contrib import admin

admin.site.site_header = f"{settings.SITE_NAME} · 编目"
admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "编目与维护"
admin.site.empty_value_display = "—"
