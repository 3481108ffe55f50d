"""The pages of the return: recorded by people, weighed against the ledger, and never made up."""

import pytest

from assay.insight.models import ModelMetric, ModelResult, PointWorth
from tests.insight.return_world import ERROR, Trained, metric_of, oracle, record, today, trained, worth
from tests.web.quality_cast import address, n_queries, signed_in, statuses, text

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 403, "rita": 200, "ravi": 403, "zoe": 404}


@pytest.fixture
def found() -> Trained:
    return trained()


def form(found: Trained, **more: str) -> dict[str, str]:
    given = {"release": str(found.release.uid), "part": "size", "n_labels": "100", "value": "17", "n": "2000"}
    return given | {"low": "", "high": "", "measured_on": today().isoformat(), "note": "Five seeds."} | more


def test_who_may_open_the_pages(found: Trained) -> None:
    metric = metric_of(found)
    row = record(found, metric, 100, 0.17)

    assert statuses(found.cast, address("project-return", found.world.project.uid)) == SEES
    assert statuses(found.cast, address("model-metric", metric.uid)) == SEES
    assert statuses(found.cast, address("model-result", row.uid)) == SEES
    ana = signed_in(found.world.people[1].user)
    assert ana.get(address("model-metric", metric.uid)).status_code == 404
    for person, status in ((found.cast.ben, 403), (found.cast.zoe, 404)):
        client = signed_in(person)
        assert client.post(address("model-result-record", metric.uid), form(found)).status_code == status
        assert client.post(address("model-metric-worth", metric.uid), {}).status_code == status
        assert client.post(address("model-result-withdraw", row.uid), {}).status_code == status
        assert client.post(address("model-metric-new", found.world.project.uid), {}).status_code == status


def test_rita_records_from_an_empty_page_to_the_break_even(found: Trained) -> None:
    rita, where = signed_in(found.rita), address("project-return", found.world.project.uid)
    assert "No metric yet" in text(rita, where)
    assert "0.2500 EUR" in text(rita, where)

    asked = {"model": "Ranker", "name": "Error", "unit_name": "", "direction": "lower", "market": ""}
    rita.post(address("model-metric-new", found.world.project.uid), asked)
    metric = ModelMetric.objects.get()
    page = address("model-metric", metric.uid)
    assert "Nothing was recorded yet" in text(rita, page)
    for n, value in ((100, "17"), (400, "11"), (1600, "8"), (6400, "6.5")):
        given = form(found, n_labels=str(n), value=value)
        assert rita.post(address("model-result-record", metric.uid), given).status_code == 302
    given = {"amount": "20,000", "currency": "eur", "reason": "Sold more."}
    rita.post(address("model-metric-worth", metric.uid), given)

    shown = text(rita, f"{page}?target=6")

    for said in (
        "The next label still pays",
        "20,000.00 EUR",
        "17.00 %",
        "Recorded by",
        "Rita",
        "Sold more.",
    ):
        assert said in shown
    assert "14,400" in shown
    assert "+10.50 points" in shown
    assert "recorded_by" not in shown
    assert "The next label still pays" in text(rita, where)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "much"}, "Say the value as a number"),
        ({"value": "170"}, "A share lies between"),
        ({"n": ""}, "Say on how many examples"),
        ({"n_labels": "many"}, "Say how many labels"),
        ({"measured_on": "some day"}, "It was measured today or before"),
        ({"low": "18", "high": "19"}, "The value lies within its interval"),
    ],
)
def test_mistakes_are_told_at_their_fields(found: Trained, change: dict[str, str], said: str) -> None:
    metric = metric_of(found)

    response = signed_in(found.rita).post(address("model-result-record", metric.uid), form(found) | change)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Five seeds." in response.content.decode()
    assert not ModelResult.objects.exists()


def test_a_metric_without_a_name_and_a_worth_of_nothing_are_refused(found: Trained) -> None:
    rita, metric = signed_in(found.rita), metric_of(found)
    nameless = {"model": "", "name": "Error", "unit_name": "", "direction": "lower", "market": ""}

    refused = rita.post(address("model-metric-new", found.world.project.uid), nameless)
    page = rita.post(address("model-metric-worth", metric.uid), {"amount": "nothing"}, follow=True)

    assert refused.status_code == 422
    assert "Name the model" in refused.content.decode()
    assert "an amount above 0" in page.content.decode()
    assert not PointWorth.objects.exists()


def test_a_result_is_corrected_and_withdrawn_on_its_page(found: Trained) -> None:
    rita, metric = signed_in(found.rita), metric_of(found)
    first = record(found, metric, 100, 0.17)
    where = address("model-result", first.uid)

    silent = rita.post(where, form(found, value="18"))
    rita.post(where, form(found, value="18", reason="Duplicates in the test set."))
    second = ModelResult.objects.latest("pk")
    over = text(rita, where)
    rita.post(address("model-result-withdraw", second.uid), {"reason": "Another model."})

    assert silent.status_code == 422
    assert (second.value, second.n, second.corrects) == (0.18, 2000, first)
    assert "no longer counts" in over
    page = text(rita, address("model-metric", metric.uid))
    for said in ("Duplicates in the test set.", "Another model.", "corrected", "withdrawn", "17.00 %"):
        assert said in page
    assert "not measured: no result was recorded" in page


def test_the_page_says_what_is_missing_and_makes_up_nothing() -> None:
    found = trained(n_people=2)
    metric = metric_of(found)
    oracle(found, metric)
    worth(found, metric)

    page = text(signed_in(found.rita), address("model-metric", metric.uid))

    assert "fewer than five people were paid" in page
    assert "Not measured" in page
    assert "0.10 EUR" not in page


def test_more_metrics_ask_no_more_often(found: Trained) -> None:
    lea, where = signed_in(found.cast.lea), address("project-return", found.world.project.uid)
    oracle(found, metric_of(found))
    one = n_queries(lea, where)
    for nth in range(2):
        metric = metric_of(found, type(ERROR)(f"Model {nth}", "Error", ERROR.unit, "", ERROR.direction))
        oracle(found, metric)
        worth(found, metric)

    assert n_queries(lea, where) == one
    own = address("model-metric", metric.uid)
    assert n_queries(lea, own) == n_queries(
        lea, address("model-metric", ModelMetric.objects.earliest("pk").uid)
    )
