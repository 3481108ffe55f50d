"""Secrets that Assay has to read again (not only compare): sealed under the signing key, one purpose each.

Whoever reads the database alone, or a dump of it, reads none of them. A new signing key opens what the ones before
sealed as long as they are in SECRET_KEY_FALLBACKS; otherwise the secret is asked for once more.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class Unreadable(Exception):
    """It was sealed under a key that is no longer known, or was changed since."""


def seal(secret: str, *, purpose: str) -> str:
    return _keys(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    from cryptography.fernet import InvalidToken

    try:
        return _keys(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable(purpose) from error


def fingerprint(secret: str, *, purpose: str) -> str:
    """Whether two secrets are the same, and nothing else: under the signing key, so that no list of guesses helps.

    Another signing key makes another one, also of the same secret.
    """
    key = _derived(settings.SECRET_KEY, f"fingerprint.{purpose}")
    return hmac.new(key, secret.encode(), sha256).hexdigest()


def _keys(purpose: str) -> "MultiFernet":
    from cryptography.fernet import Fernet, MultiFernet

    signing = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in signing])


def _derived(key: str | bytes, purpose: str) -> bytes:
    """HKDF (RFC 5869): what is sealed for one purpose opens for no other."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    material = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"assay.seal.{purpose}".encode())
    return urlsafe_b64encode(material.derive(key.encode() if isinstance(key, str) else key))
