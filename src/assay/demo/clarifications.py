"""What contributors asked is answered for everybody: one answer for good, one for now."""

from datetime import datetime

from assay.demo.story import Story
from assay.quality.actions.clarifying import clarify, hand_over
from assay.work.models import TaskQuestion

# Section, question in general words, answer.
SEARCH = (
    "grades",
    "Does it cost a grade when nobody typed for whom the product is?",
    "No. A 3 is whatever meets everything that was typed; what was not typed costs nothing.",
)
LISTINGS = (
    "verdicts",
    "What about a ticket whose price is above twice its face value, and all else is right?",
    "The seller corrects the price. So far the section says it in one line only; a clearer one is proposed.",
)


def tell_clarifications(search: Story, moderation: Story) -> None:
    search.put(search.agenda.ago(days=6), lambda at: answered(search, SEARCH, at))
    moderation.put(
        moderation.agenda.ago(days=7, hours=20), lambda at: answered(moderation, LISTINGS, at, for_now=True)
    )
    search.put(search.agenda.ago(hours=26), lambda at: passed_on(search, at))


def answered(story: Story, said: tuple[str, str, str], at: datetime, *, for_now: bool = False) -> None:
    section, question, answer = said
    version = story.project.guideline_version
    known = {each["id"] for each in version.sections} if version else set()
    clarify(
        story.organisation.users["ben"],
        project=story.project,
        questions=[],
        asked=question,
        answer=answer,
        section=section if section in known else "",
        is_provisional=for_now,
        now=at,
    )


def passed_on(story: Story, at: datetime) -> None:
    """Lea hands what still waits to Ben."""
    users = story.organisation.users
    for question in TaskQuestion.objects.filter(project=story.project, answered_at=None).order_by("pk"):
        hand_over(users["lea"], question=question, to=users["ben"], now=at)
