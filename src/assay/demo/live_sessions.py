"""Live sessions: one on posts whose effect is measured, one on tickets with its quiz, and one that lies ahead."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from assay.demo.courses import take
from assay.demo.people import RULES_OF, Organisation
from assay.demo.story import Story
from assay.people.models import Contributor
from assay.quality.actions.taxonomy import ensure_taxonomy
from assay.training.actions.live import LivePlan, invite_live, plan_live, take_attendance
from assay.training.enums import LivePresence
from assay.training.models import Course, LiveSession
from assay.training.queries.live import error_types_of
from assay.training.rules.live import LiveTerms

POSTS, TICKETS, AHEAD = "Loud is no violation", "Tickets above face value", "Health claims, with examples"
TRAINED = ("false-positive", "false-negative-severe")
NOTE = "Bring one post that you were not sure of."
CALL = "https://meet.example.org/assay"
ZONE = "Europe/Lisbon"
ABSENT, LATE = frozenset({"Bulbul", "Koyal", "Lapwing", "Saras", "Tordo", "Zanate"}), frozenset({"Heron"})


def tell_live_sessions(organisation: Organisation, posts: Story, moderation: Story) -> None:
    agenda = moderation.agenda
    posts.put(agenda.ago(days=12), partial(_on_posts, organisation, posts))
    moderation.put(agenda.ago(days=4), partial(_on_tickets, organisation, moderation))
    moderation.put(agenda.ago(hours=19), partial(_ahead, organisation, moderation))


def _on_posts(organisation: Organisation, story: Story, at: datetime) -> None:
    """Two days later most came; what lots found before and after was looked at for another reason."""
    ensure_taxonomy(story.project, now=at)
    known = {each.key for each in error_types_of(story.project)}
    held_at = at + timedelta(days=1, hours=12)
    session = _plan(
        organisation, story, POSTS, held_at, keys=tuple(key for key in TRAINED if key in known), at=at
    )
    people = sorted(story.members, key=lambda each: each.pseudonym)
    invited = [each for each in people if each.pseudonym not in {"Ana", "Ade"}]
    invite_live(organisation.users["ben"], session=session, people=invited, now=at)
    marks = {each.uid: _presence(each.pseudonym) for each in invited}
    story.put(held_at, lambda now: _note(organisation, session, marks, now))


def _presence(name: str) -> LivePresence:
    if name in ABSENT:
        return LivePresence.ABSENT
    return LivePresence.LATE if name in LATE else LivePresence.PRESENT


def _note(
    organisation: Organisation, session: LiveSession, marks: dict[UUID, LivePresence], at: datetime
) -> None:
    take_attendance(organisation.users["ben"], session=session, marks=marks, now=at)


def _on_tickets(organisation: Organisation, story: Story, at: datetime) -> None:
    """Who came has the course's practice as a quiz; one has not finished it."""
    quiz = Course.objects.get(project=story.project)
    people = [organisation.crowd(market)[1] for market in RULES_OF]
    session = _plan(organisation, story, TICKETS, at, quiz=quiz, at=at)
    ben = organisation.users["ben"]
    invite_live(ben, session=session, people=people, now=at)
    marks = {each.uid: LivePresence.PRESENT for each in people}
    take_attendance(ben, session=session, marks=marks, now=at)
    for nth, person in enumerate(people):
        take(story, quiz, person, n_wrong=nth % 2, at=at, most=2 if nth == 0 else 50)


def _ahead(organisation: Organisation, story: Story, at: datetime) -> None:
    """Tomorrow at ten, for Ana, Ade and some others."""
    starts_at = (story.agenda.now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = _plan(organisation, story, AHEAD, starts_at, at=at)
    people: list[Contributor] = [organisation.people[name] for name in ("Ana", "Ade", "Heron", "Dohle")]
    invite_live(organisation.users["ben"], session=session, people=people, now=at)


def _plan(
    organisation: Organisation,
    story: Story,
    title: str,
    starts_at: datetime,
    *,
    at: datetime,
    keys: tuple[str, ...] = (),
    quiz: Course | None = None,
) -> LiveSession:
    ben = organisation.users["ben"]
    terms = LiveTerms(title, starts_at, 45, ZONE, CALL, note=NOTE, error_keys=keys)
    return plan_live(ben, project=story.project, plan=LivePlan(terms, ben, quiz=quiz), now=at)
