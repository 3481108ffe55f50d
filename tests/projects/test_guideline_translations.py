"""Translations of a guideline: their status per language, and what somebody reads in theirs."""

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Market
from assay.projects.actions.guideline_translations import translate
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import GuidelineTranslation, GuidelineVersion, Project, ProjectMarket
from assay.projects.queries.guideline_translations import languages_of, read_in, translation_statuses
from assay.projects.rules.guideline_translation import nearest
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
EXAMPLE = {"kind": "example", "content": "a shoe", "answer": "yes", "why": "it is one"}
TEXTS = [{"content": "um sapato", "answer": "sim", "why": "é um"}]
SECTIONS: list[dict[str, object]] = [
    {"id": "what", "title": "What", "markdown": "Look twice.", "examples": [EXAMPLE]},
    {
        "id": "how",
        "title": "How",
        "markdown": "Like this.",
        "variants": [{"market": "PT-pt", "markdown": "Like that."}],
    },
]


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=0)
    for code, tag in (("PT-pt", "pt-PT"), ("US-en", "en-US"), ("DE-de", "de")):
        market = Market.objects.create(code=code, name=code, region=code[:2], language=tag)
        ProjectMarket.objects.create(project=made.project, market=market)
    return made


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def publish(world: World, sections: list[dict[str, object]]) -> GuidelineVersion:
    version = publish_guideline(
        world.owner, project=world.project, title="Matching", sections=sections, now=NOW
    )
    world.project = Project.objects.select_related("guideline_version").get(pk=world.project.pk)
    return version


def put(world: World, cast: Cast, part: str, **more: object) -> GuidelineTranslation:
    given = {
        "title": "O quê",
        "markdown": "Olhe duas vezes.",
        "is_finished": True,
        "language": "pt-PT",
    } | more
    return translate(cast.ben, project=world.project, part=part, now=NOW, **given)  # type: ignore[arg-type]  # Its fields.


def statuses(version: GuidelineVersion, language: str = "pt-PT") -> dict[str, str]:
    found = translation_statuses(version, [language])
    return {each.part.key: str(status) for each in found for _tag, status in each.statuses}


def test_the_languages_are_those_of_the_markets_without_its_own(world: World, cast: Cast) -> None:
    publish(world, SECTIONS)

    assert languages_of(world.project) == ["de", "pt-PT"]


def test_every_section_has_a_status_that_follows_its_source(world: World, cast: Cast) -> None:
    first = publish(world, SECTIONS)
    assert set(statuses(first).values()) == {"missing"}
    put(world, cast, "what", examples=TEXTS)
    put(world, cast, "how", is_finished=False, markdown="")
    put(world, cast, "how@PT-pt", markdown="Assim.")
    assert statuses(first) == {"what": "translated", "how": "draft", "how@PT-pt": "translated"}

    second = publish(world, [{**SECTIONS[0], "markdown": "Look three times."}, SECTIONS[1]])

    assert statuses(second) == {"what": "outdated", "how": "draft", "how@PT-pt": "translated"}
    assert statuses(first)["what"] == "translated"


def test_people_read_their_language_and_what_is_missing_says_so(world: World, cast: Cast) -> None:
    version = publish(world, SECTIONS)
    put(world, cast, "what", examples=TEXTS)
    put(world, cast, "how", is_finished=False)

    what, how, variant = read_in(version, "pt").sections
    assert (what.title, what.language, what.is_fallback) == ("O quê", "pt-PT", False)
    assert [each.answer for each in what.examples] == ["sim"]
    assert (how.title, how.language, how.is_fallback, variant.is_fallback) == ("How", "en", True, True)
    assert not any(each.is_fallback for each in read_in(version, "en-GB").sections)


def test_a_market_reads_its_variant_in_the_place_of_the_section(world: World, cast: Cast) -> None:
    version = publish(world, SECTIONS)

    here = read_in(version, "en", "PT-pt").sections
    elsewhere = read_in(version, "en", "US-en").sections

    assert [(each.id, "that" in each.html) for each in here] == [("what", False), ("how", True)]
    assert [(each.id, "this" in each.html) for each in elsewhere] == [("what", False), ("how", True)]
    assert [len(each.examples) for each in here] == [1, 0]


def test_a_past_version_keeps_its_translation(world: World, cast: Cast) -> None:
    first = publish(world, SECTIONS)
    put(world, cast, "what", examples=TEXTS)
    publish(world, [{**SECTIONS[0], "markdown": "Look three times."}])
    put(world, cast, "what", title="O quê agora", examples=TEXTS)

    assert read_in(first, "pt").sections[0].title == "O quê"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"part": "none"}, "guideline.no_part"),
        ({"language": "en-US"}, "guideline.not_in_source"),
        ({"language": "not a tag"}, "language.invalid"),
        ({"markdown": " "}, "guideline.empty_translation"),
        ({"examples": []}, "guideline.empty_translation"),
    ],
)
def test_refusals(more: dict[str, object], code: str, world: World, cast: Cast) -> None:
    publish(world, SECTIONS)
    given: dict[str, object] = {"part": "what", "examples": TEXTS} | more

    with pytest.raises(Refused) as refused:
        put(world, cast, **given)  # type: ignore[arg-type]  # The part is a text.

    found = refused.value.reasons[0].code
    assert found == code or (code == "language.invalid" and "language" in found)


def test_who_keeps_quality_translates(world: World, cast: Cast) -> None:
    publish(world, SECTIONS)

    with pytest.raises(Refused):
        translate(
            cast.rita,
            project=world.project,
            language="de",
            part="how",
            title="Wie",
            markdown="So.",
            is_finished=True,
            now=NOW,
        )
    with pytest.raises(NotFound):
        translate(
            cast.zoe,
            project=world.project,
            language="de",
            part="how",
            title="Wie",
            markdown="So.",
            is_finished=True,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("wanted", "offered", "found"),
    [
        ("pt", ["pt-BR", "pt-PT"], "pt-BR"),
        ("pt-PT", ["pt-BR", "pt-PT"], "pt-PT"),
        ("pt-PT", ["pt"], "pt"),
        ("de", ["pt"], None),
        ("p", ["pt"], None),
    ],
)
def test_the_nearest_tag(wanted: str, offered: list[str], found: str | None) -> None:
    assert nearest(wanted, offered) == found
