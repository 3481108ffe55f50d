"""A batch as ISO 20022 pain.001.001.09 (customer credit transfer), and as CSV for banks that take no other."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from assay.kit.csv_safety import guard
from assay.money.rules.bank_accounts import Payee, passed_on
from assay.money.rules.payouts import minor_text, places_of

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
COLUMNS = ("end_to_end_id", "name", "iban", "account_number", "bic", "amount", "currency", "pay_on", "text")


@dataclass(frozen=True, slots=True)
class Payer:
    name: str
    iban: str
    bic: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """`id` comes back in the bank's answer (EndToEndId, at most 35 characters)."""

    id: str
    payee: Payee
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Message:
    """Transfers in the order of their currencies; one payer for each."""

    id: str
    made_at: datetime
    pay_on: date
    text: str
    payers: dict[str, Payer]
    transfers: Sequence[Transfer]


def as_xml(message: Message) -> bytes:
    """One PmtInf per currency, each with its number of transactions and their sum."""
    document = Element("Document", {"xmlns": NAMESPACE})
    root = SubElement(document, "CstmrCdtTrfInitn")
    header = SubElement(root, "GrpHdr")
    _put(header, "MsgId", message.id)
    _put(header, "CreDtTm", message.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _put(header, "NbOfTxs", str(len(message.transfers)))
    _put(header, "CtrlSum", _sum(message.transfers))
    first = next(iter(message.payers.values()))
    _put(SubElement(header, "InitgPty"), "Nm", passed_on(first.name, 70))
    for currency, found in groupby(message.transfers, key=lambda each: each.currency):
        _payments(root, message, currency, list(found))
    written: bytes = tostring(document, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def as_csv(message: Message) -> str:
    """Cells that a spreadsheet would take for formulas are guarded."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for each in message.transfers:
        payee = each.payee
        amount = minor_text(each.minor, each.currency)
        row = [each.id, payee.holder, payee.iban, payee.number, payee.bic, amount, each.currency]
        writer.writerow([guard(cell) for cell in (*row, message.pay_on.isoformat(), message.text)])
    return written.getvalue()


def _payments(root: Element, message: Message, currency: str, transfers: Sequence[Transfer]) -> None:
    payer = message.payers[currency]
    is_sepa = currency == "EUR" and all(each.payee.is_sepa for each in transfers)
    info = SubElement(root, "PmtInf")
    _put(info, "PmtInfId", f"{message.id[:31]}-{currency}")
    _put(info, "PmtMtd", "TRF")
    _put(info, "NbOfTxs", str(len(transfers)))
    _put(info, "CtrlSum", _sum(transfers))
    if is_sepa:
        _put(SubElement(SubElement(info, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _put(SubElement(info, "ReqdExctnDt"), "Dt", message.pay_on.isoformat())
    _put(SubElement(info, "Dbtr"), "Nm", passed_on(payer.name, 70))
    account = SubElement(info, "DbtrAcct")
    _put(SubElement(account, "Id"), "IBAN", payer.iban)
    _put(account, "Ccy", currency)
    _put(SubElement(SubElement(info, "DbtrAgt"), "FinInstnId"), "BICFI", payer.bic)
    _put(info, "ChrgBr", "SLEV" if is_sepa else "SHAR")
    for each in transfers:
        _transfer(info, each, message.text)


def _transfer(info: Element, each: Transfer, text: str) -> None:
    payment = SubElement(info, "CdtTrfTxInf")
    _put(SubElement(payment, "PmtId"), "EndToEndId", each.id)
    amount = SubElement(SubElement(payment, "Amt"), "InstdAmt", {"Ccy": each.currency})
    amount.text = minor_text(each.minor, each.currency)
    if each.payee.bic:
        _put(SubElement(SubElement(payment, "CdtrAgt"), "FinInstnId"), "BICFI", each.payee.bic)
    _put(SubElement(payment, "Cdtr"), "Nm", passed_on(each.payee.holder, 70))
    number = SubElement(SubElement(payment, "CdtrAcct"), "Id")
    if each.payee.iban:
        _put(number, "IBAN", each.payee.iban)
    else:
        _put(SubElement(number, "Othr"), "Id", each.payee.number)
    _put(SubElement(payment, "RmtInf"), "Ustrd", passed_on(text, 140))


def _sum(transfers: Iterable[Transfer]) -> str:
    """Over all currencies, as the standard has it: amounts as they are written, added up."""
    found = list(transfers)
    most = max((places_of(each.currency) for each in found), default=2)
    total = sum(each.minor * 10 ** (most - places_of(each.currency)) for each in found)
    whole, rest = divmod(total, 10**most)
    return f"{whole}.{rest:0{most}d}" if most else str(whole)


def _put(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
