"""Wellbeing: limits on content that is hard to look at, and one's own exposure."""

from typing import TYPE_CHECKING, Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.client import Server

OfProject = Annotated[
    str, typer.Option("--project", "-p", help="Of a project; without: of the organisation.")
]
COLUMNS = ("limit", "set", "in_force")
BOARD_COLUMNS = ("name", "vendor", "n_people", "minutes", "n_near", "n_over", "n_resting")
RATING_COLUMNS = ("question", "option", "severity", "category")
PULSE_COLUMNS = ("week", "site", "after_work", "breaks", "speaking_up")
COUNSELLOR_COLUMNS = ("site", "name", "text", "phone", "hours")
LIMITS = (
    *("day_minutes", "week_minutes", "run_minutes", "break_minutes", "cool_minutes"),
    *("from_hour", "until_hour", "weights"),
)


def register(app: typer.Typer) -> None:
    wellbeing = group("Wellbeing: limits on content that is hard to look at, and what people had of it.")
    command(wellbeing, "limits")(limits)
    command(wellbeing, "set-limits")(set_limits)
    command(wellbeing, "mine")(mine)
    command(wellbeing, "opt-out")(opt_out)
    command(wellbeing, "viewing")(viewing)
    command(wellbeing, "rate")(rate)
    command(wellbeing, "ratings")(ratings)
    command(wellbeing, "answers")(answers)
    command(wellbeing, "rate-answers")(rate_answers)
    command(wellbeing, "board")(board)
    command(wellbeing, "answer-pulse")(answer_pulse)
    command(wellbeing, "pulse")(pulse)
    command(wellbeing, "counsellors")(counsellors)
    command(wellbeing, "set-counsellor")(set_counsellor)
    app.add_typer(wellbeing, name="wellbeing")


def limits(*, project: OfProject = "") -> None:
    """The limits that were set, and those that hold."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(_address(server, project))
    _show(found)


def set_limits(
    *,
    project: OfProject = "",
    day_minutes: Annotated[int | None, typer.Option(help="Weighted minutes a person and day.")] = None,
    week_minutes: Annotated[int | None, typer.Option(help="Weighted minutes a person and week.")] = None,
    run_minutes: Annotated[int | None, typer.Option(help="Minutes in a row before a break.")] = None,
    break_minutes: Annotated[int | None, typer.Option(help="The break: no tasks at all.")] = None,
    cool_minutes: Annotated[int | None, typer.Option(help="After a break, only benign tasks.")] = None,
    from_hour: Annotated[int | None, typer.Option(help="Not before, in the person's time zone.")] = None,
    until_hour: Annotated[int | None, typer.Option(help="Not after, in the person's time zone.")] = None,
    severity: Annotated[int | None, typer.Option(min=0, max=4, help="Unrated tasks count as this.")] = None,
    category: Annotated[str, typer.Option(help="The category of unrated tasks.")] = "",
) -> None:
    """Replace the limits; what you leave out is as above: the organisation's, or what comes with Assay."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {
        "day_minutes": day_minutes,
        "week_minutes": week_minutes,
        "run_minutes": run_minutes,
        "break_minutes": break_minutes,
        "cool_minutes": cool_minutes,
        "from_hour": from_hour,
        "until_hour": until_hour,
        "severity": severity,
        "category": category,
    }
    with connect() as server:
        address = _address(server, project)
        # Weights are set over the API; what was set stays.
        kept = {} if project else {"weights": server.get(address)["set"].get("weights")}
        found = server.put(address, {**asked, **kept})
    _show(found)


def mine() -> None:
    """How much content that is hard to look at you had today and this week."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/exposure")
    said = [
        f"Today {found['day_minutes']} of {found['day_limit']} weighted minutes.",
        f"This week {found['week_minutes']} of {found['week_limit']}.",
        f"In a row {found['run_minutes']} of {found['run_limit']} minutes.",
    ]
    if found["break_until"]:
        said.append(f"You are on a break until {found['break_until']}.")
    output.show(found, "\n".join(said))


def opt_out(
    categories: Annotated[
        list[str] | None, typer.Argument(help="All of them; none: you opt out of nothing.")
    ] = None,
) -> None:
    """Say what you do not want to see, such as violence or hate. Nobody else sees it, and nothing else changes."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.put("/me/opt-outs", {"categories": categories or []})
    output.show(found, f"You have opted out of: {', '.join(found['categories']) or 'nothing'}.")


def viewing(
    *,
    blur: Annotated[int | None, typer.Option(min=0, max=100, help="In percent; 0: none.")] = None,
    grey: Annotated[bool | None, typer.Option("--grey/--colour", help="Black and white, or not.")] = None,
    mute: Annotated[bool | None, typer.Option("--mute/--sound", help="Without sound at first.")] = None,
    small: Annotated[bool | None, typer.Option("--small/--large", help="Small at first.")] = None,
) -> None:
    """How content that is hard to look at is shown to you; with options, change that."""
    from assay.cli.client import connect

    asked = {"blur": blur, "grey": grey, "mute": mute, "small": small}
    changed = {name: value for name, value in asked.items() if value is not None}
    with connect() as server:
        found = server.get("/me/viewing")
        if changed:
            found = server.put("/me/viewing", {**found, **changed})
    rows = [{"shown": name, "at_first": str(value)} for name, value in found.items()]
    output.table(found, ("shown", "at_first"), rows)


