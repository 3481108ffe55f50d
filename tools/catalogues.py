"""The catalogues of the interface: found in the sources, brought up to date, compiled. Babel does the work.

`catalogues.py` brings src/assay/locale/*/LC_MESSAGES/django.po up to date; `catalogues.py compile` writes the
.mo files that Django reads (`make setup` does, and the wheel's hook); `catalogues.py add de` begins a language.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "assay"
LOCALE = SOURCES / "locale"
LANGUAGES = tuple(
    sorted(each.name for each in LOCALE.iterdir() if (each / "LC_MESSAGES" / "django.po").exists())
)
# What contributors see, and what is complete in every language. A page that joins them is added here.
PAGES = (
    *("web/templates/base.html", "web/templates/4*.html", "web/templates/500.html"),
    *("web/templates/account/*.html", "web/templates/cotton/*.html", "web/templates/web/shell_*.html"),
    *("web/templates/web/account*.html", "web/templates/web/guideline*.html", "web/templates/web/home.html"),
    "web/templates/web/home/*.html",
    *("web/templates/web/content.html", "web/content.py"),
    *("web/templates/web/inbox.html", "web/templates/web/pager.html", "web/templates/web/refused.html"),
    *("web/templates/web/workbench.html", "web/templates/web/review/own.html", "web/review/words.py"),
    *("web/templates/web/standing/own*.html", "web/templates/web/standing/evidence.html"),
    *("web/templates/web/disputes/own.html", "web/templates/web/disputes/reviews.html"),
    *("web/templates/web/wellbeing/own*.html", "web/wellbeing/own.py", "web/wellbeing/viewing.py"),
    *("web/templates/web/support/own*.html", "web/support/own.py", "web/support/shown.py"),
    "web/support/articles.py",
    "support/actions/telling.py",
    "support/actions/announcements.py",
    *("web/templates/web/training/own*.html", "web/training/own.py", "training/actions/agreements.py"),
    *("web/templates/web/money/own*.html", "web/templates/web/money/week.html", "web/money/own.py"),
    *(
        "web/templates/web/money/paid_to.html",
        "web/templates/web/money/statement.html",
        "web/money/statement.py",
    ),
    "money/actions/reconciling.py",
    *("web/templates/web/timekeeping/own.html", "web/timekeeping/own.py", "web/timekeeping/shown.py"),
    *("web/templates/web/timekeeping/own_hours.html", "web/timekeeping/hours.py"),
    *("web/templates/web/partners/own_coaching.html", "web/templates/web/partners/coaching_session.html"),
    *("web/partners/coaching_own.py", "web/partners/coaching_shown.py", "web/partners/coaching_words.py"),
    "partners/actions/coaching.py",
    *("web/templates/web/joining/*.html", "web/joining/*.py", "web/templates/web/recruiting/own.html"),
    *("recruiting/actions/letters.py", "recruiting/actions/links.py", "recruiting/queries/consent.py"),
    *("web/templates/web/recruiting/invitations.html", "web/recruiting/invitations.py"),
    *("recruiting/actions/inviting.py", "recruiting/actions/inviting_to_campaigns.py"),
    *("web/templates/web/recruiting/about_me.html", "web/recruiting/about_me.py"),
    "planning/actions/campaign_tests.py",
    *("web/training/learning.py", "training/actions/sitting.py", "training/actions/assigning.py"),
    *("training/actions/ramp.py", "training/actions/extra_attempts.py", "training/actions/live.py"),
    "training/actions/live_reminding.py",
    *("web/standing/own.py", "web/standing/words.py", "web/disputes/own.py", "web/disputes/shown.py"),
    *(
        "web/account/*.py",
        "web/contributor/*.py",
        "web/notifications/[csv]*.py",
        "people/actions/erasing.py",
        "planning/queries/events.py",
        "web/home/*.py",
        "web/inbox/*.py",
        "web/context.py",
    ),
    *("web/templates/web/calibration/a*.html", "web/templates/web/calibration/own.html"),
    *("web/templates/web/calibration/over.html", "web/templates/web/calibration/finished.html"),
    *("web/templates/web/calibration/[ti]*.html", "web/templates/web/calibration/crumbs.html"),
    "web/templates/web/calibration/discussion.html",
    *("web/templates/web/feedback/answered.html", "web/templates/web/feedback/clarification.html"),
    *("web/templates/web/feedback/search.html", "web/calibration/answering.py", "web/calibration/states.py"),
    # What is told to them in their inbox.
    *(
        "projects/actions/versions.py",
        "projects/actions/guideline_reminding.py",
        "projects/actions/members.py",
        "people/actions/account.py",
        "people/actions/contributors.py",
        "people/actions/chatting.py",
        "people/actions/letters.py",
        "work/actions/asking.py",
        "quality/actions/overturning.py",
        "quality/actions/reworks.py",
        "quality/actions/standing.py",
        "quality/actions/appeals.py",
        "quality/actions/disputing.py",
        "quality/actions/calibrating.py",
        "quality/actions/clarifying.py",
    ),
)
# The fixed words that these pages show, and the refusals that a contributor can meet, by their codes.
WORDS = (
    *("Role", "Standing", "LanguageLevel", "TokenScope", "SkipReason", "ReportKind"),
    *("NoticeChannel", "Pace", "WorkKind"),
    *("Measure", "StepState", "AppealState", "DisputeState", "ErrorSeverity", "ReviewVerdict"),
    *("ContentCategory", "PulseQuestion", "AgreementKind"),
    *("TicketCategory", "TicketState", "Device", "Tie", "SelfQuestion", "Gender"),
)
REFUSALS = (
    *(
        "answers.*",
        "api.unauthenticated",
        "api.csrf",
        "api.no_contributor",
        "api.not_found",
        "api.unstorable",
    ),
    *("api.in_progress", "api.too_large", "api.too_many", "api.busy", "api.internal", "file.too_large"),
    *("people.unknown_zone", "people.unknown_locale", "people.name_empty", "people.password_*"),
    *("people.passwords_differ", "people.no_scopes", "people.no_token_name", "people.token_lifetime"),
    *("people.unknown_scope", "people.mandatory", "people.inbox_pace", "people.no_weekday", "people.no_time"),
    *("people.hours_*", "people.erasure_words", "people.erasure_asked", "people.no_erasure"),
    "invitation.answered",
    *("people.quiet_half", "people.chat_*", "people.no_chat"),
    *("people.time_length", "people.time_ahead", "people.time_not_yours"),
    *(
        "people.time_approved",
        "people.shift_long_ago",
        "people.shift_far_ahead",
        "people.unknown_time_kind",
        "people.date_invalid",
    ),
    *("work.claim_not_found", "work.lease_ended", "work.already_*", "work.withdrawn", "work.schema_changed"),
    *("work.key_*", "work.too_late_to_undo", "work.feedback_shown", "work.overlap_reached"),
    *("work.never_twice", "work.seconds_invalid", "work.language", "work.market", "work.skill"),
    *("guideline.quiz_first", "guideline.no_quiz"),
    *("work.guideline", "work.agreement", "work.vendor", "work.paused", "work.off_boarded", "work.daily_cap"),
    *("work.queue_closed", "work.taken", "work.no_project", "work.no_tasks", "work.held"),
    *("work.budget", "work.pool", "work.assigned_elsewhere"),
    *("calibration.not_open", "calibration.overdue", "calibration.not_ruling", "calibration.no_text"),
    "form.bad_answers",
    *(
        "support.no_*",
        "support.too_long",
        "support.too_many_files",
        "support.empty_file",
        "support.is_merged",
    ),
    *("support.not_solved", "support.open_too_many"),
    *("agreement.superseded", "agreement.name_differs", "agreement.not_asked"),
    *("exam.too_few", "exam.passed*", "exam.no_attempt_left", "exam.cooling", "exam.over", "exam.answered"),
    *("exam.course_first", "course.over", "course.not_next", "course.retired"),
    *("appeal.*", "dispute.*", "standing.not_open", "standing.not_to_confirm"),
    *("wellbeing.pulse_*", "work.exposure_*", "work.opted_out", "work.category_invalid"),
    "application.*",
    "payee.*",
    *("partners.remark_empty", "partners.not_part_of_it", "partners.followed_up"),
    *("work.text_length", "work.questions_wait", "work.not_served", "work.report_closed"),
)
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None, "gettext_lazy": None}
# Not the day of writing, so that only new sentences change a catalogue.
DATED = datetime(2026, 1, 1, tzinfo=UTC)

Found = tuple[str, str | tuple[str, ...]]


def main(arguments: list[str]) -> None:
    match arguments:
        case ["compile"]:
            compile_all()
        case ["add", language]:
            begin(language)
        case _:
            update()
            compile_all()


def update() -> None:
    """New sentences come in empty, and what no page says any more goes."""
    for language in LANGUAGES:
        brought_up(language, read(language))


def begin(language: str) -> None:
    """An empty catalogue, with the plural forms of the language as CLDR has them."""
    path_of(language).parent.mkdir(parents=True)
    new = Catalog(
        locale=language, project="Assay", version="0.1", charset="utf-8", creation_date=DATED, fuzzy=False
    )
    new.revision_date = DATED
    new.header_comment = f"# Assay in {new.locale.english_name if new.locale else language}."
    brought_up(language, new)


def brought_up(language: str, catalogue: Catalog) -> None:
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    path_of(language).write_bytes(written(named_nobody(catalogue)))
    missing = sum(not is_translated(message) for message in catalogue if message.id)
    print(f"{language}: {len(catalogue)} sentences, {missing} to translate")


def compile_all() -> None:
    for language in LANGUAGES:
        path_of(language, "mo").write_bytes(compiled(language))


@cache
def template() -> Catalog:
    """Everything that contributors' pages say, with the files that say it."""
    sentences = Catalog(creation_date=DATED)
    for place, message in [*in_templates(), *in_code(), *declared()]:
        sentences.add(message, locations=[(place, 0)])
    return sentences


