"""What became of the judgments: scores on gold, consensus, and a release that Rita can download."""

from datetime import datetime, timedelta

from assay.delivery.actions.releases import build_release
from assay.demo.people import Organisation
from assay.kit.jobs import run_now
from assay.projects.models import Project, Stage
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.gold import score_gold
from assay.work.actions.rollups import count_open_tasks


def deliver(organisation: Organisation, search: Project, moderation: Project, now: datetime) -> None:
    """Both projects get labels; those of the search are delivered."""
    lea = organisation.users["lea"]
    score_gold(now=now)
    for project in (search, moderation):
        stage = Stage.objects.select_related("project").get(project=project)
        run = run_consensus(lea, stage=stage, now=now - timedelta(hours=14))
        if project is search:
            _, job = build_release(lea, run=run, note="Weeks 1 and 2.", now=now - timedelta(hours=13))
            run_now(job)
    count_open_tasks(now=now)
