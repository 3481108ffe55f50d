"""Search relevance: a query and its ranked results, graded per result."""

from datetime import datetime, timedelta

from assay.demo.people import Organisation
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.projects.actions.members import add_members
from assay.projects.actions.projects import change_state, create_project
from assay.projects.actions.versions import acknowledge, publish_guideline, publish_schema
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import Project
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import TaskRow, import_tasks

SCHEMA = {
    "schema": 1,
    "title": "Shop search relevance",
    "content": [{"kind": "results", "field": "results", "query": "query"}],
    "questions": [
        {
            "id": "relevance",
            "kind": "scale",
            "label": "How well does the result answer the query?",
            "per": "results",
            "min": 0,
            "max": 3,
            "labels": {"0": "Off topic", "1": "Related", "2": "Close", "3": "Exactly"},
        },
    ],
}


def run_search(organisation: Organisation, now: datetime) -> Project:
    lea, start = organisation.users["lea"], now - timedelta(days=20)
    project = create_project(
        lea, name="Shop search relevance", segment=Segment.SEARCH_RANKING, stage={"overlap": 1}, now=start
    )
    publish_schema(lea, project=project, document=SCHEMA, now=start)
    section = {"id": "grades", "title": "The four grades", "markdown": "Grade what the **shopper** wants."}
    add_members(
        organisation.users["mia"], project=project, contributors=list(organisation.people.values()), now=start
    )
    guideline = publish_guideline(
        lea, project=project, title="Grading search results", sections=[section], now=start
    )
    for person in organisation.people.values():
        acknowledge(person.user, version=guideline, now=start)
    grant_role(
        organisation.users["ada"],
        user=organisation.users["rita"],
        role=Role.REQUESTER,
        project_id=project.pk,
        now=start,
    )
    project.refresh_from_db()
    change_state(lea, project=project, state=ProjectState.OPEN, now=start)
    project.refresh_from_db()
    batch = create_batch(lea, project=project, name="First week", now=start)
    rows = [TaskRow(nth, f"query-{nth}", content(nth), "en-GB") for nth in range(1, 25)]
    import_tasks(lea, batch=batch, rows=rows, now=start)
    return project


def content(nth: int) -> dict[str, object]:
    results = [
        {
            "id": f"r{place}",
            "title": f"Waterproof boots, model {nth}-{place}",
            "url": f"https://shop.example/{place}",
        }
        for place in range(1, 5)
    ]
    return {"query": f"waterproof hiking boots {nth}", "results": results}
