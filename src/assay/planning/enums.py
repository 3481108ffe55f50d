"""The fixed words of `planning`."""

from django.db import models


class Metric(models.TextChoices):
    """What a standard sets a target for, and what a risk can be bound to."""

    ACCURACY_CRITICAL = "accuracy_critical", "Accuracy: no critical error"
    ACCURACY_MAJOR = "accuracy_major", "Accuracy: no critical or major error"
    ACCURACY_MINOR = "accuracy_minor", "Accuracy: no error at all"
    GOLD_ACCURACY = "gold_accuracy", "Gold accuracy"
    AGREEMENT = "agreement", "Agreement (Krippendorff's alpha)"
    DEFECTS = "defects", "Defective share in lots (AQL)"
    TURNAROUND = "turnaround", "Turnaround of a batch"
    THROUGHPUT = "throughput", "Throughput per hour"
    HANDLING_TIME = "handling_time", "Handling time (AHT)"
    UTILIZATION = "utilization", "Utilization"
    PLAN_ATTAINMENT = "plan_attainment", "Plan attainment"
    COST_PER_LABEL = "cost_per_label", "Cost per accepted label"


class Unit(models.TextChoices):
    SHARE = "share", "Share"
    ALPHA = "alpha", "Alpha"
    DAYS = "days", "Days"
    PER_HOUR = "per_hour", "Per hour"
    SECONDS = "seconds", "Seconds"
    MONEY = "money", "Micro-units of the currency"


class Status(models.TextChoices):
    """How a measured value stands against its standard."""

    MET = "met", "Met"
    AT_RISK = "at_risk", "At risk"
    MISSED = "missed", "Missed"
    UNMEASURED = "unmeasured", "Not measured yet"


class Aspect(models.TextChoices):
    """What the health of a project is told by."""

    TIME = "time", "On time"
    QUALITY = "quality", "On quality"
    BUDGET = "budget", "On budget"
    RISK = "risk", "Risk"


class FindingKind(models.TextChoices):
    """What is found out of hours that people have and work that waits."""

    IDLE = "idle", "People without work"
    BACKLOG = "backlog", "Work without people"


class Phase(models.TextChoices):
    """Where a request or the project that it became stands: the columns of the portfolio."""

    ASKED = "asked", "Asked for"
    DECIDED = "decided", "Decided"
    SET_UP = "set_up", "Being set up"
    AT_WORK = "at_work", "At work"
    PAUSED = "paused", "Paused"
    OVER = "over", "Over"


class RiskCategory(models.TextChoices):
    PEOPLE = "people", "People and capacity"
    QUALITY = "quality", "Quality"
    GUIDELINE = "guideline", "Guideline and policy"
    CONTENT = "content", "Content and harm"
    SCHEDULE = "schedule", "Schedule"
    VENDOR = "vendor", "Vendor"
    TECHNOLOGY = "technology", "Technology"
    SECURITY = "security", "Security and privacy"
    COST = "cost", "Cost"


class RiskState(models.TextChoices):
    OPEN = "open", "Open"
    FIRED = "fired", "Fired"
    MITIGATED = "mitigated", "Mitigated"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"


class RiskBand(models.TextChoices):
    """Of likelihood times impact: 1-4, 5-9, 10-15, 16-25."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"


class Comparison(models.TextChoices):
    BELOW = "below", "falls below"
    ABOVE = "above", "rises above"


class RiskStep(models.TextChoices):
    """What happened to a risk."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    REVIEWED = "reviewed", "Reviewed"
    FIRED = "fired", "Fired by itself"
    MOVED = "moved", "State changed"


class MilestoneKind(models.TextChoices):
    GUIDELINE_READY = "guideline_ready", "Guideline ready"
    CALIBRATION_PASSED = "calibration_passed", "Calibration passed"
    PILOT_ACCEPTED = "pilot_accepted", "Pilot accepted"
    RAMP = "ramp", "Ramp-up"
    FULL_SPEED = "full_speed", "Full speed"
    FINAL_DELIVERY = "final_delivery", "Final delivery"
    OWN = "own", "Of one's own"


class MilestoneState(models.TextChoices):
    DONE = "done", "Done"
    DONE_LATE = "done_late", "Done late"
    AHEAD = "ahead", "Ahead"
    OVERDUE = "overdue", "Overdue"


class Raci(models.TextChoices):
    RESPONSIBLE = "R", "Responsible"
    ACCOUNTABLE = "A", "Accountable"
    CONSULTED = "C", "Consulted"
    INFORMED = "I", "Informed"


class Similarity(models.TextChoices):
    """On what work a figure was measured, the nearest first."""

    OWN = "own", "This project"
    QUESTIONS = "questions", "Work with the same questions"
    SEGMENT = "segment", "Work of the same segment"
    ALL = "all", "All work"
    NONE = "none", "Nothing measured"


class Channel(models.TextChoices):
    """Who does the work."""

    CROWD = "crowd", "Crowd"
    BPO = "bpo", "BPO"
    IN_HOUSE = "in_house", "In-house"
    MACHINE = "machine", "Machine"


class Timing(models.TextChoices):
    """How the deadline stands against what the runs of a forecast say; the worst last."""

    SAFE = "safe", "Safe: 95 % of the runs are in time"
    LIKELY = "likely", "Likely: 80 % of the runs are in time"
    UNCERTAIN = "uncertain", "Uncertain: half of the runs are in time"
    LATE = "late", "Late: most of the runs are late"
    UNKNOWN = "unknown", "Unknown: nobody was measured, or nobody could do it"


class RushAnswer(models.TextChoices):
    """What the owner of a project that a rush would delay says to it."""

    WAITING = "waiting", "Waiting"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class Placing(models.TextChoices):
    """What somebody chose by hand about a person and a project."""

    IN = "in", "In"
    OUT = "out", "Out"
    PINNED = "pinned", "Pinned with hours"


class DecisionState(models.TextChoices):
    """Where something stands that people decided when they looked back."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
