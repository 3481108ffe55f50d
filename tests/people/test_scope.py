"""Scope: the rule as a truth table, the same rule as SQL on random small worlds, and what nobody may see."""

import random

import pytest

from assay.people.enums import Role
from assay.people.models import Contributor, ContributorMarket, Grant, Market, Site, Team, User, Vendor
from assay.people.queries.scope import may, others_visible, scope_of, visible_contributors
from assay.people.rules.roles import Permission
from assay.people.rules.scope import PersonFacts, Reach, covers
from assay.projects.models import Membership, Project, ProjectMarket
from assay.projects.queries.permission import is_allowed, visible_projects
from tests.people.cast import Cast, make_cast, user
from tests.work.world import NOW

ANA = PersonFacts(vendor=1, site=2, team=3, projects=frozenset({7}), markets=frozenset({"BR-pt"}))


@pytest.mark.parametrize(
    ("reach", "is_covered"),
    [
        (Reach(), True),
        (Reach(vendor=1), True),
        (Reach(vendor=9), False),
        (Reach(site=2), True),
        (Reach(site=9), False),
        (Reach(team=3), True),
        (Reach(vendor=1, site=9), False),
        (Reach(project=7), True),
        (Reach(project=8), False),
        (Reach(project=7, vendor=1), True),
        (Reach(project=7, vendor=9), False),
        (Reach(project=8, vendor=1), False),
        (Reach(markets=frozenset({"BR-pt", "DE-de"})), True),
        (Reach(markets=frozenset({"DE-de"})), False),
        (Reach(vendor=1, markets=frozenset({"DE-de"})), False),
    ],
)
def test_everything_that_a_grant_names_must_fit(reach: Reach, *, is_covered: bool) -> None:
    assert covers(reach, ANA) is is_covered


@pytest.mark.parametrize(
    ("reach", "everywhere"),
    [
        (Reach(), True),
        (Reach(project=1), False),
        (Reach(team=0), False),
        (Reach(markets=frozenset({"a"})), False),
    ],
)
def test_only_an_empty_reach_is_everywhere(reach: Reach, *, everywhere: bool) -> None:
    assert reach.is_everywhere is everywhere


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_sql_agrees_with_the_rule_on_a_random_small_world(seed: int) -> None:
    chance = random.Random(seed)
    looker = user("Lea")
    projects, markets = _random_places(chance)
    people = [_random_person(nth, projects, markets, chance) for nth in range(10)]
    for _ in range(chance.randint(0, 3)):
        _random_grant(looker, projects, markets, chance)

    seen = set(visible_contributors(looker).values_list("pk", flat=True))

    reaches = scope_of(looker, Permission.VIEW_PEOPLE).reaches
    assert seen == {each.pk for each in people if any(covers(reach, _facts(each)) for reach in reaches)}


def _random_places(chance: random.Random) -> tuple[list[Project], list[Market]]:
    owner = user("Owner")
    for nth in range(2):
        vendor = Vendor.objects.create(name=f"V{nth}", created_at=NOW)
        for name in ("a", "b"):
            site = Site.objects.create(vendor=vendor, name=name)
            Team.objects.create(site=site, name="t")
    projects = [
        Project.objects.create(name=f"P{nth}", owner=owner, created_at=NOW, created_by=owner)
        for nth in range(2)
    ]
    codes = chance.sample(["BR-pt", "DE-de", "US-en"], 2)
    return projects, [
        Market.objects.create(code=each, name=each, region="XX", language="en") for each in codes
    ]


def _random_person(
    nth: int, projects: list[Project], markets: list[Market], chance: random.Random
) -> Contributor:
    team = chance.choice([None, *Team.objects.select_related("site")])
    site = team.site if team else chance.choice([None, *Site.objects.all()])
    vendor = site.vendor if site else chance.choice([None, *Vendor.objects.all()])
    made = Contributor.objects.create(
        user=user(f"p{nth}"), pseudonym=f"p{nth}", vendor=vendor, site=site, team=team, created_at=NOW
    )
    for project in chance.sample(projects, chance.randint(0, 2)):
        retired = chance.choice([None, NOW])
        Membership.objects.create(project=project, contributor=made, added_at=NOW, retired_at=retired)
    for market in chance.sample(markets, chance.randint(0, 2)):
        ContributorMarket.objects.create(contributor=made, market=market)
    return made


