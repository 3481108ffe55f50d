"""Of every vendor and site: which of the agreements that are asked of their people are signed."""

from collections.abc import Mapping
from datetime import datetime

from assay.kit.sql import rows
from assay.people.queries.grains import COLUMNS, SETS, Grain, by_grain

# The newest version that was published by then, of agreements in use, of the people who work for projects now.
_SIGNED = f"""
WITH newest AS (
    SELECT DISTINCT ON (v.agreement_id) v.agreement_id, v.number
    FROM training_agreementversion v JOIN training_agreement a ON a.id = v.agreement_id AND a.retired_at IS NULL
    WHERE v.published_at <= %(at)s::timestamptz
    ORDER BY v.agreement_id, v.number DESC
),
asked AS (
    SELECT DISTINCT a.id AS agreement_id, c.id AS contributor_id, c.vendor_id, c.site_id, NULL::bigint AS market_id
    FROM training_agreement a
    JOIN newest n ON n.agreement_id = a.id
    JOIN projects_routing_member m ON a.project_id IS NULL OR m.project_id = a.project_id
    JOIN people_contributor c ON c.id = m.contributor_id AND (a.vendor_id IS NULL OR c.vendor_id = a.vendor_id)
    WHERE c.vendor_id IS NOT NULL AND c.standing <> 'off_boarded'
)
SELECT {COLUMNS}, count(*)::int, count(*) FILTER (WHERE EXISTS (
        SELECT FROM training_signature g JOIN training_agreementversion v ON v.id = g.version_id
        WHERE g.contributor_id = k.contributor_id AND v.agreement_id = k.agreement_id AND v.number >= n.number
          AND g.signed_at <= %(at)s::timestamptz))::int
FROM asked k JOIN newest n ON n.agreement_id = k.agreement_id GROUP BY {SETS}
"""


def signed_at(at: datetime) -> Mapping[Grain, tuple[int, int]]:
    """(signatures asked, given) as they stood at that moment."""
    return by_grain(rows(_SIGNED, {"at": at}))
