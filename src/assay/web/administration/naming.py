"""What the trail's tables, columns and rows are called: a few queries per page, however many events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.models import Contributor, Market, Site, Skill, Team, User, Vendor
from assay.projects.models import Project, Stage
from assay.work.models import Batch

TABLES = {
    "people_user": gettext_noop("user"),
    "people_grant": gettext_noop("role of a user"),
    "people_apitoken": gettext_noop("token"),
    "people_contributor": gettext_noop("contributor"),
    "people_contributorlanguage": gettext_noop("language of a contributor"),
    "people_contributormarket": gettext_noop("market of a contributor"),
    "people_contributorskill": gettext_noop("skill of a contributor"),
    "people_standingchange": gettext_noop("change of standing"),
    "people_vendor": gettext_noop("vendor"),
    "people_site": gettext_noop("site"),
    "people_team": gettext_noop("team"),
    "people_market": gettext_noop("market"),
    "people_skill": gettext_noop("skill"),
    "projects_project": gettext_noop("project"),
    "projects_stage": gettext_noop("stage"),
    "projects_stageskill": gettext_noop("skill that a stage asks for"),
    "projects_projectmarket": gettext_noop("market of a project"),
    "projects_membership": gettext_noop("membership in a project"),
    "projects_labelschemaversion": gettext_noop("version of a label schema"),
    "projects_guidelineversion": gettext_noop("version of a guideline"),
    "projects_acknowledgment": gettext_noop("acknowledgment of a guideline"),
    "work_batch": gettext_noop("batch"),
    "work_queue": gettext_noop("queue"),
    "work_task": gettext_noop("task"),
    "work_allowedaddress": gettext_noop("import address"),
    "work_importcolumns": gettext_noop("columns of imports"),
    "quality_reuse": gettext_noop("label taken over"),
    "work_stagehold": gettext_noop("hold of a contributor"),
    "quality_gold": gettext_noop("gold task"),
    "quality_consensusrun": gettext_noop("consensus run"),
    "planning_standardversion": gettext_noop("standard"),
    "planning_planversion": gettext_noop("plan"),
    "planning_planmilestone": gettext_noop("milestone of a plan"),
    "planning_milestonedone": gettext_noop("milestone reached"),
    "planning_raciversion": gettext_noop("responsibilities"),
    "planning_risk": gettext_noop("risk"),
    "planning_riskissue": gettext_noop("issue of a risk"),
    "delivery_release": gettext_noop("release"),
    "delivery_releasefile": gettext_noop("file of a release"),
}
NAMES: dict[str, tuple[type[Model], str]] = {
    "people_user": (User, "name"),
    "people_contributor": (Contributor, "pseudonym"),
    "people_vendor": (Vendor, "name"),
    "people_site": (Site, "name"),
    "people_team": (Team, "name"),
    "people_market": (Market, "code"),
    "people_skill": (Skill, "name"),
    "projects_project": (Project, "name"),
    "projects_stage": (Stage, "name"),
    "work_batch": (Batch, "name"),
}
POINTERS = {
    "user_id": "people_user",
    "owner_id": "people_user",
    "created_by_id": "people_user",
    "changed_by_id": "people_user",
    "granted_by_id": "people_user",
    "added_by_id": "people_user",
    "contributor_id": "people_contributor",
    "vendor_id": "people_vendor",
    "site_id": "people_site",
    "team_id": "people_team",
    "market_id": "people_market",
    "skill_id": "people_skill",
    "project_id": "projects_project",
    "stage_id": "projects_stage",
    "batch_id": "work_batch",
}
Reference = tuple[str, int]


def noun(table: str) -> str:
    return _(TABLES[table]) if table in TABLES else table


def names_of(references: Iterable[Reference]) -> Mapping[Reference, str]:
    """The names of rows that still exist, one query per table."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for table, row in references:
        if table in NAMES:
            wanted[table].add(row)
    found: dict[Reference, str] = {}
    for table, rows in wanted.items():
        model, column = NAMES[table]
        pairs = model._default_manager.filter(pk__in=rows).values_list("pk", column)
        found |= {(table, pk): str(name) for pk, name in pairs}
    return found


def actors_of(uids: Iterable[str]) -> Mapping[str, str]:
    """Who acted, by identifier."""
    pairs = User.objects.filter(uid__in={uid for uid in uids if uid}).values_list("uid", "name")
    return {str(uid): name for uid, name in pairs}
