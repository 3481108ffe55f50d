"""The commands, one module per subject."""

import typer

from assay.cli.app import command
from assay.cli.commands import (
    agreements,
    allocation,
    audit,
    batches,
    board,
    calendar,
    calibration,
    delivery,
    disputes,
    exams,
    facts,
    feasibility,
    gold,
    jobs,
    ledger,
    lots,
    notifications,
    pay,
    plans,
    portfolio,
    projects,
    quality,
    questions,
    recruiting,
    requests,
    reviews,
    risks,
    server,
    session,
    sites,
    standards,
    standing,
    support,
    templates,
    time,
    tokens,
    versions,
    wellbeing,
    why,
    work,
)
from assay.cli.replay.command import replay
from assay.cli.stats import register as stats

SUBJECTS = (
    *(
        session,
        server,
        projects,
        versions,
        templates,
        batches,
        gold,
        work,
        why,
        quality,
        reviews,
        board,
        calibration,
        questions,
        standing,
        disputes,
        lots,
        sites,
        time,
        wellbeing,
        support,
        recruiting,
        agreements,
        exams,
        plans,
        portfolio,
        allocation,
        standards,
        risks,
        pay,
        ledger,
        delivery,
        jobs,
        tokens,
        notifications,
        calendar,
        audit,
    ),
    *(requests, feasibility, facts, stats),
)


def register_all(app: typer.Typer) -> None:
    for module in SUBJECTS:
        module.register(app)
    command(app, "replay")(replay)