def _random_grant(
    looker: User, projects: list[Project], markets: list[Market], chance: random.Random
) -> None:
    codes = [market.code for market in chance.sample(markets, chance.choice([0, 0, 1, 2]))]
    Grant.objects.get_or_create(
        user=looker,
        role=chance.choice([Role.QA_ANALYST, Role.OPERATIONS_LEAD, Role.REVIEWER]),
        project_id=chance.choice([None, *(project.pk for project in projects)]),
        vendor=chance.choice([None, None, *Vendor.objects.all()]),
        site=chance.choice([None, None, *Site.objects.all()]),
        team=chance.choice([None, None, *Team.objects.all()]),
        markets=sorted(codes),
        retired_at=chance.choice([None, None, NOW]),
        defaults={"granted_at": NOW},
    )


def _facts(each: Contributor) -> PersonFacts:
    live = each.memberships.filter(retired_at=None)
    return PersonFacts(
        vendor=each.vendor_id,
        site=each.site_id,
        team=each.team_id,
        projects=frozenset(live.values_list("project_id", flat=True)),
        markets=frozenset(each.markets.values_list("market__code", flat=True)),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def pseudonyms(person: User) -> set[str]:
    return set(visible_contributors(person).values_list("pseudonym", flat=True))


def test_a_site_lead_sees_the_own_people_and_never_another_vendor(cast: Cast) -> None:
    assert pseudonyms(cast.ravi) == {"ana"}
    assert cast.ade.vendor_id == cast.norte.pk


def test_markets_narrow_what_a_whole_organisation_shows(cast: Cast) -> None:
    analyst = user("Yara", Role.QA_ANALYST, markets=["DE-de"])

    assert pseudonyms(analyst) == {"ade", "noa"}
    assert not may(analyst, Permission.VIEW_PEOPLE)


def test_a_contributor_and_a_stranger_see_at_most_themselves(cast: Cast) -> None:
    assert (pseudonyms(cast.ana.user), pseudonyms(cast.zoe), pseudonyms(cast.rita)) == ({"ana"}, set(), set())


def test_a_retired_grant_shows_nothing_more(cast: Cast) -> None:
    Grant.objects.filter(user=cast.ravi).update(retired_at=NOW)

    assert pseudonyms(cast.ravi) == set()


def test_one_query_finds_the_scope_of_a_person_with_many_grants(
    cast: Cast, django_assert_num_queries: object
) -> None:
    for place in (cast.lingua, cast.norte):
        Grant.objects.create(user=cast.ben, role=Role.QA_ANALYST, vendor=place, granted_at=NOW)

    with django_assert_num_queries(2):  # type: ignore[operator]  # A fixture that is a function.
        assert others_visible(cast.ben).count() == 3


def project(cast: Cast, name: str, *markets: Market, member: Contributor | None = None) -> Project:
    made = Project.objects.create(name=name, owner=cast.ada, created_at=NOW, created_by=cast.ada)
    for market in markets:
        ProjectMarket.objects.create(project=made, market=market)
    if member is not None:
        Membership.objects.create(project=made, contributor=member, added_at=NOW)
    return made


def test_projects_are_seen_by_market_and_through_the_own_people(cast: Cast) -> None:
    ours = project(cast, "Ours", cast.brazil, member=cast.ana)
    project(cast, "Theirs", cast.germany, member=cast.ade)
    analyst = user("Yara", Role.QA_ANALYST, markets=["BR-pt"])

    assert (list(visible_projects(cast.ravi)), list(visible_projects(analyst))) == ([ours], [ours])


def test_a_grant_for_a_vendors_people_opens_no_answers_of_the_project(cast: Cast) -> None:
    shared = project(cast, "Shared", member=cast.ana)
    Membership.objects.create(project=shared, contributor=cast.ade, added_at=NOW)
    partner = user("Yara", Role.QA_ANALYST, project_id=shared.pk, vendor=cast.lingua)
    analyst = user("Yuri", Role.QA_ANALYST, project_id=shared.pk)

    allowed = [is_allowed(each, shared, Permission.VIEW_ANSWERS) for each in (partner, analyst)]

    assert (allowed, is_allowed(partner, shared, Permission.VIEW_PROJECT)) == ([False, True], True)
    assert (pseudonyms(partner), pseudonyms(analyst)) == ({"ana"}, {"ana", "ade"})
