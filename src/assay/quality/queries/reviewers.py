"""Who reviews the reviewers: how often audits and planted judgments prove them right, and how lenient they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from assay.kit.sql import rows
from assay.projects.models import Project
from assay.stats.sampling import Checked, Estimate, Share, difference, rogan_gladen, wilson

# Of each reviewer: what was checked (by a blind audit, or because the right verdict is known), by what they said and
# what is right. Of a judgment only whether it passes is compared: which error it is, is another question.
_CHECKED = """
WITH checked AS (
    SELECT r.reviewer_id, r.is_correct AS said, a.is_correct AS is_right, true AS is_audit
    FROM quality_review r JOIN quality_reviewitem i ON i.audited_id = r.id JOIN quality_review a ON a.item_id = i.id
    WHERE r.project_id = %(project)s::bigint
    UNION ALL
    SELECT r.reviewer_id, r.is_correct, p.is_correct, false
    FROM quality_review r JOIN quality_reviewitem i ON i.id = r.item_id
    JOIN quality_plantedreview p ON p.id = i.planted_id
    WHERE r.project_id = %(project)s::bigint
),
tallies AS (
    SELECT reviewer_id, count(*) FILTER (WHERE is_audit) AS n_audited,
        count(*) FILTER (WHERE is_audit AND said = is_right) AS n_upheld,
        count(*) FILTER (WHERE NOT is_audit) AS n_planted,
        count(*) FILTER (WHERE NOT is_audit AND said = is_right) AS n_planted_right,
        count(*) FILTER (WHERE is_right) AS n_right, count(*) FILTER (WHERE is_right AND said) AS n_right_passed,
        count(*) FILTER (WHERE NOT is_right) AS n_wrong,
        count(*) FILTER (WHERE NOT is_right AND NOT said) AS n_wrong_found
    FROM checked GROUP BY reviewer_id
),
reviewed AS (
    SELECT reviewer_id, max(tier) AS tier, count(*) AS n, count(*) FILTER (WHERE is_correct) AS n_passed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY handling_seconds) FILTER (WHERE handling_seconds > 0) AS seconds
    FROM quality_review WHERE project_id = %(project)s::bigint AND purpose <> 'planted' GROUP BY reviewer_id
)
SELECT u.uid, u.name, v.tier, v.n::int, v.n_passed::int, v.seconds, coalesce(t.n_audited, 0)::int,
    coalesce(t.n_upheld, 0)::int, coalesce(t.n_planted, 0)::int, coalesce(t.n_planted_right, 0)::int,
    coalesce(t.n_right, 0)::int, coalesce(t.n_right_passed, 0)::int, coalesce(t.n_wrong, 0)::int,
    coalesce(t.n_wrong_found, 0)::int
