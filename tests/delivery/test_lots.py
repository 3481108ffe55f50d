"""Certificates carry their lots, and labels of lots that were not accepted stay out where the plan says so."""

from pathlib import Path
from typing import Any  # Certificates are JSON.

import pytest

from assay.delivery.models import HeldBack, Release
from assay.delivery.queries.paper import paper_content
from assay.delivery.queries.rows import task_labels
from assay.quality.actions.lot_decisions import concede
from assay.quality.actions.lots import cut_lots
from assay.quality.actions.revising_lots import accept_revised
from assay.quality.models import Lot
from tests.delivery.world import released
from tests.quality.lot_world import done_world, inspect, inspector
from tests.work.world import World, add_tasks, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


def two_lots(holds_back: str) -> tuple[World, list[Lot]]:
    """Ten tasks are in an accepted lot, ten in a rejected one, four in none."""
    world = done_world(20, holds_back=holds_back)
    lots = cut_lots(None, stage=world.stage, now=later(minutes=5))
    ben = inspector(world)
    inspect(lots[0], ben, [], now=later(hours=1))
    inspect(lots[1], ben, ["major"], now=later(hours=1))
    from tests.quality.lot_world import answer_all

    add_tasks(world, 4, prefix="late")
    answer_all(world)
    return world, lots


def items(release: Release) -> set[str]:
    return {task.external_id for task in task_labels(release)}


@pytest.mark.parametrize(("holds_back", "n_items"), [("nothing", 24), ("rejected", 14), ("unaccepted", 10)])
def test_what_the_plan_holds_back_is_in_no_file(holds_back: str, n_items: int) -> None:
    world, lots = two_lots(holds_back)

    release = released(world)

    assert release.n_tasks == len(items(release)) == n_items
    assert HeldBack.objects.filter(release=release).count() == 24 - n_items
    rejected = set(lots[1].units.values_list("task__external_id", flat=True))
    assert (rejected <= items(release)) is (holds_back == "nothing")
    assert release.certificate["lots"]["n_held_back"] == 24 - n_items


def test_what_was_held_back_stays_so_when_the_lot_passes_later() -> None:
    world, lots = two_lots("rejected")
    before = released(world)

    concede(world.owner, lot=lots[1], reason="Training only.", signature="Lea", now=later(hours=2))
    after = released(world, corrects=before)

    assert (len(items(before)), len(items(after))) == (14, 24)
    assert (after.diff["n_added"], after.diff["n_removed"], after.diff["n_changed"]) == (10, 0, 0)


def row(release: Release, number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in release.certificate["lots"]["rows"] if each["number"] == number
    )
    return found


def test_a_certificate_names_its_lots_with_figures_and_concessions() -> None:
    world, lots = two_lots("nothing")
    concede(world.owner, lot=lots[1], reason="Training only.", signature="Lea", now=later(hours=2))

    release = released(world)

    found = release.certificate["lots"]
    assert {name: found[name] for name in ("n_lots", "n_items", "n_without", "n_more")} == {
        "n_lots": 2,
        "n_items": 20,
        "n_without": 4,
        "n_more": 0,
    }
    assert (row(release, 1)["state"], row(release, 1)["concession"]) == ("accepted", None)
    assert row(release, 2)["concession"] == {
        "signed_as": "Lea",
        "reason": "Training only.",
        "at": later(hours=2).isoformat(),
    }
    (major,) = row(release, 2)["classes"]
    assert {name: major[name] for name in ("severity", "aql", "n", "accept", "n_defective")} == {
        "severity": "major",
        "aql": 4.0,
        "n": 3,
        "accept": 0,
        "n_defective": 1,
    }
    limits = "\n".join(release.certificate["known_limits"])
    assert "Lot 2 (10 items) failed its inspection and was accepted with concession, signed by Lea" in limits
    assert "In no lot, and so never accepted by inspection: 4 items." in limits
    assert "An accepted lot is no guarantee" in limits


def test_the_paper_says_the_same() -> None:
    world, lots = two_lots("nothing")
    concede(world.owner, lot=lots[1], reason="Training only.", signature="Lea", now=later(hours=2))

    lines = paper_content(released(world))["lots"]

    assert lines == [
        ["1", "First", "10", "3", "major 0 of 3 (≤ 0, LQ 53.6 %)", "accepted"],
        ["2", "First", "10", "3", "major 1 of 3 (≤ 0, LQ 53.6 %)", "accepted with concession, signed by Lea"],
    ]


def test_a_lot_accepted_after_a_dispute_says_so_and_its_concession_no_longer_does() -> None:
    from tests.quality.test_lot_revisions import found as charged
    from tests.quality.test_lot_revisions import overturn

    world, lots = two_lots("rejected")
    concede(world.owner, lot=lots[1], reason="Training only.", signature="Lea", now=later(hours=2))
    overturn(world, charged())
    accept_revised(world.owner, lot=lots[1], reason="The defect was none.", now=later(hours=4))

    release = released(world)

    row = release.certificate["lots"]["rows"][1]
    assert (row["state"], row["concession"], row["revision"]["confirmed_by"]) == ("accepted", None, "Lea")
    assert row["classes"][0]["n_defective"] == 0
    said = " ".join(release.certificate["known_limits"])
    assert "a dispute overturned a defect" in said
    assert "concession" not in said
    assert paper_content(release)["lots"][1][-1] == "accepted after a dispute, by Lea"


def test_without_lots_a_certificate_says_nothing_of_them() -> None:
    from tests.delivery.world import delivered

    assert delivered().release.certificate["lots"] is None
