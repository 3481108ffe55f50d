"""A model behind an address: every way to answer has an outcome and a cost, and nothing of it is lost or doubled."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any  # Arguments of what is stood in for.

import pytest
from django.db.models import Sum
from pytest_django.fixtures import Settings

from assay.kit import jobs
from assay.kit.clock import now as read_clock
from assay.kit.jobs import GivenWay, RunningJob, run_now
from assay.kit.models import AuditEvent, Job, JobState
from assay.kit.reasons import Refused
from assay.labelers.actions import asking, calling
from assay.labelers.actions.asking import book, look_after_endpoints, start_asking
from assay.labelers.actions.endpoint_service import NoReply, ask
from assay.labelers.actions.endpoints import configure_endpoint, take_up_guideline, try_endpoint
from assay.labelers.models import (
    Endpoint,
    EndpointAnswer,
    EndpointDay,
    EndpointKey,
    EndpointPending,
    LabelerVersion,
    MachineLabeler,
    Prediction,
    PredictionCheck,
)
from assay.labelers.queries.endpoints import endpoint_of, state_of
from assay.labelers.rules.endpoints import most_tokens
from assay.labelers.rules.prompting import message_of, read_answer
from assay.money.enums import AccountKind
from assay.money.models import CostDay, LedgerEntry
from assay.money.queries.spending import spent_by_project
from assay.people.models import Market
from assay.projects.models import GuidelineVersion, Project
from assay.projects.rules.label_schema import parse
from assay.quality.models import Gold
from assay.work.models import RoutingStop, Task
from tests.labelers.model_server import ModelServer, Turn, endless, model_server
from tests.labelers.remote_world import KEY, remote, terms
from tests.work.world import NOW, SCHEMA, World, add_gold, make_world

pytestmark = pytest.mark.django_db
EACH = 100 * 1 + 10 * 2


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    settings.ASSAY_LABELER_NETWORKS = ["127.0.0.1/32"]
    monkeypatch.setattr(asking, "BACKOFF", 0.01)
    with model_server() as found:
        yield found


def spent(world: World) -> int:
    """By the ledger, which sums to nothing."""
    assert LedgerEntry.objects.aggregate(whole=Sum("amount_micro"))["whole"] in (None, 0)
    return spent_by_project([world.project.pk]).get(world.project.pk, {}).get("USD", 0)


TURNS = [
    Turn(),
    *(Turn(status=429, retry_after="0"), Turn('```json\n{"answers": {"match": "no"}}\n```')),
    *(Turn(status=500), Turn()),
    Turn(body="It is not JSON"),
    Turn("Yes, I think so."),
    Turn('{"answers": {"match": "maybe"}}'),
    *(Turn(seconds=4.5), Turn()),
    Turn(usage=None),
    Turn(status=400),
    Turn('{"answers": {"match": "yes"}, "confidence": 1.5}'),
    Turn(usage={"prompt_tokens": 9_999_999, "completion_tokens": 10}),
]
# Gold is the task before the first: which task, what came of it, whether its cost is estimated and above zero.
OUTCOMES = [
    (-1, "answered", False, True),
    *((0, "busy", False, False), (0, "answered", False, True)),
    *((1, "busy", False, False), (1, "answered", False, True)),
    (2, "unreadable", True, True),
    (3, "unreadable", False, True),
    (4, "not_allowed", False, True),
    *((5, "lost", True, True), (5, "answered", False, True)),
    (6, "answered", True, True),
    (7, "refused", False, False),
    (8, "unreadable", False, True),
    # More than was sent was not read: its count is not believed.
    (9, "answered", True, True),
    # What was refused is asked again when it is asked for once more.
    (7, "answered", False, True),
]
YES, NO = {"match": "yes"}, {"match": "no"}


def test_every_answer_has_its_outcome_and_its_cost(server: ModelServer) -> None:
    world = make_world(n_tasks=10, n_people=1)
    [gold] = add_gold(world, 1)
    Gold.objects.create(
        task=gold, project=world.project, answers={"match": ["yes"]}, reason="Brand", created_at=NOW
    )
    tasks = list(Task.objects.filter(is_gold=False).order_by("pk"))
    nth = {gold.pk: -1} | {task.pk: n for n, task in enumerate(tasks)}
    labeler = remote(world, server)
    server.turns = list(TURNS)

    done = run_now(start_asking(world.owner, labeler=labeler, now=NOW), at=NOW)
    again = run_now(start_asking(world.owner, labeler=labeler, now=NOW), at=NOW)

    assert (done.state, done.error, done.result) == (
        JobState.DONE,
        "",
        {"n_asked": 11, "n_predictions": 6, "n_held_back": 0},
    )
    assert again.result == {"n_asked": 1, "n_predictions": 1, "n_held_back": 0}
    answers = list(EndpointAnswer.objects.order_by("pk").select_related("call"))
    found = [
        (nth[each.call.task_id or 0], each.outcome, each.is_estimated, each.micro > 0) for each in answers
    ]
    assert found == OUTCOMES
    said = Prediction.objects.order_by("pk").values_list("task", "answers", "confidence")
    assert [(nth[task], answer, sure) for task, answer, sure in said] == [
        (-1, YES, 0.9), (0, NO, None), (1, YES, 0.9), (5, YES, 0.9), (6, YES, 0.9), (9, YES, 0.9), (7, YES, 0.9),
    ]  # fmt: skip
    assert PredictionCheck.objects.get().is_correct
    assert {each.micro for each in answers if each.micro and not each.is_estimated} == {EACH}
    assert_booked(world, answers)
    assert not any(each.said for each in answers if each.outcome == "answered")
    key, sent = server.asked[0]
    assert key == f"Bearer {KEY}"
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("small-1", 0.0, 500)
    assert "- yes: " in sent["messages"][0]["content"]


def assert_booked(world: World, answers: list[EndpointAnswer]) -> None:
    """What all of them cost stands in the ledger, in the costs of days, and in the day's limit."""
    state = state_of(MachineLabeler.objects.get(), NOW.date())
    assert state is not None
    least = most_tokens([state.endpoint.prompt, ""]) + 500 * 2
    assert all(each.micro > least for each in answers if each.is_estimated)
    whole = sum(each.micro for each in answers)
    assert spent(world) == whole == EndpointDay.objects.get().micro
    [cost] = CostDay.objects.all()
    assert (cost.micro, cost.final_micro, cost.n_judgments) == (whole, whole, 0)
    held = LedgerEntry.objects.values_list("account__kind").annotate(Sum("amount_micro"))
    assert dict(held) == {AccountKind.MACHINE: whole, AccountKind.PROVIDERS: -whole}


