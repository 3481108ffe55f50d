"""The fixed words of `training`."""

from django.db import models


class AgreementKind(models.TextChoices):
    NDA = "nda", "Confidentiality (NDA)"
    POLICY = "policy", "Policy"
    CONTENT_WARNING = "content_warning", "Content warning"
    OTHER = "other", "Other agreement"


class SigningState(models.TextChoices):
    """How somebody stands with an agreement that is asked of them."""

    SIGNED = "signed", "Signed"
    GRACE = "grace", "May still wait"
    OWED = "owed", "To sign"


class AttemptState(models.TextChoices):
    OPEN = "open", "Begun"
    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"


class ItemSign(models.TextChoices):
    """What speaks against a question of an exam."""

    FEW = "few", "Too few answers to say"
    REVERSED = "reversed", "Who knows less gets it right: check its answer"
    WEAK = "weak", "Does not tell who knows"
    EASY = "easy", "Nearly everybody gets it right"
    HARD = "hard", "Hardly anybody gets it right"


class CourseStepKind(models.TextChoices):
    LESSON = "lesson", "Lesson"
    PRACTICE = "practice", "Practice"


class AssignedThrough(models.TextChoices):
    """How somebody came to a course."""

    SELF = "self", "Begun by themselves"
    HAND = "hand", "Assigned"
    STANDING = "standing", "Asked to read again"
    CALIBRATION = "calibration", "To learn again after a calibration"
    LIVE = "live", "Check quiz of a live session"


class AssignmentState(models.TextChoices):
    WAITING = "waiting", "Not begun"
    BEGUN = "begun", "Begun"
    OVERDUE = "overdue", "Overdue"
    FINISHED = "finished", "Finished"
    WITHDRAWN = "withdrawn", "Taken back"


class LessonSign(models.TextChoices):
    """How a lesson stands to the guideline in force."""

    CURRENT = "current", "As in force"
    CHANGED = "changed", "The section has changed"
    GONE = "gone", "The section is gone"


class RampSign(models.TextChoices):
    """In what a new joiner is behind."""

    ACCURACY = "accuracy", "Accuracy"
    SPEED = "speed", "Speed"
    HOURS = "hours", "Hours"
    FEW = "few", "Too few answers to say"


class LiveState(models.TextChoices):
    """Follows from the clock, unless it was cancelled."""

    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class LivePresence(models.TextChoices):
    """What was noted of who was invited."""

    PRESENT = "present", "Present"
    LATE = "late", "Late"
    ABSENT = "absent", "Absent"


class LiveChange(models.TextChoices):
    """What the figures before and after say."""

    NOT_ENOUGH = "not_enough", "Not yet enough to say"
    BETTER = "better", "Better"
    WORSE = "worse", "Worse"
    UNCLEAR = "unclear", "No clear change"
