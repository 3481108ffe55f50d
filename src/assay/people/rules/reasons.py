"""Every sentence with which `people` stops somebody."""

from assay.kit.reasons import declare

NOT_ALLOWED = declare("people.not_allowed", "Your role does not allow this: {sentence}", status=403)
EMAIL_TAKEN = declare("people.email_taken", "There is somebody with the address {email} already.", status=409)
PSEUDONYM_TAKEN = declare("people.pseudonym_taken", "The pseudonym {pseudonym} is taken.", status=409)
NAME_TAKEN = declare("people.name_taken", "The name {name} is taken.", status=409)
PAUSE_NEEDS_A_WAY_BACK = declare(
    "people.pause_needs_a_way_back", "A pause needs a reason, and an end or a way back.", status=422
)
UNKNOWN_ZONE = declare("people.unknown_zone", "{zone} is not an IANA time zone.", status=422)
GRANTED_ALREADY = declare("people.granted_already", "This person has this role there already.", status=409)
SITE_LEAD_NEEDS_A_SITE = declare(
    "people.site_lead_needs_a_site", "A site lead needs a vendor, a site or a team.", status=422
)
TOKEN_LIFETIME = declare("people.token_lifetime", "A token lives 1 to 366 days.", status=422)
UNKNOWN_SCOPE = declare("people.unknown_scope", "{scope} is not a scope of a token.", status=422)
NOT_SIMULATED = declare(
    "people.not_simulated", "Only for simulated people: everybody else makes their own tokens.", status=403
)
