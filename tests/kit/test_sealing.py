"""Secrets that are read again: only under the signing key, and only for their purpose."""

import pytest
from pytest_django.fixtures import Settings

from assay.kit.sealing import Unreadable, seal, unseal


def test_a_secret_comes_back_and_cannot_be_read_before() -> None:
    sealed = seal("mmosts://chat.example.org/token", purpose="chat")

    assert unseal(sealed, purpose="chat") == "mmosts://chat.example.org/token"
    assert "token" not in sealed
    assert seal("the same", purpose="chat") != seal("the same", purpose="chat")


def test_another_purpose_a_change_and_another_key_open_nothing(settings: Settings) -> None:
    sealed = seal("secret", purpose="chat")

    with pytest.raises(Unreadable):
        unseal(sealed, purpose="webhook")
    with pytest.raises(Unreadable):
        unseal(sealed[:-4] + "AAAA", purpose="chat")
    settings.SECRET_KEY = "another"
    with pytest.raises(Unreadable):
        unseal(sealed, purpose="chat")


def test_a_new_signing_key_opens_what_the_one_before_sealed(settings: Settings) -> None:
    sealed = seal("secret", purpose="chat")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new"

    assert unseal(sealed, purpose="chat") == "secret"
