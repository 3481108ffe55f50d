"""The workbench's page, guidelines with their acknowledgment, and stored pictures."""

import json
import re
from uuid import uuid4

import pytest
from django.http import StreamingHttpResponse
from django.urls import reverse

from assay.kit import files
from assay.kit.clock import now
from assay.kit.models import StoredFile
from assay.people.models import Market, User
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import Acknowledgment, GuidelineVersion, ProjectMarket
from assay.projects.queries.markets import markets_of_work
from tests.web.quality_cast import Cast, address, cast_of, signed_in, statuses
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
SECTIONS = [{"id": "what", "title": "What to do", "markdown": "Look **twice**.<script>alert(1)</script>"}]


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


@pytest.fixture
def version(world: World, cast: Cast) -> GuidelineVersion:
    return publish_guideline(cast.lea, project=world.project, title="Matching", sections=SECTIONS, now=now())


def picture(world: World, media_type: str = "image/png", **more: object) -> StoredFile:
    about = {"name": "a.png", "media_type": media_type, "project_uid": world.project.uid, **more}
    return files.store([b"not really a picture"], now=now(), **about)  # type: ignore[arg-type]  # Its fields.


def test_the_workbench_opens_for_who_works_there(world: World, cast: Cast) -> None:
    found = statuses(cast, address("workbench-of", world.project.uid))
    ana = signed_in(world.people[0].user).get(address("workbench-of", world.project.uid))

    # Who only sees the project is led to its page.
    assert found == {"nobody": 302, "lea": 302, "ben": 302, "rita": 302, "ravi": 302, "zoe": 404}
    lea = signed_in(world.owner).get(address("workbench-of", world.project.uid))
    assert (ana.status_code, lea.headers["Location"]) == (200, address("project", world.project.uid))
    assert signed_in(None).get("/work/").headers["Location"] == "/accounts/login/?next=/work/"
    assert signed_in(cast.zoe).get(address("workbench-of", uuid4())).status_code == 404


def test_the_page_hands_the_workbench_all_that_it_needs(world: World) -> None:
    ana = world.people[0].user
    User.objects.filter(pk=ana.pk).update(locale="pt-BR")

    response = signed_in(ana).get(address("workbench-of", world.project.uid))

    found = re.search(r'id="workbench-config"[^>]*>(.*?)</script>', response.content.decode())
    assert found is not None
    config = json.loads(found[1])
    assert (config["project"], config["person"], config["language"]) == (
        str(world.project.uid),
        str(ana.uid),
        "pt",
    )
    assert (config["words"]["Submit"], config["words"]["Skip"]) == ("Enviar", "Pular")
    assert [each[0] for each in config["skipReasons"]][:2] == ["unclear_guideline", "content_broken"]
    assert [each[0] for each in config["reportKinds"]] == ["illegal", "imminent_harm"]
    assert config["markets"] == {}
    assert config["skipReasons"][-1] == ["other", "Outra coisa"]
    assert "csrftoken" in response.cookies


def test_the_markets_are_those_of_the_persons_own_projects(world: World, cast: Cast) -> None:
    for code, name in (("pt-BR", "Brazil"), ("de-DE", "Germany")):
        market = Market.objects.create(code=code, name=name, region=code[-2:], language=code)
        ProjectMarket.objects.create(project=world.project, market=market)
    ana = world.people[0].user

    found = markets_of_work(ana)
    world.project.memberships.filter(contributor__user=ana).update(retired_at=now())

    assert found == {str(world.project.uid): [("pt-BR", "Brazil"), ("de-DE", "Germany")]}
    assert markets_of_work(ana) == markets_of_work(cast.lea) == {}


def test_a_guideline_is_for_members_and_for_who_sees_the_project(
    world: World, cast: Cast, version: GuidelineVersion
) -> None:
    found = statuses(cast, address("guideline", version.uid))
    page = signed_in(world.people[0].user).get(address("guideline", version.uid)).content.decode()

    assert found == {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 200, "zoe": 404}
    assert ("<strong>twice</strong>" in page, "<script>alert" in page) == (True, False)


def test_reading_a_guideline_is_noted_once_and_opens_the_work(
    world: World, version: GuidelineVersion
) -> None:
    client = signed_in(world.people[0].user)
    where = address("guideline", version.uid)
    assert "I have read this" in client.get(where).content.decode()

    answers = [client.post(where), client.post(where)]

    assert {each.headers["Location"] for each in answers} == {address("workbench-of", world.project.uid)}
    assert Acknowledgment.objects.filter(guideline_version=version).count() == 1
    page = client.get(where).content.decode()
    assert ("I have read this" in page, "You acknowledged this version" in page) == (False, True)


def test_only_members_are_asked_to_acknowledge(world: World, cast: Cast, version: GuidelineVersion) -> None:
    where = address("guideline", version.uid)

    assert "I have read this" not in signed_in(cast.lea).get(where).content.decode()
    assert [signed_in(user).post(where).status_code for user in (cast.lea, cast.zoe, None)] == [404, 404, 302]
    assert Acknowledgment.objects.count() == 0


def test_a_projects_guideline_leads_to_the_version_in_force(world: World, version: GuidelineVersion) -> None:
    client = signed_in(world.people[0].user)

    found = client.get(address("guideline-of", world.project.uid))

    assert found.headers["Location"] == address("guideline", version.uid)
    assert client.get(address("guideline-of", uuid4())).status_code == 404


def test_pictures_are_for_who_works_on_their_project(world: World, cast: Cast) -> None:
    where = reverse("picture", args=[picture(world).sha256])

    assert statuses(cast, where) == {
        "nobody": 302,
        "lea": 200,
        "ben": 200,
        "rita": 200,
        "ravi": 200,
        "zoe": 404,
    }
    found = signed_in(world.people[0].user).get(where)
    assert isinstance(found, StreamingHttpResponse)
    assert b"".join(found.streaming_content) == b"not really a picture"
    assert (found.headers["Content-Type"], found.headers["Content-Disposition"]) == ("image/png", "inline")
    assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "more", [{"media_type": "image/svg+xml"}, {"media_type": "application/x-ndjson"}, {"project_uid": None}]
)
def test_releases_scripts_and_files_of_nowhere_are_no_pictures(world: World, more: dict[str, str]) -> None:
    stored = picture(world, **more)

    assert signed_in(world.people[0].user).get(reverse("picture", args=[stored.sha256])).status_code == 404


def test_a_retired_picture_is_gone(world: World) -> None:
    stored = picture(world)
    StoredFile.objects.filter(pk=stored.pk).update(retired_at=now())

    assert signed_in(world.people[0].user).get(reverse("picture", args=[stored.sha256])).status_code == 404
