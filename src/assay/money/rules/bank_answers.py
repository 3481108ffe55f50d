"""What a bank answered to a batch: read from a pain.002 or a CSV file, and held against what was sent."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assay.kit.reasons import Reason, declare
from assay.kit.safe_xml import Unsafe, parsed, text_at
from assay.money.enums import AnswerFormat, PayoutState

UNREADABLE = declare(
    "answer.unreadable", "The file is no answer of a bank that Assay reads: {why}", status=422
)
OTHER_BATCH = declare(
    "answer.other_batch", "The file answers {message}, which is not this batch.", status=422
)
UNKNOWN = declare(
    "answer.unknown",
    "{n} lines name payments that are not in this batch, such as {example}. Nothing was taken.",
    status=422,
)
TWICE_IN_FILE = declare(
    "answer.twice_in_file", "The file names the payment {id} twice. Nothing was taken.", status=422
)
TAKEN_ALREADY = declare("answer.taken_already", "This file was taken already.")
CONTRADICTS = declare(
    "answer.contradicts",
    "The payment {id} came back already, and the file says that it was paid. Nothing was taken.",
)
SAYS_NOTHING = declare("answer.says_nothing", "The file says of no payment whether it was paid.", status=422)
MOST_BYTES = 20_000_000
# ISO 20022 external payment statuses that are final; all others say that it is under way.
_ACCEPTED, _REJECTED = frozenset({"ACSC", "ACCC"}), frozenset({"RJCT", "CANC"})
COLUMNS = ("end_to_end_id", "status", "reason")
_WORDS = {"accepted": PayoutState.ACCEPTED, "paid": PayoutState.ACCEPTED, "rejected": PayoutState.REJECTED}
_WORDS |= {"returned": PayoutState.REJECTED, "pending": PayoutState.PAID}


@dataclass(frozen=True, slots=True)
class Said:
    """Of one payment; PAID: it is still under way."""

    id: str
    state: PayoutState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`message` is the batch's, as the bank repeats it; `group`: what it says of every payment it does not name."""

    format: AnswerFormat
    lines: Sequence[Said]
    id: str = ""
    message: str = ""
    group: PayoutState | None = None
    group_reason: str = ""


def read_answer(content: bytes) -> Answer | Reason:
    """By what it begins with: XML, else CSV."""
    if len(content) > MOST_BYTES:
        return UNREADABLE(why=f"it is larger than {MOST_BYTES:,} bytes.")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _pain_002(content)
    return _csv(content)


def settled(answer: Answer, sent: Mapping[str, PayoutState]) -> list[Said] | Reason:
    """What changes: nothing that is known already, and nothing at all where one line does not fit."""
    named = [each.id for each in answer.lines]
    if unknown := [each for each in named if each not in sent]:
        return UNKNOWN(n=len(unknown), example=unknown[0][:40])
    if twice := [each for each, n in Counter(named).items() if n > 1]:
        return TWICE_IN_FILE(id=twice[0])
    said = list(answer.lines)
    if answer.group is not None:
        rest = (each for each in sent if each not in set(named))
        said += [Said(each, answer.group, answer.group_reason) for each in rest]
    if not said:
        return SAYS_NOTHING()
    for each in said:
        if sent[each.id] == PayoutState.REJECTED and each.state == PayoutState.ACCEPTED:
            return CONTRADICTS(id=each.id)
    return [each for each in said if each.state not in (PayoutState.PAID, sent[each.id])]


def _pain_002(content: bytes) -> Answer | Reason:
    try:
        root = parsed(content)
    except Unsafe as unsafe:
        return UNREADABLE(why=str(unsafe))
    report = root.find("CstmrPmtStsRpt")
    if root.tag != "Document" or report is None:
        return UNREADABLE(why="it has no customer payment status report.")
    whole = report.find("OrgnlGrpInfAndSts")
    lines: list[Said] = []
    for part in report.iter("OrgnlPmtInfAndSts"):
        lines += [_said(each) for each in part.iter("TxInfAndSts")]
    if any(not each.id for each in lines):
        return UNREADABLE(why="a payment in it has no OrgnlEndToEndId.")
    group = _state(text_at(whole, "GrpSts")) if whole is not None else None
    return Answer(
        AnswerFormat.PAIN_002,
        lines,
        id=text_at(report, "GrpHdr/MsgId")[:35],
        message=text_at(whole, "OrgnlMsgId") if whole is not None else "",
        group=None if group == PayoutState.PAID else group,
        group_reason=_reason(whole) if whole is not None else "",
    )


def _said(element: Element) -> Said:
    return Said(text_at(element, "OrgnlEndToEndId")[:35], _state(text_at(element, "TxSts")), _reason(element))


def _state(code: str) -> PayoutState:
    if code in _ACCEPTED:
        return PayoutState.ACCEPTED
    return PayoutState.REJECTED if code in _REJECTED else PayoutState.PAID


def _reason(element: Element) -> str:
    """The code, and what the bank adds in words."""
    code = text_at(element, "StsRsnInf/Rsn/Cd") or text_at(element, "StsRsnInf/Rsn/Prtry")
    said = " ".join((each.text or "").strip() for each in element.findall("StsRsnInf/AddtlInf"))
    return " ".join(f"{code} {said}".split())[:200]


def _csv(content: bytes) -> Answer | Reason:
    try:
        header, *rows = [
            row for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True) if row
        ] or [[]]
    except UnicodeDecodeError:
        return UNREADABLE(why="it is not UTF-8: save it in that encoding.")
    except csv.Error as error:
        return UNREADABLE(why=str(error)[:200])
    if [name.strip().lower() for name in header][:2] != list(COLUMNS[:2]):
        return UNREADABLE(why=f"its columns are {', '.join(COLUMNS)}.")
    lines = []
    for row in rows:
        name, word, reason, *_more = [*row, "", "", ""]
        state = _WORDS.get(word.strip().lower())
        if state is None:
            return UNREADABLE(why=f"it says {word[:20]!r}; a status is accepted, rejected or pending.")
        lines.append(Said(name.strip()[:35], state, " ".join(reason.split())[:200]))
    return Answer(AnswerFormat.CSV, lines)
