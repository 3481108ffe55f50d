"""Vendors with their sites and teams, markets, skills."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified

# What is retired gives its name free again. Codes do not: files of tasks name them.
IN_USE = models.Q(retired_at=None)


class Vendor(Identified):
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], condition=IN_USE, name="people_vendor_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Site(Identified):
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor", "name"], condition=IN_USE, name="people_site_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(Identified):
    site = models.ForeignKey(Site, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], condition=IN_USE, name="people_team_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Market(Identified):
    """A country or region together with a language, such as BR-pt."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=10, help_text="ISO 3166 country or UN M.49 region.")
    language = models.CharField(max_length=20, help_text="BCP 47.")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.code


class Skill(Identified):
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name
