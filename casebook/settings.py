"""All settings of casebook. Values that differ between installations come from the environment.

Secure by default: with nothing set, DEBUG is off and the site demands HTTPS. The README has one
table of every variable read here (a test keeps the two in step).
"""

import re
import tomllib
from pathlib import Path

import django_stubs_ext

from casebook import environment as env
from casebook.secret_key import read_or_create_secret_key

django_stubs_ext.monkeypatch()  # `ModelAdmin[Award]` is for the type check; without this it fails when run

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
RELEASE = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

env.make_private_folder(VAR_DIR)  # accounts, readers' reports and the signing key lie there

# --- What an installation decides -----------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
HTTPS = env.flag("HTTPS", default=not DEBUG)
SECRET_KEY = read_or_create_secret_key("SECRET_KEY", VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], any_host=DEBUG)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": env.database("DATABASE_URL", "sqlite:///var/casebook.sqlite3", BASE_DIR)}
SEARCH_BY_MEANING = env.flag("SEARCH_BY_MEANING", default=True)  # where its package is installed
INDEX_DIR = env.folder("INDEX_DIR", VAR_DIR / "index")
BACKUP_DIR = env.folder("BACKUP_DIR", VAR_DIR / "backup")
BIND_ADDRESS = env.matching("BIND_ADDRESS", r"[0-9.]+|\[[0-9A-Fa-f:.]+\]", " IP 地址", "127.0.0.1")
PORT = env.integer("PORT", default=8000, low=1, high=65535)
PROXY_COUNT = env.integer("PROXY_COUNT", default=0, low=0, high=9)
WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", default=2, low=1, high=64)  # processes of four threads
ONE_PERSON_OFFICE = env.flag("ONE_PERSON_OFFICE", default=False)  # whether people approve their own edits
RUN_WORKER = env.flag("RUN_WORKER", default=True)  # whether gunicorn starts one beside itself
LOG_LEVEL = env.matching("LOG_LEVEL", "DEBUG|INFO|WARNING|ERROR", " DEBUG、INFO、WARNING 或 ERROR", "INFO")

# Where the site is mounted below its host, `/anli`; the path of every address and cookie of ours.
SITE_PATH = env.matching("SITE_PATH", r"(/[\w.~-]+)+", "以 / 开头、不以 / 结尾的路径")
FORCE_SCRIPT_NAME = SITE_PATH or None
PROXY_STRIPS_PATH = env.flag("PROXY_STRIPS_PATH", default=False)

# The tags that 《政府网站发展指引》 asks of a government site. None is invented: left out when unset.
SITE_NAME = env.text("SITE_NAME", "社区治理创新案例库")
SITE_DOMAIN = env.matching("SITE_DOMAIN", r"[A-Za-z0-9.-]+", "域名")
SITE_ID_CODE = env.matching("SITE_ID_CODE", r"[A-Za-z0-9]{10}", "十位网站标识码")

# Who runs the site, in the footer and on /about/. None is invented either.
SITE_OPERATOR = env.text("SITE_OPERATOR")
SITE_CONTACT = env.text("SITE_CONTACT")
# Whom harvesters write to.
ADMIN_EMAIL = env.matching("ADMIN_EMAIL", r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+", "电子邮件地址")
SITE_ICP = env.matching("SITE_ICP", r"[\u4e00-\u9fff]ICP备[0-9]+号(-[0-9]+)?", " ICP 备案号")
SITE_POLICE = env.matching("SITE_POLICE", r"[\u4e00-\u9fff]公网安备 ?[0-9]{14}号", "公安备案号")

# --- What every installation has in common ---------------------------------------------------

BODY_LIMIT = 256 * 1024  # bytes of a submitted form: 2,000 characters of a report need 18,000
MOST_UPLOADED = 20 * 1024 * 1024  # bytes of a document that a curator brings in
ADMIN_BODY_LIMIT = DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_UPLOADED + 1024 * 1024  # with what the form has beside
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40_000  # as many as an address can hold; each page says how many it takes
COMPILATION_LIMIT = 200  # cases in one Word document: some 300 pages, written in a few seconds

# --- Applications ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "casebook.apps.Tasks",  # django-tasks-db; before what takes its English pages out of the admin
    "cases",
    "casebook.apps.Curation",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "csp",
    "casebook.apps.LoginAttempts",  # django-axes
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casebook.compression.GzipPages",
    "csp.middleware.CSPMiddleware",
    "casebook.permissions.permissions_policy",
    "casebook.cross_origin.open_to_other_sites",
    "casebook.revalidation.revalidated",
    "casebook.problems.problems_for_programs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casebook.bodies.limited_bodies",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "casebook.index_recovery.ReplaceDamagedIndex",
    "casebook.busy_forms.GiveFormsBack",
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks: it rewrites refused logins
]

ROOT_URLCONF = "casebook.urls"
WSGI_APPLICATION = "casebook.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100},  # drawn facets, some 50 kB each
    },
    "pages": env.page_cache("CACHE_URL", INDEX_DIR / "pages"),
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casebook.site_tags.site_tags",
                "cases.pages.asked_version.asked_version",
            ],
        },
    },
    {
        # For what a list page is made of, see docs/decisions/0031: escapes as well.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"trim_blocks": True, "lstrip_blocks": True},
    },
]

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [BASE_DIR / "casebook" / "locale"]  # what other packages leave in English
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------

STATIC_URL = f"{SITE_PATH}/static/"
STATIC_ROOT = VAR_DIR / "static"
COMPRESSED_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STATIC if DEBUG else COMPRESSED_STATIC},
}

# --- Accounts -------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATORS}.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a link to set a password is good for
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where a login leads whose `next` is refused

AXES_HANDLER = "casebook.login_attempts.Attempts"
AXES_VERBOSE = False  # no greeting at each start
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# The pair, not the address alone: a whole office may share one address behind its gateway.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "casebook.client_address.client_address"

# --- Transport and browser policy -----------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    rf"^{re.escape(f'{SITE_PATH}/healthz'[1:])}$"
]  # load balancers probe over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Other sites of the domain may still be plain HTTP: only who knows them all may decide for them.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.flag("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.flag("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # these two
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cases.views.csrf.csrf_failure"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SITE_PATH}/"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Everything from this host, nothing inline: pages work without any other network.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Logging --------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
