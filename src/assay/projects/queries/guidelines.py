"""Guidelines as people read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.projects.enums import ChangeKind
from assay.projects.models import Acknowledgment, GuidelineVersion, Membership, Project, QuizAttempt
from assay.projects.queries.permission import visible_projects
from assay.projects.rules.guideline_parts import Example, Part, parts_of
from assay.projects.rules.guideline_quiz import Published, due_quiz
from assay.projects.rules.markdown import to_html


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it is read, or its variant for a market; `is_fallback`: not in the reader's language."""

    id: str
    title: str
    html: str
    examples: tuple[Example, ...] = ()
    market: str = ""
    language: str = ""
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Guideline:
    uid: UUID
    number: int
    title: str
    change_note: str
    sections: tuple[Section, ...]


def guideline_for(user: User, uid: UUID) -> GuidelineVersion:
    """A version the person may read: in their scope, or of a project they work on."""
    version = GuidelineVersion.objects.select_related("project").filter(uid=uid).first()
    if version is None or not _may_read(user, version.project_id):
        raise NotFound
    return version


def versions_of(project: Project) -> QuerySet[GuidelineVersion]:
    """The newest first, without what they say."""
    found = GuidelineVersion.objects.filter(project=project).select_related("created_by")
    return found.defer("sections", "policies").order_by("-number")


def rendered(version: GuidelineVersion) -> Guideline:
    """All of it in the language it was written in, variants for markets after their section."""
    sections = tuple(read_part(part) for part in parts_of(version.sections))
    return Guideline(version.uid, version.number, version.title, version.change_note, sections)


def read_part(part: Part) -> Section:
    """The part as safe HTML; examples follow it once, not again after every variant."""
    examples = () if part.market else part.examples
    return Section(part.key, part.title, to_html(part.markdown, allow_images=True), examples, part.market)


def _may_read(user: User, project_id: int) -> bool:
    works_there = Membership.objects.filter(project_id=project_id, contributor__user=user, retired_at=None)
    return works_there.exists() or visible_projects(user).filter(pk=project_id).exists()


def may_read_project(user: User, project_id: int) -> bool:
    """Whether schema and guideline of the project are open to this person."""
    return _may_read(user, project_id)


def readable_project(user: User, uid: UUID) -> Project:
    """A project the person sees or works on; NotFound otherwise."""
    project = Project.objects.select_related("guideline_version").filter(uid=uid).first()
    if project is None or not _may_read(user, project.pk):
        raise NotFound
    return project


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one person stands with one version of a guideline; `quiz` is the version whose questions come next."""

    is_in_force: bool
    is_asked: bool
    acknowledged_at: datetime | None
    since: GuidelineVersion | None = None
    quiz: GuidelineVersion | None = None


def reading_of(user: User, version: GuidelineVersion) -> Reading:
    """Members are asked to acknowledge the version in force, once; `since` is what they acknowledged last."""
    contributor = Contributor.objects.filter(user=user).first()
    is_in_force = version.project.guideline_version_id == version.pk
    if contributor is None:
        return Reading(is_in_force, is_asked=False, acknowledged_at=None)
    read = Acknowledgment.objects.filter(guideline_version=version, contributor=contributor).first()
    asked = is_member(contributor, version.project_id) and is_in_force and read is None
    return Reading(
        is_in_force,
        asked and not _is_covered(version, contributor.pk),
        read.acknowledged_at if read else None,
        since=last_read(contributor.pk, version),
        quiz=due_quiz_of(contributor.pk, version) if asked else None,
    )


def is_member(contributor: Contributor, project_id: int) -> bool:
    """Whether the person works on the project."""
    return Membership.objects.filter(project_id=project_id, contributor=contributor, retired_at=None).exists()


def member_of(user: User, version: GuidelineVersion) -> Contributor:
    """The person as a member of the version's project; NotFound otherwise."""
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is None or not is_member(contributor, version.project_id):
        raise NotFound
    return contributor


def last_read(contributor_id: int, version: GuidelineVersion) -> GuidelineVersion | None:
    """The newest version before this one that the person has acknowledged."""
    earlier = GuidelineVersion.objects.filter(
        project_id=version.project_id,
        number__lt=version.number,
        acknowledgments__contributor=contributor_id,
    )
    return earlier.order_by("-number").first()


def due_quiz_of(contributor_id: int, version: GuidelineVersion) -> GuidelineVersion | None:
    """The version whose quiz the person has to pass next before they can acknowledge this one."""
    last = last_read(contributor_id, version)
    asked = GuidelineVersion.objects.filter(
        project_id=version.project_id,
        number__gt=last.number if last else 0,
        number__lte=version.number,
        kind=ChangeKind.POLICY,
    )
    passed = QuizAttempt.objects.filter(
        guideline_version=OuterRef("pk"), contributor=contributor_id, is_passed=True
    )
    found = {each.number: each for each in asked.annotate(is_passed=Exists(passed))}
    published = [Published(each.number, bool(each.quiz), each.is_passed) for each in found.values()]
    number = due_quiz(published, acknowledged=last.number if last else 0, upto=version.number)
    return found[number] if number is not None else None


def _is_covered(version: GuidelineVersion, contributor_id: int) -> bool:
    """An editorial change asks nothing of those who know what it was before."""
    if version.needs_acknowledgment:
        return False
    asked = GuidelineVersion.objects.filter(
        project_id=version.project_id, number__lt=version.number, needs_acknowledgment=True
    ).order_by("-number")
    newest = asked.values_list("number", flat=True).first()
    last = last_read(contributor_id, version)
    return newest is None or (last is not None and last.number >= newest)