def in_templates() -> Iterator[Found]:
    for path in pages(".html"):
        # Django's own reading; what is no sentence is X there, and how far it is indented says nothing.
        code = "\n".join(line.strip() for line in templatize(path.read_text()).splitlines())
        yield from called_for(path, code)


def in_code() -> Iterator[Found]:
    for path in pages(".py"):
        yield from called_for(path, path.read_text())


def called_for(path: Path, code: str) -> Iterator[Found]:
    for _line, message, _comments, _context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        yield named(path), message


def declared() -> Iterator[Found]:
    """Refusals, and the labels of fixed words."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "declare":
                code, sentence = (ast.literal_eval(each) for each in node.args)
                if any(fnmatch(code, wanted) for wanted in REFUSALS):
                    yield named(path), sentence
            if isinstance(node, ast.ClassDef) and node.name in WORDS and path.name == "enums.py":
                yield from ((named(path), label) for label in labels(node))


def labels(words: ast.ClassDef) -> Iterator[str]:
    for line in words.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
            yield ast.literal_eval(line.value.elts[-1])


def pages(ending: str) -> list[Path]:
    return sorted({path for page in PAGES for path in SOURCES.glob(page) if path.suffix == ending})


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(strings) and not message.fuzzy


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return named_nobody(read_po(file, locale=language))


def named_nobody(catalogue: Catalog) -> Catalog:
    """Whom the heading would name else."""
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator = catalogue.language_team = "Assay"
    return catalogue


def written(catalogue: Catalog) -> bytes:
    content = io.BytesIO()
    write_po(content, catalogue, width=110, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return content.getvalue()


def compiled(language: str) -> bytes:
    content = io.BytesIO()
    write_mo(content, read(language))
    return content.getvalue()


def path_of(language: str, ending: str = "po") -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{ending}"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main(sys.argv[1:])
