"""The example operation: everything in it came about through the real actions, and its figures are figures."""

import json

import pytest
from django.db.models import Avg, Count, F, Q

from assay.demo.cast import CAST
from assay.demo.live import NAME as LIVE
from assay.demo.operation import run_operation
from assay.demo.people import MARKETS
from assay.demo.seed import seed
from assay.money.models import Budget
from assay.people.enums import Standing
from assay.people.models import Contributor, InboxMessage, User
from assay.people.queries.cast import cast
from assay.planning.models import CampaignTest
from assay.planning.queries.campaign_tests import Sittings, sittings_of
from assay.projects.models import Project
from assay.projects.queries.memberships import memberships_of
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import validate
from assay.quality.actions.consensus import reproduce
from assay.quality.models import ConsensusRun, Gold, GoldResult
from assay.quality.queries.gold import project_gold_accuracy
from assay.stats.sampling import wilson
from assay.wellbeing.queries.board import exposure_board
from assay.wellbeing.queries.counsellors import counsellor_for
from assay.wellbeing.queries.pulse import pulse_weeks
from assay.work.actions.claiming import claim
from assay.work.models import Claim, ContributorQueue, Judgment, QueueItem, Task, WorkDay
from assay.work.queries.nothing import why_nothing
from tests.demo.conftest import forget_sizes
from tests.demo.filled import AT, LISTINGS, POSTS, PREFERENCES, PROJECTS, SEARCH, digest, project, worker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


@pytest.mark.deep
def test_the_same_moment_makes_the_same_world(filled: str) -> None:
    assert Judgment.objects.exists()
    forget_sizes()
    run_operation(AT)
    assert filled == digest()


def test_a_second_start_changes_nothing() -> None:
    before = (User.objects.count(), Project.objects.count(), Judgment.objects.count())

    seed()

    assert (User.objects.count(), Project.objects.count(), Judgment.objects.count()) == before


def test_a_database_of_other_people_is_not_opened_to_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.filter(email=CAST[0].email).update(email="somebody@example.org")

    with pytest.raises(SystemExit) as ended:
        seed()

    assert ended.value.code == 1
    assert "This database holds people who are not the demo's" in capsys.readouterr().err


def test_the_sign_in_page_offers_exactly_the_cast() -> None:
    assert [member.name for member in cast()] == [member.name for member in CAST]
    assert [member.key for member in cast()] == [member.key for member in CAST]
    assert {member.name: member.roles for member in cast()}["Ravi"] == ("BPO site lead",)


@pytest.mark.parametrize("name", ["Ana", "Ade"])
def test_there_is_work_at_once(name: str) -> None:
    work = claim(worker(name), n=1, now=AT)

    assert work.n_tasks == 1
    assert json.loads(bytes(work.tasks))[0]["project"]["name"] == SEARCH


@pytest.mark.parametrize(("name", "least"), [("Ana", 60), ("Ade", 20)])
def test_the_search_project_lasts_for_a_while(name: str, least: int) -> None:
    mine = Q(contributor__pseudonym=name, state__lt=10)
    had = Claim.objects.filter(mine, project=project(SEARCH)).values("item")
    queues = ContributorQueue.objects.filter(contributor__pseudonym=name, is_eligible=True).values("queue")
    open_now = QueueItem.objects.filter(is_claimable=True, task__is_gold=False, task__project=project(SEARCH))

    assert open_now.filter(queue__in=queues).exclude(pk__in=had).count() >= least


def test_ana_has_read_some_guidelines_and_still_has_two_to_read() -> None:
    ana = Contributor.objects.get(pseudonym="Ana")

    to_read = {each.name for each in memberships_of(ana.pk) if each.is_to_read}

    assert to_read == {LISTINGS, POSTS}
    assert InboxMessage.objects.filter(user=ana.user, kind="work.answer").count() == 1


def test_ade_is_told_what_stops_him_among_the_listings() -> None:
    place = project(LISTINGS).uid

    nothing = why_nothing(worker("Ade"), now=AT, project=place)

    assert claim(worker("Ade"), n=1, now=AT, project=place).n_tasks == 0
    assert "These tasks need the skill Marketplace rules." in {each.reason.text for each in nothing.obstacles}


def test_projects_differ_in_segment_market_and_kinds_of_question() -> None:
    schemas = {each.name: parsed_schema(each.schema_version_id or 0) for each in Project.objects.all()}
    kinds = {question.kind for schema in schemas.values() for question in schema.questions}

    assert set(schemas) == {*PROJECTS, LIVE}
    assert len(set(Project.objects.values_list("segment", flat=True))) >= 4
    assert set(Project.objects.values_list("markets__market__code", flat=True)) == set(MARKETS)
    assert kinds == {
        *("choice", "multi_choice", "taxonomy", "scale", "number", "text", "ranking", "pairwise", "spans"),
    }


