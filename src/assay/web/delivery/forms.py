"""The choices of the form that builds a release."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.queries.releases import releases_of
from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels, usual, written_grades
from assay.projects.models import Project
from assay.quality.models import ConsensusRun
from assay.quality.queries.runs import deliverable_runs
from assay.web.templatetags.figures import count
from assay.web.wording import wording_of

MOST = 20
KINDS = {
    ReleaseKind.TRAIN: (
        gettext_noop("Training items"),
        gettext_noop("Never holds an item that is kept for testing."),
    ),
    ReleaseKind.TEST: (gettext_noop("Test items"), gettext_noop("Only the items that are kept for testing.")),
    ReleaseKind.ALL: (
        gettext_noop("All items, for evaluation only"),
        gettext_noop("Training and test items together: a model trained on it cannot be tested fairly."),
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BuildForm:
    """Empty `runs` mean that there is nothing to deliver yet."""

    runs: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    corrects: tuple[Choice, ...]
    qrels: "QrelsForm | None"


@dataclass(frozen=True, slots=True)
class QrelsForm:
    """The fields of content that may name query and document, with the usual ones chosen."""

    questions: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    chosen: Qrels
    grades: str


def qrels_form(project: Project) -> QrelsForm | None:
    """None where no question gives grades."""
    if project.schema_version_id is None:
        return None
    wording = wording_of(project.schema_version_id)
    chosen = usual(wording.schema)
    if chosen is None:
        return None
    names = dict.fromkeys(
        name for block in wording.schema.content for name in (block.query, block.field) if name
    )
    return QrelsForm(
        questions=tuple(Choice(each.id, wording.question(each.id)) for each in wording.schema.questions),
        fields=(Choice(EXTERNAL_ID, _("External id")), *(Choice(name, name) for name in names)),
        chosen=chosen,
        grades=written_grades(chosen.grades),
    )


def build_form(project: Project) -> BuildForm:
    """The newest runs and releases to choose from."""
    ready = releases_of(project).filter(state=ReleaseState.READY)[:MOST]
    return BuildForm(
        runs=tuple(_run(each) for each in deliverable_runs(project)[:MOST]),
        kinds=tuple(Choice(kind, _(label), _(hint)) for kind, (label, hint) in KINDS.items()),
        corrects=tuple(
            Choice(str(each.uid), _("Release %(number)s") % {"number": each.number}) for each in ready
        ),
        qrels=qrels_form(project),
    )


def _run(run: ConsensusRun) -> Choice:
    label = _("Run %(number)s: %(method)s, %(n)s labels, %(day)s") % {
        "number": run.number,
        "method": run.get_method_display(),
        "n": count(run.n_labels),
        "day": date_format(run.created_at, "SHORT_DATETIME_FORMAT"),
    }
    return Choice(str(run.uid), label)
