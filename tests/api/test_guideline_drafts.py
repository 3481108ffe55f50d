"""The API of a guideline's next version: written, reviewed, put in force; its market policies and translations."""

import pytest

from assay.kit.clock import now
from assay.people.models import Market, User
from assay.projects.actions.guideline_settings import ask_for_review
from assay.projects.models import GuidelineVersion, ProjectMarket
from tests.api.calling import Api, outcome, token_of
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
SECTION = {"id": "one", "title": "One", "markdown": "first"}
KNIVES = {"id": "knives", "title": "Knives", "markets": {"PT-pt": {"rule": "age_gated", "note": "18"}}}


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=1)
    market = Market.objects.create(code="PT-pt", name="Portugal", region="PT", language="pt-PT")
    ProjectMarket.objects.create(project=made.project, market=market)
    return made


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def as_(user: User) -> Api:
    return Api(token_of(user))


def draft(**more: object) -> dict[str, object]:
    return {"title": "Rules", "sections": [SECTION], **more}


def at(world: World, more: str = "guideline-draft") -> str:
    return f"/projects/{world.project.uid}/{more}"


def test_a_draft_is_saved_whole_and_by_one_person_at_a_time(world: World, cast: Cast) -> None:
    lea, ben = as_(cast.lea), as_(cast.ben)
    assert lea.get(at(world)).status_code == 404

    made = lea.put(at(world), draft(sections=[]))
    behind = ben.put(at(world), draft(revision=7))
    again = ben.put(at(world), draft(revision=1, policies=[KNIVES]))

    assert (made.status_code, made.json()["revision"], made.json()["state"]) == (200, 1, "draft")
    assert outcome(behind) == (409, "guideline.changed_meanwhile")
    found = lea.get(at(world)).json()
    assert found == again.json()
    assert (found["revision"], found["sections"], found["policies"]) == (2, [SECTION], [KNIVES])
    assert GuidelineVersion.objects.count() == 0


