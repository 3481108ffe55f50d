from assay.wellbeing.models.pulse import PulseMark, PulseTally

__all__ = ["PulseMark", "PulseTally"]
