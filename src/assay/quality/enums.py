"""The fixed words of `quality`."""

from django.db import models


class RunState(models.TextChoices):
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class BoardGrain(models.TextChoices):
    """What a figure of the board is about."""

    ALL = "all", "Everything"
    MARKET = "market", "Market"
    LANGUAGE = "language", "Language"
    GUIDELINE = "guideline", "Guideline version"
    MARKET_GUIDELINE = "market_guideline", "Market and guideline version"
    LANGUAGE_GUIDELINE = "language_guideline", "Language and guideline version"


class BoardStep(models.TextChoices):
    DAY = "day", "Day"
    WEEK = "week", "Week"


class GoldOrigin(models.TextChoices):
    """Where the words of a gold task come from."""

    ORIGINAL = "original", "Written or found in this language"
    REWRITTEN = "rewritten", "Translated, then written anew by a native speaker"
    TRANSLATED = "translated", "Only translated"


class GoldProposalState(models.TextChoices):
    OPEN = "open", "Waits for experts"
    AGREED = "agreed", "Agreed: it is gold"
    DISAGREED = "disagreed", "Experts disagreed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class GoldAdvice(models.TextChoices):
    """What to do about a gold task whose record says something."""

    KNOWN = "known", "Retire it: people seem to know it beforehand."
    CHECK = "check", "Check its answer: most people miss it."
    REPLACE = "replace", "Replace it: nearly everybody has seen it."
    TOO_EASY = "too_easy", "Retire it: nobody misses it, so it tells people apart no more."
    GUIDELINE = "guideline", "Read it again: the guideline has changed since."
    AGED = "aged", "Read it again: it is half a year old."


class GoldSign(models.TextChoices):
    """What the record of a gold task says."""

    BETTER = "better", "Answered better than at first"
    FASTER = "faster", "Answered faster than at first"
    MISSED = "missed", "Missed by most"
    EASY = "easy", "Missed by nobody"
    WORN = "worn", "Shown to nearly everybody"
    BEFORE_GUIDELINE = "before_guideline", "Older than the guideline"
    OLD = "old", "Half a year old"


class ConsensusMethod(models.TextChoices):
    AUTO = "auto", "Auto: three models averaged"
    MAJORITY = "majority", "Majority vote"
    DAWID_SKENE = "dawid_skene", "Dawid-Skene"
    HIERARCHICAL = "hierarchical_dawid_skene", "Hierarchical Dawid-Skene"


class StoppingOutcome(models.TextChoices):
    """As `assay.stats.stopping` names them, which no page needs to load."""

    TARGET = "target", "Sure enough"
    FUTILITY = "futility", "Nothing more to be gained"
    EXHAUSTED = "exhausted", "All judgments collected"


class StoppingBecause(models.TextChoices):
    TOO_FEW = "too_few", "It has fewer judgments than it must have."
    AUDITED = "audited", "It belongs to the random share that never stops early."
    ALWAYS_IN_FULL = "always_in_full", "Tasks with this label are always judged in full."
    CRITICAL_CLASS = "critical_class", "A critical answer is still too likely."
    NOT_SURE = "not_sure", "One more judgment may still help."
    PROBABILITY = "probability", "The label is as probable as the target demands, by what gold has shown."
    COST = "cost", "An error is expected to cost less than one more judgment."
    LEAD = "lead", "The label leads by enough votes."
    SETTLED = "settled", "The judgments still allowed are unlikely to change the label."
    MAX_OVERLAP = "max_overlap", "It has all the judgments it may have."


class InspectionMethod(models.TextChoices):
    STANDARD = "standard", "Standard plans (ISO 2859-1)"
    SEQUENTIAL = "sequential", "Sequential (Wald)"
    ZERO_ACCEPTANCE = "zero_acceptance", "Zero acceptance"


class HoldsBack(models.TextChoices):
    """Which labels a release leaves out."""

    NOTHING = "nothing", "Nothing"
    REJECTED = "rejected", "Labels of rejected lots"
    UNACCEPTED = "unaccepted", "All but labels of accepted lots"


class LotState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    INSPECTED = "inspected", "In inspection"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    REOPENED = "reopened", "Reopened by a dispute"
    CONCEDED = "conceded", "Accepted with concession"
    REWORKED = "reworked", "In rework"


class Disposition(models.TextChoices):
    """What became of a lot that its figures rejected."""

    REWORK_ALL = "rework_all", "All of it done again"
    REWORK_DEFECTS = "rework_defects", "Its defects done again"
    CONCESSION = "concession", "Accepted with concession"


class AdjudicationSource(models.TextChoices):
    FLAG = "flag", "Flagged by the requester"
    UNDECIDED = "undecided", "Undecided at the highest overlap"


class AdjudicationState(models.TextChoices):
    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed without an answer"