def test_who_may_see_and_write_a_draft(world: World, cast: Cast) -> None:
    as_(cast.lea).put(at(world), draft())
    people = {"lea": cast.lea, "ben": cast.ben, "rita": cast.rita, "ravi": cast.ravi, "zoe": cast.zoe}
    people |= {"ana": world.people[0].user}

    seen = {name: as_(user).get(at(world)).status_code for name, user in people.items()}
    wrote = {name: as_(user).put(at(world), draft()).status_code for name, user in people.items()}

    assert seen == {"lea": 200, "ben": 200, "rita": 200, "ravi": 404, "zoe": 404, "ana": 404}
    assert wrote == {"lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404, "ana": 404}
    assert Api().get(at(world)).status_code == 401
    assert as_(cast.rita).delete(at(world)).status_code == 403


def test_it_is_reviewed_sent_back_approved_and_published(world: World, cast: Cast) -> None:
    ask_for_review(cast.lea, project=world.project, is_needed=True, now=now())
    lea, rita = as_(cast.lea), as_(cast.rita)
    lea.put(at(world), draft())
    people = {
        each["name"]: each["user"]
        for each in lea.get(at(world, "guideline-draft/reviewers")).json()["reviewers"]
    }
    asked = {"reviewers": [{"user": people["Rita"], "side": "policy"}]}

    early = lea.post(at(world, "guideline-draft/publish"))
    lea.post(at(world, "guideline-draft/review"), asked)
    silent = rita.post(at(world, "guideline-draft/verdict"), {"verdict": "changes"})
    back = rita.post(
        at(world, "guideline-draft/verdict"), {"verdict": "changes", "comment": "Say more."}
    ).json()
    lea.post(at(world, "guideline-draft/review"), asked)
    said = rita.post(at(world, "guideline-draft/verdict"), {"verdict": "approved"}).json()
    made = lea.post(at(world, "guideline-draft/publish"))

    assert outcome(early) == (409, "guideline.needs_review")
    assert outcome(silent) == (422, "guideline.no_comment")
    assert (back["state"], back["reviews"][0]["comment"], said["state"]) == ("draft", "Say more.", "approved")
    assert [(each["round"], each["verdict"]) for each in said["reviews"]] == [(2, "approved"), (1, "changes")]
    assert (made.status_code, made.json()["number"]) == (201, 1)


def test_only_who_is_asked_reviews_and_only_who_sees_the_project_is_asked(world: World, cast: Cast) -> None:
    lea = as_(cast.lea)
    lea.put(at(world), draft())
    stranger = {"reviewers": [{"user": str(cast.zoe.uid), "side": "qa"}]}

    unknown = lea.post(at(world, "guideline-draft/review"), stranger)
    lea.post(at(world, "guideline-draft/review"), {"reviewers": [{"user": str(cast.ben.uid), "side": "qa"}]})
    not_asked = as_(cast.rita).post(at(world, "guideline-draft/verdict"), {"verdict": "approved"})
    written = lea.put(at(world), draft())
    taken = lea.post(at(world, "guideline-draft/take-back")).json()
    gone = lea.delete(at(world))

    assert unknown.status_code == 404
    assert outcome(not_asked) == (409, "guideline.not_a_reviewer")
    assert outcome(written) == (409, "guideline.not_writable")
    assert (taken["state"], gone.status_code, lea.get(at(world)).status_code) == ("draft", 204, 404)


def test_policies_of_unknown_markets_are_refused_and_retired_ones_stay(world: World, cast: Cast) -> None:
    lea = as_(cast.lea)
    lea.put(at(world), draft())
    elsewhere = {**KNIVES, "markets": {"AQ-en": {"rule": "allowed"}}}

    refused = lea.put(at(world, "guideline-policies"), {"policies": [elsewhere]})
    kept = lea.put(at(world, "guideline-policies"), {"policies": [KNIVES]})
    lea.post(at(world, "guideline-draft/publish"))
    Market.objects.update(retired_at=now())
    still = lea.put(at(world, "guideline-policies"), {"policies": [KNIVES, {**KNIVES, "id": "swords"}]})

    assert outcome(refused) == (422, "guideline.unknown_market")
    assert refused.json()["detail"].startswith("AQ-en is no market of this organisation")
    assert kept.json()["policies"] == [KNIVES]
    assert still.status_code == 200
    assert lea.get(at(world, "guideline-policies")).json() == {"version": 1, "policies": [KNIVES]}
    assert as_(cast.rita).put(at(world, "guideline-policies"), {"policies": []}).status_code == 403
    assert as_(cast.zoe).get(at(world, "guideline-policies")).status_code == 404


def test_the_matrix_comes_in_as_a_table_after_one_has_seen_what_changes(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), at(world, "guideline-policies/table")
    lea.put(at(world), draft())
    text = "id,policy,PT-pt,PT-pt note\r\nknives,Knives,age_gated,18\r\n"
    change = {"policy": "Knives", "market": "PT-pt", "before": "", "after": "age_gated", "note": "18"}

    seen = lea.put(where, {"table": text})
    before = lea.get(at(world)).json()["policies"]
    kept = lea.put(where, {"table": text, "keep": True})
    elsewhere = lea.put(where, {"table": text.replace("PT-pt", "AQ-en")})
    wrong = lea.put(where, {"table": text.replace("age_gated", "maybe")})
    lea.post(at(world, "guideline-draft/publish"))

    assert (seen.json(), before) == ({"is_kept": False, "changes": [change]}, [])
    assert kept.json() == {"is_kept": True, "changes": [change]}
    assert outcome(elsewhere) == (422, "guideline.unknown_market")
    assert outcome(wrong) == (422, "guideline.table_rule")
    assert lea.get(where).json() == {"table": text}
    assert as_(cast.rita).put(where, {"table": text}).status_code == 403
    assert as_(cast.zoe).get(where).status_code == 404


def test_a_variant_for_a_retired_market_cannot_be_new(world: World, cast: Cast) -> None:
    Market.objects.update(retired_at=now())
    lea = as_(cast.lea)
    lea.put(at(world), draft(sections=[{**SECTION, "variants": [{"market": "PT-pt", "markdown": "aqui"}]}]))

    assert outcome(lea.post(at(world, "guideline-draft/publish"))) == (422, "guideline.unknown_market")


def test_sections_are_translated(world: World, cast: Cast) -> None:
    lea, ben = as_(cast.lea), as_(cast.ben)
    lea.put(at(world), draft())
    lea.post(at(world, "guideline-draft/publish"))
    where = at(world, "guideline-translations/pt-PT/one")

    empty = ben.put(where, {"title": "Um", "markdown": "", "is_finished": True})
    ben.put(where, {"title": "Um", "markdown": "primeiro", "is_finished": True})

    assert outcome(empty) == (422, "guideline.empty_translation")
    assert (ben.get(where).json()["markdown"], ben.get(where).json()["is_outdated"]) == ("primeiro", False)
    assert lea.get(at(world, "guideline-translations")).json() == {
        "language": "en",
        "languages": ["pt-PT"],
        "parts": [{"part": "one", "title": "One", "market": "", "statuses": {"pt-PT": "translated"}}],
    }
    assert ben.get(at(world, "guideline-translations/pt-PT/two")).status_code == 404
    assert as_(cast.rita).put(where, {"title": "Um", "markdown": "x"}).status_code == 403
    assert as_(world.people[0].user).get(at(world, "guideline-translations")).status_code == 404


def test_the_board_counts_people_in_sight_only(world: World, cast: Cast) -> None:
    lea, ravi = as_(cast.lea), as_(cast.ravi)
    lea.put(at(world), draft())
    made = lea.post(at(world, "guideline-draft/publish")).json()
    ana = as_(world.people[0].user)
    ana.post(f"/projects/guideline-versions/{made['uid']}/acknowledge")

    sites = lea.get(at(world, "guideline-readers")).json()["sites"]
    people = lea.get(at(world, "guideline-readers/people")).json()["items"]
    reminded = lea.post(at(world, "guideline-readers/remind"))

    assert [(each["place"], each["n_current"], each["n_outstanding"]) for each in sites] == [
        ("Lingua · Lisbon", 1, 0),
        ("", 0, 1),
    ]
    assert {each["pseudonym"]: each["standing"] for each in people} == {"p0": "current", "p1": "outstanding"}
    assert reminded.json() == {"n": 1}
    assert outcome(lea.post(at(world, "guideline-readers/remind"))) == (409, "guideline.nobody_to_remind")
    seen = ravi.get(at(world, "guideline-readers/people")).json()["items"]
    assert [each["pseudonym"] for each in seen] == ["p0"]
    assert ana.get(at(world, "guideline-readers")).status_code == 404
    assert as_(cast.rita).get(at(world, "guideline-readers")).status_code in {200, 404}
