"""Facts of working with partners."""

from assay.partners.models.handover import HandoverNote, HandoverReading

__all__ = ["HandoverNote", "HandoverReading"]
