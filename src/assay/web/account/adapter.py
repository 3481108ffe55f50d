"""Accounts are made by administrators and campaigns, not by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types.
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
