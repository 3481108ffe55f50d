"""The talent pool: who fits a search against one that looks at each person, and cards against the work itself."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assay.people.enums import Role, Standing
from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Site,
    Skill,
    Vendor,
)
from assay.recruiting.actions.cards import KEPT_FOR, keep_cards
from assay.recruiting.models import TalentCard
from assay.recruiting.queries.talent import fitting, searched, unknown_in
from assay.recruiting.rules.talent import LEAST_GOLD, Search, problems
from assay.work.models import WorkDay
from tests.recruiting.cast import market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, TODAY, World, later, make_world


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"languages": ("x\0",)}, "people.language_invalid"),
        ({"level": 8}, "recruiting.rule_level"),
        ({"skills": {"x": 101}}, "talent.score"),
        ({"standings": ("paused",)}, "application.choose_one"),
        ({"standings": ()}, "application.choose_one"),
        ({"device": "abacus"}, "application.choose_one"),
        ({"gold_least": -0.01}, "talent.share"),
        ({"gold_least": float("nan")}, "talent.share"),
        ({"worked_within": 0}, "talent.days"),
        ({"idle_for": 99_999}, "talent.days"),
        ({"hours_least": -1.0}, "talent.hours"),
        ({"hours_most": 101.0}, "talent.hours"),
    ],
)
def test_what_a_search_can_mean(change: dict[str, object], code: str | None) -> None:
    found = [each.code for each in problems(replace(Search(), **change))]  # type: ignore[arg-type]  # A table.

    assert found == ([code] if code else [])


def crowd(draw: random.Random, n: int) -> World:
    """People of a vendor's site and of the own crowd, with languages, markets, skills, work and cards."""
    world = make_world(n_people=n, n_tasks=0)
    here = Site.objects.create(
        vendor=Vendor.objects.create(name="Nordlicht", created_at=NOW),
        name="Lisbon",
        time_zone="Europe/Lisbon",
    )
    markets = [market("BR-pt"), market("PT-pt")]
    skills = [Skill.objects.create(code=code, name=code) for code in ("maps", "ads")]
    for person in world.people:
        if draw.random() < 0.5:
            person.vendor, person.site = here.vendor, here
        person.standing = draw.choice(
            (Standing.ACTIVE, Standing.ACTIVE, Standing.PROBATION, Standing.OFF_BOARDED)
        )
        person.save()
        ContributorLanguage.objects.filter(contributor=person).delete()
        for tag in draw.sample(("pt", "pt-BR", "ar"), draw.randrange(1, 3)):
            ContributorLanguage.objects.create(contributor=person, language=tag, level=draw.randrange(1, 8))
        ContributorMarket.objects.create(contributor=person, market=draw.choice(markets))
        until = draw.choice((None, later(days=-1), later(days=9)))
        ContributorSkill.objects.create(
            contributor=person, skill=draw.choice(skills), score=draw.randrange(40, 100), expires_at=until
        )
        if draw.random() < 0.9:
            n_gold = draw.choice((0, 5, 20))
            right = draw.randrange(n_gold + 1)
            TalentCard.objects.create(
                contributor=person,
                last_worked_on=draw.choice((None, TODAY, TODAY - timedelta(days=draw.randrange(60)))),
                week_hours=draw.choice((0.0, 5.0, 22.5)),
                n_gold=n_gold,
                n_gold_right=right,
                gold_share=right / n_gold if n_gold else None,
                device=draw.choice(("", "phone", "computer", "both")),
                kept_at=NOW,
            )
    return world


def random_search(draw: random.Random) -> Search:
    def some(value: object, otherwise: object = None, *, chance: float = 0.3) -> object:
        return value if draw.random() < chance else otherwise

    skill, place = Skill.objects.order_by("?").first(), Contributor.objects.exclude(site=None).first()
    assert skill is not None
    assert place is not None
    assert place.site is not None
    assert place.vendor is not None
    return Search(
        languages=some((draw.choice(("pt-BR", "ar", "pt")),), ()),  # type: ignore[arg-type]  # Drawn.
        level=draw.randrange(1, 8),
        markets=some(("PT-pt",), ()),  # type: ignore[arg-type]  # Drawn.
        skills=some({str(skill.uid): 60}, {}),  # type: ignore[arg-type]  # Drawn.
        places=some((str(draw.choice((place.site, place.vendor)).uid),), ()),  # type: ignore[arg-type]  # Drawn.
        is_crowd=draw.random() < 0.2,
        gold_least=some(0.5),  # type: ignore[arg-type]  # Drawn.
        worked_within=some(20),  # type: ignore[arg-type]  # Drawn.
        idle_for=some(10, chance=0.2),  # type: ignore[arg-type]  # Drawn.
        hours_least=some(5.0, chance=0.2),  # type: ignore[arg-type]  # Drawn.
        hours_most=some(10.0, chance=0.2),  # type: ignore[arg-type]  # Drawn.
        device=some("phone", "", chance=0.2),  # type: ignore[arg-type]  # Drawn.
    )


