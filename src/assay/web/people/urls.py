"""Addresses of contributors and their standing, vendors, markets, skills."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