def test_who_was_killed_doubles_nothing_and_loses_no_cost(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(n_tasks=4, n_people=1)
    labeler = remote(world, server)
    row = start_asking(world.owner, labeler=labeler, now=NOW)
    n_asked = iter(range(10))

    def killed_at_the_third(*given: Any) -> Any:
        found = ask(*given)
        if next(n_asked) == 2:
            raise SystemExit
        return found

    with monkeypatch.context() as patched:
        patched.setattr(calling, "ask", killed_at_the_third)
        # Nothing runs any more in a process that was killed.
        patched.setattr(asking, "book", lambda *_given, **_more: 0)
        with pytest.raises(SystemExit):
            run_now(row, at=NOW)
    assert (Prediction.objects.count(), EndpointPending.objects.count(), spent(world)) == (2, 1, 0)

    done = run_now(Job.objects.get(pk=row.pk), at=NOW)

    assert (done.state, done.error) == (JobState.DONE, "")
    assert (len(server.asked), Prediction.objects.count()) == (5, 4)
    outcomes = EndpointAnswer.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["answered", "answered", "lost", "answered", "answered"]
    whole = EndpointAnswer.objects.aggregate(micro=Sum("micro"))["micro"]
    assert spent(world) == whole == EndpointDay.objects.get().micro > 4 * EACH
    look_after_endpoints(now=read_clock() + timedelta(days=1))
    assert [book(each, now=NOW) for each in LabelerVersion.objects.all()] == [0]
    assert spent(world) == whole


def test_the_limit_of_a_day_holds_and_the_next_day_goes_on(server: ModelServer) -> None:
    world = make_world(n_tasks=3, n_people=1)
    labeler = remote(world, server, most_output=10)
    state = state_of(labeler, NOW.date())
    assert state is not None
    prompt, content = state.endpoint.prompt, Task.objects.order_by("pk")[0].content
    # After one answer another call fits, after two none does.
    room = most_tokens([prompt, message_of(parse(SCHEMA), content)]) + 10 * 2 + EACH + EACH // 2
    configure_endpoint(None, labeler=labeler, terms=terms(server, most_output=10, day_micro=room), now=NOW)
    row = start_asking(world.owner, labeler=labeler, now=NOW)

    stopped = run_now(row, at=NOW)
    n_first, error = len(server.asked), stopped.error
    jobs.resume(stopped, now=NOW)
    done = run_now(Job.objects.get(pk=row.pk), at=NOW + timedelta(days=1))

    assert "more than the limit" in error
    assert (done.state, done.error, Prediction.objects.count()) == (JobState.DONE, "", 3)
    assert n_first == 2
    assert all(each.micro <= room for each in EndpointDay.objects.all())
    assert spent(world) == 3 * EACH


def test_a_server_that_asks_to_be_left_alone_is(server: ModelServer) -> None:
    world = make_world(n_tasks=1, n_people=1)
    labeler = remote(world, server)
    server.turns = [Turn(status=429, retry_after="3600")]

    stopped = run_now(start_asking(world.owner, labeler=labeler, now=NOW))
    server.turns = [Turn(status=401)]
    refused = run_now(start_asking(world.owner, labeler=labeler, now=NOW))

    assert (stopped.state, len(server.asked)) == (JobState.FAILED, 2)
    assert stopped.error.startswith(
        "The address did not answer after 1 tries: The address answered 429: No, 429."
    )
    assert refused.error == "The address answered 401: No, 401."


def test_a_key_is_sealed_and_goes_to_its_own_server_alone(server: ModelServer, settings: Settings) -> None:
    world = make_world(n_tasks=1, n_people=1)
    labeler = remote(world, server)
    kept = EndpointKey.objects.get()

    with pytest.raises(Refused, match="give one for the new server"):
        configure_endpoint(
            None, labeler=labeler, terms=terms(server, base_url="https://models.example.com/v1"), now=NOW
        )
    tried = try_endpoint(world.owner, labeler=labeler, now=NOW)
    inside = terms(server, base_url=f"https://localhost:{server.port}/v1")
    settings.ASSAY_LABELER_NETWORKS = []
    with pytest.raises(Refused, match="begins with https"):
        configure_endpoint(None, labeler=labeler, terms=terms(server), now=NOW)
    configure_endpoint(None, labeler=labeler, terms=inside, key=KEY, now=NOW)
    with pytest.raises(Refused, match="a network that may not be reached"):
        try_endpoint(world.owner, labeler=labeler, now=NOW)

    assert (tried.micro, tried.is_estimated, len(server.asked)) == (EACH, False, 1)
    assert (KEY not in kept.sealed, kept.hint) == (True, "…cdef")
    told = AuditEvent.objects.filter(table_name="labelers_endpointkey")
    assert told.exists()
    assert all("sealed" not in each.changes for each in told)


def test_a_job_of_an_earlier_version_does_not_take_the_key_to_its_server(server: ModelServer) -> None:
    world = make_world(n_tasks=1, n_people=1)
    labeler = remote(world, server)
    row = start_asking(world.owner, labeler=labeler, now=NOW)
    elsewhere = terms(server, base_url="https://models.example.com/v1")
    configure_endpoint(None, labeler=labeler, terms=elsewhere, key="sk-of-the-other-server", now=NOW)

    refused = run_now(row)

    assert (refused.state, server.asked, EndpointAnswer.objects.count()) == (JobState.FAILED, [], 0)
    assert refused.error.startswith("The key was given for https://models.example.com:443")


def test_after_its_turn_it_lets_others_come_first_and_goes_on(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(n_tasks=3, n_people=1)
    labeler = remote(world, server)
    server.turns = [Turn(status=503)]
    row = start_asking(world.owner, labeler=labeler, now=NOW)

    n_calls = iter(range(10))

    def third(_running: RunningJob) -> None:
        if next(n_calls) == 2:
            raise GivenWay

    with monkeypatch.context() as patched:
        patched.setattr(RunningJob, "give_way", third)
        first = run_now(row, turn=60)
    state, n_asked, n_booked = first.state, first.n_done, spent(world)
    with pytest.raises(GivenWay):
        RunningJob(row, until=time.monotonic() - 1).give_way()
    done = run_now(Job.objects.get(pk=row.pk))

    assert (state, n_asked, n_booked) == (JobState.RUNNING, 1, EACH)
    assert (done.state, done.result) == (JobState.DONE, {"n_asked": 3, "n_predictions": 3, "n_held_back": 0})
    assert len(server.asked) == 4


def test_what_fails_of_one_version_keeps_no_other_out_of_the_ledger(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worlds = [make_world(n_tasks=1, n_people=0) for _ in range(2)]
    versions = [endpoint_of(remote(world, server)).version for world in worlds]  # type: ignore[union-attr]  # Just made.
    for version in versions:
        try_endpoint(None, labeler=version.labeler, now=NOW)

    def broken(version: LabelerVersion, *, now: datetime) -> int:
        assert version != versions[0], "Broken."
        return book(version, now=now)

    with monkeypatch.context() as patched:
        patched.setattr(asking, "book", broken)
        look_after_endpoints(now=NOW)

    assert [spent(world) for world in worlds] == [0, EACH]
    assert [each.message for each in caplog.records if each.name == asking.__name__] == [
        f"The calls of version {versions[0].uid} could not be booked"
    ]


def test_what_is_about_no_task_ends_the_job_and_a_task_without_an_answer_is_passed(
    server: ModelServer,
) -> None:
    world = make_world(n_tasks=8, n_people=0)
    labeler = remote(world, server)
    first, second, *rest = Task.objects.order_by("pk")
    # What is no status is no answer.
    server.turns = [*[Turn(status=1000)] * 5, *[Turn(status=400)] * 5, Turn(status=402)]

    def asked() -> Job:
        return run_now(start_asking(world.owner, labeler=labeler, now=NOW))

    lost = asked()
    jobs.resume(lost, now=NOW)
    refused = run_now(Job.objects.get(pk=lost.pk))
    unpaid = asked()
    Task.objects.filter(pk=second.pk).update(is_test=True)
    Task.objects.filter(pk=rest[0].pk).update(withdrawn_at=NOW)
    Project.objects.filter(pk=world.project.pk).update(state="paused")
    paused = asked()
    Project.objects.filter(pk=world.project.pk).update(state="open")
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    Task.objects.filter(pk=rest[1].pk).update(market=brazil)
    RoutingStop.objects.create(stop="budget", source=1, project=world.project, market=brazil, stopped_at=NOW)
    done = asked()

    assert "after 5 tries" in lost.error
    assert [each.error for each in (refused, unpaid)] == [
        f"The address answered {status}: No, {status}." for status in (400, 402)
    ]
    assert paused.error == "The project is not open: its tasks are sent nowhere."
    assert done.result == {"n_asked": 4, "n_predictions": 4, "n_held_back": 0}
    assert set(Prediction.objects.values_list("task", flat=True)) == {each.pk for each in rest[2:]}
    assert first.pk not in set(Prediction.objects.values_list("task", flat=True))


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("seconds", "first", "then", "why"),
    [
        (1, b"", b"HTTP/1.1 100 Continue\r\n\r\n", "could not be reached"),
        (1, HEAD + b"\r\n", b" ", "could not be reached"),
        (60, HEAD + b"\r\n", b" " * (1 << 20), "could not be reached"),
        (60, HEAD + b"Content-Encoding: gzip\r\n\r\n", b"\0", "packs its answers"),
    ],
    ids=["never begins", "drips", "is long", "is packed"],
)
def test_neither_time_nor_length_is_the_servers_to_choose(
    settings: Settings, seconds: int, first: bytes, then: bytes, why: str
) -> None:
    settings.ASSAY_LABELER_NETWORKS = ["127.0.0.1/32"]
    with endless(first, then) as port:
        endpoint = Endpoint(
            base_url=f"http://127.0.0.1:{port}/v1", temperature=0.0, timeout_seconds=seconds, most_output=1
        )
        begun = time.monotonic()
        with pytest.raises(NoReply, match=why) as caught:
            ask(endpoint, "", "?")
        took = time.monotonic() - begun

    assert caught.value.may_cost
    # An endless one would never come back; a busy machine may be late.
    assert took < 30


def test_a_fence_without_an_end_is_read_once() -> None:
    schema = parse(SCHEMA)
    endless_lines = "```\n" + "\n" * 200_000 + "x"

    found = [
        read_answer(schema, text, {}).outcome
        for text in ('```json\n{"answers": {"match": "yes"}}\n```', endless_lines, "``````", "```{}```")
    ]

    assert found == ["answered", *["unreadable"] * 3]


def test_a_new_guideline_leaves_the_version_behind_until_it_is_taken_up(server: ModelServer) -> None:
    world = make_world(n_tasks=1, n_people=1)
    labeler = remote(world, server)
    newer = GuidelineVersion.objects.create(
        project=world.project,
        number=9,
        title="Matching",
        sections=[{"id": "size", "title": "Sizes", "markdown": "Another size is no match."}],
        created_at=NOW,
        created_by=world.owner,
    )
    before = state_of(labeler, NOW.date())
    Project.objects.filter(pk=world.project.pk).update(guideline_version=newer)
    labeler = MachineLabeler.objects.select_related("project").get(pk=labeler.pk)

    behind = state_of(labeler, NOW.date())
    made = take_up_guideline(None, labeler=labeler, now=NOW)

    after = state_of(labeler, NOW.date())
    assert before is not None
    assert behind is not None
    assert after is not None
    assert [each.is_guideline_behind for each in (before, behind, after)] == [False, True, False]
    assert (made.number, after.endpoint.guideline) == (2, newer)
    assert "## Sizes\nAnother size is no match." in after.endpoint.prompt
    assert "Another size" not in before.endpoint.prompt
