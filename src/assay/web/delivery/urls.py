"""Addresses of releases and certificates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
