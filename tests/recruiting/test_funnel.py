"""The funnel: the rule on tables, and a world that is worked out by hand."""

from dataclasses import replace

import pytest

from assay.kit.ids import new_uid
from assay.people.models import ContributorSkill, Skill
from assay.recruiting.actions.deciding import recognise
from assay.recruiting.actions.own import confirm
from assay.recruiting.models import Campaign
from assay.recruiting.queries.funnel import funnel_of, ways_by_market
from assay.recruiting.rules.funnel import PRODUCTIVE, FunnelStep, Way, funnels, steps_taken
from assay.recruiting.rules.pipeline import on_the_way
from assay.stats.sampling import wilson
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Judgment, Retraction
from tests.recruiting.cast import TERMS, applied, campaign, mia
from tests.work.world import NOW, TODAY, World, add_tasks, later, make_world


def test_a_later_step_without_an_earlier_one_does_not_count() -> None:
    assert [steps_taken(each) for each in ([True] * 7, [True, False, True], [False], [])] == [7, 1, 0, 0]


def test_each_step_is_a_share_of_those_before_and_the_last_of_whom_it_can_be_asked() -> None:
    ways = [Way("a", 7, may_be_retained=True), Way("a", 6, may_be_retained=True), Way("a", 6), Way("b", 1)]

    a, b = funnels([*ways, Way("a", 2)], {})

    assert (a.group, b.group) == ("a", "b")
    assert [each.n for each in a.steps] == [0, 4, 4, 3, 3, 3, 3, 1]
    assert [each.of_before and each.of_before.n for each in a.steps] == [None, None, 4, 4, 3, 3, 3, 2]
    assert [each.of_before and each.of_before.value for each in b.steps] == [None, None, 0.0, *([None] * 5)]
    retained = a.steps[-1].of_before
    assert retained is not None
    assert retained.low == pytest.approx(0.0945, abs=1e-4)


def test_those_who_came_equally_far_count_together() -> None:
    ways = [Way("a", 3), Way("a", 3), Way("a", 1), Way("a", 3)]

    assert funnels(ways, {}) == funnels([Way("a", 3, n=3), Way("a", 1)], {})


def test_who_was_invited_is_compared_with_who_came_on_such_a_link() -> None:
    ways = [Way("a", 1, is_invited=True, n=3), Way("a", 1, n=5), Way("b", 1, is_invited=True, n=9)]

    a, b, c = funnels(ways, {"a": 12, "b": 8, "c": 4})

    answered = [each.steps[1].of_before for each in (a, b, c)]
    assert [each.steps[0].n for each in (a, b, c)] == [12, 8, 4]
    assert [each and (each.value, each.n) for each in answered] == [(0.25, 12), None, (0.0, 4)]


def judge(world: World, who: int, n: int, **after: float) -> list[Judgment]:
    """So many answers of somebody, all at one moment."""
    tasks = add_tasks(world, n, prefix=new_uid().hex)
    at, person = later(**after), world.people[who].pk
    rows = [RecordedJudgment(each.pk, person, '{"match": "yes"}', 3.0, at, TODAY) for each in tasks]
    import_judgments(None, stage=world.stage, rows=rows, now=at)
    return list(Judgment.objects.filter(task__in=[each.pk for each in tasks]))


@pytest.mark.django_db
def test_a_world_by_hand() -> None:
    """Nine applied: two never confirmed, two wait; of five who were accepted four are qualified, three active."""
    world, lead = make_world(n_people=5, n_tasks=0), mia()
    Skill.objects.create(code="maps", name="Maps")
    made = campaign(terms=replace(TERMS, skills=("maps",)))
    link = made.links.get()
    sent = [applied(link, email=f"a{nth}@example.org") for nth in range(9)]
    for nth, each in enumerate(sent[:7]):
        confirm(each, now=NOW)
        if nth < 5:
            recognise(lead, application=each, contributor=world.people[nth], now=later(days=1))
    for person in world.people[:4]:
        ContributorSkill.objects.create(contributor=person, skill=Skill.objects.get())
    judge(world, 0, PRODUCTIVE, days=2)
    judge(world, 0, 1, days=30)
    judge(world, 1, PRODUCTIVE, days=2)
    judge(world, 2, 1, days=2)
    judge(world, 2, PRODUCTIVE, hours=1)
    [wrong] = judge(world, 3, 1, days=3)
    Retraction.objects.create(judgment=wrong, reason="wrong", retracted_at=later(days=4))
    judge(world, 4, PRODUCTIVE, days=2)

    [young] = funnel_of(Campaign.objects.all(), by="channel", now=later(days=31))
    [old] = funnel_of(Campaign.objects.all(), by="week", now=later(days=37))

    assert (young.group, old.group) == ("Social network", "2026-03-02")
    assert [each.n for each in old.steps] == [0, 9, 7, 5, 4, 3, 2, 1]
    assert [each.of_before and each.of_before.n for each in old.steps] == [None, None, 9, 7, 5, 4, 3, 2]
    assert [each.of_before and each.of_before.n for each in young.steps][-1] == 0
    assert [each.step for each in old.steps] == list(FunnelStep)

    # Of five who were accepted four have begun; what the fourth answered was taken back.
    nobody = wilson(0, 0)
    early = on_the_way(ways_by_market(Campaign.objects.all(), now=later(days=10)))
    assert [(each.n, each.became) for each in early] == [(n, nobody) for n in (2, 2, 0, 1)]
    late = on_the_way(ways_by_market(Campaign.objects.all(), now=later(days=28)))
    assert [(each.n, each.became) for each in late] == [(0, wilson(2, n)) for n in (9, 7, 5, 4)]


def test_who_is_on_the_way_stands_beside_what_became_of_earlier_ones() -> None:
    """Of forty who have had time twenty came as far as acceptance and ten work; three of today wait, one is refused."""
    earlier = [
        Way("a", 1, had_time=True, n=20),
        Way("a", 3, had_time=True, n=10),
        Way("a", 7, had_time=True, n=10),
    ]
    today = [
        Way("a", 2, is_on_the_way=True, n=3),
        Way("a", 4, is_on_the_way=True, n=2),
        Way("a", 2),
        Way("a", 6, n=5),
    ]

    found = on_the_way([*earlier, *today])

    assert [each.step for each in found] == ["applied", "verified", "accepted", "qualified"]
    assert [each.n for each in found] == [0, 3, 0, 2]
    assert [each.became for each in found] == [wilson(10, n) for n in (40, 20, 20, 10)]