class Verdict(models.TextChoices):
    UPHELD = "upheld", "The label was wrong"
    NOT_UPHELD = "not_upheld", "The label was right"
    DECIDED = "decided", "Decided"


class ErrorSeverity(models.TextChoices):
    CRITICAL = "critical", "Critical"
    MAJOR = "major", "Major"
    MINOR = "minor", "Minor"


class ErrorOrigin(models.TextChoices):
    """Where an error comes from, as far as its type says."""

    PERSON = "person", "The person"
    TRAINING = "training", "Training"
    GUIDELINE = "guideline", "The guideline"
    TOOL = "tool", "The tool"
    CONTENT = "content", "The content"


class ReviewTier(models.TextChoices):
    """Whose quality assurance it is: a vendor's own, over its own people, or the client's, over everybody."""

    SITE = "site", "The site's own"
    CLIENT = "client", "The client's"


class ReviewPurpose(models.TextChoices):
    SAMPLE = "sample", "Sampled"
    AUDIT = "audit", "Audit of a review"
    PLANTED = "planted", "Planted: the right verdict is known"
    LOT = "lot", "Inspection of a lot"
    RECHECK = "recheck", "Rework checked again"


class ReviewItemState(models.TextChoices):
    OPEN = "open", "Waiting"
    DONE = "done", "Reviewed"
    CLOSED = "closed", "Closed without a review"


class ReviewVerdict(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    FIXED = "fixed", "Fixed and accepted"
    REJECTED = "rejected", "Rejected"


class ReviewOutcome(models.TextChoices):
    NONE = "none", "Nothing more"
    REWORK = "rework", "Back to the contributor"
    RECOLLECT = "recollect", "Asked of somebody else"


class ReworkState(models.TextChoices):
    OPEN = "open", "With the contributor"
    DONE = "done", "Answered again"
    LAPSED = "lapsed", "Not answered in time: somebody else is asked"
    LIFTED = "lifted", "Not needed: the rejection was overturned"


class CalibrationState(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open for answers"
    RULING = "ruling", "Being ruled on"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class CalibrationPick(models.TextChoices):
    """Why an item is in a session."""

    UNCERTAIN = "uncertain", "Low agreement"
    ADJUDICATED = "adjudicated", "Adjudicated"
    HAND = "hand", "Chosen by hand"


class ProposalState(models.TextChoices):
    OPEN = "open", "Open"
    ADOPTED = "adopted", "Adopted"
    DECLINED = "declined", "Declined"


class ProposalSource(models.TextChoices):
    """What made somebody propose an edit of the guideline."""

    RULING = "ruling", "A calibration ruling"
    QUESTION = "question", "A contributor's question"
    CLUSTER = "cluster", "Answers that are mixed up"
    HAND = "hand", "Somebody's own idea"


class Measure(models.TextChoices):
    """What a standing rule looks at."""

    GOLD = "gold", "Right on gold tasks"
    REVIEW = "review", "Found right by reviewers"
    AGREEMENT = "agreement", "The same as the label"
    SPEED = "speed", "Not in haste"
    INTEGRITY = "integrity", "Signs of answers nobody thought about"


class StepKind(models.TextChoices):
    """The rungs of the ladder, mildest first."""

    WARN = "warn", "Warning"
    RETRAIN = "retrain", "Reads again first"
    PROBATION = "probation", "Probation"
    PAUSE = "pause", "Pause"


class StepState(models.TextChoices):
    OPEN = "open", "In force"
    RAISED = "raised", "Followed by another step"
    RECOVERED = "recovered", "Recovered"
    CONFIRMED = "confirmed", "Read again"
    EXPIRED = "expired", "Expired"
    LIFTED = "lifted", "Lifted"
    OVERTURNED = "overturned", "Overturned on appeal"


class CaseState(models.TextChoices):
    OPEN = "open", "To be decided"
    DECIDED = "decided", "Decided"


class CaseOutcome(models.TextChoices):
    """What a person decided about a case of integrity."""

    NOTHING = "nothing", "Nothing: the work is honest, or it cannot be told"
    WARNED = "warned", "A warning"
    PAUSED = "paused", "A pause on this project"
    OFF_BOARDED = "off_boarded", "Off-boarded"


class AppealState(models.TextChoices):
    OPEN = "open", "Open"
    UPHELD = "upheld", "The step stands"
    OVERTURNED = "overturned", "The step is taken back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DisputeState(models.TextChoices):
    OPEN = "open", "Open"
    UPHELD = "upheld", "The error stands"
    OVERTURNED = "overturned", "Overturned"
    WITHDRAWN = "withdrawn", "Withdrawn"


class InvalidationState(models.TextChoices):
    """What becomes of labels that a policy change may have made wrong."""

    LOOKING = "looking", "Being looked for"
    FOUND = "found", "Found"
    REQUEUING = "requeuing", "Being put into the queues again"
    REQUEUED = "requeued", "Done again"
    KEPT = "kept", "Kept as they are"
