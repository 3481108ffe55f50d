"""A model that fills in answers for pairs of products: measured by gold, and by pairs that go without its word.

And one behind an address, to which content may be sent: nobody has asked it anything yet, and its page says so.
"""

import random
from datetime import datetime, timedelta

from assay.demo.habits import Habits
from assay.demo.matching import UNSAID, matched
from assay.demo.story import Piece, Story
from assay.labelers.actions.consents import give_consent
from assay.labelers.actions.endpoints import configure_endpoint
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.actions.predicting import take_predictions
from assay.labelers.actions.registry import add_version, register_labeler
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import LabelerKind, UseMode
from assay.labelers.models import LabelerVersion
from assay.labelers.rules.endpoints import EndpointTerms
from assay.labelers.rules.uses import Terms

NAME = "Pair matcher"
ABOUT = "The matching model of the price comparison, as it was trained before this project."
MODEL = Habits(NAME, skill=0.9, pace=1, hours=(0, 24), weekend_share=1, a_day=0)
# People err as well: against their labels alone a machine that is right nine times in ten looks worse.
TERMS = Terms(UseMode.SUGGEST, left_share=0.2, target=0.75, floor=0.55)
REMOTE = "Language model of our own"
REMOTE_ABOUT = "Runs on a machine of the price comparison; from here its address cannot be reached."
REMOTE_TERMS = EndpointTerms(
    "https://localhost:8443/v1", "pairs-small", in_micro=150, out_micro=600, day_micro=5_000_000
)
AGREED = "It runs on our own machine: texts of products do not leave the house."
WHY = "Nine of ten pairs need a look only: we try whether people are faster when the answer stands there already."


def tell_machine(matching: Story) -> None:
    """It speaks of gold and of the summer catalogue as that comes in, and of every batch after it."""
    agenda = matching.agenda
    matching.put(agenda.ago(days=11) + timedelta(minutes=10), lambda at: take_on(matching, at))
    matching.put(agenda.ago(days=3), lambda at: configure(matching, at))
    matching.put(agenda.ago(hours=1.9), lambda at: speak(matching, "new", at))


def take_on(matching: Story, at: datetime) -> None:
    lea, project = matching.organisation.users["lea"], matching.project
    labeler = register_labeler(lea, project=project, name=NAME, kind=LabelerKind.MODEL, about=ABOUT, now=at)
    version = add_version(lea, labeler=labeler, origin="pairs-2026-10, sha256 4be1…90c7", now=at)
    speak(matching, "gold", at)
    speak(matching, "summer", at)
    set_use(lea, version=version, stage=matching.stage, terms=TERMS, reason=WHY, now=at)
    look_after_labelers(now=at)


def configure(matching: Story, at: datetime) -> None:
    """Lea says how it is asked, Rita that content may be sent to it."""
    users, project = matching.organisation.users, matching.project
    labeler = register_labeler(
        users["lea"], project=project, name=REMOTE, kind=LabelerKind.REMOTE, about=REMOTE_ABOUT, now=at
    )
    # Its guideline was published since the story began.
    labeler.project.refresh_from_db()
    version = configure_endpoint(users["lea"], labeler=labeler, terms=REMOTE_TERMS, now=at)
    agreed_at = at + timedelta(hours=2)
    give_consent(users["rita"], labeler=labeler, version=version.number, statement=AGREED, now=agreed_at)


def speak(matching: Story, batch: str, at: datetime) -> None:
    """What the newest version says of a batch, put to use as it is every minute."""
    version = LabelerVersion.objects.select_related("labeler__project").get(
        labeler__project=matching.project, labeler__name=NAME
    )
    rows = [said(piece) for name, piece in matching.pieces.items() if f"-{batch}-" in name]
    taken = take_predictions(matching.organisation.users["lea"], version=version, given=rows, now=at)
    assert not taken.bad_rows, taken.bad_rows[0]
    look_after_labelers(now=at)


def said(piece: Piece) -> dict[str, object]:
    """Surer where it is right, without knowing."""
    chance = random.Random(f"{NAME} {piece.external_id}")
    answers = matched(piece, MODEL, chance)
    is_right = piece.right.match != UNSAID and answers["match"] == piece.right.match
    confidence = chance.betavariate(12, 1) if is_right else chance.betavariate(4, 2)
    return {"task": piece.external_id, "answers": answers, "confidence": round(confidence, 3)}
