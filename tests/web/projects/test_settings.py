"""Settings: of the project, of a stage, what a stage asks of people, the markets it serves."""

import pytest

from assay.people.models import Market, Skill, Vendor
from assay.projects.models import Project, Stage, StageSkill
from assay.web.projects.stage_form import stage_values
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
OWN = {
    "name": "Match 2",
    "segment": "llm_data",
    "purpose": "Why",
    "time_zone": "Asia/Tokyo",
    "test_share": "12.5",
}
LIMITS = {"dispute_days": "9", "appeal_days": "20", "ruling_days": "2", "answer_hours": "48"}


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def stage_form(stage: Stage, **changes: str) -> dict[str, str]:
    """The form as it is first shown, with some fields typed anew; an empty text leaves a box unticked."""
    shown = {name: "on" if value is True else str(value) for name, value in stage_values(stage).items()}
    typed = {name: "" if value == "False" else value for name, value in shown.items()} | changes
    return {name: value for name, value in typed.items() if value != ""}


def test_settings_are_for_who_manages_the_project(world: World, people: People) -> None:
    refused = dict.fromkeys(["ben", "rita", "ravi", "mia", "omar"], 403)
    pages = [
        address("project-settings", world.project.uid),
        address("stage", world.project.uid, str(world.stage.uid)),
    ]

    for page in pages:
        assert statuses(people, page) == {"nobody": 302, "lea": 200, **refused, "ana": 404, "zoe": 404}


def test_the_projects_own_settings_are_saved(world: World, people: People) -> None:
    signed_in(people.cast.lea).post(address("project-settings", world.project.uid), OWN | LIMITS)

    saved = Project.objects.values(*OWN, *LIMITS).get()
    assert saved == {**OWN, "test_share": 0.125, **{name: int(value) for name, value in LIMITS.items()}}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "A name has 1 to 160 characters."),
        ("time_zone", "Nowhere", "Nowhere is not an IANA time zone."),
        ("test_share", "101", "Share must be from 0 to 1."),
        ("test_share", "much", "Share must be from 0 to 1."),
        ("test_share", "nan", "Share must be from 0 to 1."),
        ("segment", "fun", "This must be one of"),
        ("dispute_days", "0", "Dispute days must be from 1 to 90."),
        ("answer_hours", "soon", "Answer hours must be from 1 to 720."),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    field: str, value: str, sentence: str, world: World, people: People
) -> None:
    response = signed_in(people.cast.lea).post(
        address("project-settings", world.project.uid), {**OWN, **LIMITS, field: value}
    )

    assert (response.status_code, Project.objects.get().name) == (422, "Match")
    assert sentence in response.context["form"].problems[field]


def test_a_stage_is_saved_and_what_was_not_touched_stays(world: World, people: People) -> None:
    where = address("stage", world.project.uid, str(world.stage.uid))
    before = stage_values(world.stage)

    posted = stage_form(world.stage, overlap="3", overlap_max="4", gold_share="7.5", needs_acknowledgment="")
    response = signed_in(people.cast.lea).post(where, posted)

    after = stage_values(Stage.objects.get())
    assert response.status_code == 302
    assert {name: value for name, value in after.items() if before[name] != value} == {
        "overlap": 3,
        "overlap_max": 4,
        "gold_share": "7.5",
        "needs_acknowledgment": False,
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("overlap", "0", "Overlap must be from 1 to 1,000."),
        ("overlap", "three", "Overlap must be from 1 to 1,000."),
        ("overlap", "9", "The overlap must not be greater than the highest overlap."),
        ("gold_share", "60", "Gold share must be from 0 to 0.5."),
        ("name", "x" * 81, "A name has 1 to 80 characters."),
        ("lease_seconds", "5", "Lease seconds must be from 30 to 604,800."),
    ],
)
def test_what_is_wrong_with_a_stage_stands_at_its_field(
    field: str, value: str, sentence: str, world: World, people: People
) -> None:
    where = address("stage", world.project.uid, str(world.stage.uid))

    response = signed_in(people.cast.lea).post(where, stage_form(world.stage, **{field: value}))

    assert response.status_code == 422
    assert response.context["form"].problems == {field: sentence}


def test_a_stage_of_another_project_is_not_there(world: World, people: People) -> None:
    other = Project.objects.create(name="Other", owner=world.owner, created_at=NOW, created_by=world.owner)
    stage = Stage.objects.create(project=other)

    where = address("stage", world.project.uid, str(stage.uid))

    assert signed_in(people.cast.lea).get(where).status_code == 404


def test_requirements_replace_those_before(world: World, people: People) -> None:
    search = Skill.objects.create(code="search", name="Search")
    policy = Skill.objects.create(code="policy", name="Policy")
    StageSkill.objects.create(stage=world.stage, skill=policy, min_score=10)
    vendor = Vendor.objects.get()
    where = address("stage-requirements", world.project.uid, str(world.stage.uid))
    client = signed_in(people.cast.lea)

    client.post(where, {"skill": [str(search.uid), ""], "score": ["80", ""], "vendor": [str(vendor.uid)]})

    assert list(StageSkill.objects.values_list("skill__code", "min_score")) == [("search", 80)]
    assert list(world.stage.vendors.all()) == [vendor]
    assert "Search" in text(client, address("project-settings", world.project.uid))
    assert signed_in(people.cast.ben).post(where).status_code == 403


def test_a_score_above_100_is_refused(world: World, people: People) -> None:
    search = Skill.objects.create(code="search", name="Search")
    where = address("stage-requirements", world.project.uid, str(world.stage.uid))

    response = signed_in(people.cast.lea).post(
        where, {"skill": [str(search.uid)], "score": ["40000"]}, follow=True
    )

    assert "A score is between 0 and 100." in response.content.decode()
    assert StageSkill.objects.count() == 0


def test_the_markets_are_replaced(world: World, people: People) -> None:
    for code in ("DE-de", "BR-pt"):
        Market.objects.create(code=code, name=code, region=code[:2], language=code[3:])
    where, client = address("project-markets", world.project.uid), signed_in(people.cast.lea)

    client.post(where, {"market": [str(Market.objects.get(code="DE-de").uid)]})
    client.post(where, {"market": [str(Market.objects.get(code="BR-pt").uid)]})

    assert list(world.project.markets.values_list("market__code", flat=True)) == ["BR-pt"]
    assert signed_in(people.mia).post(where).status_code == 403
