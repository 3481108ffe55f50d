"""What a person earned."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "earnings",
        about=(
            "money_earning.contributor_id",
            "money_ledgeraccount.contributor_id",
        ),
        statement="""
SELECT p.name AS project, j.uid AS judgment, e.currency, e.amount_micro, e.seconds, e.work_on, e.earned_at, e.final_at
FROM money_earning e JOIN projects_project p ON p.id = e.project_id LEFT JOIN work_judgment j ON j.id = e.judgment_id
WHERE e.contributor_id = %(contributor)s ORDER BY e.id
        """,
    ),
    Portion(
        "hours",
        about=("money_hourearning.contributor_id",),
        statement="""
SELECT p.name AS project, h.day_on, h.seconds, h.unpaid_seconds, h.currency, h.amount_micro, h.earned_at
FROM money_hourearning h LEFT JOIN projects_project p ON p.id = h.project_id
WHERE h.contributor_id = %(contributor)s ORDER BY h.id
        """,
    ),
    Portion(
        "extra-pay",
        about=("money_extrapay.contributor_id",),
        statement="""
SELECT x.kind, p.name AS project, r.name AS rule, x.starts_on, x.ends_on, x.n, x.n_right, x.seconds, x.earned_micro,
    x.currency, x.amount_micro, x.state, x.ruling, x.proposed_at, x.decided_at
FROM money_extrapay x JOIN projects_project p ON p.id = x.project_id LEFT JOIN money_bonusrule r ON r.id = x.rule_id
WHERE x.contributor_id = %(contributor)s ORDER BY x.id
        """,
    ),
    Portion(
        "payouts",
        about=("money_payout.contributor_id",),
        statement="""
SELECT b.number AS batch, p.currency, p.minor AS smallest_units, p.state, p.reason, b.pay_on, p.settled_at
FROM money_payout p JOIN money_payoutbatch b ON b.id = p.batch_id WHERE p.contributor_id = %(contributor)s ORDER BY p.id
        """,
    ),
    Portion(
        "paid-to",
        about=("money_payoutdetails.contributor_id",),
        statement="""
SELECT given_at, problem FROM money_payoutdetails WHERE contributor_id = %(contributor)s
        """,
    ),
)
