"""The settings for `make lint`: the linter of migrations is an app, which no site needs."""

from casebook.settings import *  # noqa: F403 -- as Django's documentation derives one settings module from another

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # noqa: F405 -- comes with the line above
