"""The fixed words of `partners`."""

from django.db import models


class NoteKind(models.TextChoices):
    """What is handed over from one shift to the next."""

    NOTE = "note", "To know"
    POINT = "point", "To do: carried forward until it is closed"


class ScoreMeasure(models.TextChoices):
    """What a vendor and its sites are measured by; of all of them more is better."""

    QUALITY = "quality", "Accuracy: no critical or major error"
    CRITICAL = "critical", "Accuracy: no critical error"
    THROUGHPUT = "throughput", "Throughput against the standard"
    REWORK = "rework", "Rework answered in time"
    RETENTION = "retention", "People who stayed"
    CALIBRATION = "calibration", "Alignment in calibration"
    HOURS = "hours", "Planned hours kept"
    COMPLIANCE = "compliance", "Agreements signed"
    EVIDENCE = "evidence", "What the site has to prove, with evidence that holds"
    DISPUTES = "disputes", "Disputes decided for the site"


class CoachedAs(models.TextChoices):
    """In which part somebody is coached."""

    AGENT = "agent", "Agent"
    QA = "qa", "QA"
    TEAM_LEAD = "team_lead", "Team lead"


class GoalMetric(models.TextChoices):
    """What a goal is set for: shares that are counted of one person."""

    ACCURACY = "accuracy", "Accuracy, after disputes"
    GOLD = "gold", "Gold accuracy"
    WITHOUT_ERROR = "without_error", "Judgments without an error type"
    UPHELD = "upheld", "Reviews upheld by audits"


class Movement(models.TextChoices):
    """How a goal's metric stands after the session against before."""

    NOT_ENOUGH = "not_enough", "Not yet enough"
    BETTER = "better", "Better"
    WORSE = "worse", "Worse"
    UNCLEAR = "unclear", "No clear change"


class ContractNear(models.TextChoices):
    """What of a contract whoever keeps it is reminded of."""

    NOTICE = "notice", "The last day to give notice is near"
    END = "end", "Its last day is near"


class ContractState(models.TextChoices):
    """Where a version of a contract stands on a day."""

    COMING = "coming", "Begins later"
    IN_FORCE = "in_force", "In force"
    ENDING = "ending", "Ends soon"
    SUPERSEDED = "superseded", "Superseded"
    OVER = "over", "Over"


class Attained(models.TextChoices):
    """How what was measured stands against a service level."""

    MET = "met", "Met"
    UNCLEAR = "unclear", "Below, by less than chance explains"
    MISSED = "missed", "Missed"
    NOT_ENOUGH = "not_enough", "Not yet enough"


class HeadcountGap(models.TextChoices):
    """How the people of a site in a week stand against what was committed."""

    MISSING = "missing", "Fewer than committed"
    AS_COMMITTED = "as_committed", "As committed"
    MORE = "more", "More than committed"
    NO_ROSTER = "no_roster", "No roster yet"
    NOTHING_COMMITTED = "nothing_committed", "Nothing committed"


class Proof(models.TextChoices):
    """How a site stands with one thing that it has to prove."""

    VALID = "valid", "Valid"
    EXPIRING = "expiring", "Ends soon"
    EXPIRED = "expired", "Expired"
    MISSING = "missing", "Missing"


class InvoiceState(models.TextChoices):
    COUNTING = "counting", "Being counted"
    PROPOSED = "proposed", "Waits for a second pair of eyes"
    RETURNED = "returned", "Returned to the vendor"
    APPROVED = "approved", "Approved"
    PAID = "paid", "Paid"


class InvoiceUnit(models.TextChoices):
    """What a line of an invoice counts."""

    JUDGMENT = "judgment", "Accepted answers"
    HOUR = "hour", "Paid hours"


class Difference(models.TextChoices):
    """How a line of the vendor's own invoice differs from ours."""

    NONE = "none", "agrees"
    COUNT = "count", "the count differs"
    RATE = "rate", "the rate differs from the contract's"
    BOTH = "both", "count and rate differ"
    NOT_IN_CONTRACT = "not_in_contract", "nothing accepted and final, or not in the contract"
    INVOICED = "invoiced", "was invoiced already"
    MISSING = "missing", "the vendor has left it out"
