"""People who sign in, and what they may do."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from assay.kit.ids import new_uid
from assay.kit.models import Identified
from assay.people.enums import Role

_SESSION = "assay.people.session"


def new_person_key() -> bytes:
    return secrets.token_bytes(16)


class User(AbstractBaseUser):
    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    locale = models.CharField(max_length=20, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    is_simulated = models.BooleanField(default=False, help_text="Replayed or simulated: has no password.")
    # The audit trail keeps digests of personal values under this key; erasing it erases them.
    person_key = models.BinaryField(default=new_person_key, editable=False, null=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True)
    deactivated_reason = models.TextField(blank=True, default="")
    signed_out_at = models.DateTimeField(null=True, help_text="Sessions that began before have ended.")

    objects: ClassVar[BaseUserManager["User"]] = BaseUserManager()  # type: ignore[assignment]  # Stubs say Self.

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="people_user_email")]
        # Searches leave them out: they are few.
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(is_active=False), name="people_user_gone")
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must hold: it ends with the password, and whenever somebody ends all of them."""
        value = f"{self.password}{self.signed_out_at or ''}"
        return salted_hmac(_SESSION, value, secret=secret, algorithm="sha256").hexdigest()


class Grant(Identified):
    """A role, narrowed to a project, vendor, site or team, and to markets. All empty: the organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    # Projects live above people, so the foreign key is added by a migration of `projects`.
    project_id = models.BigIntegerField(null=True)
    vendor = models.ForeignKey("people.Vendor", models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey("people.Site", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    markets = ArrayField(models.CharField(max_length=20), default=list, help_text="Empty: all markets.")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "project_id", "vendor", "site", "team", "markets"],
                condition=models.Q(retired_at=None),
                nulls_distinct=False,
                name="people_grant_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.SITE_LEAD)
                | models.Q(vendor__isnull=False)
                | models.Q(site__isnull=False)
                | models.Q(team__isnull=False),
                name="people_grant_site_lead_has_a_site",
            ),
        ]
