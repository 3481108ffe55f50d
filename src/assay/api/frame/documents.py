"""The words of the API's document, and its page with Swagger's own files from this server."""

from typing import Any  # Parts of an OpenAPI document.

DESCRIPTION = """
Everything Assay's pages do. Identifiers are UUIDs; times are ISO 8601 with their offset; lists are
`{items, next}`, and `?after=<next>` gives the next page.

What is refused comes as `application/problem+json` with every reason: a `code` to act on, and a `text` that
the person it stops understands. What lies outside your scope is 404, as if it were not there.

Send an `Idempotency-Key` with a POST that creates, and it is safe to send it again.
"""
TOKEN = "Token"
SESSION = "Session"
SECURITY: dict[str, Any] = {
    "security": [{TOKEN: []}, {SESSION: []}],
    "tags": [
        {"name": "work", "description": "Claim, answer, skip, undo: what contributors do."},
        {"name": "projects", "description": "Projects, their versions, members and tasks."},
        {"name": "people", "description": "Contributors, tokens, the inbox."},
        {"name": "quality", "description": "Gold, consensus, labels and why they are what they are."},
        {"name": "labelers", "description": "Models and rules that label, and how right they are."},
        {"name": "delivery", "description": "Releases and their files."},
        {"name": "requests", "description": "What is asked for before there is a project."},
        {"name": "planning", "description": "Standards, plans, responsibilities and risks."},
        {"name": "support", "description": "Tickets of people who ask for help."},
        {"name": "house", "description": "Jobs and the audit trail."},
    ],
}
SCHEMES: dict[str, Any] = {
    TOKEN: {"type": "http", "scheme": "bearer", "description": "An API token, made on your profile page."},
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The session of the pages; changes need the X-CSRFToken header too.",
    },
}