def rate(
    task: UUID,
    severity: Annotated[int, typer.Argument(min=0, max=4, help="0 benign to 4 extreme.")],
    *,
    reason: Annotated[str, typer.Option(help="What you saw.")],
    category: Annotated[str, typer.Option(help="What makes it hard to look at.")] = "",
) -> None:
    """Say how hard a task's content is to look at; from now on it counts as that."""
    from assay.cli.client import connect

    with connect() as server:
        asked = {"severity": severity, "category": category, "reason": reason}
        found = server.post(f"/tasks/{task}/content-ratings", asked)
    output.show(found, f"The task counts as severity {found['severity']} from now on.")


def ratings(task: UUID) -> None:
    """What a task counts as, and who or what said so: somebody, answers, or a machine that predicted it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/tasks/{task}/content-ratings")
    output.table(found, ("rated_at", "severity", "category", "reason", "rated_by"), found["ratings"])


def answers(*, project: Annotated[str, typer.Option("--project", "-p", help="Its name or uid.")]) -> None:
    """What answers of a project say of how hard its content is."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/answer-ratings")
    output.table(found, RATING_COLUMNS, found["ratings"])


def rate_answers(
    ratings: Annotated[
        list[str] | None,
        typer.Argument(help="Such as harm/gore=4:violence or tone/rude=1; none: answers say nothing."),
    ] = None,
    *,
    project: Annotated[str, typer.Option("--project", "-p", help="Its name or uid.")],
) -> None:
    """Replace what answers say of content, for judgments from now on: question/option=severity[:category]."""
    from assay.cli.client import connect

    asked = [_answer_rating(each) for each in ratings or []]
    with connect() as server:
        where = f"/projects/{finding.project(server, project)['uid']}/answer-ratings"
        found = server.put(where, {"ratings": asked})
    output.table(found, RATING_COLUMNS, found["ratings"])


def _answer_rating(typed: str) -> dict[str, Any]:
    answer, is_one, content = typed.partition("=")
    question, is_option, option = answer.partition("/")
    severity, _colon, category = content.partition(":")
    if not (is_one and is_option and severity.isdecimal()):
        raise typer.BadParameter(
            f"{typed}: say it as question/option=severity or question/option=severity:category."
        )
    return {"question": question, "option": option, "severity": int(severity), "category": category}


def board() -> None:
    """By site: how much content that is hard to look at people had in seven days, and how many are near a limit."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/exposure-board")
    rows = [{**each, "minutes": each["week_minutes"][-1]} for each in found["sites"]]
    output.table(found, BOARD_COLUMNS, rows)


def answer_pulse(
    *,
    after_work: Annotated[int | None, typer.Option(help="How are you? 1 very bad, 5 very good.")] = None,
    breaks: Annotated[int | None, typer.Option(help="Could you take breaks? 1 never, 5 always.")] = None,
    speaking_up: Annotated[
        int | None, typer.Option(help="Would you tell somebody? 1 certainly not, 5 certainly.")
    ] = None,
) -> None:
    """Answer this week's pulse check. Only counts per site and week are kept."""
    from assay.cli.client import connect

    asked = {"after_work": after_work, "breaks": breaks, "speaking_up": speaking_up}
    with connect() as server:
        found = server.put("/me/pulse", asked)
    output.show(found, "Thank you. Your answers were counted; nobody can see that they are yours.")


def pulse() -> None:
    """The closed weeks of the pulse check: the mean of each answer, in groups of five people or more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/pulse")
    rows = []
    for week in found["weeks"]:
        groups = [(each["name"] or "(no site)", each["questions"]) for each in week["groups"]]
        groups += [(name, week[name]) for name in ("others", "together") if week[name]]
        rows += [
            {"week": week["week_on"], "site": name} | {key: each["mean"] for key, each in group.items()}
            for name, group in groups
        ]
    output.table(found, PULSE_COLUMNS, rows)


def counsellors() -> None:
    """Whom the people of each site can turn to, of the sites that you answer for."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/counsellors")
    _show_counsellors(found)


def set_counsellor(
    *,
    site: Annotated[
        UUID | None, typer.Option(help="Of one site; without: whose site has nobody of its own.")
    ] = None,
    text: Annotated[str, typer.Option(help="Who it is; nothing at all: nobody from now on.")] = "",
    phone: Annotated[str, typer.Option(help="Such as +351 21 555 0100.")] = "",
    hours: Annotated[str, typer.Option(help="When they are there.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="Several times: pt, en.")] = None,
) -> None:
    """Say whom people can turn to when work weighs on them; what held before is kept."""
    from assay.cli.client import connect

    asked = {"text": text, "phone": phone, "hours": hours, "languages": language or []}
    with connect() as server:
        found = server.put(f"/sites/{site}/counsellor" if site else "/counsellors", asked)
    _show_counsellors(found)


def _show_counsellors(found: dict[str, Any]) -> None:
    rows = [
        {"site": each["site"] or "", "name": each["name"] or "(everybody else)"} | (each["current"] or {})
        for each in found["places"]
    ]
    output.table(found, COUNSELLOR_COLUMNS, rows)


def _address(server: "Server", project: str) -> str:
    if not project:
        return "/exposure-terms"
    return f"/projects/{finding.project(server, project)['uid']}/exposure-terms"


def _show(found: dict[str, Any]) -> None:
    rows = [
        {"limit": name, "set": found["set"].get(name, ""), "in_force": found["in_force"][name]}
        for name in LIMITS
    ]
    output.table(found, COLUMNS, rows)
