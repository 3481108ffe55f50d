"""Verdicts and severities in the words of every reader, contributors among them."""

from django.utils.translation import gettext_noop

from assay.quality.enums import ErrorSeverity, ReviewVerdict

VERDICTS = {
    ReviewVerdict.ACCEPTED: (gettext_noop("Accepted"), "good"),
    ReviewVerdict.FIXED: (gettext_noop("Fixed and accepted"), "warn"),
    ReviewVerdict.REJECTED: (gettext_noop("Rejected"), "bad"),
}
SEVERITIES = {
    ErrorSeverity.CRITICAL: (gettext_noop("Critical"), "bad"),
    ErrorSeverity.MAJOR: (gettext_noop("Major"), "warn"),
    ErrorSeverity.MINOR: (gettext_noop("Minor"), ""),
}
