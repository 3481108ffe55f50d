"""What the certificate says on paper: what its page says, in English, so that one release has one paper."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any  # A certificate is JSON.

import msgspec

from assay.delivery.models import Release
from assay.delivery.queries.releases import files_of
from assay.delivery.rules.certificate import agreement_of
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema, localised

MOST_ANSWERS = 12
STATES = {
    "accepted": "accepted",
    "conceded": "accepted with concession",
    "rejected": "rejected",
    "reopened": "reopened by a dispute",
    "reworked": "in rework",
    "inspected": "in inspection",
    "waiting": "waiting",
}
_canonical = msgspec.json.Encoder(order="deterministic")


def paper_content(release: Release) -> dict[str, Any]:
    """Every figure is one that was stored when the release was built."""
    certificate, manifest = release.certificate, release.manifest
    schema = parsed_schema(release.run.params["schema_version_id"])
    return {
        "project": manifest["project"]["name"],
        "number": release.number,
        "uid": manifest["release"],
        "kind": certificate["labeled"]["kind"],
        "note": release.note,
        "title": certificate["title"],
        "purpose": certificate["purpose"],
        "created_at": manifest["created_at"][:19].replace("T", " ") + " UTC",
        "corrects": _corrects(release),
        "tiles": list(_tiles(release)),
        "asked": [_asked(schema, each, manifest["counts"]) for each in certificate["asked"]],
        "limits": certificate["known_limits"],
        "lots": list(_lots(certificate.get("lots"))),
        "facts": list(_facts(release)),
        "files": [
            [each.file.name, f"{each.n_rows:,}", f"{each.file.n_bytes:,}", each.file.sha256]
            for each in files_of(release)
        ],
        "manifest_sha256": hashlib.sha256(_canonical.encode(manifest)).hexdigest(),
    }


def _corrects(release: Release) -> str:
    if release.corrects is None:
        return ""
    diff = release.diff
    changes = f"{diff['n_added']:,} added, {diff['n_removed']:,} removed, {diff['n_changed']:,} changed"
    what = "Holds only the labels that change" if release.only_changes else "Corrects all of it"
    return f"{what}: release {release.corrects.number} is superseded ({changes})."


def _tiles(release: Release) -> Iterator[list[str]]:
    labeled, gold = release.certificate["labeled"], release.certificate["gold_accuracy"]
    if "value" in gold:
        interval = f"n = {gold['n']:,} · 95 %: {gold['low'] * 100:.1f}–{gold['high'] * 100:.1f} %"
        yield ["Estimated accuracy", f"{gold['value'] * 100:.1f} %", interval]
    else:
        yield ["Estimated accuracy", "not measured", "n = 0: no gold task was answered"]
    yield ["Items", f"{release.n_tasks:,}", f"{release.n_labels:,} labels"]
    overlap = labeled["mean_overlap"]
    yield ["Judgments", f"{labeled['n_judgments']:,}", f"{overlap} per item on average" if overlap else ""]
    yield ["Contributors", f"{labeled['n_contributors']:,}", ""]


def _asked(
    schema: LabelSchema, found: Mapping[str, Any], counts: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    tallies = sorted(counts.get(found["question"], {}).items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(n for _, n in tallies)
    return {
        "text": found["text"],
        "tallies": [
            [_answer(schema, found["question"], name), f"{n:,}", f"{n / total * 100:.1f} %", n / total]
            for name, n in tallies[:MOST_ANSWERS]
        ],
        "more": max(0, len(tallies) - MOST_ANSWERS),
        "agreement": _agreement(agreement_of(found)),
        "probability": _percent(found["mean_probability"]),
        "ties": f"{found.get('n_ties', 0):,}",
    }


def _answer(schema: LabelSchema, question_id: str, name: str) -> str:
    question = schema.question(question_id)
    options = {option.id: localised(option.label, "en") for option in question.options} if question else {}
    return options.get(name) or {"True": "Yes", "False": "No"}.get(name, name)


def _agreement(found: Mapping[str, Any] | None) -> str:
    if not found or found.get("alpha") is None:
        return "not defined"
    text = f"{found['alpha']:.2f}"
    if found.get("alpha_low") is not None:
        text += f" (95 %: {found['alpha_low']:.2f}–{found['alpha_high']:.2f})"
    return text.replace("-", "−")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value * 100:.1f} %"


def _lots(found: Mapping[str, Any] | None) -> Iterator[list[str]]:
    for lot in found["rows"] if found else ():
        said = STATES[lot["state"]]
        if lot["concession"]:
            said = f"{said}, signed by {lot['concession']['signed_as']}"
        elif lot.get("revision"):
            said = f"{said} after a dispute, by {lot['revision']['confirmed_by']}"
        where = f"{lot['batch']}, {lot['market']}" if lot["market"] else lot["batch"]
        severities = "; ".join(_severity(each) for each in lot["classes"])
        yield [str(lot["number"]), where, f"{lot['n_items']:,}", f"{lot['n_sample']:,}", severities, said]


def _severity(found: Mapping[str, Any]) -> str:
    limiting = "" if found["limiting"] is None else f", LQ {found['limiting'] * 100:.1f} %"
    return f"{found['severity']} {found['n_defective']} of {found['n']} (≤ {found['accept']}{limiting})"


def _facts(release: Release) -> Iterator[list[str]]:
    certificate, consensus = release.certificate, release.manifest["consensus"]
    yield ["Method", f"{certificate['labeled']['method']}, run {consensus['number']}"]
    yield ["Judgments until", consensus["as_of"][:19].replace("T", " ") + " UTC"]
    yield ["Segment", certificate["segment"]]
    for each in release.manifest["versions"]:
        name = "Guideline" if each["kind"] == "guideline" else "Label schema"
        yield [name, f"version {each['number']}, {each['n_judgments']:,} judgments"]
    for name, value in sorted(consensus["params"].items()):
        if name != "schema_version_id":
            yield [name, str(value)]
    yield ["Engine", consensus["engine"]]
    yield ["Inputs (SHA-256)", consensus["inputs_sha256"]]
    yield ["Labels (SHA-256)", consensus["result_sha256"]]
