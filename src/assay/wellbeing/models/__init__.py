from assay.wellbeing.models.counsellor import CounsellorContact
from assay.wellbeing.models.pulse import PulseMark, PulseTally
from assay.wellbeing.models.viewing import Look, ViewingChoice

__all__ = ["CounsellorContact", "Look", "PulseMark", "PulseTally", "ViewingChoice"]
