"""Django settings. Everything an installation changes comes from the environment."""

import os
from pathlib import Path

from assay.config.environment import address, database, flag, hosts, mail, secret_key

PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = secret_key()
DEBUG = flag("ASSAY_DEBUG", default=False)
ALLOWED_HOSTS = hosts("ASSAY_HOSTS", default="127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = hosts("ASSAY_ORIGINS", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth, whose templates it replaces.
    "assay.web",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_cotton",
    "procrastinate.contrib.django",
    "ninja",
    "assay.kit",
    "assay.people",
    "assay.projects",
    "assay.work",
    "assay.quality",
    "assay.delivery",
    "assay.training",
    "assay.recruiting",
    "assay.wellbeing",
    "assay.support",
    "assay.money",
    "assay.labelers",
    "assay.intake",
    "assay.planning",
    "assay.partners",
    "assay.insight",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "assay.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assay.web.account.speaking.PersonsLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assay.web.middleware.Refusals",
]
# Of these, the ones that a request with a token needs (see wsgi.py).
TOKEN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "assay.web.middleware.ContentSecurityPolicy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "assay.config.urls"
WSGI_APPLICATION = "assay.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assay.web.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "assay.web.account.adapter.ClosedSignup"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = flag("ASSAY_HTTPS", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LANGUAGE_CODE = "en"
# Each in its own words. The catalogues are complete for contributors' pages (tools/catalogues.py).
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("ms", "Bahasa Melayu"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("vi", "Tiếng Việt"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
# Where Django's own dates and numbers of a language are not what its readers write.
FORMAT_MODULE_PATH = ["assay.config.formats"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = Path(os.environ.get("ASSAY_STATIC", PACKAGE / "staticfiles"))

# Files (imports, releases) are content-addressed below this folder.
ASSAY_FILES = Path(os.environ.get("ASSAY_FILES", Path.cwd() / "var" / "files"))
# Facts (judgments and labels as Parquet) are written below this folder.
ASSAY_FACTS = Path(os.environ.get("ASSAY_FACTS", ASSAY_FILES.parent / "facts"))
# Links in e-mails begin with it.
ASSAY_ADDRESS = address(CSRF_TRUSTED_ORIGINS)
MAIL = mail(ASSAY_FILES.parent / "mail")
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_tls, MAIL.is_tls
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("ASSAY_EMAIL_FROM", "Assay <assay@localhost>")
# Chat services that people may have themselves told in (people.rules.chat), and networks besides the public ones
# that their addresses may lead to.
ASSAY_CHAT = hosts(
    "ASSAY_CHAT",
    default="slack,teams,googlechat,discord,telegram,mattermost,rocketchat,matrix,zulip,webex,lark,feishu,wecom,dingtalk",
)
ASSAY_CHAT_NETWORKS = hosts("ASSAY_CHAT_NETWORKS", default="")
# Networks besides the public ones in which a model that labels may lie.
ASSAY_LABELER_NETWORKS = hosts("ASSAY_LABELER_NETWORKS", default="")
# API requests a minute of one token, or of one person on the pages; 0: no limit.
ASSAY_RATE_PER_MINUTE = int(os.environ.get("ASSAY_RATE_PER_MINUTE", "1200"))
# Applications a minute from one network on the public pages of campaigns; 0: no limit.
ASSAY_APPLICATIONS_PER_MINUTE = int(os.environ.get("ASSAY_APPLICATIONS_PER_MINUTE", "20"))
# How many proxies of your own stand before Assay: whose X-Forwarded-For is believed.
ASSAY_PROXIES = int(os.environ.get("ASSAY_PROXIES", "0"))
# One-click sign-ins on the sign-in page; only `assay demo` turns them on.
ASSAY_DEMO = flag("ASSAY_DEMO", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ASSAY_LOG", "WARNING")},
}
