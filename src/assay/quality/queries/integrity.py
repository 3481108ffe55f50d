"""Cases of integrity as those see them who decide them; and what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.db.models import Count, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.people.queries.devices import sharing_devices
from assay.people.queries.scope import visible_contributors
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, visible_projects
from assay.projects.queries.schemas import parsed_schema
from assay.quality.enums import CaseState
from assay.quality.models import IntegrityCase, IntegritySign
from assay.quality.queries.standing_measures import answers_of, written_answers
from assay.quality.rules.integrity import ACCOUNT, Sign, Text, shared_devices, signs

# The newest tasks of each person.
WINDOW = 200
MAY_SEE = (Permission.MANAGE_QUALITY, Permission.MANAGE_PEOPLE)
_MEMBERS = """
SELECT DISTINCT contributor_id FROM work_judgment
WHERE project_id = %(project)s::bigint AND submitted_at > %(since)s::timestamptz AND NOT is_gold
  AND contributor_id IS NOT NULL ORDER BY contributor_id
"""


Telling = Callable[[Sequence[int]], Mapping[int, Sign]]
_telling: list[Telling] = []


def tells_identity(source: Telling) -> Telling:
    """A higher domain tells by what else people turn out to be the same person: asked with every look at a project."""
    if source not in _telling:
        _telling.append(source)
    return source


def may_see_cases(user: User, project: Project) -> bool:
    """Who keeps quality, and who keeps people; a site lead sees neither case nor signs."""
    return any(is_allowed(user, project, permission) for permission in MAY_SEE)


def require_seeing(by: User | None, project: Project) -> None:
    if by is not None and not may_see_cases(by, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_QUALITY]))


def cases_of(user: User, project: Project, *, is_open: bool) -> QuerySet[IntegrityCase]:
    """The newest first; people out of sight, and cases about oneself, are left out."""
    if not may_see_cases(user, project):
        raise NotFound
    state = CaseState.OPEN if is_open else CaseState.DECIDED
    return (
        _cases(user)
        .filter(project=project, state=state)
        .annotate(n_signs=Count("signs"), n_families=Count("signs__family", distinct=True))
        .order_by("-pk")
    )


def case_for(user: User, uid: UUID) -> IntegrityCase:
    found = _cases(user).filter(uid=uid).first()
    if found is None or not may_see_cases(user, found.project):
        raise NotFound
    return found


def named_others(user: User, signs_of: Sequence[Any]) -> dict[int, Contributor]:
    """Those with whom signs are shared, where the person may see them."""
    wanted = {pk for sign in signs_of for pk in sign.others}
    return {each.pk: each for each in visible_contributors(user).filter(pk__in=wanted)}


def active_in(project: Project, *, since: datetime) -> list[int]:
    """Who has answered there since then."""
    return [pk for (pk,) in rows(_MEMBERS, {"project": project.pk, "since": since})]


def signs_in(
    project: Project, people: Sequence[int], *, until: datetime
) -> dict[int, tuple[int, list[Sign]]]:
    """By person: how many of their newest tasks were looked at, and the signs in them. One look over all of them."""
    given = answers_of(project, people, until=until, most=WINDOW)
    tasks: dict[int, set[int]] = {}
    for each in given:
        tasks.setdefault(each.person, set()).add(each.task)
    found = signs(given, texts_of(project, people, until=until)) if given else {}
    devices = shared_devices(sharing_devices(sorted(tasks), now=until))
    for person, sign in devices.items():
        found.setdefault(person, []).append(sign)
    for source in _telling:
        for person, sign in source(sorted(tasks)).items():
            found.setdefault(person, []).append(sign)
    return {person: (len(seen), found.get(person, [])) for person, seen in tasks.items()}


def looked_into(project: Project, people: Sequence[int]) -> dict[int, frozenset[int]]:
    """By person, with whom an account was shared in cases that somebody has decided: that opens no other by itself.

    Whichever of the two the case was about.
    """
    found: dict[int, set[int]] = {person: set() for person in people}
    signs_of = IntegritySign.objects.filter(
        case__project=project, case__state=CaseState.DECIDED, family=ACCOUNT
    )
    for about, others in signs_of.values_list("case__contributor_id", "others"):
        for one, other in [(about, each) for each in others] + [(each, about) for each in others]:
            if one in found:
                found[one].add(other)
    return {person: frozenset(others) for person, others in found.items()}


def texts_of(project: Project, people: Sequence[int], *, until: datetime) -> list[Text]:
    """What people wrote in free text of the same tasks."""
    schema = parsed_schema(project.schema_version_id or 0)
    written = [
        (person, task, value)
        for person, task, question_id, value in written_answers(project, people, until=until, most=WINDOW)
        if (question := schema.question(question_id)) is not None and question.kind == "text"
    ]
    return [Text(person, task, value) for person, task, value in written if isinstance(value, str)]


def _cases(user: User) -> QuerySet[IntegrityCase]:
    return (
        IntegrityCase.objects.filter(
            project__in=visible_projects(user), contributor__in=visible_contributors(user)
        )
        .exclude(contributor__user=user)
        .select_related("project", "contributor__site", "opened_by", "decided_by", "step", "change")
    )
