"""Calibration of the moderation: two sessions that are over, the second one better, and one that waits for Ana."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from assay.demo.habits import habits_of
from assay.demo.moderation import OVERLOOKED
from assay.demo.story import Piece, Story
from assay.people.models import Contributor
from assay.quality.actions.calibrating import (
    add_items,
    answer,
    close_session,
    create_session,
    end_answers,
    invite,
    open_session,
    remark,
    rule,
)
from assay.quality.actions.calibration_outcomes import make_gold, need_retraining
from assay.quality.actions.proposing import propose
from assay.quality.enums import ProposalSource
from assay.quality.models import CalibrationSession
from assay.quality.queries.calibration import items_of

# Two of each site, so that sites can be compared.
PEOPLE = ("Amsel", "Dohle", "Dunnock", "Heron", "Arara", "Tucano", "Bulbul", "Yamama")
RULING = {
    OVERLOOKED: "Above twice the face value the price has to be corrected, whatever else is right.",
    (): "Nothing in this listing breaks a rule: it stays.",
}
USUAL_RULING = "The sentence the rules name is in the text, so it does not stay as it is."
CHANGE = "A ticket above twice its face value is always *edit*: the seller corrects the price."


def tell_calibration(moderation: Story) -> None:
    agenda = moderation.agenda
    moderation.put(
        agenda.ago(days=9, hours=5),
        lambda at: held(moderation, "Tickets and health claims", 0, at, tells=True),
    )
    moderation.put(agenda.ago(days=3, hours=6), lambda at: held(moderation, "Tickets, once more", 1, at))
    moderation.put(agenda.ago(hours=20), lambda at: waiting(moderation, at))


def held(story: Story, title: str, nth: int, at: datetime, *, tells: bool = False) -> None:
    """Opened, answered within a day, ruled on and closed; after the first one everybody knows about tickets."""
    ben = story.organisation.users["ben"]
    pieces = chosen(story, nth)
    session = begun(story, title, pieces, at, days=1)
    knows = (lambda person: True) if nth else (lambda person: person.pseudonym in {"Arara", "Tucano"})
    answered(story, session, knows, at + timedelta(hours=3))
    ended = end_answers(ben, session=session, now=at + timedelta(hours=22))
    for item in items_of(ended):
        right = story.pieces[item.task.external_id].right
        reason = RULING.get(right.problems, USUAL_RULING)
        rule(ben, item=item, benchmark=right.answers, ruling=reason, now=at + timedelta(hours=23))
    closed = close_session(ben, session=ended, now=at + timedelta(hours=24))
    if tells:
        follows(story, closed, at + timedelta(hours=25))


def waiting(story: Story, at: datetime) -> None:
    """Ana and Ade are asked, too; half of the others have answered."""
    session = begun(story, "Listings of this week", chosen(story, 2), at, days=3, more=("Ana", "Ade"))
    answered(story, session, lambda person: True, at + timedelta(hours=2), people=PEOPLE[::2])


def begun(
    story: Story, title: str, pieces: Sequence[Piece], at: datetime, *, days: int, more: Sequence[str] = ()
) -> CalibrationSession:
    ben, people = story.organisation.users["ben"], story.organisation.people
    session = create_session(
        ben,
        project=story.project,
        title=title,
        note="Please answer as you would at work. It is never part of your score.",
        due_at=at + timedelta(days=days),
        weights={"verdict": 2},
        now=at,
    )
    add_items(ben, session=session, external_ids=[piece.external_id for piece in pieces], now=at)
    invite(ben, session=session, users=[people[name].user for name in (*PEOPLE, *more)], now=at)
    return open_session(ben, session=session, now=at + timedelta(minutes=10))


def answered(
    story: Story,
    session: CalibrationSession,
    knows: Callable[[Contributor], bool],
    at: datetime,
    *,
    people: Sequence[str] = PEOPLE,
) -> None:
    """By habit, except that who knows about tickets is right about them."""
    for name in people:
        person = story.organisation.people[name]
        for item in items_of(session):
            chance = random.Random(f"{name} {item.task.external_id} {session.title}")
            piece = story.pieces[item.task.external_id]
            given = story.answering(piece.external_id, habits_of(name), chance)
            if piece.right.problems == OVERLOOKED and knows(person):
                given = piece.right.answers
            answer(person.user, item=item, answers=given, now=at + timedelta(minutes=chance.randint(1, 300)))


def chosen(story: Story, nth: int) -> list[Piece]:
    """Two tickets that most let through, and three other listings."""
    known = [
        each
        for each in story.pieces.values()
        if not each.row.gold and not each.external_id.endswith("-again")
    ]
    tickets = [each for each in known if each.right.problems == OVERLOOKED]
    others = [each for each in known if each.right.problems != OVERLOOKED]
    return [*tickets[2 * nth : 2 * nth + 2], *others[3 * nth : 3 * nth + 3]]


def follows(story: Story, session: CalibrationSession, at: datetime) -> None:
    ben, heron = story.organisation.users["ben"], story.organisation.people["Heron"]
    items = list(items_of(session))
    ticket = next(each for each in items if story.pieces[each.task.external_id].right.problems == OVERLOOKED)
    say = partial(remark, session=session, item=ticket)
    say(heron.user, text="I thought the price is the seller's own business.", now=at)
    say(
        ben, text="So does the guideline, nearly: it has one line on it. I propose to say it plainly.", now=at
    )
    gold = make_gold(ben, item=ticket, now=at)
    # From now on people meet it, and their habits ask what is right of it.
    story.pieces[gold.task.external_id] = story.pieces[ticket.task.external_id]
    propose(
        ben,
        project=story.project,
        section="verdicts",
        text=CHANGE,
        because="Six of eight people let the tickets stay, at every site but one.",
        source=ProposalSource.RULING,
        item=ticket,
        now=at,
    )
    parts = session.participants.filter(contributor=heron)
    need_retraining(ben, session=session, participants=list(parts), question="verdict", now=at)
