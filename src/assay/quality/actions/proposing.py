"""A guideline is proposed to be changed; its owner adopts that as a new version, or declines it with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.enums import ProposalSource, ProposalState
from assay.quality.models import CalibrationItem, GuidelineProposal
from assay.quality.rules import proposals as rules


def propose(
    by: User,
    *,
    project: Project,
    text: str,
    now: datetime,
    section: str = "",
    because: str = "",
    source: ProposalSource = ProposalSource.HAND,
    item: CalibrationItem | None = None,
) -> GuidelineProposal:
    """Say what the guideline should say (of a section, or new), and what shows it; its owner is told."""
    require(by, project, Permission.MANAGE_QUALITY)
    problems = [] if 0 < len(text.strip()) <= rules.MOST_TEXT else [rules.NO_TEXT(field="text")]
    if section and section not in _sections(project):
        problems.append(rules.UNKNOWN_SECTION(field="section", id=section[:60]))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        made = GuidelineProposal.objects.create(
            project=project,
            section=section,
            text=text.strip(),
            because=because.strip()[: rules.MOST_TEXT],
            source=source,
            item=item,
            proposed_at=now,
            proposed_by=by,
        )
        if project.owner_id != by.pk:
            tell(
                [project.owner_id],
                kind="quality.proposal",
                sentence=_("A change of the guideline of {project} is proposed"),
                lines=["{text}"],
                about={"project": project.name, "text": text.strip()[:1000]},
                address=f"/proposals/{made.uid}/",
                now=now,
            )
        return made


def adopt(
    by: User, *, proposal: GuidelineProposal, title: str, markdown: str, now: datetime
) -> GuidelineProposal:
    """Publish the guideline with this section as it should be; who works by it is asked to read it anew."""
    project = proposal.project
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        locked = _open(by, proposal, ProposalState.ADOPTED)
        version = project.guideline_version
        if version is None:
            raise Refused(rules.NO_GUIDELINE())
        sections = [dict(each) for each in version.sections]
        if locked.section:
            _replace(sections, locked.section, title, markdown)
        else:
            sections.append({"id": _free_id(sections), "title": title.strip(), "markdown": markdown})
        locked.version = publish_guideline(
            by, project=project, title=version.title, sections=sections, change_note=_note(locked), now=now
        )
        return _decided(by, locked, "", now)


def decline(by: User, *, proposal: GuidelineProposal, note: str, now: datetime) -> GuidelineProposal:
    """It stays as it is, and here is why; whoever proposed it is told."""
    require(by, proposal.project, Permission.MANAGE_PROJECT)
    if not note.strip():
        raise Refused(rules.NO_NOTE(field="note"))
    with transaction.atomic():
        locked = _open(by, proposal, ProposalState.DECLINED)
        return _decided(by, locked, note.strip()[: rules.MOST_TEXT], now)


def _open(by: User, proposal: GuidelineProposal, wanted: ProposalState) -> GuidelineProposal:
    act_as(by)
    locked = GuidelineProposal.objects.select_for_update(no_key=True, of=["self"]).get(pk=proposal.pk)
    if refused := rules.TRANSITIONS.refuse(locked.state, wanted):
        raise Refused(refused)
    locked.state = wanted
    return locked


def _decided(by: User, locked: GuidelineProposal, note: str, now: datetime) -> GuidelineProposal:
    locked.note, locked.decided_at, locked.decided_by = note, now, by
    locked.save()
    if locked.proposed_by_id != by.pk:
        adopted = locked.state == ProposalState.ADOPTED
        tell(
            [locked.proposed_by_id],
            kind="quality.proposal",
            sentence=_("Your proposal for {project} was adopted")
            if adopted
            else _("Your proposal for {project} was declined"),
            lines=["{text}", "", "{note}"],
            about={"project": locked.project.name, "text": locked.text[:1000], "note": note},
            address=f"/proposals/{locked.uid}/",
            now=now,
        )
    return locked


def _sections(project: Project) -> set[str]:
    version = project.guideline_version
    return {each["id"] for each in version.sections} if version else set()


def _replace(sections: list[dict[str, str]], wanted: str, title: str, markdown: str) -> None:
    for each in sections:
        if each["id"] == wanted:
            each["title"], each["markdown"] = title.strip() or each["title"], markdown
            return
    raise Refused(rules.SECTION_CHANGED(id=wanted))


def _free_id(sections: list[dict[str, str]]) -> str:
    taken = {each["id"] for each in sections}
    return next(f"added-{nth}" for nth in range(1, len(taken) + 2) if f"added-{nth}" not in taken)


def _note(proposal: GuidelineProposal) -> str:
    return (proposal.because or proposal.text).splitlines()[0][:400]
