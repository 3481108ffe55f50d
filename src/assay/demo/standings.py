"""Standing on the search project by rules: looked at on the past month, switched on, and looked at every evening."""

from datetime import datetime
from typing import Any  # Rules are JSON.

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.quality.actions.appeals import appeal_step
from assay.quality.actions.integrity import open_case
from assay.quality.actions.standing import evaluate, take_step
from assay.quality.actions.standing_rules import make_rules, simulate, switch_on
from assay.quality.enums import StepKind
from assay.quality.models import StandingStep
from assay.quality.queries.standing import rules_in_force

RULES: tuple[dict[str, Any], ...] = (
    {
        "key": "Gold", "measure": "gold", "threshold": 0.75, "window": 30, "least": 10,
        "ladder": ["warn", "probation", "pause"], "days": 7,
        "way_back": "Read the section on grades again, then write to Lea: she looks at ten tasks with you.",
    },
    {
        "key": "Haste", "measure": "speed", "threshold": 0.7, "window": 40, "least": 20, "ladder": ["warn"],
        "days": 0, "way_back": "",
    },
    {
        "key": "Signs of fraud", "measure": "integrity", "threshold": 2, "window": 40, "least": 20,
        "ladder": ["pause"], "days": 7, "takes_back": True,
        "way_back": "Appeal, or write to Lea: somebody looks at your answers before anything else happens.",
    },
)  # fmt: skip
PAUSED = "Elster"
WHY = "Two grades off on brand queries in two releases running, after a talk about just that."
SUSPECTED = "Dohle"
TIP = "Two releases in a row with the same rare errors as a colleague at the same table."
APPEAL = "Three of these queries name a brand that is also a common word. Please look at them."


def keep_standing_of(organisation: Organisation, search: Story) -> None:
    agenda = search.agenda
    begin = agenda.ago(days=3, hours=4)
    search.put(begin, lambda at: set_rules(organisation, search, at))
    for evening in agenda.evenings(begin, agenda.ago(hours=2)):
        search.put(evening, lambda at: look_at_everybody(search, at))
    search.put(agenda.ago(days=1, hours=3), lambda at: pause(organisation, search, at))
    search.put(agenda.ago(hours=21), lambda at: appeal(search, at))
    search.put(agenda.ago(hours=4), lambda at: look_into(organisation, search, at))


def set_rules(organisation: Organisation, search: Story, at: datetime) -> None:
    lea = organisation.users["lea"]
    note = "To begin with: mild, and fraud only on several kinds of signs."
    version = make_rules(lea, project=search.project, given=RULES, note=note, now=at)
    simulate(version, now=at)
    switch_on(lea, version=version, now=at)


def look_at_everybody(search: Story, at: datetime) -> None:
    if (version := rules_in_force(search.project)) is not None:
        evaluate(version, now=at)


def pause(organisation: Organisation, search: Story, at: datetime) -> None:
    take_step(
        organisation.users["ben"],
        project=search.project,
        contributor=organisation.people[PAUSED],
        step=StepKind.PAUSE,
        reason=WHY,
        days=5,
        way_back="Write to Lea: she looks at ten brand queries with you.",
        now=at,
    )


def look_into(organisation: Organisation, search: Story, at: datetime) -> None:
    """A case by hand, with the signs there are; it waits for a decision."""
    person = organisation.people[SUSPECTED]
    open_case(organisation.users["ben"], project=search.project, contributor=person, reason=TIP, now=at)


def appeal(search: Story, at: datetime) -> None:
    """It waits for somebody other than Ben."""
    step = StandingStep.objects.select_related("project", "contributor__user").get(
        project=search.project, contributor__pseudonym=PAUSED, rule=""
    )
    appeal_step(step.contributor.user, step=step, reason=APPEAL, now=at)
