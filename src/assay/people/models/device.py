"""Which browsers accounts were signed in from: one person has one account."""

from typing import ClassVar

from django.db import models

from assay.people.models.user import User


class DeviceUse(models.Model):
    """The digest of a random number that the browser keeps, and the first and last day; forgotten after a while."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    device = models.BinaryField(max_length=32)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "user"], name="people_device_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user"], name="people_devices_of_person"),
            models.Index(fields=["last_on"], name="people_devices_to_forget"),
        ]
