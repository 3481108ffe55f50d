"""Addresses of users, grants, roles and the audit trail."""

from django.urls import URLPattern, path

from assay.web.administration import addresses, audit, erasures, user, users

urlpatterns: list[URLPattern] = [
    path("users/", users.users, name="users"),
    path("users/new/", users.add, name="user-add"),
    path("users/erasures/", erasures.erasures, name="erasures"),
    path("users/erasures/<uuid:account>/decline/", erasures.decline, name="erasure-decline"),
    path("users/<uuid:account>/", user.user, name="user"),
    path("users/<uuid:account>/grant/", user.give, name="user-grant"),
    path("users/<uuid:account>/grants/<uuid:grant>/retire/", user.take, name="user-grant-retire"),
    path("users/<uuid:account>/deactivate/", user.deactivate, name="user-deactivate"),
    path("users/<uuid:account>/reactivate/", user.reactivate, name="user-reactivate"),
    path("users/<uuid:account>/erase/", user.erase, name="user-erase"),
    path("users/<uuid:account>/password/", user.password, name="user-password"),
    path("users/<uuid:account>/tokens/<uuid:token>/revoke/", user.revoke, name="user-token-revoke"),
    path("roles/", users.roles, name="roles"),
    path("import-addresses/", addresses.addresses, name="import-addresses"),
    path("import-addresses/<uuid:address>/retire/", addresses.retire, name="import-address-retire"),
    path("audit/", audit.audit, name="audit"),
    path("audit/verify/", audit.verify, name="audit-verify"),
]
