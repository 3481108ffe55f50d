from assay.wellbeing.models.counsellor import CounsellorContact
from assay.wellbeing.models.pulse import PulseMark, PulseTally

__all__ = ["CounsellorContact", "PulseMark", "PulseTally"]
