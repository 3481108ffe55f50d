"""A model behind an address: which terms are taken, what a call can cost, and when it is not asked."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from assay.kit.money import MICRO, MOST
from assay.kit.reasons import Reason, Word, declare
from assay.money.rules.ledger import CURRENCY
from assay.work.enums import ContentSeverity

MOST_URL, MOST_MODEL, MOST_KEY, MOST_INSTRUCTIONS = 300, 200, 4_000, 8_000
MOST_OUTPUT, MOST_PER_MINUTE, MOST_TIMEOUT = 16_000, 10_000, 120
# What a message adds to its text, in tokens; more than any known template does.
AROUND = 64
TOLD_PRICE = 1_000
# A hundred thousand of any currency for 1,000 tokens.
MOST_PRICE = 100_000 * MICRO

NOT_REMOTE = declare("labelers.not_remote", "Only a labeler behind an address can be asked here.")
NEEDS_ADDRESS = declare(
    "labelers.needs_address",
    "Give the address in front of /chat/completions, such as https://api.example.com/v1, without anything secret.",
    status=422,
)
PLAIN_ADDRESS = declare(
    "labelers.plain_address",
    "An address begins with https; an unencrypted one is only taken in networks that the installation names.",
    status=422,
)
NEEDS_MODEL = declare("labelers.needs_model", "Say which model, as the address calls it.", status=422)
BAD_NUMBER = declare("labelers.bad_number", "Say a number from {least} to {most}.", status=422)
BAD_PRICE = declare(
    "labelers.bad_price",
    "Say what 1,000 tokens cost, such as 0.15; 0 where they cost nothing.",
    status=422,
)
BAD_LIMIT = declare(
    "labelers.bad_limit", "Say what it may cost on a day, above zero, such as 20.", status=422
)
NEEDS_CURRENCY = declare(
    "labelers.needs_currency", "Say the currency as three letters, such as EUR.", status=422
)
BAD_KEY = declare("labelers.bad_key", "A key has up to {most} letters, and no blanks.", status=422)
OTHER_SERVER = declare(
    "labelers.other_server",
    "The key was given for {origin}: give one for the new server, so that it is not sent elsewhere.",
    status=422,
)
KEY_UNREADABLE = declare(
    "labelers.key_unreadable", "The key cannot be read any more: give it once more.", status=409
)
NOT_CONFIGURED = declare("labelers.not_configured", "Say first which address and model to ask.", status=409)
NO_QUESTION = declare(
    "labelers.no_question",
    "{question} must be answered, and is of a kind that cannot be asked this way.",
    status=409,
)
DAY_LIMIT = declare(
    "labelers.day_limit",
    "It has cost {spent} {currency} today, and one more call can cost {next}: that is more than the limit of {limit}. "
    "Resume it tomorrow, or raise the limit.",
    status=409,
)
BUDGET_USED_UP = declare(
    "labelers.budget_used_up", "The budget {budget} is used up: nothing more is asked.", status=409
)
BAD_SEVERITY = declare(
    "labelers.bad_severity",
    "Say the highest severity that is sent: from 0 (benign) to 4 (extreme).",
    status=422,
)
NEEDS_STATEMENT = declare(
    "labelers.needs_statement",
    "Say in a few words why content may be sent, or why no longer: whoever is asked about it later will need them.",
    status=422,
)
NEEDS_CONSENT = declare(
    "labelers.needs_consent",
    "Nobody has said yet that content of this project may be sent to {model} at {address}. {who} can.",
    status=409,
)
CONSENT_REVOKED = declare(
    "labelers.consent_revoked",
    "Content of this project is not sent to {model} at {address} any more: “{statement}” ({by}). "
    "{who} can say that it may be.",
    status=409,
)
CONSENT_OTHER = declare(
    "labelers.consent_other",
    "That content may be sent was said of {model} at {address}, up to {severity}, not of how it is asked now. "
    "{who} can say it of this.",
    status=409,
)
CONSENT_STANDS = declare(
    "labelers.consent_stands", "That content may be sent to it stands already.", status=409
)
CONSENT_MISSING = declare(
    "labelers.consent_missing", "Nothing is sent to it as it is: there is nothing to take back.", status=409
)
ASKED_OTHERWISE = declare(
    "labelers.asked_otherwise",
    "It is asked otherwise by now, by version {version}: look at what that sends, and to where, first.",
    status=409,
)
NOT_OPEN = declare("labelers.not_open", "The project is not open: its tasks are sent nowhere.", status=409)
PACKED = declare("labelers.packed", "The address packs its answers, although it was asked not to.")
INSIDE = declare("labelers.inside", "The address leads into a network that may not be reached from here.")
UNREACHABLE = declare("labelers.unreachable", "The address could not be reached: {why}.")
SAID_NO = declare("labelers.said_no", "The address answered {status}: {said}")
TOO_BUSY = declare(
    "labelers.too_busy",
    "The address did not answer after {n} tries: {said} What was answered is kept; resume it later.",
)


@dataclass(frozen=True, slots=True)
class EndpointTerms:
    """Prices are of 1,000 tokens; None where no amount was read."""

    base_url: str
    model: str
    in_micro: int | None
    out_micro: int | None
    day_micro: int | None
    currency: str = "USD"
    instructions: str = ""
    temperature: float = 0.0
    most_output: int = 500
    per_minute: int = 60
    timeout_seconds: int = 30
    highest_severity: int = ContentSeverity.MODERATE


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word about a labeler: whether content may be sent, by which terms, and who said it."""

    is_given: bool
    terms: EndpointTerms
    statement: str
    by: str


