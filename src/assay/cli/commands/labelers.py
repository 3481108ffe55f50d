"""Machine labelers on the command line."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of, text_of

COLUMNS = ("name", "kind", "mode", "version", "threshold", "reason", "uid")
ACCURACY = ("source", "by", "name", "share", "low", "high", "n")
OfLabeler = Annotated[UUID, typer.Argument(help="The labeler; see assay labelers list.")]
OfVersion = Annotated[UUID, typer.Argument(help="The version; see assay labelers show.")]


class Kind(StrEnum):
    MODEL = "model"
    RULE = "rule"
    LEARNER = "learner"
    REMOTE = "remote"


class Mode(StrEnum):
    OFF = "off"
    SUGGEST = "suggest"
    JUDGE = "judge"
    ALONE = "alone"
    RATE = "rate"


def register(app: typer.Typer) -> None:
    labelers = group("Machine labelers: models and rules that label, how right they are, how they are used.")
    command(labelers, "list")(list_labelers)
    command(labelers, "show")(show)
    command(labelers, "register")(register_labeler)
    command(labelers, "version")(version)
    command(labelers, "predict")(predict)
    command(labelers, "train")(train)
    command(labelers, "endpoint")(endpoint)
    command(labelers, "consent")(consent)
    command(labelers, "revoke")(revoke)
    command(labelers, "try")(try_endpoint)
    command(labelers, "ask")(ask)
    command(labelers, "accuracy")(accuracy)
    command(labelers, "use")(use)
    command(labelers, "retire")(retire)
    app.add_typer(labelers, name="labelers")


def list_labelers(*, project: InProject) -> None:
    """Every labeler of a project, and how its stages use it now."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/labelers")
    uses = {each["labeler"]: each for each in found["in_force"]}
    empty: dict[str, Any] = {"mode": "", "version": "", "threshold": "", "reason": ""}
    rows = [{**empty, **uses.get(each["uid"], {}), **each} for each in found["labelers"]]
    output.table(found, COLUMNS, rows)


def show(labeler: OfLabeler) -> None:
    """A labeler with its versions, its uses, and what became of its predictions."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/labelers/{labeler}")
    lines = [f"{found['name']} ({found['kind']})"]
    lines += [f"Version {each['number']}: {each['uid']} {each['origin']}" for each in found["versions"]]
    for each in found["uses"]:
        fates = ", ".join(f"{n:,} {fate}" for fate, n in each["fates"].items())
        lines.append(f"{each['set_at']}: version {each['version']} {each['mode']}; {fates or 'nothing yet'}")
        lines.append(f"  {each['reason']}")
    output.show(found, "\n".join(lines))


def register_labeler(
    name: Annotated[str, typer.Argument(help="As it stands on its judgments.")],
    *,
    project: InProject,
    kind: Annotated[Kind, typer.Option(help="What it is.")] = Kind.MODEL,
    about: Annotated[str, typer.Option(help="In a few words.")] = "",
) -> None:
    """Register a model or a rule, with its first version; those of a learner or a remote one come by themselves."""
    from assay.cli.client import connect

    asked = {"name": name, "kind": kind.value, "about": about}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/labelers", asked)
        makes_own = kind in {Kind.LEARNER, Kind.REMOTE}
        versions = [] if makes_own else [server.post(f"/labelers/{made['uid']}/versions", {})]
    said = "".join(f", version 1: {each['uid']}" for each in versions)
    output.show({**made, "versions": versions}, f"Registered: {made['uid']}{said}")


def version(
    labeler: OfLabeler,
    *,
    origin: Annotated[str, typer.Option(help="Where it comes from: a commit, a digest.")] = "",
    note: Annotated[str, typer.Option(help="What changed.")] = "",
) -> None:
    """Add the next version."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/labelers/{labeler}/versions", {"origin": origin, "note": note})
    output.show(made, f"Version {made['number']}: {made['uid']}")


def predict(version: OfVersion, file: Path) -> None:
    """Bring in predictions from a .jsonl file: task, answers, confidence."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = server.upload(f"/labeler-versions/{version}/imports", file)
        result = finished(server, job, f"Importing {file.name}")["result"]
    said = f"{result['n_predictions']:,} predictions, {result['n_repeats']:,} repeats, {result['n_bad']:,} bad rows"
    output.show(result, said)


def train(labeler: OfLabeler) -> None:
    """Let a learner learn from the newest release and speak of every task; a new version comes of it."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        result = finished(server, server.post(f"/labelers/{labeler}/train"), "Training")["result"]
    output.show(result, f"{result['n_predictions']:,} predictions by a new version; see assay labelers show.")


