from assay.wellbeing.models.counsellor import CounsellorContact
from assay.wellbeing.models.pulse import PulseMark, PulseTally
from assay.wellbeing.models.viewing import ViewingChoice

__all__ = ["CounsellorContact", "PulseMark", "PulseTally", "ViewingChoice"]
