"""The words of a site lead's pages, each state with the tone of its mark."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.people.enums import Presence

PRESENCE: Mapping[Presence, tuple[str, str]] = {
    Presence.MISSING: (gettext_noop("No sign of them"), "bad"),
    Presence.AWAY: (gettext_noop("Away"), "warn"),
    Presence.THERE: (gettext_noop("There"), "good"),
    Presence.EXPECTED: (gettext_noop("Not due yet"), ""),
}
