"""Addresses of projects: settings, versions, batches, tasks, members."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