def endpoint(
    labeler: OfLabeler,
    *,
    url: Annotated[str, typer.Option(help="In front of /chat/completions.")] = "",
    model: Annotated[str, typer.Option(help="As the address calls it.")] = "",
    price_in: Annotated[str, typer.Option(help="Of 1,000 tokens sent, such as 0.00015.")] = "",
    price_out: Annotated[str, typer.Option(help="Of 1,000 tokens that come back.")] = "",
    day_limit: Annotated[str, typer.Option(help="What it may cost on a day, such as 20.")] = "",
    currency: Annotated[str, typer.Option(help="Of prices and limit.")] = "USD",
    per_minute: Annotated[int, typer.Option(help="Requests a minute.")] = 60,
    temperature: Annotated[float, typer.Option(help="0: the likeliest answer.")] = 0.0,
    instructions: Annotated[str, typer.Option(help="What it is told beside the guideline.")] = "",
    highest_severity: Annotated[
        int, typer.Option(help="Content that counts as harder is not sent: 0 benign to 4 extreme.")
    ] = 2,
    key_file: Annotated[
        Path | None, typer.Option(help="A file with the key; else the one that is kept.")
    ] = None,
) -> None:
    """Show how a model behind an address is asked, or, with --url, say it: that makes a version."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {
        "base_url": url,
        "model": model,
        "in_micro": _micro(price_in),
        "out_micro": _micro(price_out),
        "day_micro": _micro(day_limit),
        "currency": currency,
        "per_minute": per_minute,
        "temperature": temperature,
        "instructions": instructions,
        "highest_severity": highest_severity,
        "key": key_file.read_text().strip() if key_file else None,
    }
    with connect() as server:
        if url:
            server.post(f"/labelers/{labeler}/endpoint", asked)
        found = server.get(f"/labelers/{labeler}/endpoint")
    behind = ", behind the guideline in force" if found["is_guideline_behind"] else ""
    lines = [f"Version {found['version']}: {found['model']} at {found['base_url']}{behind}"]
    spent, limit = (text_of(found[name]) for name in ("spent_today_micro", "day_micro"))
    lines.append(f"Today {spent} of {limit} {found['currency']}")
    lines.append(found["not_sent_because"] or "Content may be sent.")
    lines.append(f"Held back: {found['n_held_back']:,}")
    lines += [
        f"{each['outcome']}: {each['n']:,}, {text_of(each['micro'])} {found['currency']}"
        for each in found["calls"]
    ]
    output.show(found, "\n".join(lines))


def consent(
    labeler: OfLabeler,
    *,
    version: Annotated[
        int, typer.Option(help="The version that you have seen; see assay labelers endpoint.")
    ],
    reason: Annotated[str, typer.Option(help="Why content may be sent: what was agreed.")],
) -> None:
    """Say that content of the project may be sent to a model behind an address, as its newest version asks."""
    from assay.cli.client import connect

    with connect() as server:
        asked = {"version": version, "statement": reason}
        made = server.post(f"/labelers/{labeler}/endpoint/consent", asked)
    output.show(made, f"Content may be sent to {made['model']} at {made['base_url']}.")


def revoke(labeler: OfLabeler, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Nothing is sent to a model behind an address any more; what it has said stays."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/labelers/{labeler}/endpoint/revocation", {"statement": reason})
    output.show(made, made["not_sent_because"])


def try_endpoint(labeler: OfLabeler) -> None:
    """Ask the model one question without a task: whether address, key and model are right."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/labelers/{labeler}/endpoint/try")
    output.show(found, f"It answered: {found['text']}")


def ask(
    labeler: OfLabeler,
    *,
    most: Annotated[int | None, typer.Option(help="So many tasks at most; gold comes first.")] = None,
) -> None:
    """Ask a model behind an address about every task of which it has said nothing, gold first."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = server.post(f"/labelers/{labeler}/ask", {"most": most})
        result = finished(server, job, "Asking")["result"]
    output.show(
        result,
        f"{result['n_asked']:,} asked, {result['n_predictions']:,} predictions, {result['n_held_back']:,} held back.",
    )


def accuracy(version: OfVersion) -> None:
    """How right a version was, by known answers, by tasks left to people, and by reviews."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/labeler-versions/{version}/accuracy")
    output.table(found, ACCURACY, [{**each, **each["right"]} for each in found["whole"]])


def use(
    labeler: OfLabeler,
    version: OfVersion,
    mode: Annotated[
        Mode,
        typer.Argument(
            help="To fill in answers, as one more judge, alone where it is sure, rate content, or not."
        ),
    ],
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    left: Annotated[float, typer.Option(help="Share of tasks left to people, to measure it by.")] = 0.1,
    target: Annotated[float, typer.Option(help="Share of its answers that must be right.")] = 0.95,
    floor: Annotated[float, typer.Option(help="When so few are right it is called back.")] = 0.9,
) -> None:
    """Say how the project uses a version from now on."""
    from assay.cli.client import connect

    asked = {"version": str(version), "mode": mode.value, "reason": reason}
    asked_shares = {"left_share": left, "target": target, "floor": floor}
    with connect() as server:
        made = server.post(f"/labelers/{labeler}/use", {**asked, **asked_shares})
    sure = "" if made["threshold"] is None else f", alone from a confidence of {made['threshold']:g}"
    if made["mode"] == Mode.RATE:
        sure = f", content no harder than told in {made['n_right']:,} of {made['n_known']:,} labels it had not seen"
    output.show(made, f"Version {made['version']}: {made['mode']}{sure}.")


def retire(labeler: OfLabeler, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """It is used nowhere any more; what it judged stays."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/labelers/{labeler}/retire", {"reason": reason})
    output.show(made, "Retired.")


def _micro(text: str) -> int:
    found = micro_of(text)
    if found is None:
        raise unusable(f"{text} is no amount: write 0.15.")
    return found
