"""Every template makes a draft that lacks only its own tasks and its people."""

import pytest

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.projects.models import Project, ProjectMarket
from assay.projects.rules.gallery import gallery, template
from assay.quality.actions.setting_up import set_up_project
from assay.quality.models import Gold
from tests.web.quality_cast import somebody
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea() -> User:
    made = somebody("Lea", NOW)
    # She owns projects that are her own; the grant of a first one lets her make others.
    Grant.objects.create(user=made, role=Role.PROJECT_OWNER, granted_at=NOW)
    return made


@pytest.mark.parametrize("code", [each.code for each in gallery()])
def test_a_template_becomes_a_project(code: str, lea: User) -> None:
    chosen = template(code)
    assert chosen is not None

    project = set_up_project(lea, name="New", template=chosen, now=NOW)

    project.refresh_from_db()
    assert project.schema_version is not None
    assert project.guideline_version is not None
    assert (project.state, project.segment, project.purpose) == ("draft", chosen.segment, chosen.summary)
    assert Gold.objects.filter(project=project).count() == len(chosen.examples)
    assert not ProjectMarket.objects.filter(project=project).exists()


def test_a_bad_name_leaves_nothing_behind(lea: User) -> None:
    chosen = template("product-match")
    assert chosen is not None

    with pytest.raises(Refused, match="A name has"):
        set_up_project(lea, name=" ", template=chosen, now=NOW)

    assert not Project.objects.exists()
