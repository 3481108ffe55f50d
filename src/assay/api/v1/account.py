"""Oneself: who am I, my tokens, my inbox."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import caller_of, person_of
from assay.api.frame.creating import creates_secret
from assay.api.frame.paging import Page, Paging, page
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions.account import issue_own_token
from assay.people.actions.inbox import mark_read
from assay.people.actions.users import revoke_token
from assay.people.enums import TokenScope
from assay.people.models import ApiToken, Contributor, Grant, InboxMessage
from assay.people.queries.inbox import body_of, title_of

router = Router(tags=["people"])


class Me(Schema):
    uid: UUID
    name: str = Field(examples=["Ana"])
    email: str = Field(examples=["ana@example.org"])
    locale: str = Field(examples=["pt-BR"])
    time_zone: str = Field(examples=["America/Sao_Paulo"])
    contributor: UUID | None = Field(description="Set for people who work on tasks.")
    roles: list[str] = Field(examples=[["contributor"]])
    scopes: list[str] | None = Field(
        description="Of the token; empty for a session.", examples=[["work", "read"]]
    )


class TokenIn(Schema):
    name: str = Field(min_length=1, max_length=80, examples=["Nightly import"])
    scopes: list[TokenScope] = Field(min_length=1, examples=[["read", "write"]])
    days: int = Field(90, ge=1, le=366)


class TokenOut(Schema):
    uid: UUID
    name: str = Field(examples=["Nightly import"])
    scopes: list[str] = Field(examples=[["read", "write"]])
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class NewToken(TokenOut):
    token: str = Field(description="Shown this once.", examples=["assay_4f0…"])


class Message(Schema):
    uid: UUID
    kind: str = Field(examples=["guideline"])
    title: str = Field(examples=["New guideline: Relevance (version 3)"])
    body: str
    address: str = Field(examples=["/work/guidelines/01936f2e/"])
    sent_at: datetime
    read_at: datetime | None


@router.get("/me", response=Me, operation_id="me")
def me(request: HttpRequest) -> Me:
    """Who the server thinks you are."""
    user, caller = person_of(request), caller_of(request)
    contributor = Contributor.objects.filter(user=user).values_list("uid", flat=True).first()
    roles = Grant.objects.filter(user=user, retired_at=None).values_list("role", flat=True)
    return Me(
        uid=user.uid,
        name=user.name,
        email=user.email,
        locale=user.locale,
        time_zone=user.time_zone,
        contributor=contributor,
        roles=sorted(set(roles)),
        scopes=None if caller.scopes is None else sorted(caller.scopes),
    )


@router.get("/tokens", response=Page[TokenOut], operation_id="tokens_list")
def tokens(request: HttpRequest, paging: Query[Paging]) -> Page[TokenOut]:
    """Your tokens, without their secrets."""
    return page(ApiToken.objects.filter(user_id=caller_of(request).user_id), paging, _token)


@router.post("/tokens", response={201: NewToken}, operation_id="tokens_create")
@creates_secret
def create_token(request: HttpRequest, asked: TokenIn) -> NewToken:
    """Make a token for yourself. Its secret is in the answer and nowhere else."""
    user = person_of(request)
    token, secret = issue_own_token(user, name=asked.name, scopes=asked.scopes, days=asked.days, now=now())
    return NewToken(**_token(token).dict(), token=secret)


@router.delete("/tokens/{uuid:token}", response={204: None}, operation_id="tokens_revoke")
def revoke(request: HttpRequest, token: UUID) -> HttpResponse:
    """Revoke one of your tokens; it stops working at once."""
    user = person_of(request)
    found = ApiToken.objects.filter(user=user, uid=token).first()
    if found is None:
        raise NotFound
    revoke_token(user, token=found, now=now())
    return HttpResponse(status=204)


@router.get("/inbox", response=Page[Message], operation_id="inbox_list")
def inbox(request: HttpRequest, paging: Query[Paging]) -> Page[Message]:
    """Your messages, newest first."""
    return page(InboxMessage.objects.filter(user_id=caller_of(request).user_id), paging, _message)


@router.post("/inbox/{uuid:message}/read", response={204: None}, operation_id="inbox_read")
def read(request: HttpRequest, message: UUID) -> HttpResponse:
    """Mark one message as read."""
    user = person_of(request)
    if not InboxMessage.objects.filter(user=user, uid=message).exists():
        raise NotFound
    mark_read(user, now=now(), uid=message)
    return HttpResponse(status=204)


def _message(message: InboxMessage) -> Message:
    """Title and body are said in the reader's language."""
    return Message(
        uid=message.uid,
        kind=message.kind,
        title=title_of(message),
        body=body_of(message),
        address=message.address,
        sent_at=message.sent_at,
        read_at=message.read_at,
    )


def _token(token: ApiToken) -> TokenOut:
    return TokenOut(
        uid=token.uid,
        name=token.name,
        scopes=list(token.scopes),
        created_at=token.created_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
    )
