"""Addresses of gold, consensus runs and why a label is what it is."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