def refuse_terms(terms: EndpointTerms, *, takes_plain: bool) -> list[Reason]:
    """Every problem at its field."""
    found = [refused] if (refused := _refuse_address(terms.base_url, takes_plain=takes_plain)) else []
    if not (terms.model.strip().isprintable() and 0 < len(terms.model.strip()) <= MOST_MODEL):
        found.append(NEEDS_MODEL(field="model"))
    for name, least, most in (
        ("temperature", 0, 2),
        ("most_output", 1, MOST_OUTPUT),
        ("per_minute", 1, MOST_PER_MINUTE),
        ("timeout_seconds", 1, MOST_TIMEOUT),
    ):
        # What is no number is refused, too.
        if not least <= getattr(terms, name) <= most:
            found.append(BAD_NUMBER(field=name, least=least, most=most))
    if terms.highest_severity not in ContentSeverity.values:
        found.append(BAD_SEVERITY(field="highest_severity"))
    if not CURRENCY.fullmatch(terms.currency):
        found.append(NEEDS_CURRENCY(field="currency"))
    for name, price in (("in_micro", terms.in_micro), ("out_micro", terms.out_micro)):
        if price is None or not 0 <= price <= MOST_PRICE:
            found.append(BAD_PRICE(field=name))
    if terms.day_micro is None or not 0 < terms.day_micro <= MOST:
        found.append(BAD_LIMIT(field="day_micro"))
    return found


def leads_or_costs_otherwise(before: EndpointTerms, after: EndpointTerms) -> bool:
    """Whether content would go elsewhere, or harder content, or cost otherwise: for who may change the project."""
    money = ("in_micro", "out_micro", "day_micro", "currency")
    is_elsewhere = before.base_url != after.base_url or before.highest_severity < after.highest_severity
    return is_elsewhere or any(getattr(before, name) != getattr(after, name) for name in money)


def covers(said: EndpointTerms, asked: EndpointTerms) -> bool:
    """Whether what was said of some terms holds for others: the same address and model, and nothing harder."""
    is_same = (said.base_url, said.model) == (asked.base_url, asked.model)
    return is_same and asked.highest_severity <= said.highest_severity


def refuse_sending(last: Consent | None, asked: EndpointTerms, who: str) -> Reason | None:
    """Why content of the project is not sent by these terms; `who` can say that it may be."""
    if last is None:
        return NEEDS_CONSENT(model=asked.model, address=asked.base_url, who=who)
    where = {"model": last.terms.model, "address": last.terms.base_url, "who": who}
    if not last.is_given:
        return CONSENT_REVOKED(**where, statement=last.statement, by=last.by)
    if not covers(last.terms, asked):
        severity = ContentSeverity(last.terms.highest_severity)
        return CONSENT_OTHER(**where, severity=Word(severity.label))
    return None


def refuse_key(key: str) -> list[Reason]:
    is_good = len(key) <= MOST_KEY and key.isascii() and key.isprintable() and " " not in key
    return [] if is_good else [BAD_KEY(field="key", most=MOST_KEY)]


def is_plain(base_url: str) -> bool:
    return urlsplit(base_url).scheme == "http"


def origin_of(base_url: str) -> str:
    """Scheme, host and port: where a key may be sent."""
    parts = urlsplit(base_url)
    port = parts.port or (80 if parts.scheme == "http" else 443)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def hint_of(key: str) -> str:
    """By what a person knows it again, and nobody guesses it."""
    return f"…{key[-4:]}" if len(key) >= 16 else "…"


def cost_of(n_in: int, n_out: int, in_micro: int, out_micro: int) -> int:
    """In millionths, rounded up: what is below one is not lost."""
    return -(-(n_in * in_micro + n_out * out_micro) // TOLD_PRICE)


def most_tokens(texts: list[str]) -> int:
    """No tokenizer that works on bytes makes more tokens than there are bytes."""
    return sum(len(text.encode()) + AROUND for text in texts)


def _refuse_address(base_url: str, *, takes_plain: bool) -> Reason | None:
    try:
        parts = urlsplit(base_url)
        parts.port  # noqa: B018  # What is no port is an error only when it is read.
    except ValueError:
        return NEEDS_ADDRESS(field="base_url")
    if not (base_url.isascii() and base_url.isprintable() and len(base_url) <= MOST_URL and _is_bare(parts)):
        return NEEDS_ADDRESS(field="base_url")
    return PLAIN_ADDRESS(field="base_url") if parts.scheme == "http" and not takes_plain else None


def _is_bare(parts: SplitResult) -> bool:
    """Without a name, a password, a query: nothing of an address is a secret."""
    is_web = parts.scheme in {"https", "http"} and bool(parts.hostname)
    return is_web and not (parts.username or parts.password or parts.query or parts.fragment)
