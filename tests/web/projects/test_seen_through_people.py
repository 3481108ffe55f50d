"""Who sees a project through own people only cannot tell from it what others do there, nor how many they are."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Site, Vendor
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import Task
from tests.api.calling import ROOT, Api, Response, openapi_document, token_of
from tests.web.quality_cast import member, signed_in, somebody, text
from tests.web.site_world import lead, place
from tests.work.world import NOW, TODAY, World, add_members, make_world, person

pytestmark = pytest.mark.django_db
# When something was asked differs from answer to answer.
MOMENT = re.compile(rb'"(now|as_of|at|until|since|computed_at)": ?"[^"]*"')
OWN_NAMES = ("project", "project-batches", "project-members", "project-contributors", "project-guideline")


def pages(world: World, client: Client) -> dict[str, str]:
    """Without what differs between requests; how much waits that own people may take, they see themselves."""
    addresses = [reverse("projects"), reverse("batch", args=[world.batch.uid])]
    addresses += [reverse(name, args=[world.project.uid]) for name in OWN_NAMES]
    once = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|May work on \d+ open tasks')
    return {address: once.sub("", text(client, address)) for address in addresses}


def answers(caller: Api, world: World) -> dict[str, tuple[int, bytes]]:
    """Every GET of the API that names this project or nothing: lists, searches, exports and refusals."""
    addresses = [
        path.removeprefix(ROOT).replace("{project}", str(world.project.uid))
        for path, methods in openapi_document()["paths"].items()
        if "get" in methods
    ]
    open_ones = [each for each in addresses if "{" not in each]
    asked = [*open_ones, f"/projects/{world.project.uid}/tasks?search=1", "/contributors?search=p"]
    found = {each: caller.get(each) for each in asked}
    return {each: (response.status_code, whole(response)) for each, response in found.items()}


def whole(response: Response) -> bytes:
    streamed = getattr(response, "streaming_content", None)
    return MOMENT.sub(b"", b"".join(streamed) if streamed else response.content)


def judge(world: World, who: int, tasks: list[Task]) -> None:
    rows = [
        RecordedJudgment(task.pk, world.people[who].pk, '{"match": "yes"}', 3.0, NOW, TODAY) for task in tasks
    ]
    import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    count_open_tasks(now=now())


def test_nothing_another_vendor_does_changes_a_page_of_a_lead() -> None:
    world = make_world(n_people=2, n_tasks=10, overlap=2)
    tasks = list(Task.objects.order_by("pk"))
    ravi = signed_in(lead("Ravi", site=place(world, 0, "Lingua", "Lisbon")))
    owner = signed_in(member(world, "Omar", Role.PROJECT_OWNER, NOW))
    place(world, 1, "Nilework", "Cairo")
    judge(world, 0, tasks[:3])
    before, of_owner = pages(world, ravi), pages(world, owner)

    judge(world, 1, tasks)
    joined = person(9, vendor=Vendor.objects.get(name="Nilework"))
    add_members(world, [joined])

    assert pages(world, ravi) == before
    assert pages(world, owner) != of_owner
    judge(world, 0, tasks[3:5])
    assert pages(world, ravi) != before


def test_nothing_another_vendor_does_changes_an_answer_of_the_api_to_a_lead() -> None:
    world = make_world(n_people=2, n_tasks=10, overlap=2)
    tasks = list(Task.objects.order_by("pk"))
    ravi = Api(token_of(lead("Ravi", site=place(world, 0, "Lingua", "Lisbon"))))
    owner = Api(token_of(member(world, "Omar", Role.PROJECT_OWNER, NOW)))
    place(world, 1, "Nilework", "Cairo")
    judge(world, 0, tasks[:3])
    before, of_owner = answers(ravi, world), answers(owner, world)
    assert sum(status == 200 for status, _ in before.values()) >= 20

    judge(world, 1, tasks)
    add_members(world, [person(9, vendor=Vendor.objects.get(name="Nilework"))])

    assert differing(before, answers(ravi, world)) == []
    assert len(differing(of_owner, answers(owner, world))) >= 3
    lisbon = Site.objects.get(name="Lisbon")
    add_members(world, [person(10, vendor=lisbon.vendor, site=lisbon)])
    assert "/contributors" in differing(before, answers(ravi, world))


def differing(some: dict[str, tuple[int, bytes]], others: dict[str, tuple[int, bytes]]) -> list[str]:
    return [each for each in some if some[each] != others[each]]


def test_the_queues_are_for_who_sees_the_whole() -> None:
    world = make_world(n_people=1)
    ravi = signed_in(lead("Ravi", site=place(world, 0, "Lingua", "Lisbon")))
    address = reverse("project-queues", args=[world.project.uid])

    assert ravi.get(address).status_code == 403
    assert address not in text(ravi, reverse("project", args=[world.project.uid]))


def test_over_the_api_nobody_counts_the_tasks_through_own_people() -> None:
    world = make_world(n_people=1)
    ravi = Api(token_of(lead("Ravi", site=place(world, 0, "Lingua", "Lisbon"))))
    owner = Api(token_of(member(world, "Omar", Role.PROJECT_OWNER, NOW)))
    batches, one = f"/projects/{world.project.uid}/batches", f"/batches/{world.batch.uid}"

    assert [each.get(one).json()["n_tasks"] for each in (ravi, owner)] == [None, 0]
    assert [each["n_tasks"] for each in ravi.get(batches).json()["items"]] == [None]


def test_who_reviews_at_a_site_and_sees_no_people_reads_the_project() -> None:
    world = make_world(n_people=1)
    site = place(world, 0, "Lingua", "Lisbon")
    nuno = signed_in(somebody("Nuno", NOW, role=Role.REVIEWER, site=site, vendor=site.vendor))

    for name in ("project", "project-guideline", "project-batches"):
        assert nuno.get(reverse(name, args=[world.project.uid])).status_code == 200
