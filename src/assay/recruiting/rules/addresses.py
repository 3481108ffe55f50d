"""One mailbox, however its address is written: for finding out that somebody has applied already."""

import unicodedata

_GOOGLE = {"gmail.com", "googlemail.com"}


def normalised(email: str) -> str:
    """Lower case, the domain in ASCII, without what follows a plus; Google's mailboxes also without dots."""
    local, _, domain = unicodedata.normalize("NFKC", email.strip()).casefold().rpartition("@")
    domain = _ascii(domain.rstrip("."))
    local = local.partition("+")[0] or local
    if domain in _GOOGLE:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
