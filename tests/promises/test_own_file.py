"""Whoever asks gets all that is kept of them, and nothing of anybody else."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from pytest_django.fixtures import Settings

from assay.kit.own_file import archive, portions
from assay.people.actions.inbox import send_message
from assay.people.models import Contributor, User
from assay.people.queries.own_file import file_of
from assay.work.models import Judgment
from tests.people.cast import user
from tests.promises.house import SECRETS, House, make_house
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
# What somebody did for the organisation is its record and not about them: who decided, made, changed something.
ACTS = re.compile(
    r"by_id$|\.(owner|assignee|reviewer|facilitator|coach|author|requester|trainer)_id$"
    r"|^kit_|^intake_party\.|^partners_handoverreading\."
)
# Columns that name a person and stand in no portion, each with its reason.
APART = {
    # They would say which tasks are gold, or that somebody is looked at.
    "quality_goldresult.contributor_id": "gold stays hidden",
    "quality_goldproposal.speaker_id": "gold stays hidden",
    "quality_integritycase.contributor_id": "what came of it stands in standing; before, it is being looked into",
    # Worked out of what the file holds, again and again.
    "quality_boardcontributor.contributor_id": "a figure of the board",
    "quality_contributorreport.contributor_id": "a figure of a run",
    "quality_reviewitem.reserved_for_id": "an act that is still to be done",
    "quality_reviewcursor.user_id": "how far somebody looked",
    "work_contributorqueue.contributor_id": "what routing works out",
    "work_stagehold.contributor_id": "what routing works out",
    # Of a pulse check only the week is kept, so that nobody answers twice.
    "wellbeing_pulsemark.contributor_id": "kept of nobody",
}


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> House:
    return make_house(settings, tmp_path)


def columns_that_name_people() -> set[str]:
    found = set()
    for model in apps.get_models():
        for each in model._meta.concrete_fields:
            if isinstance(each, ForeignKey) and each.related_model in (User, Contributor):
                found.add(f"{model._meta.db_table}.{each.column}")
    return found


def files_in(pieces: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(pieces)) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def test_every_column_that_names_a_person_is_in_a_portion_or_has_a_reason() -> None:
    told = {column for portion in portions() for column in portion.about}
    named = columns_that_name_people()

    unasked = {each for each in named - told - set(APART) if not ACTS.search(each)}

    assert unasked == set()
    assert {each for each in told if not each.endswith(".id")} <= named
    assert set(APART) <= named


def test_what_is_kept_of_ade_is_in_the_file_and_nothing_of_others(house: House) -> None:
    found = files_in(b"".join(file_of(house.ade.user)))

    assert {"account.csv", "contributor.csv", "judgments.csv", "reviews.csv", "disputes.csv"} <= set(found)
    assert found["account.csv"][0]["email"] == house.ade.user.email
    assert [row["reason"] for row in found["standing.csv"]] == ["Why Ade was on probation"]
    mine = {str(uid) for uid in Judgment.objects.filter(contributor=house.ade).values_list("uid", flat=True)}
    assert {row["uid"] for row in found["judgments.csv"]} == mine
    assert not {"is_gold", "gold_id"} & {column for rows in found.values() for row in rows for column in row}
    others = [*SECRETS[:1], "A note for Lea only", house.ana.user.email]
    assert [each for each in others if each in str(found)] == []


def test_every_portion_can_be_read_by_whoever_has_nothing(db: None) -> None:
    zoe = user("Zoe")

    found = files_in(b"".join(archive(user_id=zoe.pk, contributor_id=None)))

    assert set(found) == {"account.csv"}


def test_a_long_file_comes_in_pieces(db: None) -> None:
    zoe = user("Zoe")
    for n in range(40):
        send_message(
            [zoe.pk], kind="x", title="=1+1", body=f"{n} " + "".join(map(str, range(9_000))), now=NOW
        )

    pieces = list(archive(user_id=zoe.pk, contributor_id=None))

    assert len(pieces) > 3
    assert max(map(len, pieces)) < 200_000
    messages = files_in(b"".join(pieces))["messages.csv"]
    assert (len(messages), messages[0]["title"]) == (40, "'=1+1")
