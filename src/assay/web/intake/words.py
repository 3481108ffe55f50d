"""The fixed words of requests, as people read them, with the tone of their dot."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.intake.enums import Cadence, Part, Purpose, QualityUnit, Sensitivity
from assay.intake.enums import RequestState as S

STATES: Mapping[str, tuple[str, str]] = {
    S.DRAFT: (gettext_noop("Draft"), ""),
    S.SUBMITTED: (gettext_noop("Submitted"), "busy"),
    S.CLARIFYING: (gettext_noop("Clarifying"), "warn"),
    S.FEASIBLE: (gettext_noop("Feasible"), "busy"),
    S.NOT_FEASIBLE: (gettext_noop("Not feasible"), "bad"),
    S.APPROVED: (gettext_noop("Approved"), "busy"),
    S.IN_DELIVERY: (gettext_noop("In delivery"), "busy"),
    S.ACCEPTED: (gettext_noop("Accepted"), "good"),
    S.CLOSED: (gettext_noop("Closed"), "good"),
    S.WITHDRAWN: (gettext_noop("Withdrawn"), ""),
}
# Where the request stands, said to its requester.
STAGES: Mapping[str, str] = {
    S.DRAFT: gettext_noop("Nobody but the people named in it sees it yet."),
    S.SUBMITTED: gettext_noop("A project owner looks whether it can be done."),
    S.CLARIFYING: gettext_noop("A question to the requester is open; the clock stands still."),
    S.FEASIBLE: gettext_noop("It can be done, and waits for an approver."),
    S.NOT_FEASIBLE: gettext_noop("It cannot be done as it stands: change it and send it again, or close it."),
    S.APPROVED: gettext_noop("It is approved: its project starts next."),
    S.IN_DELIVERY: gettext_noop("Its project is at work."),
    S.ACCEPTED: gettext_noop("The requester has accepted what was delivered."),
    S.CLOSED: gettext_noop("It is over."),
    S.WITHDRAWN: gettext_noop("The requester took it back."),
}
PURPOSES: Mapping[str, str] = {
    Purpose.TRAIN: gettext_noop("Train a model"),
    Purpose.EVALUATE: gettext_noop("Evaluate a model"),
    Purpose.MONITOR: gettext_noop("Monitor what is live"),
}
CADENCES: Mapping[str, str] = {
    Cadence.ONE_OFF: gettext_noop("Once"),
    Cadence.WEEKLY: gettext_noop("Every week"),
    Cadence.CONTINUOUS: gettext_noop("Continuously"),
}
SENSITIVITIES: Mapping[str, str] = {
    Sensitivity.PUBLIC: gettext_noop("Public: everybody could see it anyway"),
    Sensitivity.INTERNAL: gettext_noop("Internal: nothing personal in it"),
    Sensitivity.PERSONAL: gettext_noop("Personal: it names or shows people"),
    Sensitivity.DISTURBING: gettext_noop("Disturbing: it may harm who looks at it"),
}
UNITS: Mapping[str, str] = {
    QualityUnit.ITEMS: gettext_noop("of items wholly right"),
    QualityUnit.LABELS: gettext_noop("of single answers right"),
    QualityUnit.WEIGHTED: gettext_noop("weighted by severity of errors"),
}
# Of each step: its button, what its reason is asked for with, and what is said once it is done.
STEPS: Mapping[str, tuple[str, str, str]] = {
    "submit": (gettext_noop("Submit"), "", gettext_noop("Submitted. You are told as soon as it is judged.")),
    "answer": (
        gettext_noop("Answer and send it back"),
        gettext_noop("Your answer"),
        gettext_noop("Sent back. The clock runs again."),
    ),
    "revise": (
        gettext_noop("Send it again"),
        gettext_noop("What has changed"),
        gettext_noop("Sent again. You are told as soon as it is judged."),
    ),
    "find_feasible": (
        gettext_noop("It is feasible"),
        gettext_noop("Why it is judged without an estimate of what stands there now"),
        gettext_noop("The approvers are told."),
    ),
    "ask": (
        gettext_noop("Ask back"),
        gettext_noop("What has to be clear first"),
        gettext_noop("The requester is asked; the clock stands still until they answer."),
    ),
    "find_not_feasible": (
        gettext_noop("It is not feasible"),
        gettext_noop("Why not, and what would make it so"),
        gettext_noop("The requester is told why."),
    ),
    "approve": (gettext_noop("Approve"), "", gettext_noop("Approved. Its owner starts the project.")),
    "turn_down": (
        gettext_noop("Turn down"),
        gettext_noop("Why it is not approved"),
        gettext_noop("The requester is told why."),
    ),
    "start": (gettext_noop("Start the project"), "", ""),
    "accept": (
        gettext_noop("Accept what was delivered"),
        "",
        gettext_noop("Accepted. It can be closed, or go on."),
    ),
    "close": (gettext_noop("Close"), "", gettext_noop("Closed.")),
    "resume": (
        gettext_noop("Ask for more"),
        gettext_noop("What else is needed"),
        gettext_noop("It is in delivery again."),
    ),
    "withdraw": (
        gettext_noop("Withdraw"),
        gettext_noop("Why it is not needed any more"),
        gettext_noop("Withdrawn. It stays readable."),
    ),
}
PARTS: Mapping[str, str] = {
    Part.REQUESTER: gettext_noop("requester"),
    Part.APPROVER: gettext_noop("approver"),
    Part.JUDGE: gettext_noop("project owner"),
}
HAPPENED: Mapping[str, str] = {
    **{state: label for state, (label, _tone) in STATES.items()},
    "drafted": gettext_noop("Draft begun"),
    "comment": gettext_noop("Comment"),
    "file": gettext_noop("File"),
    "change": gettext_noop("Change proposed"),
    "accepted_change": gettext_noop("Change accepted"),
    "declined_change": gettext_noop("Change declined"),
}
FIELDS: Mapping[str, str] = {
    "title": gettext_noop("Title"),
    "segment": gettext_noop("Segment"),
    "purpose": gettext_noop("What the labels are for"),
    "metric": gettext_noop("Model metric it should move"),
    "metric_unit": gettext_noop("Unit"),
    "metric_baseline": gettext_noop("Where it stands today"),
    "metric_gain": gettext_noop("By how much it should move"),
    "content_source": gettext_noop("Where the content comes from"),
    "sample": gettext_noop("Sample file"),
    "volumes": gettext_noop("Volume"),
    "sensitivity": gettext_noop("Sensitivity"),
    "template": gettext_noop("Label schema"),
    "schema_words": gettext_noop("What is to be asked, in words"),
    "accuracy_target": gettext_noop("Accuracy needed (%)"),
    "accuracy_unit": gettext_noop("Counted as"),
    "acceptance": gettext_noop("When a delivery is accepted"),
    "deadline_on": gettext_noop("Deadline"),
    "rush_reason": gettext_noop("Why it cannot wait"),
    "cadence": gettext_noop("How often"),
    "budget_micro": gettext_noop("Budget"),
    "budget": gettext_noop("Budget"),
    "currency": gettext_noop("Currency"),
    "requesters": gettext_noop("Requesters"),
    "approvers": gettext_noop("Approvers"),
}
SECTIONS: Mapping[str, str] = {
    "what": gettext_noop("What it is about"),
    "why": gettext_noop("What it should move"),
    "content": gettext_noop("Content"),
    "labels": gettext_noop("Labels and quality"),
    "when": gettext_noop("Until when"),
    "who": gettext_noop("Budget and people"),
}
HINTS: Mapping[str, str] = {
    "title": gettext_noop("One line that everybody recognises it by."),
    "metric": gettext_noop("For instance NDCG@10 of image search in Brazil."),
    "metric_unit": gettext_noop("For instance points, or %."),
    "content_source": gettext_noop("Which logs, tables or pages; how items are drawn; who delivers them."),
    "schema_words": gettext_noop("Only where no template fits, or for what is different from it."),
    "acceptance": gettext_noop("What you check, and when you would send a delivery back."),
    "rush_reason": gettext_noop(
        "Only for a rush: the owners of projects that it delays are asked. Else leave it empty."
    ),
    "budget": gettext_noop("All of it, such as 12500 or 12500.50."),
    "accuracy_target": gettext_noop("Measured on gold tasks, with its interval."),
}
