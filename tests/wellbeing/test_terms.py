"""Terms: within their ranges, a project's only stricter, set by who may."""

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Grant, User
from assay.wellbeing.actions.terms import set_terms
from assay.wellbeing.queries.terms import terms_for
from assay.wellbeing.rules.terms import NewTerms, problems
from assay.work.queries.exposure import terms_in_force
from assay.work.rules.exposure import Terms
from tests.work.world import NOW, make_world


@pytest.mark.parametrize(
    ("wanted", "is_project", "codes"),
    [
        (NewTerms({}), False, []),
        (NewTerms({"day_minutes": 0}), False, ["wellbeing.out_of_range"]),
        (NewTerms({"day_minutes": 601}), False, ["wellbeing.out_of_range"]),
        (NewTerms({"day_minutes": 400}), False, []),
        (NewTerms({"day_minutes": 400}), True, ["wellbeing.looser"]),
        (NewTerms({"break_minutes": 5}), True, ["wellbeing.looser"]),
        (NewTerms({"break_minutes": 30, "run_minutes": 30}), True, []),
        (NewTerms({"from_hour": 9, "until_hour": 9}), False, ["wellbeing.hours_reversed"]),
        (NewTerms({"until_hour": 16}), True, []),
        (NewTerms({}, weights=[0, 10, 20, 30, 40]), False, []),
        (NewTerms({}, weights=[0, 10, 20, 30, 40]), True, ["wellbeing.of_organisation"]),
        (NewTerms({}, weights=[0, 10, 5, 30, 40]), False, ["wellbeing.weights_invalid"]),
        (NewTerms({}, weights=[5, 10, 20, 30, 40]), False, ["wellbeing.weights_invalid"]),
        (NewTerms({}, weights=[0, 10, 20, 30]), False, ["wellbeing.weights_invalid"]),
        (NewTerms({}, weights=[0, 10, 20, 30, 101]), False, ["wellbeing.weights_invalid"]),
        (NewTerms({}, severity=3), False, ["wellbeing.of_project"]),
        (NewTerms({}, severity=3), True, []),
    ],
)
def test_rule(wanted: NewTerms, is_project: bool, codes: list[str]) -> None:
    assert [each.code for each in problems(wanted, Terms(), is_project=is_project)] == codes


@pytest.mark.django_db
def test_the_organisations_terms_bind_a_project_from_then_on() -> None:
    world = make_world()
    omar = User.objects.create(email="omar@example.org", name="Omar", created_at=NOW)
    Grant.objects.create(user=omar, role="operations_lead", granted_at=NOW)

    set_terms(omar, project=None, terms=NewTerms({"day_minutes": 120, "until_hour": 18}), now=NOW)
    with pytest.raises(Refused) as refused:
        set_terms(omar, project=world.project, terms=NewTerms({"day_minutes": 121}), now=NOW)
    set_terms(omar, project=world.project, terms=NewTerms({"week_minutes": 300}), now=NOW)

    assert [each.code for each in refused.value.reasons] == ["wellbeing.looser"]
    assert terms_in_force(world.project) == Terms(day_minutes=120, week_minutes=300, until_hour=18)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["crowd_manager", "qa_analyst", "reviewer"])
def test_who_may_not_set_limits_is_refused(role: str) -> None:
    world = make_world()
    person = User.objects.create(email="mia@example.org", name="Mia", created_at=NOW)
    Grant.objects.create(user=person, role=role, granted_at=NOW)

    for project in (None, world.project):
        with pytest.raises(Refused):
            set_terms(person, project=project, terms=NewTerms({}), now=NOW)


@pytest.mark.django_db
def test_a_project_owner_sets_the_own_project_and_a_stranger_does_not_find_it() -> None:
    world = make_world()
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    Grant.objects.create(user=world.owner, role="project_owner", project_id=world.project.pk, granted_at=NOW)

    set_terms(world.owner, project=world.project, terms=NewTerms({"run_minutes": 30}), now=NOW)

    assert terms_for(world.owner, world.project).in_force.run_minutes == 30
    with pytest.raises(NotFound):
        terms_for(zoe, world.project)
    with pytest.raises(Refused):
        terms_for(world.owner, None)
