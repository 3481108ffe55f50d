"""The rules of a project's standing: a version is made, looked at on the past month, switched on, switched off."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any  # Rules are JSON.

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.enums import Measure
from assay.quality.models import StandingRules
from assay.quality.queries.standing import measured_in, rules_in_force, rules_of
from assay.quality.queries.standing_measures import answers_of, results_of
from assay.quality.rules import standing as rules
from assay.quality.rules.standing_reading import as_json, read_rules
from assay.quality.rules.standing_replay import Hit, replay, the_days
from assay.quality.rules.standing_signals import findings

SIMULATE = "quality.standing_simulation"
DAYS = 30
# Of each person and measure; more than anybody does in a month and a window before it.
MOST_RESULTS = 5_000
MOST_HITS = 2_000


def make_rules(
    by: User, *, project: Project, given: Sequence[Mapping[str, Any]], now: datetime, note: str = ""
) -> StandingRules:
    """A new version, not yet in force."""
    require(by, project, Permission.MANAGE_QUALITY)
    read, problems = read_rules(given)
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        last = StandingRules.objects.filter(project=project).order_by("-number").first()
        return StandingRules.objects.create(
            project=project,
            number=last.number + 1 if last else 1,
            rules=[as_json(rule) for rule in read],
            note=note.strip()[:2000],
            created_at=now,
            created_by=by,
        )


def start_simulation(by: User, *, version: StandingRules, now: datetime) -> Job:
    """Put on the list what the rules would have done in the past month."""
    require(by, version.project, Permission.MANAGE_QUALITY)
    return jobs.start(
        by,
        kind=SIMULATE,
        key=f"{SIMULATE}:{version.uid}",
        params={"rules": str(version.uid)},
        project_uid=version.project.uid,
        now=now,
    )


@job(SIMULATE)
def simulate_rules(running: RunningJob) -> None:
    version = StandingRules.objects.select_related("project").get(uid=running.params["rules"])
    with transaction.atomic():
        act_as(running.row.created_by)
        found = simulate(version, now=running.now)
        running.finish_with({"rules": str(version.uid), "n_hits": len(found["hits"])})


def simulate(version: StandingRules, *, now: datetime) -> dict[str, Any]:
    """Who would have been told what, and when, had the rules been in force for the past month; kept with the version.

    The same function decides as in the job, over what counts now.
    """
    project, read = version.project, rules_of(version)
    people, days = measured_in(project), the_days(now, DAYS)
    measures = list(dict.fromkeys(rule.measure for rule in read))
    results = results_of(project, measures, people, until=now, most=MOST_RESULTS)
    given = answers_of(project, people, until=now, most=MOST_RESULTS) if Measure.INTEGRITY in measures else []

    def signals(
        rule: rules.StandingRule, since: Mapping[int, datetime], day: datetime
    ) -> Mapping[int, rules.Finding]:
        return findings(given, since=since, until=day, window=rule.window)

    hits = list(replay(read, results, signals, people=people, days=days))
    names = dict(Contributor.objects.filter(pk__in={hit.person for hit in hits}).values_list("pk", "uid"))
    by_key = {rule.key: rule for rule in read}
    found = {
        "since": days[0].isoformat(),
        "until": now.isoformat(),
        "n_people": len(people),
        "n_hit": len({hit.person for hit in hits}),
        "n_measured": {
            str(measure): sum(len(each) for each in of_people.values())
            for measure, of_people in results.items()
        },
        "hits": [_shown(hit, by_key[hit.rule], str(names[hit.person])) for hit in hits[:MOST_HITS]],
    }
    StandingRules.objects.filter(pk=version.pk).update(simulation=found, simulated_at=now)
    version.simulation, version.simulated_at = found, now
    return found


def switch_on(by: User, *, version: StandingRules, now: datetime) -> StandingRules:
    """From now on these rules act; those in force before act no more, and what they did stays."""
    require(by, version.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        locked = _locked(version)
        if locked.switched_on_at is not None:
            raise Refused(rules.ENDED_BEFORE() if locked.switched_off_at else rules.ON_ALREADY())
        if locked.simulated_at is None:
            raise Refused(rules.NOT_SIMULATED())
        if before := rules_in_force(locked.project):
            _off(before, by, now)
        locked.switched_on_at, locked.switched_on_by = now, by
        locked.save(update_fields=["switched_on_at", "switched_on_by"])
        return locked


def switch_off(by: User, *, version: StandingRules, now: datetime) -> StandingRules:
    """Nothing is decided by rules any more; steps in force go on to their end or way back."""
    require(by, version.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        locked = _locked(version)
        if not locked.is_on:
            raise Refused(rules.NOT_ON())
        return _off(locked, by, now)


def evidence_of(rule: rules.StandingRule, finding: rules.Finding) -> dict[str, Any]:
    """What a step rests on, kept with it: figures as they were at that moment."""
    share = finding.share
    return {
        "measure": str(rule.measure),
        "threshold": rule.threshold,
        "n": finding.n,
        "k": share.k if share else None,
        "value": share.value if share else None,
        "low": share.low if share else None,
        "high": share.high if share else None,
        "since": finding.since.isoformat() if finding.since else None,
        "families": list(finding.families),
        "signals": list(finding.sentences),
    }


def _shown(hit: Hit, rule: rules.StandingRule, contributor: str) -> dict[str, Any]:
    return {
        "contributor": contributor,
        "rule": hit.rule,
        "step": str(hit.step),
        "at": hit.at.isoformat(),
        "evidence": evidence_of(rule, hit.finding),
    }


def _locked(version: StandingRules) -> StandingRules:
    Project.objects.select_for_update(no_key=True).get(pk=version.project_id)
    return (
        StandingRules.objects.select_for_update(no_key=True, of=["self"])
        .select_related("project")
        .get(pk=version.pk)
    )


def _off(version: StandingRules, by: User, now: datetime) -> StandingRules:
    version.switched_off_at, version.switched_off_by = now, by
    version.save(update_fields=["switched_off_at", "switched_off_by"])
    return version
