"""What answers say of content is set by who sets limits, and only of options that the label schema has."""

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.projects.rules.label_schema import parse
from assay.wellbeing.actions.answer_ratings import set_answer_ratings
from assay.wellbeing.rules.answer_ratings import options_of, problems
from assay.work.facts import Sensitivity
from assay.work.models import AnswerRating
from assay.work.queries.exposure import answer_ratings
from tests.web.quality_cast import member, somebody
from tests.work.world import NOW, make_world

GORE, HATE = Sensitivity(4, "violence"), Sensitivity(2, "hate")
BELOW = [{"id": "slur", "label": "Slur"}, {"id": "threat", "label": "Threat"}]
TREE = [{"id": "hate", "label": "Hate", "options": BELOW}, {"id": "none", "label": "None"}]
SCHEMA = parse(
    {
        "schema": 1,
        "title": "T",
        "content": [{"kind": "text", "field": "text"}],
        "questions": [
            {"id": "policy", "kind": "taxonomy", "label": "Policy", "options": TREE},
            {"id": "risk", "kind": "scale", "label": "Risk", "min": 0, "max": 3},
        ],
    }
)


@pytest.mark.parametrize(
    ("rating", "codes"),
    [
        (("policy", "slur"), []),
        (("policy", "hate"), []),
        (("policy", "gore"), ["wellbeing.answer_unknown"]),
        (("risk", "3"), ["wellbeing.answer_unknown"]),
        (("tone", "rude"), ["wellbeing.answer_unknown"]),
    ],
)
def test_only_options_that_can_be_chosen(rating: tuple[str, str], codes: list[str]) -> None:
    assert [each.code for each in problems({rating: GORE}, SCHEMA)] == codes


def test_a_project_without_a_schema_has_none() -> None:
    assert options_of(None) == []


@pytest.mark.django_db
def test_an_option_speaks_for_those_below_it_that_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_world().project
    monkeypatch.setattr("assay.work.queries.exposure.parsed_schema", lambda _pk: SCHEMA)
    monkeypatch.setattr("assay.wellbeing.actions.answer_ratings.parsed_schema", lambda _pk: SCHEMA)

    set_answer_ratings(
        None, project=project, ratings={("policy", "hate"): HATE, ("policy", "threat"): GORE}, now=NOW
    )

    assert answer_ratings(project) == {
        ("policy", "hate"): HATE,
        ("policy", "slur"): HATE,
        ("policy", "threat"): GORE,
    }


@pytest.mark.django_db
def test_who_may_not_set_limits_is_refused() -> None:
    world = make_world()
    mia = member(world, "Mia", Role.CROWD_MANAGER, NOW)

    with pytest.raises(Refused):
        set_answer_ratings(mia, project=world.project, ratings={("match", "yes"): GORE}, now=NOW)
    with pytest.raises(NotFound):
        set_answer_ratings(somebody("Zoe", NOW), project=world.project, ratings={}, now=NOW)

    assert not AnswerRating.objects.exists()