def fits(person: Contributor, search: Search, now: datetime) -> bool:
    """Slow and obvious."""
    card = TalentCard.objects.filter(contributor=person).first()
    last = card.last_worked_on if card else None
    asked = search.languages[0].split("-") if search.languages else []
    tags = {"-".join(asked[:n]) for n in range(1, len(asked) + 1)}
    skills = {
        str(each.skill.uid): each.score
        for each in person.skills.all()
        if each.expires_at is None or each.expires_at > now
    }
    places = {str(each.uid) for each in (person.vendor, person.site) if each}
    today = now.date()
    return all(
        (
            person.standing in search.standings,
            not tags or any(x.language in tags and x.level >= search.level for x in person.languages.all()),
            not search.markets or any(x.market.code in search.markets for x in person.markets.all()),
            all(skills.get(uid, -1) >= score for uid, score in search.skills.items()),
            not (search.places or search.is_crowd)
            or bool(places & set(search.places))
            or (search.is_crowd and person.vendor is None),
            search.gold_least is None
            or bool(
                card and card.n_gold >= LEAST_GOLD and card.n_gold_right / card.n_gold >= search.gold_least
            ),
            search.worked_within is None
            or (last is not None and last >= today - timedelta(days=search.worked_within)),
            search.idle_for is None
            or bool(card and (last is None or last < today - timedelta(days=search.idle_for))),
            search.hours_least is None or bool(card and card.week_hours >= search.hours_least),
            search.hours_most is None or bool(card and card.week_hours <= search.hours_most),
            not search.device or bool(card and card.device in {search.device, "both"}),
        )
    )


@pytest.mark.django_db
def test_a_search_finds_who_fits_and_nobody_else() -> None:
    draw = random.Random(5)
    crowd(draw, 40)
    people = list(Contributor.objects.all())
    n_found = 0

    for _nth in range(60):
        search = random_search(draw)
        found = {each.pseudonym for each in fitting(search, NOW)}
        assert found == {each.pseudonym for each in people if fits(each, search, NOW)}
        n_found += bool(found)

    assert n_found > 20


@pytest.mark.django_db
def test_a_card_says_what_the_work_says_and_is_kept_now_and_then() -> None:
    world = make_world(n_people=2, n_tasks=0)
    ana, ade = world.people
    for days, seconds in ((0, 3600), (27, 7200), (28, 999), (-1, 999)):
        WorkDay.objects.create(
            contributor=ana,
            stage=world.stage,
            day_on=TODAY - timedelta(days=days),
            n_submitted=3,
            handling_seconds=seconds,
        )
    WorkDay.objects.create(contributor=ade, stage=world.stage, day_on=TODAY, n_skipped=2)

    kept = [keep_cards(now=NOW), keep_cards(now=NOW), keep_cards(now=NOW + 2 * KEPT_FOR)]

    assert kept == [2, 0, 2]
    cards = {each.contributor_id: each for each in TalentCard.objects.all()}
    assert (cards[ana.pk].last_worked_on, cards[ana.pk].week_hours) == (TODAY, 0.75)
    assert (cards[ade.pk].last_worked_on, cards[ade.pk].week_hours, cards[ade.pk].gold_share) == (
        None,
        0,
        None,
    )


@pytest.mark.django_db
def test_a_search_finds_only_whom_one_sees() -> None:
    crowd(random.Random(3), 12)
    brazil = set(ContributorMarket.objects.filter(market__code="BR-pt").values_list("contributor", flat=True))
    of_brazil = somebody("Bia", NOW, role=Role.CROWD_MANAGER, markets=["BR-pt"])
    search = Search()

    everywhere, there = (
        set(searched(each, search, NOW).values_list("pk", flat=True)) for each in (mia(), of_brazil)
    )

    assert there == everywhere & brazil
    assert 0 < len(there) < len(everywhere)
    assert [each.params["name"] for each in unknown_in(Search(markets=("XX",), places=("x",)))] == ["XX", "x"]
    assert not fitting(Search(markets=("XX",)), NOW).exists()
    assert Market.objects.filter(code="BR-pt").exists()
