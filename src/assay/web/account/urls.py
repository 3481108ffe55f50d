"""Addresses of a person's own account: sign-in of the demo, tokens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