def test_weeks_of_judgments_and_none_from_the_future() -> None:
    assert Task.objects.count() >= 1800
    assert Judgment.objects.count() >= 4000
    assert not Judgment.objects.filter(submitted_at__gt=AT).exists()
    for name, least in ((SEARCH, 12), (LISTINGS, 6), (PREFERENCES, 6)):
        days = Judgment.objects.filter(project__name=name).values("work_on").distinct()
        assert days.count() >= least, name
    assert WorkDay.objects.filter(contributor__pseudonym="Ana").values("day_on").distinct().count() >= 8


def test_every_answer_is_one_that_the_workbench_would_take() -> None:
    for judgment in Judgment.objects.select_related("task").order_by("uid")[::7]:
        schema = parsed_schema(judgment.schema_version_id)
        assert validate(schema, judgment.answers, judgment.task.content) == [], judgment.task.external_id


def test_nobody_had_a_task_twice_and_no_task_has_more_than_its_overlap() -> None:
    held = Claim.objects.filter(state__lt=10).values("item", "contributor").annotate(n=Count("pk"))
    tasks = QueueItem.objects.filter(task__is_gold=False)

    assert not held.filter(n__gt=1).exists()
    assert not tasks.filter(n_judgments__gt=F("stage__overlap_max")).exists()
    counted = tasks.annotate(n=Count("task__judgments", filter=Q(task__judgments__retraction=None)))
    assert not counted.exclude(n=F("n_judgments")).exists()


def test_the_fraudulent_the_careless_and_the_good_are_told_apart_by_gold() -> None:
    shares = dict(
        GoldResult.objects.values_list("contributor__pseudonym").annotate(
            share=1.0 * Count("pk", filter=Q(is_correct=True)) / Count("pk")
        )
    )
    seconds = dict(
        Judgment.objects.values_list("contributor__pseudonym").annotate(mean=Avg("handling_seconds"))
    )
    standing = dict(
        Contributor.objects.exclude(standing=Standing.ACTIVE).values_list("pseudonym", "standing")
    )

    assert shares["Nasr"] < 0.4
    assert shares["Plover"] < 0.6
    assert min(shares[name] for name in ("Ana", "Ade", "Heron", "Kiji")) > 0.6
    assert seconds["Nasr"] < 4 < 15 < min(value for name, value in seconds.items() if name != "Nasr")
    assert standing == {"Nasr": "off_boarded", "Plover": "paused", "Zanate": "probation"}
    assert all(Contributor.objects.get(pseudonym=name).standing_way_back for name in standing)


def test_gold_of_every_market_accuracy_agreement_and_consensus_have_figures() -> None:
    shares = {name: project_gold_accuracy(project(name).pk) for name in PROJECTS}
    runs = {run.project.name: run for run in ConsensusRun.objects.select_related("project").order_by("pk")}

    assert set(Gold.objects.values_list("task__market__code", flat=True)) == set(MARKETS)
    assert all(share.n >= 20 and 0.6 < (share.value or 0) < 1 for share in shares.values()), shares
    assert set(runs) == set(PROJECTS)
    relevance = runs[SEARCH].summary["relevance"]["agreement"]
    assert 0.6 < relevance["alpha_low"] < relevance["alpha"] < 1
    assert all(reproduce(run)[0] for run in runs.values())


def test_somebody_nears_a_limit_somebody_rests_and_small_sites_hide() -> None:
    """Mia reads the board by name; of the pulse only Lisbon and the crowd are enough to stand by themselves."""
    mia = User.objects.get(name="Mia")

    board = exposure_board(mia, now=AT)
    weeks = pulse_weeks(mia, now=AT)

    named = [(each.contributor.pseudonym, each.is_over, each.break_until is not None) for each in board.named]
    assert named == [("Magpie", False, False), ("Heron", False, True)]
    assert sum(row.n_people for row in board.sites) >= 10
    assert [[site.name if site else "" for site, _ in week.sites] for week in weeks] == [["Lisbon", ""]] * 2
    assert weeks[0].others is not None


def test_people_know_whom_to_turn_to() -> None:
    found = {name: counsellor_for(Contributor.objects.get(pseudonym=name)) for name in ("Ana", "Ade")}

    assert {name: contact and contact.languages for name, contact in found.items()} == {
        "Ana": ["pt", "en"],
        "Ade": ["en", "es", "ar"],
    }


def test_one_budget_is_nearly_used_up_and_one_stops_the_tasks_of_a_market() -> None:
    whole, egypt = Budget.objects.order_by("pk")

    assert (whole.market, whole.stopped_at) == (None, None)
    assert [each.percent for each in whole.alerts.all()] == [80]
    assert egypt.market is not None
    assert (egypt.market.code, egypt.stopped_at is not None) == ("ar-EG", True)


def test_a_paid_test_was_sat_by_three_and_one_pay_is_approved() -> None:
    [test] = CampaignTest.objects.all()
    link = test.campaign.links.get()

    assert sittings_of(test) == Sittings(5, wilson(2, 3), 0, "")
    sat = test.sittings.exclude(entry=None).order_by("pk")
    assert list(sat.values_list("entry__state", flat=True)) == ["approved", "proposed", "proposed"]
    assert sum(each.amount_micro for each in link.spendings.all()) == 3 * test.pay_micro
