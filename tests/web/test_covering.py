"""What is hard to look at begins covered on pages that only show it; uncovering is counted."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from assay.kit.ids import new_uid
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.web.content import shown_content
from assay.web.covering import cover_of
from assay.web.wording import wording_of
from assay.wellbeing.actions.viewing import choose_viewing
from assay.wellbeing.models import Look
from assay.wellbeing.rules.viewing import Viewing
from assay.work.models import Task
from tests.people.cast import user
from tests.web.quality_cast import signed_in
from tests.work.world import NOW, SCHEMA, World, make_world

pytestmark = pytest.mark.django_db
PICTURE = {"kind": "image", "field": "photo", "label": "Photo"}
COVERED = 'class="shown-content is-blurred'


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=2, document={**SCHEMA, "content": [PICTURE]})
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW)
    Task.objects.update(content={"photo": "https://img.example/1.png"}, severity=3)
    return made


def page(client: Client, task: Task) -> str:
    return " ".join(client.get(f"/tasks/{task.uid}/").content.decode().split())


def look(client: Client, task: object, is_open: str = "yes") -> object:
    return client.post(f"/wellbeing/looks/{task}/", {"open": is_open, "next": "/inbox/"})


def test_it_is_covered_uncovered_for_the_session_and_covered_again(world: World) -> None:
    lea = signed_in(world.owner)
    first, second = Task.objects.order_by("pk")

    assert COVERED in page(lea, first)
    assert look(lea, first.uid).headers["Location"] == "/inbox/"  # type: ignore[attr-defined]  # Django's response.
    assert COVERED not in page(lea, first)
    assert COVERED in page(lea, second)
    look(lea, first.uid, "no")

    assert COVERED in page(lea, first)
    assert list(Look.objects.values_list("user", "task")) == [(world.owner.pk, first.pk)]


def test_benign_pictures_and_who_wants_no_cover_see_them_as_they_are(world: World) -> None:
    lea = signed_in(world.owner)
    first, second = Task.objects.order_by("pk")
    Task.objects.filter(pk=first.pk).update(severity=0)

    assert "<img" in page(lea, first)
    assert "data-look" not in page(lea, first)
    choose_viewing(world.owner, viewing=Viewing(0, grey=False, mute=False, small=False))
    assert "data-look" not in page(lea, second)


def test_what_nobody_rated_counts_as_the_project_says(world: World) -> None:
    lea = signed_in(world.owner)
    task = Task.objects.order_by("pk")[0]
    Task.objects.update(severity=None)

    assert COVERED not in page(lea, task)
    type(world.project).objects.update(segment="trust_and_safety")
    assert COVERED in page(lea, task)


def test_a_page_of_many_tasks_asks_once_for_the_person_and_the_project(world: World) -> None:
    Task.objects.update(severity=None)
    request = RequestFactory().get("/")
    request.user, request.session = world.owner, {}  # type: ignore[assignment]  # As the middleware would.
    wording = wording_of(world.schema.pk)
    contents = [shown_content(wording, each) for each in Task.objects.order_by("pk")]

    with CaptureQueriesContext(connection) as first:
        cover_of(request, contents[0])
    with CaptureQueriesContext(connection) as second:
        cover_of(request, contents[1])

    assert (len(first) > 0, len(second)) == (True, 0)


def test_a_look_says_nothing_of_tasks_that_are_not_there_and_leads_nowhere_else(world: World) -> None:
    zoe = signed_in(user("Zoe"))
    answers = [look(zoe, uid) for uid in (new_uid(), Task.objects.order_by("pk")[0].uid)]
    away = zoe.post(f"/wellbeing/looks/{new_uid()}/", {"open": "yes", "next": "https://evil.example/"})

    assert [each.headers["Location"] for each in answers] == ["/inbox/"] * 2  # type: ignore[attr-defined]  # As above.
    assert away.headers["Location"] == "/"
    assert Client().post(f"/wellbeing/looks/{new_uid()}/").status_code == 302


def test_the_exposure_board_counts_looks_for_who_sees_everybody(world: World) -> None:
    look(signed_in(world.owner), Task.objects.order_by("pk")[0].uid)
    omar: User = user("Omar", Role.OPERATIONS_LEAD)

    board = signed_in(omar).get("/people/exposure/")

    assert board.context["board"].looks.n == 1
