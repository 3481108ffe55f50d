"""Addresses of a person's own account, and of signing in and out.

Only these pages of allauth are reachable; its others would change accounts past the actions.
"""

from allauth.account.views import account_inactive, logout, signup
from django.urls import URLPattern, path
from django.views.i18n import set_language

from assay.web.account import cast, own_file, signing_in, views

urlpatterns: list[URLPattern] = [
    path("accounts/login/", signing_in.sign_in, name="account_login"),
    path("accounts/logout/", logout, name="account_logout"),
    path("accounts/signup/", signup, name="account_signup"),
    path("accounts/inactive/", account_inactive, name="account_inactive"),
    path("language/", set_language, name="set_language"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="account-password"),
    path("account/tokens/", views.issue, name="account-tokens"),
    path("account/tokens/<uuid:token>/revoke/", views.revoke, name="account-token-revoke"),
    path("account/data/", own_file.kept, name="own-data"),
    path("account/data/file/", own_file.download, name="own-data-file"),
    path("account/data/erasure/", own_file.ask, name="own-erasure"),
    path("account/data/erasure/withdraw/", own_file.withdraw, name="own-erasure-withdraw"),
    path("demo/sign-in/<str:key>/", cast.demo_sign_in, name="demo-sign-in"),
]
