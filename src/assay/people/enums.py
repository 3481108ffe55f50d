"""The fixed words of `people`."""

from django.db import models


class Role(models.TextChoices):
    REQUESTER = "requester", "Requester"
    PROJECT_OWNER = "project_owner", "Project owner"
    CROWD_MANAGER = "crowd_manager", "Crowd manager"
    QA_ANALYST = "qa_analyst", "QA analyst"
    SITE_LEAD = "site_lead", "BPO site lead"
    OPERATIONS_LEAD = "operations_lead", "Operations lead"
    REVIEWER = "reviewer", "Reviewer"
    CONTRIBUTOR = "contributor", "Contributor"
    ADMINISTRATOR = "administrator", "Administrator"


class Standing(models.TextChoices):
    ACTIVE = "active", "Active"
    PROBATION = "probation", "Probation"
    PAUSED = "paused", "Paused"
    OFF_BOARDED = "off_boarded", "Off-boarded"


class LanguageLevel(models.IntegerChoices):
    """CEFR, as a number that can be compared."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"
    NATIVE = 7, "Native"


class TokenScope(models.TextChoices):
    WORK = "work", "Claim and submit tasks"
    READ = "read", "Read what the person may read"
    WRITE = "write", "Change what the person may change"


class NoticeChannel(models.TextChoices):
    """The ways on which a person is told something."""

    INBOX = "inbox", "In Assay"
    EMAIL = "email", "E-mail"
    CHAT = "chat", "Chat"


class Pace(models.TextChoices):
    """How soon, from the most often on."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Daily digest"
    WEEKLY = "weekly", "Weekly digest"
    OFF = "off", "Off"


class NoticeState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    DROPPED = "dropped", "Not needed any more"


class WorkKind(models.TextChoices):
    """What people who work on tasks are told of."""

    STANDING = "standing", "Your standing, a pause or an appeal"
    SECURITY = "security", "Your password, sign-ins and tokens"
    MEMBERSHIP = "membership", "You were added to a project"
    INVITATION = "recruiting.invitation", "You are invited to a project"
    GUIDELINE = "guideline", "There is a new version of a guideline"
    REMINDER = "guideline.reminder", "You are asked to read a guideline"
    AGREEMENT = "training.agreement", "There is an agreement for you to sign"
    PAYOUT = "money.payout", "The bank gave a payment of yours back"
    EXAM = "training.exam", "You are qualified, or can renew a qualification"
    COACHING = "partners.coaching", "Somebody coached you, or wrote about a session"
    COURSE = "training.course", "A course is assigned to you, or is due"
    LIVE = "training.live", "You are invited to a live session, or it has changed"
    CALIBRATION = "quality.calibration", "A calibration asks for your answers, or is over"
    REWORK = "quality.rework", "A task came back to you"
    DISPUTE = "dispute", "A dispute was raised or decided"
    ANSWER = "work.answer", "Your question was answered"
    CLARIFICATION = "quality.clarification", "A question about a project was clarified for everybody"
    PROPOSAL = "quality.proposal", "A change of a guideline was proposed or decided"
    ANNOUNCEMENT = "support.announcement", "Something was announced"
    TICKET = "support.ticket", "Your ticket was answered"
    OTHER = "other", "Anything else"


class StaffKind(models.TextChoices):
    """What people who run projects, quality and requests are told of."""

    QUESTION = "quality.question", "A question about a task waits for your answer"
    ASKED = "work.question", "Somebody asked about a task"
    REPORT = "work.report", "Somebody reported urgent content"
    REVIEW = "guideline.review", "The draft of a guideline waits for your review, or was reviewed"
    INVALIDATION = "quality.invalidation", "A guideline may have made labels wrong"
    LOT_REJECTED = "lot_rejected", "A lot was rejected"
    LOT_REOPENED = "lot_reopened", "A lot was opened again"
    RISK_FIRED = "planning.risk_fired", "A risk has fired"
    FEASIBILITY = "planning.feasibility_worse", "A running project looks less feasible than before"
    BUDGET = "money.budget", "A budget is nearly used up, or stops work"
    LABELER = (
        "labelers.called_back",
        "A machine labeler was wrong too often, and its tasks are with people again",
    )
    RUSH_ASKED = "planning.rush_asked", "A rush would delay a project, and its owner is asked"
    RUSH_ANSWERED = "planning.rush_answered", "An owner answered whether a rush may delay a project"
    CAPACITY = "planning.capacity", "People have no work ahead, or work has no people"
    RELEASE_READY = "release_ready", "A release is ready to be accepted"
    RELEASE_ANSWERED = "release_answered", "A release was accepted or rejected"
    REQUEST = "request", "A request moved on, or somebody wrote about it"
    REQUEST_LATE = "request_late", "A request is overdue"
    DECISION = "planning.decision", "A decision of a review is yours to see to"
    COMPLIANCE = "partners.compliance", "What a site has to prove ends soon, or has ended"
    CONTRACT = "partners.contract", "A contract with a vendor ends soon, or its notice day is near"
    LIVE = "training.trainer", "You hold a live session tomorrow"
    TICKET_ASKED = "support.asked", "Somebody asks for help, or wrote again"
    TRAINING_QUESTION = "training.question", "Figures speak against a question of an exam or a course"
    ERASURE = "people.erasure", "Somebody asks to be erased"
    TICKET_LATE = "support.late", "A ticket waited too long and comes to you"


class TimeGroup(models.TextChoices):
    """Whose time is measured against a target: more of a QA's time at work went into reviews than into labeling."""

    AGENTS = "agents", "Agents"
    QAS = "qas", "QAs"


class TimeMeasure(models.TextChoices):
    """Shrinkage is what utilization leaves of the whole, and has no target of its own."""

    UTILIZATION = "utilization", "Utilization"
    OCCUPANCY = "occupancy", "Occupancy"
    ADHERENCE = "adherence", "Adherence"


class TimeKind(models.TextChoices):
    """What a stretch of somebody's time was. Everything down to paid leave is paid."""

    WORK = "work", "Labeling"
    REVIEW = "review", "Reviewing"
    IDLE = "idle", "Available"
    BREAK = "break", "Paid break"
    WELLBEING = "wellbeing", "Wellbeing"
    TRAINING = "training", "Training"
    MEETING = "meeting", "Meeting or coaching"
    LEAVE = "leave", "Paid leave"
    SICK = "sick", "Sick"
    UNPAID = "unpaid", "Unpaid break"
    ABSENT = "absent", "Absent"
    RECORDED = "recorded", "As recorded"


class ActivityStage(models.TextChoices):
    """Which work in Assay left a trace."""

    LABEL = "label", "Labeling"
    REVIEW = "review", "Reviewing"


class Presence(models.TextChoices):
    """Whether somebody is there for a shift."""

    EXPECTED = "expected", "Not due yet"
    THERE = "there", "There"
    AWAY = "away", "Away, and said so"
    MISSING = "missing", "No sign of them"
