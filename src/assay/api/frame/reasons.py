"""Every sentence with which the API itself stops a request, before any domain is asked."""

from assay.kit.reasons import declare

MALFORMED = declare("api.malformed", "The request cannot be read: {why}.", status=400)
INVALID = declare("api.invalid", "{why}", status=422)
UNSTORABLE = declare(
    "api.unstorable", "A value of this request cannot be stored: it is too large or not text.", status=422
)
UNAUTHENTICATED = declare(
    "api.unauthenticated", "Sign in, or send a valid token as 'Authorization: Bearer …'.", status=401
)
SCOPE_MISSING = declare("api.scope_missing", "This token lacks the scope '{scope}'.", status=403)
CSRF = declare(
    "api.csrf", "The page is out of date (its CSRF token is missing or wrong): reload it.", status=403
)
NO_CONTRIBUTOR = declare(
    "api.no_contributor", "Only contributors are given tasks, and you are none.", status=403
)
NOT_FOUND = declare("api.not_found", "There is nothing here, or you may not see it.", status=404)
WRONG_METHOD = declare("api.wrong_method", "This address takes {allowed} only.", status=405)
TOO_LARGE = declare("api.too_large", "A request body may have {most} bytes at most.", status=413)
WRONG_MEDIA_TYPE = declare("api.wrong_media_type", "Send JSON (Content-Type: application/json).", status=415)
IDEMPOTENCY_KEY_INVALID = declare(
    "api.idempotency_key_invalid", "An Idempotency-Key has 8 to 100 printable characters.", status=422
)
IDEMPOTENCY_KEY_REUSED = declare(
    "api.idempotency_key_reused", "This Idempotency-Key was used for another request already.", status=422
)
SHOWN_ONCE = declare(
    "api.shown_once",
    "This was done already, and its secret was shown then: it is kept nowhere. Revoke it and make another.",
    status=409,
)
IN_PROGRESS = declare(
    "api.in_progress", "The same request is still being worked on: ask again in a moment.", status=409
)
TOO_MANY = declare("api.too_many", "Too many requests: {most} a minute are allowed.", status=429)
TAKEN = declare("api.taken", "Something with these values is there already, or still in use.", status=409)
BUSY = declare("api.busy", "The database cannot be reached at the moment: try again.", status=503)
INTERNAL = declare("api.internal", "Something broke on our side. It was logged under {incident}.", status=500)
