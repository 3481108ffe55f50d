"""Pages of adjudication: one case after the other by keyboard, nothing of who judged, nothing of the own work."""

from pathlib import Path

import pytest
from django.test import Client

from assay.delivery.actions.flagging import flag_labels
from assay.delivery.rules.flags import FlagRow
from assay.kit.clock import now
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.quality.enums import AdjudicationState
from assay.quality.models import Adjudication
from tests.web.quality_cast import address, member, n_queries, signed_in, statuses, text
from tests.web.quality_world import Judged, judged, released

pytestmark = pytest.mark.django_db
DECIDERS = {"nobody": 302, "lea": 200, "ben": 200}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def found() -> Judged:
    """Rita flagged two labels of a release."""
    made = judged()
    rows = [FlagRow(nth, f"t{nth}", reason="only-the-flag-says-this", suggested="no") for nth in (1, 2)]
    flag_labels(made.cast.rita, release=released(made), rows=rows, now=now())
    return made


def case(nth: int = 0) -> Adjudication:
    return list(Adjudication.objects.order_by("pk"))[nth]


def walk(client: Client, found: Judged) -> str:
    return client.post(address("adjudication-next", found.world.project.uid)).headers["Location"]


def test_adjudication_is_for_reviewers(found: Judged) -> None:
    listed = statuses(found.cast, address("adjudications", found.world.project.uid))
    one = statuses(found.cast, address("adjudication", case().uid))

    assert listed == {**DECIDERS, "rita": 403, "ravi": 403, "zoe": 404}
    assert one == {**DECIDERS, "rita": 404, "ravi": 404, "zoe": 404}


def test_a_case_shows_judgments_but_not_who_judged_nor_what_is_contested(found: Judged) -> None:
    page = text(signed_in(found.cast.ben), address("adjudication", case().uid))

    assert "3 judgments, without their authors" in page
    hidden = ["only-the-flag-says-this", "Rita", *(each.pseudonym for each in found.world.people)]
    assert [each for each in hidden if f">{each}<" in page or f" {each} " in page] == []
    assert ('data-key="1"' in page, 'data-key="2"' in page, 'data-key="Enter"' in page) == (True, True, True)


def test_deciding_goes_on_to_the_next_until_nothing_is_left(found: Judged) -> None:
    ben = signed_in(found.cast.ben)
    first = walk(ben, found)

    second = ben.post(first, {"answer": '"no"', "reason": "Another brand."}).headers["Location"]
    last = ben.post(second, {"answer": '"yes"', "reason": "The same."}).headers["Location"]

    assert (first, second) == tuple(address("adjudication", case(nth).uid) for nth in (0, 1))
    assert last == address("adjudications", found.world.project.uid)
    assert [each.answer for each in Adjudication.objects.order_by("pk")] == ["no", "yes"]
    assert "Nothing waits for you" in text(ben, last)
    decided = text(ben, f"{last}?state=decided")
    assert ("Another brand." in decided, "The same." in decided) == (True, True)


def test_what_was_typed_is_kept_when_it_is_refused(found: Judged) -> None:
    ben = signed_in(found.cast.ben)

    said = ben.post(address("adjudication", case().uid), {"reason": "I think so."})

    assert said.status_code == 422
    assert "Choose the right answer." in said.content.decode()
    assert "I think so." in said.content.decode()
    assert case().state == AdjudicationState.OPEN


def test_who_judged_is_refused_after_a_change_of_role(found: Judged) -> None:
    ana = found.world.people[0].user
    grant_role(None, user=ana, role=Role.REVIEWER, now=now(), project_id=found.world.project.pk)
    client = signed_in(ana)

    said = client.post(address("adjudication", case().uid), {"answer": '"no"', "reason": "Mine."})

    assert said.status_code == 403
    assert "You had this task as a contributor" in said.content.decode()
    assert "Next case" not in text(client, address("adjudications", found.world.project.uid))


def test_the_list_asks_as_often_for_two_as_for_one(found: Judged) -> None:
    ria = member(found.world, "Ria", Role.REVIEWER, now())
    client, where = signed_in(ria), address("adjudications", found.world.project.uid)
    for_two = n_queries(client, where)
    Adjudication.objects.filter(pk=case().pk).update(state=AdjudicationState.CLOSED)

    assert n_queries(client, where) == for_two
