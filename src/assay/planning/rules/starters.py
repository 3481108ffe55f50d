"""Risks that projects of a segment usually have: to begin with, and to be made one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.planning.enums import Metric, RiskCategory

SEARCH = ("search_ranking", "search_recommendation", "search_ads")
HARM = ("trust_and_safety", "search_security")
ALL = (*SEARCH, *HARM, "ecommerce_governance", "llm_data", "other")


@dataclass(frozen=True, slots=True)
class Starter:
    """`metric` binds it to the project's standard: it fires beyond the threshold that is in force when it is added."""

    key: str
    segments: Sequence[str]
    category: RiskCategory
    title: str
    cause: str
    effect: str
    likelihood: int
    impact: int
    mitigation: str
    contingency: str
    residual: tuple[int, int]
    metric: Metric | None = None


STARTERS: tuple[Starter, ...] = (
    Starter(
        "accuracy", ALL, RiskCategory.QUALITY, "Accuracy falls below its threshold",
        "New people, a harder mix of content, or a guideline that is read in different ways.",
        "Deliveries are rejected or corrected, and the model learns what is wrong.",
        3, 4,
        "Calibrate every week, review more of new people's work, answer questions within a day.",
        "Stop the weakest queue, inspect every lot, do the last days' work again.",
        (2, 3), Metric.ACCURACY_MAJOR,
    ),
    Starter(
        "capacity", ALL, RiskCategory.PEOPLE, "Too few people in a market",
        "A language is rare, people leave, or holidays were not planned for.",
        "The market falls behind, and the delivery is late or incomplete.",
        3, 3,
        "Recruit a fifth more than the plan needs; qualify people of neighbouring markets early.",
        "Move budget to a vendor that has the language, or deliver the market later.",
        (2, 2),
    ),
    Starter(
        "pace", ALL, RiskCategory.SCHEDULE, "Tasks take longer than planned",
        "The pilot was easier than the real content, or the guideline has grown.",
        "Cost per label rises and milestones slip.",
        3, 3,
        "Plan with the pilot's handling time and its interval; simplify questions that take longest.",
        "Lower the overlap where gold allows it, or agree a smaller volume.",
        (2, 2), Metric.HANDLING_TIME,
    ),
    Starter(
        "grading", SEARCH, RiskCategory.GUIDELINE, "Grades next to each other are mixed up",
        "Relevance is judged by degrees, and markets draw the lines differently.",
        "Agreement falls, and so does what an experiment can tell apart.",
        4, 3,
        "Examples on both sides of each line, per market; watch confusion pairs on the agreement board.",
        "Adjudicate the pair, publish a clarification, label the affected queries again.",
        (2, 3), Metric.AGREEMENT,
    ),
    Starter(
        "freshness", SEARCH, RiskCategory.CONTENT, "Results have changed before they are judged",
        "Pages and shelves move on while tasks wait.",
        "Labels describe a page that nobody sees any more.",
        3, 3,
        "Store what was shown with the task, let tasks expire, serve news and offers first.",
        "Withdraw what is older than agreed and sample anew.",
        (2, 2), Metric.TURNAROUND,
    ),
    Starter(
        "query_privacy", SEARCH, RiskCategory.SECURITY, "Queries identify a person",
        "People type names, numbers and addresses into a search box.",
        "Personal data reaches contributors and vendors.",
        2, 5,
        "Filter before import; let contributors report; sensitive markets in-house only.",
        "Withdraw and purge the content, tell the data protection officer the same day.",
        (1, 5),
    ),
    Starter(
        "advertiser", ("search_ads",), RiskCategory.GUIDELINE, "Advertiser policy changes in the middle of a batch",
        "Policy teams publish between deliveries.",
        "Half of a delivery was judged under the old rules.",
        3, 3,
        "Agree days on which policy may change; one guideline version per batch.",
        "Re-queue what the change touches into a correction.",
        (2, 2),
    ),
    Starter(
        "wellbeing", HARM, RiskCategory.CONTENT, "People are exposed to more harm than they can bear",
        "Severe content comes in waves, and the same few people see most of it.",
        "People fall ill or leave, and judgments get careless or numb.",
        4, 5,
        "Rotate queues, blur first, limits per day, trained support within reach.",
        "Stop the queue, call the people concerned, bring in counsellors.",
        (2, 4),
    ),
    Starter(
        "missed_harm", HARM, RiskCategory.QUALITY, "Harm is let through",
        "Rare classes are seldom practised, and new forms are not in the guideline yet.",
        "People come to harm, and the platform may break the law.",
        3, 5,
        "Critical answers are judged twice; plant rare classes as gold; inspect critical errors with zero acceptance.",
        "Search for more of the kind, escalate within the hour, re-review the last days.",
        (2, 5), Metric.ACCURACY_CRITICAL,
    ),
    Starter(
        "policy_shift", HARM, RiskCategory.GUIDELINE, "Policy differs between markets, and people apply the wrong one",
        "The same item is allowed in one market and not in another.",
        "Wrong removals in one market, missed ones in the other.",
        3, 4,
        "Rules per market beside the task; gold per market; acknowledge every change.",
        "Hold the market's queue, clarify, re-review what was decided since.",
        (2, 3), Metric.AGREEMENT,
    ),
    Starter(
        "backlog_harm", HARM, RiskCategory.SCHEDULE, "Reported content waits too long",
        "Events bring more in a day than in a usual week.",
        "Harm spreads while it waits.",
        3, 4,
        "A queue of its own for what is urgent, people on call, capacity for twice the usual day.",
        "Pause the least urgent work and move its people.",
        (2, 3), Metric.TURNAROUND,
    ),
    Starter(
        "evasion", HARM, RiskCategory.CONTENT, "Adversaries learn what is caught",
        "Spammers and fraudsters try until something passes.",
        "Labels are right about yesterday's tricks only.",
        3, 3,
        "Sample new accounts and new words every week; let contributors report what looks new.",
        "Add the pattern to the guideline within two days and label it with priority.",
        (2, 2),
    ),
    Starter(
        "duplicates", ("ecommerce_governance",), RiskCategory.GUIDELINE, "Variants are taken for the same product",
        "Titles say less than pictures, and sets, sizes and refills look alike.",
        "Wrong listings are merged, and sellers complain.",
        4, 3,
        "Ask for size and quantity first; a gallery of near misses per category.",
        "Adjudicate the category and take back merges of the last release.",
        (2, 3), Metric.AGREEMENT,
    ),
    Starter(
        "seller_dispute", ("ecommerce_governance",), RiskCategory.QUALITY, "Sellers are judged wrongly and object",
        "A wrong label takes an honest shop down.",
        "Appeals, lost sales, and a fine in some markets.",
        2, 4,
        "Two judgments for whatever has a consequence; the reason is stored with the label.",
        "Restore first, then re-review; tell the requester which labels were wrong.",
        (1, 4), Metric.ACCURACY_CRITICAL,
    ),
    Starter(
        "season", ("ecommerce_governance",), RiskCategory.SCHEDULE, "A sale brings several times the usual volume",
        "Shopping days are known, their size is not.",
        "The backlog outlives the sale.",
        4, 3,
        "Hire for the weeks before; agree what is judged first and what may wait.",
        "Machine labels for the easy share, people for the rest.",
        (3, 2), Metric.TURNAROUND,
    ),
    Starter(
        "counterfeit", ("ecommerce_governance",), RiskCategory.CONTENT, "Counterfeits cannot be told from pictures",
        "Good copies differ in what a photo does not show.",
        "People guess, and agreement looks better than it is.",
        3, 3,
        "An answer for cannot tell; experts for the brands that are copied most.",
        "Take the class out of the delivery and ask the brand.",
        (2, 2),
    ),
    Starter(
        "preference_drift", ("llm_data",), RiskCategory.QUALITY, "Preferences follow length and style, not substance",
        "Long, confident answers look better than right ones.",
        "The model learns to please.",
        4, 4,
        "Ask for facts and for style apart; shuffle sides; gold pairs in which the shorter one is right.",
        "Leave out judgments of people who follow length, label again.",
        (2, 3), Metric.GOLD_ACCURACY,
    ),
    Starter(
        "machine_answers", ("llm_data",), RiskCategory.SECURITY, "Contributors let a model answer for them",
        "Grading long answers is tiring, and a chat window is one tab away.",
        "The model is trained on its own opinion.",
        3, 5,
        "Signals of integrity, thinking time, follow-up questions; say openly that it is looked for.",
        "Pause, take the work back, collect it again.",
        (2, 4),
    ),
    Starter(
        "experts", ("llm_data",), RiskCategory.PEOPLE, "Too few people know the subject",
        "Medicine, law and code need people who could have written the answer.",
        "Plausible nonsense is graded well.",
        3, 4,
        "Qualify per subject with tasks that laymen fail; pay by subject.",
        "Deliver the subjects that are staffed, and say which are not.",
        (2, 3),
    ),
    Starter(
        "unsafe_prompts", ("llm_data",), RiskCategory.CONTENT, "Prompts ask for what nobody should read unprepared",
        "Red-teaming data is harmful by design.",
        "People are upset, or copy it elsewhere.",
        3, 4,
        "Separate queue, consent, limits per day; no copying.",
        "Stop the queue and offer support the same day.",
        (2, 3),
    ),
    Starter(
        "vendor_loss", ALL, RiskCategory.VENDOR, "A vendor fails or leaves",
        "Contracts end, sites close, people strike.",
        "A market loses its people from one week to the next.",
        2, 4,
        "No market with one vendor alone; a second one qualified on the guideline.",
        "Open the market to the crowd, move the vendor's gold and training at once.",
        (2, 2),
    ),
    Starter(
        "gold_known", ("other",), RiskCategory.QUALITY, "Gold tasks become known",
        "The same few are shown for months.",
        "Gold accuracy says nothing any more.",
        2, 3,
        "Renew gold every month; watch which of it is answered better and faster than at first.",
        "Retire all of it and rely on reviews until there is new gold.",
        (1, 3), Metric.GOLD_ACCURACY,
    ),
)  # fmt: skip


def starters_for(segment: str) -> list[Starter]:
    return [each for each in STARTERS if segment in each.segments]
