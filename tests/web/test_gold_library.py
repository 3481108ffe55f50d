"""Pages of the gold library: proposals for who keeps gold, tasks without an answer for experts."""

import pytest

from assay.people.enums import LanguageLevel, Role
from assay.people.models import ContributorLanguage, User
from assay.quality.models import Gold, GoldOpinion, GoldProposal
from assay.work.models import Task
from tests.quality.board_world import GERMANY, market
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import NOW, World, add_gold, make_world

pytestmark = pytest.mark.django_db
FORM = {
    "external_id": "g0",
    "origin": "original",
    "speaker": "p0",
    "match": "yes",
    "reason": "The query names the brand.",
    "n_wanted": "2",
}


@pytest.fixture
def world() -> World:
    world = make_world(n_people=2, n_tasks=0)
    add_gold(world, 3)
    Task.objects.filter(is_gold=True).update(market=market(GERMANY))
    ContributorLanguage.objects.create(contributor=world.people[0], language="de", level=LanguageLevel.NATIVE)
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def reviewer(world: World, name: str) -> User:
    return somebody(name, NOW, role=Role.REVIEWER, project_id=world.project.pk)


def proposed(world: World, cast: Cast, **more: str) -> GoldProposal:
    sent = signed_in(cast.ben).post(address("gold-propose", world.project.uid), FORM | more)
    assert sent.status_code == 302
    return GoldProposal.objects.latest("pk")


def test_who_opens_the_library(world: World, cast: Cast) -> None:
    keepers = {"nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404}

    for page in ("gold-library", "gold-propose", "gold-proposals"):
        assert statuses(cast, address(page, world.project.uid)) == keepers
    mia = signed_in(reviewer(world, "Mia"))
    assert mia.get(address("gold-proposals", world.project.uid)).status_code == 200
    assert mia.get(address("gold-library", world.project.uid)).status_code == 403


def test_an_expert_sees_nothing_of_what_was_proposed(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    mia = signed_in(reviewer(world, "Mia"))

    overview = text(mia, address("gold-proposals", world.project.uid))
    sent = mia.post(address("gold-proposal-next", world.project.uid))
    page = text(mia, address("gold-proposal", proposal.uid))

    assert "1 proposal waits for your answer." in overview
    assert sent.headers["Location"] == address("gold-proposal", proposal.uid)
    assert ("Task 0" in page, "Match?" in page) == (True, True)
    for told in ("The query names the brand.", "checked", ">p0<", "Ben"):
        assert (told in overview, told in page.replace('name="match"', "")) == (False, False), told


def test_two_experts_make_gold_of_it(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    where = address("gold-proposal", proposal.uid)
    mia, omar = signed_in(reviewer(world, "Mia")), signed_in(reviewer(world, "Omar"))

    refused = mia.post(where, {})
    for client in (mia, omar):
        sent = client.post(where, {"fix--match": "yes", "comment": "Clear."})
        assert sent.headers["Location"] == address("gold-proposals", world.project.uid)

    assert refused.status_code == 422
    assert [gold.task.external_id for gold in Gold.objects.all()] == ["g0"]
    assert mia.get(where).status_code == 404
    assert "Agreed: it is gold" in text(signed_in(cast.ben), address("gold-proposals", world.project.uid))


def test_who_proposed_is_not_asked(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    ben = signed_in(cast.ben)

    assert ben.get(address("gold-proposal", proposal.uid)).status_code == 404
    assert ben.post(address("gold-proposal", proposal.uid), {"fix--match": "yes"}).status_code == 404
    assert not GoldOpinion.objects.exists()


def test_what_was_only_translated_comes_back_with_the_reason(world: World, cast: Cast) -> None:
    ben, where = signed_in(cast.ben), address("gold-propose", world.project.uid)

    form = text(ben, f"{where}?external_id=g0")
    sent = ben.post(where, FORM | {"origin": "translated"})

    assert '<option value="p0">' in form
    assert '<option value="p1">' not in form
    assert sent.status_code == 422
    page = " ".join(sent.content.decode().split())
    assert "Gold that was only translated is refused" in page
    assert "The query names the brand." in page


def test_a_proposal_is_withdrawn_with_its_reason(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)

    signed_in(cast.ben).post(address("gold-proposal-withdraw", proposal.uid), {"reason": "Ambiguous"})

    page = text(signed_in(cast.ben), address("gold-proposals", world.project.uid))
    assert ("Withdrawn" in page, "Ambiguous" in page) == (True, True)
    mia = signed_in(reviewer(world, "Mia"))
    assert mia.post(address("gold-proposal-withdraw", proposal.uid), {"reason": "x"}).status_code == 403


def test_the_library_names_thin_markets(world: World, cast: Cast) -> None:
    proposed(world, cast)

    page = text(signed_in(cast.ben), address("gold-library", world.project.uid))

    assert ("DE-de" in page, "none" in page) == (True, True)
    assert "Nobody has met gold lately" in page


def test_proposals_ask_as_often_for_one_row_as_for_three(world: World, cast: Cast) -> None:
    ben, where = signed_in(cast.ben), address("gold-proposals", world.project.uid)

    proposed(world, cast)
    for_one = n_queries(ben, where)
    for item in ("g1", "g2"):
        proposed(world, cast, external_id=item)

    assert n_queries(ben, where) == for_one
