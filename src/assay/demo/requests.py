"""Requests in every state: what Rita's team asks for, as Lea judges it and Omar approves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.demo.wishes import ASKED, COMMENTS, RUSH, SAMPLE, WISHES, Wish
from assay.intake.actions.calendars import create_calendar
from assay.intake.actions.changing import decide_change, propose_change
from assay.intake.actions.clocks import note_breaches
from assay.intake.actions.requests import draft_request, edit_request, name_parties
from assay.intake.actions.starting import take_up_project
from assay.intake.actions.stepping import take_step, undertake
from assay.intake.actions.talking import attach, comment, set_sample
from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.intake.rules.fields import VolumeRow
from assay.kit.models import BusinessCalendar
from assay.kit.money import MICRO
from assay.planning.actions.feasibility import judge_request
from assay.planning.actions.rush import answer_rush, ask_owners
from assay.planning.enums import RushAnswer
from assay.planning.queries.rush import questions_of
from assay.planning.rules.feasibility import Rates

OFFICE: Mapping[str, Sequence[Sequence[str]]] = {str(day): [["09:00", "17:00"]] for day in range(5)}
DAYS_AHEAD = 45
# EUR per hour, all in.
RATES = {"de-DE": 19, "en-GB": 17, "pt-BR": 9, "ar-EG": 6}
# Who takes which step.
BY = {S.SUBMITTED: "rita", S.APPROVED: "omar", S.ACCEPTED: "rita", S.WITHDRAWN: "rita"}


@dataclass
class Intake:
    """Requests by their title, once they were filed."""

    organisation: Organisation
    projects: Mapping[str, Story]
    filed: dict[str, Request] = field(default_factory=dict)
    office: BusinessCalendar | None = None

    def file(self, wish: Wish, at: datetime) -> None:
        """Rita fills it in, and names Omar as its approver where she has come so far."""
        users = self.organisation.users
        rita = users["rita"]
        made = draft_request(rita, changes={"title": wish.title}, now=at)
        asked = {**(ASKED if wish.is_whole else {}), **wish.fields}
        if wish.is_whole:
            asked["deadline_on"] = (at + timedelta(days=DAYS_AHEAD)).date()
        rows = [VolumeRow(market, n) for market, n in wish.volumes.items()]
        edit_request(rita, request=made, changes=asked, volumes=rows, now=at)
        if wish.is_whole:
            name_parties(rita, request=made, requesters=[rita], approvers=[users["omar"]], now=at)
            name, content = SAMPLE
            set_sample(rita, request=made, chunks=[content.encode()], name=name, now=at)
        self.filed[wish.title] = made

    def step(self, wish: Wish, wanted: S, reason: str, at: datetime) -> None:
        users, made = self.organisation.users, self.filed[wish.title]
        if wanted == S.IN_DELIVERY:
            take_up_project(users["lea"], request=made, project=self.projects[wish.title].project, now=at)
            return
        by = users[BY.get(wanted, "lea")]
        if wanted in {S.FEASIBLE, S.NOT_FEASIBLE}:
            self.judge(made, at)
        take_step(by, request=made, wanted=wanted, reason=reason, now=at)
        if wanted == S.SUBMITTED:
            undertake(users["lea"], request=made, owner=users["lea"], calendar=self.office, now=at)

    def judge(self, made: Request, at: datetime) -> None:
        """What it takes, from what was measured by then; Lea knows what an hour costs in her markets."""
        markets = set(made.volumes.values_list("market__code", flat=True))
        rates = {market: rate * MICRO for market, rate in RATES.items() if market in markets}
        lea = self.organisation.users["lea"]
        judge_request(lea, request=made, rates=Rates(rates, "EUR" if rates else ""), now=at)

    def ask_owners(self, at: datetime) -> None:
        """The rush would delay projects of Lea: Omar asks her."""
        omar, made = self.organisation.users["omar"], self.filed[RUSH]
        judge_request(omar, request=made, now=at)
        ask_owners(omar, request=made, now=at)

    def answer_rush(self, at: datetime) -> None:
        """Lea refuses for the first project and agrees for the others."""
        for nth, question in enumerate(questions_of(self.filed[RUSH])):
            answer = RushAnswer.AGREED if nth else RushAnswer.REFUSED
            reason = "" if nth else "It has moved twice already, and its reviewers are booked."
            lea = self.organisation.users["lea"]
            answer_rush(lea, question=question, answer=answer, reason=reason, now=at)

    def talk(self, at: datetime) -> None:
        """A question and its answer at each request that somebody has asked something about."""
        for title, who, text in COMMENTS:
            comment(self.organisation.users[who], request=self.filed[title], text=text, now=at)

    def change(self, title: str, at: datetime) -> None:
        """One change was accepted, another one waits for Lea; and a file lies beside the request."""
        users, made = self.organisation.users, self.filed[title]
        rita, lea = users["rita"], users["lea"]
        first = propose_change(
            rita, request=made, changes={"accuracy_target": 0.93}, now=at,
            why="The first release showed that 95 % of items is more than the metric needs.",
        )  # fmt: skip
        later = at + timedelta(hours=3)
        decide_change(lea, change=first, accepts=True, note="Half of the overlap can go.", now=later)
        rows = [
            VolumeRow("de-DE", 2400),
            VolumeRow("en-GB", 2400),
            VolumeRow("pt-BR", 3600),
            VolumeRow("ar-EG", 1200),
        ]
        why = "Brazil grows faster than we thought: half as much again, and less of Egypt."
        propose_change(rita, request=made, changes={}, volumes=rows, why=why, now=later + timedelta(days=1))
        note = "How last quarter's queries were drawn."
        attach(
            lea,
            request=made,
            chunks=[b"draw 70 queries a week by traffic\n"],
            name="drawing.txt",
            note=note,
            now=later,
        )


def tell_requests(organisation: Organisation, search: Story, moderation: Story) -> None:
    """From three weeks ago on; two became projects that are at work."""
    intake = Intake(organisation, {})
    agenda = search.agenda
    searching, listing = (each.title for each in WISHES if each.becomes)
    intake.projects = {searching: search, listing: moderation}
    agenda.put(agenda.ago(days=22.9), lambda at: open_office(intake, at))
    for wish in WISHES:
        agenda.put(agenda.ago(days=wish.days_ago), partial(intake.file, wish))
        for days, wanted, reason in wish.way:
            agenda.put(agenda.ago(days=days), partial(intake.step, wish, wanted, reason))
    agenda.put(agenda.ago(hours=22), intake.talk)
    agenda.put(agenda.ago(hours=2.4), intake.ask_owners)
    agenda.put(agenda.ago(hours=1.4), intake.answer_rush)
    agenda.put(agenda.ago(days=3), lambda at: intake.change(searching, at))
    agenda.put(agenda.ago(minutes=6), lambda at: note_breaches(now=at))


def open_office(intake: Intake, at: datetime) -> None:
    """When Lea's team works."""
    omar = intake.organisation.users["omar"]
    holidays = [f"{at.year}-12-25", f"{at.year}-12-26"]
    intake.office = create_calendar(
        omar, name="Berlin office hours", zone="Europe/Berlin", hours=OFFICE, holidays=holidays
    )
