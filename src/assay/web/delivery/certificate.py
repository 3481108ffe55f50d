"""The certificate of a release, as a page and as paper. Every figure is what was stored when it was built."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # A certificate is JSON.
from uuid import UUID

import msgspec
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.delivery.models import Release, ReleaseFile
from assay.delivery.rules.certificate import agreement_of
from assay.stats.sampling import Share
from assay.web.delivery.lots import ShownLots, shown_lots
from assay.web.quality.agreement import ShownAgreement, shown_agreement
from assay.web.wording import Wording, wording_of

MOST_ANSWERS = 12
KINDS = {
    "choice": gettext_noop("one of several answers"),
    "multi_choice": gettext_noop("any of several answers, each counted as yes or no"),
    "scale": gettext_noop("a grade"),
    "text": gettext_noop("a text: every answer is kept"),
    "taxonomy": gettext_noop("an entry of a tree"),
    "number": gettext_noop("a number"),
    "ranking": gettext_noop("an order: the one that contradicts the fewest pairs people put in order"),
    "pairwise": gettext_noop("the better one of two"),
    "spans": gettext_noop("marked words: every answer is kept"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Labels of one answer; `share` is that of all labels of the question."""

    answer: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    text: str
    kind: str
    n_ties: int
    mean_probability: float | None
    agreement: ShownAgreement | None
    tallies: tuple[Tally, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class ShownFile:
    part: str
    name: str
    n_rows: int
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    external_id: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Diff:
    against: int
    n_added: int
    n_removed: int
    n_changed: int
    first: tuple[Change, ...]
    sha256: str

    @property
    def n_all(self) -> int:
        return self.n_added + self.n_removed + self.n_changed


@dataclass(frozen=True, slots=True)
class Step:
    """So many labels said one thing and say another."""

    question: str
    before: str
    after: str
    n: int


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """The version of the guideline that a correction follows."""

    number: int
    uid: UUID
    note: str
    n_labels: int
    n_changed: int
    steps: tuple[Step, ...]

    @property
    def n_same(self) -> int:
        return self.n_labels - self.n_changed


@dataclass(frozen=True, slots=True)
class Version:
    kind: str
    number: int
    uid: UUID
    n_judgments: int

    @property
    def is_guideline(self) -> bool:
        return self.kind == "guideline"


@dataclass(frozen=True, slots=True)
class ShownCertificate:
    title: str
    segment: str
    purpose: str
    method: str
    n_judgments: int
    n_contributors: int
    mean_overlap: float | None
    accuracy: Share | None
    asked: tuple[AskedQuestion, ...]
    limits: tuple[str, ...]
    versions: tuple[Version, ...]
    parameters: tuple[tuple[str, str], ...]
    engine: str
    as_of: datetime | None
    inputs_sha256: str
    result_sha256: str
    files: tuple[ShownFile, ...]
    diff: Diff | None
    lots: ShownLots | None
    change: PolicyChange | None


def shown_certificate(release: Release, files: list[ReleaseFile]) -> ShownCertificate | None:
    """None while the release is not ready: it has no figures before."""
    if not release.certificate:
        return None
    certificate, manifest = release.certificate, release.manifest
    consensus, labeled = manifest["consensus"], certificate["labeled"]
    wording = wording_of(release.run.params["schema_version_id"])
    return ShownCertificate(
        title=certificate["title"],
        segment=certificate["segment"],
        purpose=certificate["purpose"],
        method=labeled["method"],
        n_judgments=labeled["n_judgments"],
        n_contributors=labeled["n_contributors"],
        mean_overlap=labeled["mean_overlap"],
        accuracy=_accuracy(certificate["gold_accuracy"]),
        asked=tuple(_asked(each, manifest["counts"], wording) for each in certificate["asked"]),
        limits=tuple(certificate["known_limits"]),
        versions=tuple(Version(**each) for each in manifest["versions"]),
        parameters=tuple(_parameters(consensus["params"])),
        engine=consensus["engine"],
        as_of=parse_datetime(consensus["as_of"]),
        inputs_sha256=consensus["inputs_sha256"],
        result_sha256=consensus["result_sha256"],
        files=tuple(_file(each) for each in files),
        diff=_diff(release.diff, wording),
        lots=shown_lots(certificate.get("lots")),
        change=_policy_change(certificate.get("guideline_change"), wording),
    )


def _policy_change(found: Mapping[str, Any] | None, wording: Wording) -> PolicyChange | None:
    if found is None:
        return None
    steps = tuple(
        Step(
            wording.question(each["question"]),
            wording.answer(each["question"], each["before"]),
            wording.answer(each["question"], each["after"]),
            each["n"],
        )
        for each in found["steps"]
    )
    return PolicyChange(
        found["version"],
        UUID(found["uid"]),
        found["change_note"],
        found["n_labels"],
        found["n_changed"],
        steps,
    )


def _accuracy(found: Mapping[str, Any]) -> Share | None:
    return Share(**found) if "value" in found else None


def _asked(
    found: Mapping[str, Any], counts: Mapping[str, Mapping[str, int]], wording: Wording
) -> AskedQuestion:
    question = found["question"]
    tallies = sorted(counts.get(question, {}).items(), key=lambda pair: -pair[1])
    total = sum(n for _name, n in tallies)
    shown = [Tally(_counted(wording, question, name), n, n / total) for name, n in tallies[:MOST_ANSWERS]]
    return AskedQuestion(
        text=wording.question(question),
        kind=_(KINDS[found["kind"]]),
        n_ties=found.get("n_ties", 0),
        mean_probability=found["mean_probability"],
        agreement=shown_agreement(agreement_of(found)),
        tallies=tuple(shown),
        n_more=max(0, len(tallies) - MOST_ANSWERS),
    )


def _counted(wording: Wording, question: str, name: str) -> str:
    """A value as the manifest counts it: Python's name of yes and no, else the answer itself."""
    return wording.answer_class(question, {"True": "yes", "False": "no"}.get(name, name))


def _parameters(params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(params.items()):
        if name != "schema_version_id":
            yield name, str(value)


def _file(each: ReleaseFile) -> ShownFile:
    return ShownFile(each.format, each.file.name, each.n_rows, each.file.n_bytes, each.file.sha256)


def _diff(found: Mapping[str, Any], wording: Wording) -> Diff | None:
    if not found:
        return None
    first = tuple(_change(row, wording) for row in found["first"])
    numbers = {name: found[name] for name in ("against", "n_added", "n_removed", "n_changed", "sha256")}
    return Diff(**numbers, first=first)


def _change(row: list[str | None], wording: Wording) -> Change:
    external_id, question, subject, before, after = row
    place = wording.question(str(question))
    about = wording.subject(str(question), subject or "")
    return Change(
        external_id=str(external_id),
        question=f"{place} · {about}" if about else place,
        before=_value(wording, str(question), before),
        after=_value(wording, str(question), after),
    )


def _value(wording: Wording, question: str, text: str | None) -> str:
    return "–" if text is None else wording.answer(question, msgspec.json.decode(text))