FROM reviewed v JOIN people_user u ON u.id = v.reviewer_id LEFT JOIN tallies t USING (reviewer_id)
ORDER BY v.n DESC, u.name
"""


@dataclass(frozen=True, slots=True)
class ReviewerFigures:
    """One reviewer of a project."""

    uid: UUID
    name: str
    tier: str
    n: int
    n_passed: int
    median_seconds: float | None
    n_audited: int
    n_upheld: int
    n_planted: int
    n_planted_right: int
    n_right: int
    n_right_passed: int
    n_wrong: int
    n_wrong_found: int

    @property
    def passed(self) -> Share:
        """Of the judgments they reviewed, those they let pass."""
        return wilson(self.n_passed, self.n)

    @property
    def accuracy(self) -> Share:
        """Verdicts upheld by a blind audit."""
        return wilson(self.n_upheld, self.n_audited)

    @property
    def overturned(self) -> Share:
        return wilson(self.n_audited - self.n_upheld, self.n_audited)

    @property
    def planted(self) -> Share:
        return wilson(self.n_planted_right, self.n_planted)

    @property
    def sensitivity(self) -> Share:
        """Of judgments that are right, those they let pass."""
        return wilson(self.n_right_passed, self.n_right)

    @property
    def specificity(self) -> Share:
        """Of judgments that are wrong, those they found."""
        return wilson(self.n_wrong_found, self.n_wrong)

    @property
    def n_checked(self) -> int:
        """Reviews of which it is known whether they were right."""
        return self.n_right + self.n_wrong

    @property
    def leniency(self) -> float | None:
        """Passed minus what should have passed, of what was checked: above 0 they are too kind, below too strict."""
        n = self.n_checked
        if not n:
            return None
        return (self.n_right_passed + self.n_wrong - self.n_wrong_found - self.n_right) / n


# An interval over half of all there is.
VAGUE = 0.5
_SITES = """
SELECT s.uid, s.name, r.tier, count(*)::int, count(*) FILTER (WHERE r.is_correct)::int
FROM quality_review r JOIN quality_reviewitem i ON i.id = r.item_id JOIN people_site s ON s.id = i.site_id
WHERE r.project_id = %(project)s::bigint AND r.purpose IN ('sample', 'lot') {own}
GROUP BY s.uid, s.name, r.tier ORDER BY s.name
"""


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """What a site reports of itself against what the client's reviewers measure of the same people."""

    uid: UUID
    name: str
    reported: Share
    measured: Share

    @property
    def gap(self) -> Estimate:
        return difference(self.reported, self.measured)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Accuracy as reviewers of the client found it, and as it is when their own errors are taken out."""

    observed: Share
    sensitivity: Share
    specificity: Share
    corrected: Estimate

    @property
    def n_checked(self) -> int:
        """Reviews of which it is known whether they were right."""
        return self.sensitivity.n + self.specificity.n

    @property
    def is_vague(self) -> bool:
        """So few reviews were checked that the estimate could be nearly anything: it is no figure to act on."""
        low, high = self.corrected.low, self.corrected.high
        return low is not None and high is not None and high - low > VAGUE


def reviewers_of(project: Project) -> list[ReviewerFigures]:
    """Everybody who reviewed there, the busiest first."""
    return [ReviewerFigures(*row) for row in rows(_CHECKED, {"project": project.pk})]


def sites_of(project: Project, site_ids: Iterable[int] | None = None) -> list[SiteFigures]:
    """Every site with reviews; of those only where they are named."""
    own = "" if site_ids is None else "AND i.site_id = ANY (%(sites)s::bigint[])"
    params: dict[str, object] = {"project": project.pk}
    if site_ids is not None:
        params["sites"] = list(site_ids)
    shares: dict[tuple[UUID, str], dict[str, Share]] = {}
    for uid, name, tier, n, k in rows(_SITES.format(own=own), params):
        shares.setdefault((uid, name), {})[tier] = wilson(k, n)
    nothing = wilson(0, 0)
    return [
        SiteFigures(uid, name, found.get("site", nothing), found.get("client", nothing))
        for (uid, name), found in shares.items()
    ]


_OBSERVED = """
SELECT count(*)::int, count(*) FILTER (WHERE is_correct)::int FROM quality_review
WHERE project_id = %(project)s::bigint AND tier = 'client' AND purpose IN ('sample', 'lot')
  AND (%(contributor)s::bigint IS NULL OR contributor_id = %(contributor)s::bigint)
"""


def corrected_accuracy(
    project: Project, reviewers: Iterable[ReviewerFigures], contributor_id: int | None = None
) -> Corrected:
    """Of the project, or of one contributor: after Rogan and Gladen, with what all client reviewers together err."""
    n, k = rows(_OBSERVED, {"project": project.pk, "contributor": contributor_id})[0]
    checked = [each for each in reviewers if each.tier == "client"]
    n_right, n_wrong = sum(each.n_right for each in checked), sum(each.n_wrong for each in checked)
    observed = wilson(k, n)
    sensitivity = wilson(sum(each.n_right_passed for each in checked), n_right)
    specificity = wilson(sum(each.n_wrong_found for each in checked), n_wrong)
    if observed.value is None or sensitivity.value is None or specificity.value is None:
        nothing = Estimate(None, None, None, None, n, "reviewers were not audited enough")
        return Corrected(observed, sensitivity, specificity, nothing)
    corrected = rogan_gladen(
        observed.value,
        sensitivity=sensitivity.value,
        specificity=specificity.value,
        checked=Checked(n, n_right, n_wrong),
    )
    return Corrected(observed, sensitivity, specificity, corrected)
