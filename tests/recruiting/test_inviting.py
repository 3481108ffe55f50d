"""Segments are saved and shared; people are invited once, only if they want to be, and answer."""

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import NoticeChannel, Pace, Role, WorkKind
from assay.people.models import ContributorMarket, InboxMessage, NoticeChoice
from assay.projects.enums import ProjectState
from assay.projects.models import Membership, Project
from assay.recruiting.actions.inviting import answer_invitation, invite
from assay.recruiting.actions.segments import change_segment, retire_segment, save_segment
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Invitation, TalentSegment
from assay.recruiting.queries.invitations import Answers, answers_of, own_invitations
from assay.recruiting.queries.talent import in_segments, search_of, segment_for, segments_of
from assay.recruiting.rules.talent import Invited, Search
from assay.stats.sampling import wilson
from tests.recruiting.cast import market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
PORTUGUESE = Search(markets=("BR-pt",))


def world_of(n: int) -> World:
    """All but the last serve Brazil; only the first is a member of the open project."""
    world = make_world(n_people=n, n_tasks=0)
    for person in world.people[:-1]:
        ContributorMarket.objects.create(contributor=person, market=market())
    Membership.objects.exclude(contributor=world.people[0]).delete()
    Project.objects.update(state=ProjectState.OPEN)
    world.project.refresh_from_db()
    return world


def test_everybody_who_fits_is_invited_once_but_members_and_who_wants_none() -> None:
    world, lead = world_of(5), mia()
    NoticeChoice.objects.create(
        user=world.people[1].user, kind=WorkKind.INVITATION, channel=NoticeChannel.INBOX, pace=Pace.OFF
    )

    first = invite(lead, project=world.project, search=PORTUGUESE, now=NOW)
    again = invite(lead, project=world.project, search=PORTUGUESE, now=NOW)

    assert (first, again) == (Invited(2, 0, 1, 1, 0), Invited(0, 2, 1, 1, 0))
    invited = {each.user_id for each in world.people[2:4]}
    told = InboxMessage.objects.filter(kind=WorkKind.INVITATION)
    assert set(told.values_list("user", flat=True)) == invited
    assert told.count() == 2
    assert told[0].title == f"{world.project.name} looks for people like you"


def test_who_accepts_is_a_member_and_nobody_answers_twice_or_for_others() -> None:
    world, lead = world_of(4), mia()
    invite(lead, project=world.project, search=PORTUGUESE, now=NOW)
    ana, ade = (own_invitations(each.user).get() for each in world.people[1:3])

    answer_invitation(ana.contributor.user, invitation=ana, answer=InvitationAnswer.YES, now=NOW)
    answer_invitation(ade.contributor.user, invitation=ade, answer=InvitationAnswer.NO, now=NOW)

    assert set(Membership.objects.values_list("contributor", flat=True)) == {
        each.pk for each in world.people[:2]
    }
    found = answers_of(world.project)
    assert found == Answers(2, wilson(2, 2), wilson(1, 2), wilson(1, 2))
    with pytest.raises(Refused, match="have answered"):
        answer_invitation(ana.contributor.user, invitation=ana, answer=InvitationAnswer.NO, now=NOW)
    with pytest.raises(NotFound):
        answer_invitation(lead, invitation=ana, answer=InvitationAnswer.NO, now=NOW)
    for wrong in (
        lambda: Invitation.objects.update(answer="no"),
        lambda: Invitation.objects.all().delete(),
        lambda: Invitation.objects.create(contributor=ana.contributor, project=world.project, invited_at=NOW),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_only_who_staffs_the_project_invites_and_only_to_an_open_one() -> None:
    world, lead = world_of(3), mia()
    elsewhere = somebody("Bia", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"])
    for stranger in (elsewhere, somebody("Zoe", NOW), somebody("Rita", NOW, role=Role.PROJECT_OWNER)):
        with pytest.raises(NotFound):
            invite(stranger, project=world.project, search=Search(), now=NOW)
    with pytest.raises(Refused, match="no market XX"):
        invite(lead, project=world.project, search=Search(markets=("XX",)), now=NOW)
    world.project.state = ProjectState.PAUSED
    with pytest.raises(Refused, match="that is open"):
        invite(lead, project=world.project, search=PORTUGUESE, now=NOW)


def test_a_segment_is_live_shared_or_own_and_changed_by_its_owner() -> None:
    world, lead = world_of(3), mia()
    bia, zoe = somebody("Bia", NOW, role=Role.CROWD_MANAGER), somebody("Zoe", NOW)
    own = save_segment(lead, name=" Mine ", search=Search(), is_common=False, now=NOW)
    common = save_segment(lead, name="Brazil", search=PORTUGUESE, is_common=True, now=NOW)

    assert [each.name for each in segments_of(lead)] == ["Brazil", "Mine"]
    assert [each.name for each in segments_of(bia)] == ["Brazil"]
    assert search_of(TalentSegment.objects.get(pk=common.pk)) == PORTUGUESE
    assert set(in_segments([common.uid, own.uid], NOW)) == set(world.people[:2])
    ContributorMarket.objects.create(contributor=world.people[2], market=market())
    assert in_segments([common.uid], NOW).count() == 3
    with pytest.raises(Refused, match="Only its owner"):
        change_segment(bia, segment=common, name="x", search=Search(), is_common=True, now=NOW)
    with pytest.raises(Refused, match="of this name"):
        save_segment(lead, name="Brazil", search=Search(), is_common=False, now=NOW)
    with pytest.raises(NotFound):
        segment_for(bia, own.uid)
    with pytest.raises(NotFound):
        segments_of(zoe)
    with pytest.raises(NotFound):
        save_segment(zoe, name="x", search=Search(), is_common=False, now=NOW)
    retire_segment(lead, segment=common, now=NOW)
    assert [each.name for each in segments_of(bia)] == []
    assert in_segments([common.uid], NOW).count() == 3
