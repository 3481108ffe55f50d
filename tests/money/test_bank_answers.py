"""What a bank says: pain.002 and CSV, and files that nobody should trust."""

import pytest

from assay.kit.reasons import Reason
from assay.money.enums import AnswerFormat, PayoutState
from assay.money.rules.bank_answers import Answer, Said, read_answer, settled

PAID, ACCEPTED, REJECTED = PayoutState.PAID, PayoutState.ACCEPTED, PayoutState.REJECTED


def pain_002(lines: str, *, status: str = "", message: str = "ASSAY-1-x", id: str = "BANK-1") -> bytes:  # noqa: A002 - As the standard calls it.
    group = f"<GrpSts>{status}</GrpSts>" if status else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-03-03T09:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>""".encode()


def line(id: str, status: str, reason: str = "", more: str = "") -> str:  # noqa: A002 - As the standard calls it.
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>{more}</AddtlInf></StsRsnInf>" if reason else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{why}</TxInfAndSts>"


def said(content: bytes) -> str:
    found = read_answer(content)
    assert isinstance(found, Reason)
    return found.text


def test_a_status_report_is_read() -> None:
    lines = line("a", "ACSC") + line("b", "RJCT", "AC04", "Account closed") + line("c", "ACSP")

    found = read_answer(pain_002(lines))

    assert found == Answer(
        AnswerFormat.PAIN_002,
        [Said("a", ACCEPTED), Said("b", REJECTED, "AC04 Account closed"), Said("c", PAID)],
        id="BANK-1",
        message="ASSAY-1-x",
    )


def test_a_csv_answer_is_read() -> None:
    found = read_answer(
        b"\xef\xbb\xbfend_to_end_id,status,reason\r\na,Accepted\r\nb,rejected, Account  closed\r\n\r\n"
    )

    assert found == Answer(AnswerFormat.CSV, [Said("a", ACCEPTED), Said("b", REJECTED, "Account closed")])


BOMB = b"""<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><Document>&lol2;</Document>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document>&e;</Document>"""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, "It declares a document type."),
        (OUTSIDE, "It declares a document type."),
        (b"<a>" * 200, "It is nested too deeply."),
        (b"<Document>", "It is no XML"),
        (b"<Document/>", "no customer payment status report"),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "It is no XML"),
        (b"", "its columns are"),
        (b"\x00\xff", "UTF-8"),
        (b"end_to_end_id,status\na,perhaps\n", "'perhaps'"),
        (pain_002("<TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts>"), "no OrgnlEndToEndId"),
    ],
)
def test_a_file_that_is_no_answer_is_refused(content: bytes, why: str) -> None:
    assert why in said(content)


SENT = {"a": PAID, "b": PAID, "c": ACCEPTED, "d": REJECTED}


@pytest.mark.parametrize(
    ("lines", "group", "found"),
    [
        ([Said("a", ACCEPTED)], None, [Said("a", ACCEPTED)]),
        ([Said("a", PAID), Said("c", ACCEPTED), Said("d", REJECTED)], None, []),
        ([Said("c", REJECTED, "MS03")], None, [Said("c", REJECTED, "MS03")]),
        (
            [Said("a", ACCEPTED)],
            REJECTED,
            [Said("a", ACCEPTED), *(Said(each, REJECTED, "all") for each in "bc")],
        ),
        ([Said("e", ACCEPTED), Said("a", ACCEPTED)], None, "answer.unknown"),
        ([Said("a", ACCEPTED), Said("a", REJECTED)], None, "answer.twice_in_file"),
        ([Said("d", ACCEPTED)], None, "answer.contradicts"),
        ([], None, "answer.says_nothing"),
    ],
)
def test_what_an_answer_changes(
    lines: list[Said], group: PayoutState | None, found: list[Said] | str
) -> None:
    answer = Answer(AnswerFormat.CSV, lines, group=group, group_reason="all")

    changes = settled(answer, SENT)

    assert (changes.code if isinstance(changes, Reason) else changes) == found
