"""What people say of themselves is theirs: counted for ten at once, shown to nobody, taken back without a trace."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from assay.kit.hooks import emit
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, ContributorMarket, User
from assay.people.queries.own_file import file_of
from assay.projects.models import ProjectMarket
from assay.recruiting.actions.diversity import keep_diversity, say_of_oneself, set_need
from assay.recruiting.enums import NeedState
from assay.recruiting.models import DiversityCount, DiversityNeed, SelfAnswer
from assay.recruiting.queries.diversity import need_of, own_answers, pool_diversity
from assay.recruiting.rules.diversity import Groups
from tests.promises.test_own_file import files_in
from tests.recruiting.cast import market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, make_world, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def people_of(first: int, n: int, *codes: str) -> list[Contributor]:
    found = [person(nth) for nth in range(first, first + n)]
    for each in found:
        for code in codes:
            ContributorMarket.objects.create(contributor=each, market=market(code))
    return found


def say(people: Iterable[Contributor], **answers: str) -> None:
    for each in people:
        say_of_oneself(each.user, answers=answers)


def shown_of(code: str, question: str = "gender") -> Groups | None:
    lead = User.objects.filter(name="Mia").first() or mia()
    [found] = [each for each in pool_diversity(lead) if each.market.code == code]
    return next(each.groups for each in found.shown if each.question == question)


def test_figures_are_counted_once_a_day_and_stay_until_ten_people_differ() -> None:
    """Whoever looks today and tomorrow, and knows who has changed something, learns nothing of one person."""
    people = people_of(0, 40, "BR-pt")
    say(people[:12], gender="woman")
    say(people[12:25], gender="man")

    assert (keep_diversity(now=NOW), keep_diversity(now=NOW)) == (1, 0)
    first = shown_of("BR-pt")
    say(people[25:34], gender="woman")
    assert keep_diversity(now=NOW + DAY) == 0
    assert (first, shown_of("BR-pt")) == (Groups({"woman": 12, "man": 13}, 0, 40),) * 2
    say(people[:1], gender="man")
    assert keep_diversity(now=NOW + 2 * DAY) == 1
    assert shown_of("BR-pt") == Groups({"woman": 20, "man": 14}, 0, 40)
    say(people[:9])
    Contributor.objects.filter(pk=people[9].pk).update(standing=Standing.OFF_BOARDED)
    assert keep_diversity(now=NOW + 3 * DAY) == 1
    assert shown_of("BR-pt") == Groups({"woman": 11, "man": 13}, 0, 39)


def test_who_leaves_moves_or_is_erased_changes_nothing_alone() -> None:
    people = people_of(0, 40, "BR-pt")
    say(people[:11], gender="woman", age="65+")
    say(people[11:24], gender="man", age="25-34")
    keep_diversity(now=NOW)
    before = shown_of("BR-pt"), shown_of("BR-pt", "age")

    emit("people.person_erased", user_id=people[0].user_id, now=NOW)
    say(people[1:3])
    Contributor.objects.filter(pk=people[4].pk).update(standing=Standing.OFF_BOARDED)
    ContributorMarket.objects.filter(contributor=people[5]).update(market=market("PT-pt"))
    keep_diversity(now=NOW + DAY)

    assert (shown_of("BR-pt"), shown_of("BR-pt", "age")) == before
    assert before == (
        Groups({"woman": 11, "man": 13}, 0, 40),
        Groups({"65+": 11, "25-34": 13}, 0, 40),
    )
    assert not SelfAnswer.objects.filter(contributor__in=people[:3]).exists()
    assert [each.groups for each in DiversityCount.objects.filter(market=market("PT-pt"))] == [None, None]


def test_everybody_is_counted_in_one_market_so_that_no_sum_is_taken_from_another() -> None:
    both = people_of(0, 3, "BR-pt", "PT-pt")
    brazil, portugal = people_of(10, 20, "BR-pt"), people_of(40, 22, "PT-pt")
    say([*both, *brazil[:8]], gender="woman")
    say(portugal[:10], gender="woman")
    say(people_of(70, 30), gender="woman")

    keep_diversity(now=NOW)

    assert shown_of("BR-pt") == Groups({"woman": 11}, 0, 23)
    assert shown_of("PT-pt") == Groups({"woman": 10}, 0, 22)


def test_people_say_change_and_take_back_and_nobody_else_reads_it() -> None:
    [ana, ade] = people_of(0, 2, "BR-pt")
    n_before = AuditEvent.objects.count()
    say([ana], gender="woman", age="25-34", variety="")
    say([ade], gender="another")
    say([ana], age="35-49", variety="pt-BR")

    assert own_answers(ana.user) == {"age": "35-49", "variety": "pt-BR"}
    assert files_in(b"".join(file_of(ana.user)))["about-me.csv"] == [
        {"question": "age", "answer": "35-49"},
        {"question": "variety", "answer": "pt-BR"},
    ]
    say([ana])
    assert own_answers(ana.user) == {}
    assert AuditEvent.objects.count() == n_before
    assert {each.name for each in SelfAnswer._meta.get_fields()} == {
        *("id", "contributor", "question", "answer", "counted_in", "is_as_counted")
    }
    with pytest.raises(Refused) as why:
        say([ana], gender="tall", age="7")
    assert [each.field for each in why.value.reasons] == ["gender", "age"]
    for stranger in (mia(), somebody("Zoe", NOW)):
        with pytest.raises(NotFound):
            own_answers(stranger)
        with pytest.raises(NotFound):
            say_of_oneself(stranger, answers={})


def test_figures_are_for_who_recruits_in_the_market() -> None:
    people = people_of(0, 30, "BR-pt")
    say(people[:12], gender="woman")
    keep_diversity(now=NOW)

    elsewhere = somebody("Bia", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"])
    assert pool_diversity(elsewhere) == []
    for role in (Role.OPERATIONS_LEAD, Role.PROJECT_OWNER, Role.QA_ANALYST):
        with pytest.raises(NotFound):
            pool_diversity(somebody(role, NOW, role=role))
    with pytest.raises(NotFound):
        pool_diversity(people[0].user)


def test_a_project_says_what_it_needs_and_the_pool_is_compared() -> None:
    world, lead = make_world(n_people=0, n_tasks=0), mia()
    ProjectMarket.objects.create(project=world.project, market=market())
    lea = somebody("Lena", NOW, role=Role.PROJECT_OWNER)
    say(people_of(0, 10, "BR-pt"), gender="woman")
    say(people_of(10, 50, "BR-pt"), gender="man")
    keep_diversity(now=NOW)

    set_need(lea, project=world.project, shares={"gender": {"woman": 0.5, "man": 0.0}}, now=NOW)

    [found] = pool_diversity(lead)
    [wished] = found.wished
    assert wished.project == world.project
    assert [(each.answer, each.state) for each in wished.rows] == [("woman", NeedState.SHORT)]
    assert need_of(world.project) == {"gender": {"woman": 0.5}}
    with pytest.raises(Refused, match="more than 100"):
        set_need(lea, project=world.project, shares={"gender": {"woman": 0.7, "man": 0.7}}, now=NOW)
    with pytest.raises(Refused):
        set_need(lead, project=world.project, shares={}, now=NOW)
    set_need(lea, project=world.project, shares={}, now=NOW)
    assert pool_diversity(lead)[0].wished == []
    assert DiversityNeed.objects.count() == 1
