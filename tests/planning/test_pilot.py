"""A pilot: started from a request, filled and judged, and what a run says of it, by hand."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.kit.files import store
from assay.kit.reasons import Refused
from assay.people.models import Contributor
from assay.planning.actions.feasibility import judge_request
from assay.planning.actions.pilot import Sampled, start_pilot, take_sample
from assay.planning.models import Pilot
from assay.planning.queries.feasibility import newest_of
from assay.planning.rules.pilot import refuse_pilot
from assay.projects.models import Project
from assay.work.actions.queues import label_stage, queue_for
from assay.work.models import Batch, Judgment, QueueItem, Task
from tests.people.cast import signed_in
from tests.planning.feasible_world import UNTIL, Feasible, make_feasible
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
# What Ana and Bia said of each of four tasks.
SAID = (("yes", "yes"), ("yes", "yes"), ("broken", "broken"), ("yes", "broken"))


@pytest.fixture
def world() -> Feasible:
    return make_feasible()


def judged(pilot: Pilot, people: list[Contributor]) -> None:
    """Four tasks of two judgments; they take 10, 20, … 80 seconds. The last task is not done."""
    batch, stage = Batch.objects.get(project=pilot.project, is_gold=False), label_stage(pilot.project)
    queue = queue_for(batch, stage, None, now=NOW)
    for nth, said in enumerate(SAID):
        task = Task.objects.create(
            project=pilot.project,
            batch=batch,
            external_id=f"t{nth}",
            content={},
            sha256=nth.to_bytes(32, "big"),
            created_at=NOW,
        )
        done_at = NOW if nth < 3 else None
        QueueItem.objects.create(
            queue=queue,
            task=task,
            stage=stage,
            n_slots_left=0,
            n_needed=0,
            done_at=done_at,
            is_claimable=False,
        )
        for who, (person, answer) in enumerate(zip(people, said, strict=True)):
            schema = pilot.project.schema_version
            assert schema is not None
            Judgment.objects.create(
                task=task,
                stage=stage,
                project=pilot.project,
                contributor=person,
                answers={"can_judge": answer},
                schema_version=schema,
                client_key=f"{nth}-{who}",
                handling_seconds=10 * (2 * nth + who + 1),
                submitted_at=NOW - timedelta(hours=1),
                work_on=UNTIL,
            )


def test_a_pilot_is_a_project_of_its_own_and_the_request_stays(world: Feasible) -> None:
    pilot = start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW).pilot

    world.request.refresh_from_db()
    assert (pilot.project.name, pilot.n_wanted) == ("Pilot: Grades for image search", 20)
    assert pilot.project.schema_version is not None
    assert set(pilot.project.markets.values_list("market__code", flat=True)) == {"pt-BR", "de-DE"}
    assert list(
        Batch.objects.filter(project=pilot.project, is_gold=False).values_list("name", flat=True)
    ) == ["Pilot"]
    assert (world.request.state, world.request.project) == (S.SUBMITTED, None)


def test_a_run_says_what_the_pilot_has_shown(world: Feasible) -> None:
    """Of eight answers five are yes and three broken; one pair of four differs. Observed disagreement 2/8, expected
    2·5·3/(8·7): alpha is 1 - 0.25/0.5357 = 0.5333. The median of 10 … 80 s is 45, of 30, 70, 110 and 150 it is 90."""
    pilot = start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW).pilot
    judge_request(world.lea, request=world.request, now=NOW)
    before = newest_of(world.request)
    judged(pilot, [world.people["ana"], world.people["bia"]])

    judge_request(world.lea, request=world.request, now=NOW + timedelta(minutes=1))

    found = newest_of(world.request)
    assert before is not None
    assert before.pilot is not None
    assert (before.pilot.n_tasks, before.pilot.n_judgments, before.pilot.agreement) == (0, 0, None)
    assert found is not None
    assert found.pilot is not None
    assert (found.pilot.n_tasks, found.pilot.n_done, found.pilot.n_judgments) == (4, 3, 8)
    assert (found.pilot.seconds, found.pilot.seconds_per_task) == (45.0, 90.0)
    assert found.pilot.agreement is not None
    assert found.pilot.agreement.value == pytest.approx(0.53333, abs=1e-4)
    assert found.pilot.agreement.n == 4


def test_only_who_judges_starts_one_and_only_once(world: Feasible) -> None:
    for somebody in (world.intake.rita, world.intake.zoe, world.intake.ravi):
        with pytest.raises(Refused, match="for a project owner"):
            start_pilot(somebody, request=world.request, n_tasks=20, now=NOW)
    start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW)

    with pytest.raises(Refused, match="has its pilot already"):
        start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW)
    assert Project.objects.filter(name__startswith="Pilot").count() == 1


@pytest.mark.parametrize(
    ("state", "n_tasks", "has_template", "is_there", "codes"),
    [
        (S.SUBMITTED, 1, True, False, []),
        (S.APPROVED, 10_000, True, False, []),
        (S.DRAFT, 50, True, False, ["pilot.too_late"]),
        (S.IN_DELIVERY, 50, True, False, ["pilot.too_late"]),
        (S.FEASIBLE, 50, False, False, ["pilot.needs_template"]),
        (S.FEASIBLE, 50, True, True, ["pilot.there_already"]),
        (S.CLARIFYING, 0, True, False, ["pilot.bad_size"]),
        (S.CLARIFYING, 10_001, True, False, ["pilot.bad_size"]),
    ],
)
def test_when_a_pilot_may_be_started(
    state: str, n_tasks: int, has_template: bool, is_there: bool, codes: list[str]
) -> None:
    found = refuse_pilot(state, n_tasks, has_template=has_template, is_there=is_there)

    assert [each.code for each in found] == codes


def test_the_page_starts_it_and_shows_it(world: Feasible) -> None:
    lea, rita = signed_in(world.lea), signed_in(world.intake.rita)
    where = reverse("request-feasibility", args=[world.request.uid])
    start = reverse("pilot-start", args=[world.request.uid])
    judge_request(world.lea, request=world.request, now=NOW)

    rita.post(start, {"n_tasks": "20"})
    assert not Pilot.objects.exists()
    lea.post(start, {"n_tasks": "many"})
    assert not Pilot.objects.exists()
    lea.post(start, {"n_tasks": "20"})
    pilot = Pilot.objects.get()
    judged(pilot, [world.people["ana"], world.people["bia"]])
    judge_request(world.lea, request=Request.objects.get(), now=NOW + timedelta(minutes=1))

    shown = " ".join(lea.get(where).content.decode().split())
    assert "3 of 4 done" in shown
    assert "45.0 s (n = 8)" in shown
    assert reverse("project", args=[pilot.project.uid]) in shown
    assert reverse("project", args=[pilot.project.uid]) not in rita.get(where).content.decode()


def sampled(world: Feasible, name: str, *lines: str) -> None:
    """What the requester put beside the request, as if before it was submitted."""
    text = "\n".join(lines).encode()
    file = store([text], name=name, media_type="application/octet-stream", now=NOW, by=world.intake.rita)
    Request.objects.filter(pk=world.request.pk).update(sample=file)


def line(nth: int, **more: object) -> str:
    """What the template shows of a search."""
    results = [
        {"id": "r1", "title": f"Kettle {nth}", "url": "https://shop.example/1", "snippet": "Boils water."}
    ]
    said = {
        "query": f"kettle {nth}",
        "results": results,
        "searched_on": "2026-03-01",
        "intents": "To buy one",
    }
    return json.dumps({**said, "market": "pt-BR", **more})


def test_a_pilot_begins_with_the_first_rows_of_the_sample(world: Feasible) -> None:
    sampled(world, "sample.jsonl", *(line(nth) for nth in range(5)))

    started = start_pilot(world.lea, request=world.request, n_tasks=3, now=NOW)

    assert started.sampled == Sampled(3, 0, None)
    found = Task.objects.filter(batch__project=started.pilot.project, batch__is_gold=False).order_by("pk")
    assert list(found.values_list("external_id", "market__code", "content__query")) == [
        (f"sample-{nth + 1}", "pt-BR", f"kettle {nth}") for nth in range(3)
    ]
    with pytest.raises(Refused, match="has tasks already"):
        take_sample(world.lea, request=world.request, now=NOW)


def test_a_sample_that_does_not_fit_leaves_a_pilot_that_is_filled_later(world: Feasible) -> None:
    sampled(world, "sample.csv", "query,price", "kettle,24.50", "shoe,59.90")

    started = start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW)

    assert started.sampled is not None
    assert (started.sampled.n_added, started.sampled.n_bad) == (0, 2)
    assert started.sampled.reason is not None
    assert started.sampled.reason.code == "content.missing"
    sampled(world, "sample.jsonl", line(1, external_id="k1"), line(2, results="none"))
    later = take_sample(world.lea, request=world.request, now=NOW)
    assert (later.n_added, later.n_bad) == (1, 1)
    assert list(
        Task.objects.filter(batch__project=started.pilot.project, batch__is_gold=False).values_list(
            "external_id", flat=True
        )
    ) == ["k1"]


def test_without_a_sample_or_with_a_picture_the_batch_stays_empty(world: Feasible) -> None:
    with pytest.raises(Refused, match="no pilot yet"):
        take_sample(world.lea, request=world.request, now=NOW)
    started = start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW)
    assert started.sampled is None
    with pytest.raises(Refused, match="no sample file"):
        take_sample(world.lea, request=world.request, now=NOW)

    sampled(world, "sample.png", "no rows")

    with pytest.raises(Refused) as stopped:
        take_sample(world.lea, request=world.request, now=NOW)
    assert stopped.value.reasons[0].code == "work.file_format"


def test_the_page_says_what_came_of_the_sample(world: Feasible) -> None:
    sampled(world, "sample.jsonl", line(1), json.dumps({"query": "no results"}))
    client = signed_in(world.lea)
    where = reverse("pilot-start", args=[world.request.uid])

    page = client.post(where, {"n_tasks": "20"}, follow=True).content.decode()

    assert "1 task of the sample file is in the pilot" in page
    assert "1 row of the sample file is no task of this label schema." in page
    assert "Take its tasks from the sample file" not in page
    rita = signed_in(world.intake.rita)
    assert (
        "for a project owner"
        in rita.post(reverse("pilot-sample", args=[world.request.uid]), follow=True).content.decode()
    )
    assert (
        signed_in(world.intake.zoe).post(reverse("pilot-sample", args=[world.request.uid])).status_code == 404
    )
