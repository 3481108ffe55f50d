"""Who may do what: roles as data. The sentences are also the documentation."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assay.people.enums import Role


class Permission(StrEnum):
    VIEW_PROJECT = "view_project"
    VIEW_PROGRESS = "view_progress"
    MANAGE_PROJECT = "manage_project"
    MANAGE_TASKS = "manage_tasks"
    PURGE_CONTENT = "purge_content"
    ASSIGN_WORK = "assign_work"
    ALLOCATE_WORK = "allocate_work"
    VIEW_ANSWERS = "view_answers"
    MANAGE_GOLD = "manage_gold"
    RUN_CONSENSUS = "run_consensus"
    DELIVER = "deliver"
    VIEW_DELIVERIES = "view_deliveries"
    ACCEPT_DELIVERIES = "accept_deliveries"
    SHARE_CONTENT = "share_content"
    WEIGH_RETURN = "weigh_return"
    SIGN_REVIEWS = "sign_reviews"
    ADJUDICATE = "adjudicate"
    REVIEW = "review"
    AUDIT = "audit"
    DISPUTE = "dispute"
    ARBITRATE = "arbitrate"
    MANAGE_QUALITY = "manage_quality"
    SET_STANDARDS = "set_standards"
    VIEW_PEOPLE = "view_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_AGENTS = "manage_agents"
    VIEW_RECRUITING = "view_recruiting"
    RECRUIT = "recruit"
    KEEP_TIME = "keep_time"
    COACH = "coach"
    VIEW_CONTRACTS = "view_contracts"
    KEEP_CONTRACTS = "keep_contracts"
    SET_LIMITS = "set_limits"
    VIEW_EXPOSURE = "view_exposure"
    NAME_EXPOSURE = "name_exposure"
    SET_CARE = "set_care"
    ANSWER_TICKETS = "answer_tickets"
    ANSWER_PRIVATE_TICKETS = "answer_private_tickets"
    KEEP_SUPPORT = "keep_support"
    ANNOUNCE = "announce"
    FILE_REQUEST = "file_request"
    VIEW_REQUESTS = "view_requests"
    JUDGE_REQUEST = "judge_request"
    APPROVE_REQUEST = "approve_request"
    VIEW_RATES = "view_rates"
    EDIT_RATES = "edit_rates"
    VIEW_BUDGETS = "view_budgets"
    EDIT_BUDGETS = "edit_budgets"
    VIEW_LEDGER = "view_ledger"
    POST_MANUAL = "post_manual"
    APPROVE_MANUAL = "approve_manual"
    CLOSE_PERIOD = "close_period"
    PAY_OUT = "pay_out"
    APPROVE_PAYOUTS = "approve_payouts"
    KEEP_FACTS = "keep_facts"
    ADMINISTER = "administer"


SENTENCES = {
    Permission.VIEW_PROJECT: "See a project, its guideline and what is asked of it.",
    Permission.VIEW_PROGRESS: "See how far a project is as a whole: tasks, queues, judgments, members.",
    Permission.MANAGE_PROJECT: "Create projects and change their settings, schema and guideline.",
    Permission.MANAGE_TASKS: "Import, prioritise and withdraw tasks.",
    Permission.PURGE_CONTENT: "Delete the content of withdrawn tasks for good.",
    Permission.ASSIGN_WORK: "Give tasks to people by hand.",
    Permission.ALLOCATE_WORK: "Say who a project is for, propose who works on what next week, and apply it.",
    Permission.VIEW_ANSWERS: "See judgments and labels, and why a label is what it is.",
    Permission.MANAGE_GOLD: "Add and retire gold tasks.",
    Permission.RUN_CONSENSUS: "Run consensus.",
    Permission.DELIVER: "Build releases.",
    Permission.VIEW_DELIVERIES: "Download releases and read their certificates.",
    Permission.ACCEPT_DELIVERIES: "Accept or reject releases, and flag labels of them.",
    Permission.SHARE_CONTENT: "Say that content of a project may be sent to a model outside, and take it back.",
    Permission.WEIGH_RETURN: "Record what labels did for a model, and weigh it against what they cost.",
    Permission.SIGN_REVIEWS: "Write down what was decided in the review of a project's quarter, and sign it.",
    Permission.ADJUDICATE: "Decide what the right answer is where a label is disputed or undecided.",
    Permission.REVIEW: "Review judgments: accept, fix or reject them.",
    Permission.AUDIT: "Review again, blind, what reviewers have reviewed.",
    Permission.DISPUTE: "Dispute an error that was charged to somebody of the own site.",
    Permission.ARBITRATE: "Decide disputes and appeals.",
    Permission.MANAGE_QUALITY: "Set the error taxonomy, what is reviewed, calibration, standing rules and lots.",
    Permission.SET_STANDARDS: "Set the standards that every project of a segment begins with.",
    Permission.VIEW_PEOPLE: "See contributors and how they work.",
    Permission.MANAGE_PEOPLE: "Add contributors, their skills, markets and standing.",
    Permission.MANAGE_AGENTS: "Place the people of the own site in its teams, and say which languages they speak.",
    Permission.VIEW_RECRUITING: "See campaigns and how far applicants come, as counts.",
    Permission.RECRUIT: "Run campaigns, read applications and decide them.",
    Permission.KEEP_TIME: "Plan shifts, say what time was, and approve it.",
    Permission.COACH: "Coach people: write down sessions and goals, and see whether they helped.",
    Permission.VIEW_CONTRACTS: "Read what was agreed with vendors: the own one, or all of them.",
    Permission.KEEP_CONTRACTS: "Write down contracts with vendors, their headcount, and what they have to prove.",
    Permission.SET_LIMITS: "Set the limits on content that is hard to look at.",
    Permission.VIEW_EXPOSURE: "See how much content that is hard to look at the people of each site had, as counts.",
    Permission.NAME_EXPOSURE: "See by name who is near or at a limit on such content.",
    Permission.SET_CARE: "Say whom the people of a site can turn to when work weighs on them.",
    Permission.ANSWER_TICKETS: "Answer people who ask for help.",
    Permission.ANSWER_PRIVATE_TICKETS: "Answer tickets about how somebody is treated, or how they are.",
    Permission.KEEP_SUPPORT: "Keep the answers and articles that everybody is helped with.",
    Permission.ANNOUNCE: "Announce something to people: at the own site, in the own project, or everywhere.",
    Permission.FILE_REQUEST: "File requests for labels, and follow those one is named in.",
    Permission.VIEW_REQUESTS: "See every request that was submitted.",
    Permission.JUDGE_REQUEST: "Ask back, judge whether a request is feasible, undertake it, and start its project.",
    Permission.APPROVE_REQUEST: "Approve requests of others, and set how long each step may take.",
    Permission.VIEW_RATES: "See what work pays, and what an hour comes to.",
    Permission.EDIT_RATES: "Publish rate cards, and set what an hour must come to in a market.",
    Permission.VIEW_BUDGETS: "See what budgets allow, and what is used of them.",
    Permission.EDIT_BUDGETS: "Set, raise and end budgets.",
    Permission.VIEW_LEDGER: "See the ledger: accounts, postings and periods.",
    Permission.POST_MANUAL: "Propose entries of the ledger by hand; somebody else approves them.",
    Permission.APPROVE_MANUAL: "Approve entries that somebody else has proposed.",
    Permission.CLOSE_PERIOD: "Close months of the ledger.",
    Permission.PAY_OUT: "Draft payouts, give them to the bank with where each person is paid, and read its answer.",
    Permission.APPROVE_PAYOUTS: "Approve payouts that somebody else has drafted.",
    Permission.KEEP_FACTS: "Write the facts of judgments and labels for analysis, and verify them.",
    Permission.ADMINISTER: "Manage users, roles, vendors and the audit trail.",
}


@dataclass(frozen=True, slots=True)
class RoleText:
    sentence: str
    permissions: frozenset[Permission]


P = Permission
ROLES: dict[str, RoleText] = {
    Role.REQUESTER: RoleText(
        "Files requests, agrees guideline and acceptance, receives deliveries.",
        frozenset(
            {
                *(
                    P.VIEW_PROJECT,
                    P.VIEW_PROGRESS,
                    P.VIEW_DELIVERIES,
                    P.ACCEPT_DELIVERIES,
                    P.VIEW_ANSWERS,
                    P.FILE_REQUEST,
                ),
                *(P.SHARE_CONTENT, P.WEIGH_RETURN),
            }
        ),
    ),
    Role.PROJECT_OWNER: RoleText(
        "Plans, staffs and delivers the project.",
        frozenset(P)
        - {P.ADMINISTER, P.MANAGE_PEOPLE, P.VIEW_RECRUITING, P.RECRUIT, P.KEEP_FACTS, P.ACCEPT_DELIVERIES}
        - {
            P.APPROVE_REQUEST,
            P.SET_STANDARDS,
            P.VIEW_EXPOSURE,
            P.NAME_EXPOSURE,
            P.SET_CARE,
            P.KEEP_TIME,
            P.COACH,
            P.VIEW_CONTRACTS,
            P.KEEP_CONTRACTS,
            P.MANAGE_AGENTS,
        }
        - {P.VIEW_LEDGER, P.POST_MANUAL, P.APPROVE_MANUAL, P.CLOSE_PERIOD, P.EDIT_BUDGETS}
        - {P.PAY_OUT, P.APPROVE_PAYOUTS}
        - {P.ANSWER_TICKETS, P.ANSWER_PRIVATE_TICKETS, P.KEEP_SUPPORT},
    ),
    Role.CROWD_MANAGER: RoleText(
        "Recruits, onboards, assigns and keeps contributors.",
        frozenset(
            {
                *(
                    P.VIEW_PROJECT,
                    P.VIEW_PROGRESS,
                    P.VIEW_PEOPLE,
                    P.MANAGE_PEOPLE,
                    P.ASSIGN_WORK,
                    P.KEEP_TIME,
                    P.COACH,
                ),
                *(P.ALLOCATE_WORK, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS),
                *(P.VIEW_EXPOSURE, P.NAME_EXPOSURE, P.SET_CARE),
                *(P.ANSWER_TICKETS, P.ANSWER_PRIVATE_TICKETS, P.KEEP_SUPPORT, P.ANNOUNCE),
                *(P.VIEW_LEDGER, P.POST_MANUAL, P.PAY_OUT, P.VIEW_RATES, P.VIEW_BUDGETS),
                *(P.VIEW_RECRUITING, P.RECRUIT),
            }
        ),
    ),
    Role.QA_ANALYST: RoleText(
        "Keeps guideline, gold and quality at target.",
        frozenset(
            {
                *(
                    P.VIEW_PROJECT,
                    P.VIEW_PROGRESS,
                    P.VIEW_ANSWERS,
                    P.MANAGE_GOLD,
                    P.RUN_CONSENSUS,
                    P.ADJUDICATE,
                ),
                *(P.VIEW_PEOPLE, P.VIEW_DELIVERIES, P.COACH),
                *(P.REVIEW, P.AUDIT, P.ARBITRATE, P.MANAGE_QUALITY),
            }
        ),
    ),
    Role.SITE_LEAD: RoleText(
        "Leads the people of the own site, and sees nobody else.",
        frozenset(
            {
                *(P.VIEW_PROJECT, P.VIEW_PEOPLE, P.DISPUTE, P.VIEW_EXPOSURE, P.NAME_EXPOSURE),
                *(P.SET_CARE, P.KEEP_TIME, P.COACH, P.ANSWER_TICKETS, P.ANNOUNCE),
                *(P.VIEW_CONTRACTS, P.MANAGE_AGENTS),
            }
        ),
    ),
    Role.OPERATIONS_LEAD: RoleText(
        "Sees every project of the region, and approves requests.",
        frozenset(
            {
                *(
                    P.VIEW_PROJECT,
                    P.VIEW_PROGRESS,
                    P.VIEW_ANSWERS,
                    P.VIEW_PEOPLE,
                    P.VIEW_DELIVERIES,
                    P.KEEP_FACTS,
                ),
                *(P.WEIGH_RETURN, P.SIGN_REVIEWS),
                *(P.FILE_REQUEST, P.VIEW_REQUESTS, P.JUDGE_REQUEST, P.APPROVE_REQUEST),
                *(P.SET_STANDARDS, P.SET_LIMITS, P.VIEW_EXPOSURE, P.SET_CARE),
                *(P.ALLOCATE_WORK, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS),
                *(
                    P.VIEW_LEDGER,
                    P.POST_MANUAL,
                    P.APPROVE_MANUAL,
                    P.CLOSE_PERIOD,
                    P.PAY_OUT,
                    P.APPROVE_PAYOUTS,
                ),
                *(P.ANSWER_TICKETS, P.ANSWER_PRIVATE_TICKETS, P.KEEP_SUPPORT, P.ANNOUNCE),
                *(P.VIEW_RATES, P.EDIT_RATES, P.VIEW_RECRUITING),
                *(P.VIEW_BUDGETS, P.EDIT_BUDGETS),
            }
        ),
    ),
    Role.REVIEWER: RoleText(
        "Reviews judgments of the project.",
        frozenset({P.VIEW_PROJECT, P.VIEW_PROGRESS, P.ADJUDICATE, P.REVIEW}),
    ),
    Role.CONTRIBUTOR: RoleText("Works on tasks, and sees only the own work.", frozenset()),
    Role.ADMINISTRATOR: RoleText("Keeps the installation.", frozenset(P)),
}


def roles_with(permission: Permission) -> list[str]:
    return [role for role, text in ROLES.items() if permission in text.permissions]


def allows(roles: Iterable[str], permission: Permission) -> bool:
    return any(permission in ROLES[role].permissions for role in roles)
