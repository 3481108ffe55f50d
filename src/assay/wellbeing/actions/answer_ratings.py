"""What answers of a project say of how hard its content is to look at."""

from datetime import datetime

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.wellbeing.queries.terms import require_setting
from assay.wellbeing.rules.answer_ratings import problems
from assay.work.actions import rating_by_answers
from assay.work.rules.rated_answers import Ratings


def set_answer_ratings(by: User | None, *, project: Project, ratings: Ratings, now: datetime) -> None:
    """Replace them; they hold for judgments from now on, within a minute."""
    require_setting(by, project)
    schema = parsed_schema(project.schema_version_id) if project.schema_version_id else None
    if found := [*problems(ratings, schema)]:
        raise Refused(*found)
    rating_by_answers.set_answer_ratings(by, project=project, ratings=ratings, now=now)
