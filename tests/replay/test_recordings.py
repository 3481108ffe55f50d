"""Real crowds through the whole house: every judgment stored once, and labels as good as the best known method's."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any  # Runs and labels are JSON.

import pytest

from assay.cli.client import Server
from assay.cli.outcome import Failed
from assay.cli.replay import place, through_api, through_bulk
from assay.cli.replay.accuracy import accuracy
from assay.cli.replay.building import build
from assay.cli.replay.delivering import Delivered, deliver
from assay.cli.replay.plan import Plan
from assay.cli.replay.recording import Recording, read_recording, read_truth
from tests.config.postgres.homes import new_home
from tests.replay.crowds import POINT, baseline, n_pairs, recorded

pytestmark = pytest.mark.slow

SMALL = ["nyt_rel2_plain", "weather_cf", "rte"]
LARGE = [
    *("adult2", "adult3_hcomp", "copyright_sites", "dog_breeds", "hitspam_crowdflower", "hitspam_mturk"),
    *(
        "music_similarity_pairs",
        "nyt_rel2_highlight",
        "nyt_rel3_highlight",
        "nyt_rel3_plain",
        "possent_companies",
    ),
    *("product_match", "product_match_qualified", "srel_trec2010", "truthfulness_covid6", "weather_amt"),
]
Way = Callable[[Server, Plan], None]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One temporary Assay for all recordings, as `assay replay` starts it."""
    with new_home() as home, place.temporary(home) as access, Server(access) as found:
        yield found


def played(server: Server, recording: Recording, way: Way) -> Delivered:
    plan = build(server, recording, name="Recorded")
    way(server, plan)
    with tempfile.TemporaryDirectory() as folder:
        return deliver(server, plan, Path(folder), method="dawid_skene", seed=0)


def assert_as_good_as_known(server: Server, name: str, way: Way) -> Delivered:
    folder = recorded(name)
    recording = read_recording(folder / "judgments.csv")
    delivered = played(server, recording, way)
    assert delivered.run["n_judgments"] == n_pairs(folder)
    assert len(delivered.labels) == delivered.release["n_labels"] == len(recording.items)
    wanted = baseline(name, "DawidSkene")
    if wanted is not None:
        found = accuracy(delivered.labels, read_truth(folder / "truth.csv")).share
        assert found is not None
        assert found >= wanted - POINT
    return delivered


@pytest.mark.parametrize("name", SMALL)
def test_a_small_recording_keeps_every_judgment_and_the_known_accuracy(server: Server, name: str) -> None:
    assert_as_good_as_known(server, name, through_bulk.play)


@pytest.mark.deep
@pytest.mark.parametrize("name", LARGE)
def test_a_large_recording_keeps_every_judgment_and_the_known_accuracy(server: Server, name: str) -> None:
    assert_as_good_as_known(server, name, through_bulk.play)


@pytest.mark.deep
def test_product_match_over_http_loses_and_doubles_nothing(server: Server) -> None:
    folder = recorded("product_match")

    delivered = played(server, read_recording(folder / "judgments.csv"), through_api.play)

    assert delivered.run["n_judgments"] == 24_961
    found = accuracy(delivered.labels, read_truth(folder / "truth.csv")).share
    assert found is not None
    assert found >= 0.935


def test_work_over_http_and_the_bulk_import_give_the_same_labels(server: Server) -> None:
    recording = read_recording(recorded("weather_cf") / "judgments.csv")

    over_http, in_bulk = (played(server, recording, way) for way in (through_api.play, through_bulk.play))

    assert over_http.labels == in_bulk.labels
    assert facts(over_http.run) == facts(in_bulk.run)


def facts(run: dict[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("n_judgments", "n_tasks", "n_contributors", "n_labels")}


def test_numbers_are_no_categories() -> None:
    with pytest.raises(Failed, match="different numbers as labels"):
        read_recording(recorded("emotion_numeric") / "judgments.csv")
