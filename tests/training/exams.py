"""An exam over a small world: its gold, and people who know the answers or not."""

from datetime import datetime

from assay.people.models import Contributor, Skill, User
from assay.projects.models import Stage, StageSkill
from assay.quality.models import Gold
from assay.training.actions.exams import ExamTerms, add_items, make_exam
from assay.training.actions.sitting import answer, begin
from assay.training.models import Exam, ExamAttempt
from assay.training.queries.own_exams import next_answer
from assay.work.actions.eligibility import refresh_eligibility
from tests.work.world import NOW, World, add_gold

TERMS = ExamTerms(pass_share=0.75, n_questions=4, n_attempts=2, cool_hours=24, valid_days=100)


def gold_in(world: World, n: int = 6) -> list[Gold]:
    """The right answer is yes."""
    return [
        Gold.objects.create(
            task=task, project=world.project, answers={"match": ["yes"]}, reason="It does.", created_at=NOW
        )
        for task in add_gold(world, n)
    ]


def exam_in(world: World, *, n: int = 6, terms: ExamTerms = TERMS, shares_gold: bool = False) -> Exam:
    """An exam of Lea's whose skill the stage asks for."""
    golds = gold_in(world, n)
    skill, _ = Skill.objects.get_or_create(code="colours", defaults={"name": "Colours"})
    made = make_exam(
        world.owner,
        project=world.project,
        name="Colours",
        skill=skill,
        terms=terms,
        shares_gold=shares_gold,
        now=NOW,
    )
    add_items(world.owner, exam=made, external_ids=[each.task.external_id for each in golds], now=NOW)
    ask_for(world.stage, skill)
    return made


def ask_for(stage: Stage, skill: Skill) -> None:
    StageSkill.objects.create(stage=stage, skill=skill, min_score=0)
    refresh_eligibility(now=NOW, project_id=stage.project_id)


def sit(person: Contributor | User, exam: Exam, *, n_right: int, at: datetime = NOW) -> ExamAttempt:
    """From the first to the last question; the first so many are right."""
    user = person.user if isinstance(person, Contributor) else person
    attempt = begin(user, exam=exam, now=at)
    while given := next_answer(attempt):
        is_right = given.position <= n_right
        answer(user, given=given, answers={"match": "yes" if is_right else "no"}, now=at)
    attempt.refresh_from_db()
    return attempt
