"""The week of `bench.allocation` in the database: people, projects, what waits, and who is a member where."""

import random
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.people.models import Contributor, Market, Skill, User
    from assay.projects.models import Project

N_MARKETS, N_SKILLS, MARKETS_EACH = 20, 12, 3
HOURS = (10, 20, 30, 40)
# Tasks that a project plans in a market for the week.
MOST_PLANNED = 20_000


def fill(n_people: int, n_projects: int, *, week_on: date, at: datetime) -> None:
    """Everybody is a member everywhere, so that what fits is for the rule to find out, and not for the database."""
    from assay.people.models import Market, Skill
    from assay.projects.models import Membership
    from bench.people import administrator

    draw, owner = random.Random(7), administrator()
    markets = Market.objects.bulk_create(
        Market(code=f"m{nth}", name=f"Market {nth}", region="DE", language=f"l{nth}")
        for nth in range(N_MARKETS)
    )
    skills = Skill.objects.bulk_create(Skill(code=f"s{nth}", name=f"Skill {nth}") for nth in range(N_SKILLS))
    people = _people(draw, n_people, markets, skills, at=at)
    projects = [
        _project(draw, nth, owner, markets, skills=skills, week_on=week_on, at=at)
        for nth in range(n_projects)
    ]
    Membership.objects.bulk_create(
        (Membership(project=project, contributor=who, added_at=at) for project in projects for who in people),
        batch_size=5_000,
    )


def _people(
    draw: random.Random, n: int, markets: "list[Market]", skills: "list[Skill]", *, at: datetime
) -> "list[Contributor]":
    """With a language or two, some skills, and hours that they offer."""
    from assay.people.models import (
        Contributor,
        ContributorLanguage,
        ContributorMarket,
        ContributorSkill,
        User,
        WeeklyHours,
    )

    users = User.objects.bulk_create(
        User(email=f"allocated-{nth}@example.org", name=f"Person {nth}", created_at=at) for nth in range(n)
    )
    people = Contributor.objects.bulk_create(
        Contributor(user=user, pseudonym=f"allocated-{nth}", created_at=at) for nth, user in enumerate(users)
    )
    served = [(who, market) for who in people for market in draw.sample(markets, draw.choice((1, 1, 2)))]
    ContributorLanguage.objects.bulk_create(
        ContributorLanguage(contributor=who, language=market.language, level=7) for who, market in served
    )
    ContributorMarket.objects.bulk_create(
        ContributorMarket(contributor=who, market=market) for who, market in served
    )
    ContributorSkill.objects.bulk_create(
        ContributorSkill(contributor=who, skill=skill, score=100)
        for who in people
        for skill in skills
        if draw.random() < 0.4
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(contributor=who, minutes=[draw.choice(HOURS) * 12] * 5 + [0] * 2, changed_at=at)
        for who in people
    )
    return people


def _project(
    draw: random.Random,
    nth: int,
    owner: "User",
    markets: "list[Market]",
    *,
    skills: "list[Skill]",
    week_on: date,
    at: datetime,
) -> "Project":
    """One that asks for a skill, mostly, and plans the week in three markets."""
    from assay.planning.actions.plans import publish_plan
    from assay.planning.rules.staffing import Assumptions, Volume
    from assay.projects.enums import ProjectState
    from assay.projects.models import LabelSchemaVersion, Project, ProjectMarket, Stage, StageSkill
    from bench.board import SCHEMA

    project = Project.objects.create(name=f"Allocated {nth}", owner=owner, created_at=at, created_by=owner)
    schema = LabelSchemaVersion.objects.create(
        project=project, number=1, document=SCHEMA, sha256="0" * 64, created_at=at, created_by=owner
    )
    Project.objects.filter(pk=project.pk).update(schema_version=schema, state=ProjectState.OPEN)
    stage = Stage.objects.create(project=project, overlap=1, overlap_max=1, gold_share=0.0)
    if draw.random() < 0.7:
        StageSkill.objects.create(stage=stage, skill=draw.choice(skills), min_score=50)
    asked = draw.sample(markets, MARKETS_EACH)
    ProjectMarket.objects.bulk_create(ProjectMarket(project=project, market=market) for market in asked)
    publish_plan(
        None,
        project=project,
        volumes=[Volume(week_on, market.code, draw.randint(1, MOST_PLANNED)) for market in asked],
        milestones=[],
        assumptions=Assumptions(),
        now=at,
    )
    return project
