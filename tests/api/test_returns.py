"""What labels did for models over the API, and who may know it."""

import pytest

from tests.api.calling import Api, token_of
from tests.insight.return_world import SIZES, Trained, metric_of, record, today, trained

pytestmark = pytest.mark.django_db
METRIC = {"model": "Ranker", "name": "Error", "direction": "lower"}


@pytest.fixture
def found() -> Trained:
    return trained()


def as_(user: object) -> Api:
    return Api(token_of(user))  # type: ignore[arg-type]  # One of the cast.


def result(found: Trained, n_labels: int, value: float, **more: object) -> dict[str, object]:
    asked: dict[str, object] = {"release": str(found.release.uid), "n_labels": n_labels, "value": value}
    return asked | {"n": 2000, "measured_on": today().isoformat()} | more


def test_from_the_metric_to_the_break_even(found: Trained) -> None:
    rita, project = as_(found.rita), found.world.project.uid
    made = rita.post(f"/projects/{project}/model-metrics", METRIC)
    where = f"/model-metrics/{made.json()['uid']}"
    for n in SIZES:
        assert rita.post(f"{where}/results", result(found, n, 0.05 + 1.2 * n**-0.5)).status_code == 201
    said = rita.post(f"{where}/worth", {"micro": 20_000_000_000, "currency": "EUR", "reason": "Sold more."})

    detail = rita.get(f"{where}?target=0.06").json()

    assert (made.status_code, said.status_code) == (201, 201)
    assert detail["price"] == {
        "spent_micro": 750_000,
        "currency": "EUR",
        "n_labels": 3,
        "each": 0.25,
        "why_not": None,
    }
    assert detail["break_even"]["value"] == pytest.approx((1_200_000 / 0.25) ** (2 / 3), rel=1e-3)
    assert detail["labels_for_target"]["value"] == pytest.approx(14_400, rel=1e-3)
    assert (detail["state"], detail["n_labels"], detail["curve"]["n_points"]) == ("pays", 3200, 6)
    assert [each["course"] for each in detail["alternatives"]] == ["items", "overlap", "guideline", "market"]
    listed = rita.get(f"/projects/{project}/returns").json()["metrics"]
    assert [each["break_even"] for each in listed] == [detail["break_even"]]
    beyond = rita.get(f"{where}?target=0.01").json()["labels_for_target"]
    assert (beyond["value"], beyond["why_not"]) == (None, "beyond")


def test_a_result_is_corrected_and_withdrawn_and_all_of_it_stays(found: Trained) -> None:
    lea, metric = as_(found.cast.lea), metric_of(found)
    first = record(found, metric, 100, 0.17)
    changed = {key: value for key, value in result(found, 100, 0.18).items() if key != "release"}

    second = lea.post(f"/model-results/{first.uid}/correct", changed | {"reason": "Duplicates."}).json()
    again = lea.post(f"/model-results/{first.uid}/correct", changed | {"reason": "Duplicates."})
    gone = lea.post(f"/model-results/{second['uid']}/withdraw", {"reason": "Another model."})

    assert (second["corrects"], second["recorded_by"], second["is_current"]) == (str(first.uid), "Lea", True)
    assert (again.status_code, again.json()["code"]) == (409, "results.corrected_already")
    assert gone.status_code == 201
    rows = lea.get(f"/model-metrics/{metric.uid}/results").json()["items"]
    assert [(each["is_current"], each["is_withdrawn"], each["recorded_by"]) for each in rows] == [
        *((False, True, "Lea"), (False, False, "Lea"), (False, False, "Rita"))
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"n": None}, "results.needs_interval"),
        ({"value": 17}, "results.share_range"),
        ({"n_labels": 0}, "results.size_range"),
        ({"low": 0.2, "high": 0.3}, "results.interval_range"),
        ({"measured_on": "2999-01-01"}, "results.not_ahead"),
    ],
)
def test_what_is_no_result_is_refused(found: Trained, change: dict[str, object], code: str) -> None:
    where = f"/model-metrics/{metric_of(found).uid}/results"

    refused = as_(found.rita).post(where, result(found, 100, 0.17) | change)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_who_finds_what(found: Trained) -> None:
    metric = metric_of(found)
    row = record(found, metric, 100, 0.17)
    project = found.world.project.uid
    gets = [
        f"/projects/{project}/returns",
        f"/model-metrics/{metric.uid}",
        f"/model-metrics/{metric.uid}/results",
    ]
    posts = {
        f"/projects/{project}/model-metrics": METRIC | {"name": "Other"},
        f"/model-metrics/{metric.uid}/results": result(found, 200, 0.15),
        f"/model-metrics/{metric.uid}/worth": {"micro": 1, "currency": "EUR", "reason": "So."},
        f"/model-results/{row.uid}/withdraw": {"reason": "So."},
    }
    people = {
        "ana": found.world.people[1].user,
        **{n: getattr(found.cast, n) for n in ("zoe", "ben", "ravi")},
    }
    wanted = {"ana": {404}, "zoe": {404}, "ben": {403}, "ravi": {403}}

    for name, person in people.items():
        caller = as_(person)
        assert {caller.get(where).status_code for where in gets} == wanted[name]
        assert {caller.post(where, body).status_code for where, body in posts.items()} == wanted[name]
    assert {as_(found.rita).get(where).status_code for where in gets} == {200}
