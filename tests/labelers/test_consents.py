"""Nothing of a project is sent to a model outside before it is agreed, once it is taken back, or if too hard."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any  # Arguments of what is stood in for.

import pytest
from django.db import DatabaseError, transaction
from pytest_django.fixtures import Settings

from assay.kit import jobs
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.kit.reasons import Refused
from assay.labelers.actions import calling
from assay.labelers.actions.asking import start_asking
from assay.labelers.actions.consents import give_consent, revoke_consent
from assay.labelers.actions.endpoint_service import ask
from assay.labelers.actions.endpoints import configure_endpoint, try_endpoint
from assay.labelers.models import Endpoint, EndpointConsent, MachineLabeler, Prediction
from assay.labelers.queries.consents import refusal_of
from assay.labelers.queries.endpoints import content_to_send, held_back_of, unasked
from assay.labelers.rules.endpoints import Consent, EndpointTerms, leads_or_costs_otherwise, refuse_sending
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.projects.enums import Segment
from assay.projects.models import LabelSchemaVersion, Project
from assay.work.actions.rating_by_machine import rate_by_machine
from assay.work.models import ContentRating, Task
from tests.labelers.model_server import ModelServer, model_server
from tests.labelers.remote_world import remote, terms
from tests.work.world import NOW, World, make_world

AT = EndpointTerms("https://a.example/v1", "small", 1, 1, 1)


@pytest.fixture
def server(settings: Settings) -> Iterator[ModelServer]:
    settings.ASSAY_LABELER_NETWORKS = ["127.0.0.1/32"]
    with model_server() as found:
        yield found


def one(world: World, name: str, role: Role) -> User:
    made = User.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=NOW)
    grant_role(None, user=made, role=role, now=NOW, project_id=world.project.pk)
    return made


def test_what_was_said_holds_for_the_same_address_and_model_and_nothing_harder() -> None:
    given, taken_back = Consent(True, AT, "Agreed.", "Rita"), Consent(False, AT, "Over.", "Rita")  # A word.
    changes: list[dict[str, Any]] = [
        {},
        *(
            {"highest_severity": 1},
            {"highest_severity": 3},
            {"model": "large"},
            {"base_url": "https://a.example/v2"},
        ),
        *({"temperature": 1.0}, {"in_micro": 9}, {"instructions": "Be brief."}),
    ]

    def code(last: Consent | None, change: dict[str, Any]) -> str:
        found = refuse_sending(last, dataclasses.replace(AT, **change), "Lea")
        return found.code.removeprefix("labelers.") if found else ""

    assert [code(given, each) for each in changes] == ["", "", *["consent_other"] * 3, "", "", ""]
    assert {code(taken_back, each) for each in changes} == {"consent_revoked"}
    assert {code(None, each) for each in changes} == {"needs_consent"}
    assert [leads_or_costs_otherwise(AT, dataclasses.replace(AT, **each)) for each in changes] == [
        *(False, False, True, False, True),
        *(False, True, False),
    ]


@dataclasses.dataclass(frozen=True)
class Kept:
    """A requester who decides, a QA analyst who asks; tasks of every severity, with a column that nobody is shown."""

    world: World
    rita: User
    quinn: User
    labeler: MachineLabeler
    tasks: list[Task]

    def start(self) -> Job:
        return start_asking(self.quinn, labeler=self.labeler, now=NOW)

    def give(self, by: User, statement: str = "Go.", version: int = 1) -> EndpointConsent:
        return give_consent(by, labeler=self.labeler, version=version, statement=statement, now=NOW)

    def revoke(self, statement: str) -> EndpointConsent:
        return revoke_consent(self.rita, labeler=self.labeler, statement=statement, now=NOW)


@pytest.fixture
def kept(db: None, server: ModelServer) -> Kept:
    world = make_world(n_tasks=6, n_people=0)
    tasks = list(Task.objects.order_by("pk"))
    for task, severity in zip(tasks, (None, 0, 2, 3, 4, 3), strict=True):
        content = {"text": f"Kettle {task.pk}", "buyer": "ana@example.org"}
        Task.objects.filter(pk=task.pk).update(severity=severity, content=content)
    Task.objects.filter(pk=tasks[-1].pk).update(is_test=True)
    rita, quinn = one(world, "Rita", Role.REQUESTER), one(world, "Quinn", Role.QA_ANALYST)
    return Kept(world, rita, quinn, remote(world, server, is_agreed=False), tasks)


def test_nothing_is_sent_before_somebody_who_may_says_so_of_what_they_have_seen(
    kept: Kept, server: ModelServer
) -> None:
    with pytest.raises(Refused, match=rf"be sent to small-1 at {server.url}. Lea or Rita can."):
        kept.start()
    try_endpoint(kept.quinn, labeler=kept.labeler, now=NOW)
    with pytest.raises(Refused, match="Say that content of a project may be sent"):
        kept.give(kept.quinn)
    with pytest.raises(Refused, match="by version 1: look at what that sends"):
        kept.give(kept.rita, version=2)
    with pytest.raises(Refused, match="Say in a few words"):
        kept.give(kept.rita, " ")
    with pytest.raises(Refused, match="nothing to take back"):
        kept.revoke("Nothing.")
    kept.give(kept.rita)
    with pytest.raises(Refused, match="stands already"):
        kept.give(kept.world.owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        EndpointConsent.objects.update(is_given=False)

    # The trial alone: without guideline and content.
    assert [(len(each["messages"]), "Kettle" in str(each)) for _, each in server.asked] == [(1, False)]


def test_a_job_that_runs_stops_when_it_is_taken_back_and_goes_on_when_it_is_said_again(
    kept: Kept, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_back_meanwhile(*given: Any) -> Any:
        kept.revoke("The contract is over.")
        return ask(*given)

    kept.give(kept.rita, "By our contract.")
    with monkeypatch.context() as patched:
        patched.setattr(calling, "ask", taken_back_meanwhile)
        stopped = run_now(kept.start(), at=NOW)
    # What was under way is answered, and stays.
    assert (stopped.state, len(server.asked), Prediction.objects.count()) == (JobState.FAILED, 1, 1)
    assert stopped.error == (
        f"Content of this project is not sent to small-1 at {server.url} any more: “The contract is over.” (Rita). "
        "Lea or Rita can say that it may be."
    )

    kept.give(kept.world.owner, "It goes on.")
    jobs.resume(stopped, now=NOW)
    done = run_now(Job.objects.get(pk=stopped.pk), at=NOW)

    soft = kept.tasks[:3]
    assert done.result == {"n_asked": 3, "n_predictions": 3, "n_held_back": 2}
    assert set(Prediction.objects.values_list("task", flat=True)) == {each.pk for each in soft}
    sent = [each["messages"][1]["content"] for _, each in server.asked]
    assert sent == [f'Content:\n{{"text":"Kettle {each.pk}"}}' for each in soft]
    words = EndpointConsent.objects.order_by("pk").values_list("is_given", "said_by__name", "statement")
    assert list(words) == [
        (True, "Rita", "By our contract."),
        (False, "Rita", "The contract is over."),
        (True, "Lea", "It goes on."),
    ]


def test_what_people_are_not_shown_any_more_is_not_sent_by_a_version_that_knew_it(kept: Kept) -> None:
    endpoint, project = Endpoint.objects.get(), kept.world.project
    version = LabelSchemaVersion.objects.get(project=project)
    document = json.loads(json.dumps(version.document).replace('"field": "text"', '"field": "buyer"'))

    before = content_to_send(endpoint, kept.tasks[1].pk)
    newer = LabelSchemaVersion.objects.create(
        project=project,
        number=9,
        document=document,
        sha256="1" * 64,
        created_at=NOW,
        created_by=kept.world.owner,
    )
    Project.objects.filter(pk=project.pk).update(schema_version=newer)

    assert before == {"text": f"Kettle {kept.tasks[1].pk}"}
    assert content_to_send(endpoint, kept.tasks[1].pk) is None


@pytest.mark.django_db
def test_what_nobody_has_said_is_hard_where_harm_is_looked_for_and_another_model_is_another_matter(
    server: ModelServer,
) -> None:
    world = make_world(n_tasks=4, n_people=0)
    mild, _, unknown, predicted = Task.objects.order_by("pk")
    rate_by_machine(project=world.project, machine="Own v1", levels={predicted.pk: 0}, now=NOW)
    Task.objects.filter(pk=mild.pk).update(severity=1)
    Task.objects.filter(pk=unknown.pk).update(severity=4)
    labeler = remote(world, server)
    endpoint = Endpoint.objects.get()

    before = held_back_of(endpoint).n, len(unasked(endpoint, is_gold=False, after=0, most=9))
    Project.objects.filter(pk=world.project.pk).update(segment=Segment.TRUST_AND_SAFETY)
    after = held_back_of(endpoint).n, unasked(endpoint, is_gold=False, after=0, most=9)
    # That it is benign is said by somebody who has seen it, too.
    ContentRating.objects.create(task=predicted, severity=0, reason="A drawing.", rated_at=NOW)
    seen = held_back_of(endpoint).n, unasked(endpoint, is_gold=False, after=0, most=9)
    configure_endpoint(None, labeler=labeler, terms=terms(server, highest_severity=4), now=NOW)
    harder = Endpoint.objects.latest("pk")
    nothing = held_back_of(harder).n
    configure_endpoint(None, labeler=labeler, terms=terms(server, model="large"), now=NOW)
    larger = Endpoint.objects.latest("pk")

    assert (before, after, nothing) == ((1, 3), (3, [mild.pk]), 0)
    # Who goes on with an earlier version sends nothing that the newest one keeps back.
    assert held_back_of(harder).n == 2
    assert seen == (2, [mild.pk, predicted.pk])
    found = [refused.text for each in (endpoint, harder, larger) if (refused := refusal_of(each))]
    said = (
        f"That content may be sent was said of small-1 at {server.url}, up to Moderate, "
        "not of how it is asked now. Lea can say it of this."
    )
    assert found == [said, said]
