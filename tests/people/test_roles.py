"""What each role may do, as a truth table: a change of the rules has to be made here, too."""

import pytest

from assay.people.enums import Role
from assay.people.rules.roles import ROLES, SENTENCES, Permission, allows, roles_with

P = Permission
EVERYTHING = frozenset(P)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (
            Role.REQUESTER,
            {
                *(P.VIEW_PROJECT, P.VIEW_DELIVERIES, P.ACCEPT_DELIVERIES, P.VIEW_ANSWERS, P.FILE_REQUEST),
                *(P.VIEW_PROGRESS, P.SHARE_CONTENT, P.WEIGH_RETURN),
            },
        ),
        (
            Role.PROJECT_OWNER,
            EVERYTHING
            - {P.ADMINISTER, P.MANAGE_PEOPLE, P.KEEP_FACTS, P.ACCEPT_DELIVERIES}
            - {P.APPROVE_REQUEST, P.SET_STANDARDS, P.VIEW_EXPOSURE, P.NAME_EXPOSURE, P.SET_CARE}
            - {P.COACH, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS, P.MANAGE_AGENTS}
            - {P.KEEP_TIME, P.VIEW_LEDGER, P.POST_MANUAL, P.APPROVE_MANUAL, P.CLOSE_PERIOD}
            - {P.PAY_OUT, P.APPROVE_PAYOUTS}
            - {P.EDIT_BUDGETS, P.ANSWER_TICKETS, P.ANSWER_PRIVATE_TICKETS, P.KEEP_SUPPORT}
            - {P.VIEW_RECRUITING, P.RECRUIT},
        ),
        (
            Role.CROWD_MANAGER,
            {
                *(P.VIEW_PROJECT, P.VIEW_PEOPLE, P.MANAGE_PEOPLE, P.ASSIGN_WORK),
                *(P.VIEW_EXPOSURE, P.NAME_EXPOSURE, P.SET_CARE, P.VIEW_LEDGER, P.POST_MANUAL, P.PAY_OUT),
                *(P.VIEW_RATES, P.VIEW_BUDGETS, P.KEEP_TIME, P.COACH, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS),
                *(P.ANSWER_TICKETS, P.ANSWER_PRIVATE_TICKETS),
                *(P.ALLOCATE_WORK, P.VIEW_PROGRESS),
                *(P.VIEW_RECRUITING, P.RECRUIT),
                *(P.KEEP_SUPPORT, P.ANNOUNCE),
            },
        ),
        (
            Role.QA_ANALYST,
            {
                P.VIEW_PROJECT,
                P.VIEW_PROGRESS,
                P.VIEW_ANSWERS,
                P.MANAGE_GOLD,
                P.RUN_CONSENSUS,
                P.ADJUDICATE,
                P.REVIEW,
                P.AUDIT,
                P.ARBITRATE,
                P.MANAGE_QUALITY,
                P.VIEW_PEOPLE,
                P.COACH,
                P.VIEW_DELIVERIES,
            },
        ),
        (
            Role.SITE_LEAD,
            {
                *(P.VIEW_PROJECT, P.VIEW_PEOPLE, P.DISPUTE, P.VIEW_EXPOSURE, P.NAME_EXPOSURE),
                *(P.SET_CARE, P.KEEP_TIME, P.COACH, P.ANSWER_TICKETS, P.ANNOUNCE),
                *(P.VIEW_CONTRACTS, P.MANAGE_AGENTS),
            },
        ),
        (Role.REVIEWER, {P.VIEW_PROJECT, P.VIEW_PROGRESS, P.ADJUDICATE, P.REVIEW}),
        (Role.CONTRIBUTOR, set()),
        (Role.ADMINISTRATOR, EVERYTHING),
    ],
)
def test_a_role_allows_exactly_this(role: Role, allowed: set[Permission]) -> None:
    assert {each for each in P if allows([role], each)} == allowed


def test_every_role_and_every_permission_is_explained() -> None:
    assert set(ROLES) == {str(role) for role in Role}
    assert set(SENTENCES) == EVERYTHING


def test_roles_add_up() -> None:
    both = [Role.REVIEWER, Role.CROWD_MANAGER]

    assert (allows(both, P.MANAGE_PEOPLE), allows(both, P.DELIVER), allows([], P.VIEW_PROJECT)) == (
        True,
        False,
        False,
    )


def test_only_two_roles_manage_people() -> None:
    assert roles_with(P.MANAGE_PEOPLE) == [Role.CROWD_MANAGER, Role.ADMINISTRATOR]
