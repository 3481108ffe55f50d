"""The fixed words of `insight`."""

from django.db import models


class FactSource(models.TextChoices):
    JUDGMENTS = "judgments", "Judgments"
    RETRACTIONS = "retractions", "Retractions"
    RESTORATIONS = "restorations", "Restorations"
    LABELS = "labels", "Labels"


class ResultUnit(models.TextChoices):
    """What a metric of a model counts in."""

    SHARE = "share", "A share, 0 to 1"
    OTHER = "other", "A unit of its own"


class GoodDirection(models.TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"


class ResultPart(models.TextChoices):
    """What a result stands for."""

    BEFORE = "before", "Before the delivery"
    AFTER = "after", "After the delivery"
    SIZE = "size", "At a size of training"


class ReturnState(models.TextChoices):
    """Where the next label stands against what it costs."""

    PAYS = "pays", "The next label still pays"
    UNCLEAR = "unclear", "Too close to say"
    PAST = "past", "Past break-even"
    NOT_MEASURED = "not_measured", "Not measured"


class WhyNot(models.TextChoices):
    """Why a figure is not there."""

    NO_RESULT = "no_result", "no result was recorded"
    ONE_SIZE = "one_size", "all results are of one size of training"
    FEW_SIZES = "few_sizes", "a curve takes results at four sizes of training or more"
    NO_CURVE = "no_curve", "no falling curve fits the results"
    NO_END = "no_end", "a metric of a unit of its own that rises has no upper end that a curve could near"
    NO_WORTH = "no_worth", "nobody has said what a point of the metric is worth"
    NOTHING_ACCEPTED = "nothing_accepted", "no release was accepted yet"
    NOTHING_BOOKED = "nothing_booked", "the ledger has no cost of this project"
    SEVERAL_CURRENCIES = "several_currencies", "the project's costs are booked in several currencies"
    OTHER_CURRENCY = "other_currency", "a point is worth an amount in another currency than the costs"
    FEW_PEOPLE = "few_people", "fewer than five people were paid, and it would tell what one of them earned"
    BEYOND = "beyond", "the curve never gets there"
    NO_GOLD = "no_gold", "no known answer was asked for"
    NO_OVERLAP = "no_overlap", "items have one judgment each"
    NO_POSTERIOR = "no_posterior", "the newest release says nothing of how sure its labels are"
    NO_GAIN = "no_gain", "agreement has added nothing to one judgment that could be measured"
    SEVERAL_QUESTIONS = (
        "several_questions",
        "labels answer several questions, and gold is right or wrong as a whole",
    )
    NO_IMPACT = (
        "no_impact",
        "what the newest version of the guideline changed on known answers was not reckoned",
    )
    NO_MARKET = "no_market", "no other market has results of this metric at four sizes"
    NO_REVIEW = "no_review", "no answer was reviewed that a plan has drawn"
    NOT_BOOKED = "not_booked", "nothing is booked for such work"
    GUIDELINE_COST = "guideline_cost", "what writing a guideline costs is not booked"


class Course(models.TextChoices):
    """What the same money could buy instead."""

    ITEMS = "items", "New items"
    OVERLAP = "overlap", "More judgments for each item"
    GUIDELINE = "guideline", "A better guideline"
    MARKET = "market", "Another market"


class QualityShare(models.TextChoices):
    """What a cost of quality is for."""

    PREVENTION = "prevention", "Prevention"
    APPRAISAL = "appraisal", "Appraisal"
    INTERNAL = "internal", "Internal failure"
    EXTERNAL = "external", "External failure"
    LABELS = "labels", "The labels themselves"


class QualityPart(models.TextChoices):
    """Work that costs are told apart by."""

    GUIDELINE = "guideline", "Writing the guideline"
    TRAINING = "training", "Courses and live sessions"
    CALIBRATION = "calibration", "Calibration"
    QUALIFICATION = "qualification", "Exams"
    GOLD = "gold", "Answers to known questions"
    REVIEW = "review", "Reviews"
    AUDIT = "audit", "Audits of reviews"
    REWORK = "rework", "Answers given again"
    DISCARDED = "discarded", "Answers that were paid and no longer count"
    RETURNS = "returns", "Labels the requester found wrong"
    FIRST = "first", "First answer for each task"
    OVERLAP = "overlap", "Further answers for each task"
    HOURS = "hours", "Approved hours, whatever they were for"
    MACHINES = "machines", "Models behind an address"


class SearchMeasure(models.TextChoices):
    """Of a ranked list, down to the depth that was asked for; the values are names of `stats.ranking`."""

    NDCG = "ndcg", "nDCG"
    ERR = "err", "ERR"
    PRECISION = "p", "Precision"
    AP = "ap", "Average precision"


class EvaluationPart(models.TextChoices):
    """Which queries, or items, a figure is about."""

    ALL = "all", "All"
    MARKET = "market", "Market"
    LANGUAGE = "language", "Language"


class RunFormat(models.TextChoices):
    """How a file of a run is written."""

    TREC = "trec", "TREC run"
    CSV = "csv", "CSV"


class NotedKind(models.TextChoices):
    """Decisions that were recorded where they were taken."""

    STANDARD = "standard", "Standard"
    PLAN = "plan", "Plan"
    GUIDELINE = "guideline", "Guideline"
    RELEASE = "release", "Release"
    BUDGET = "budget", "Budget"
