"""New gold for the listings: proposed in every market's own words, and waiting for experts."""

from dataclasses import replace
from datetime import datetime

from assay.demo.listings import listings
from assay.demo.people import Organisation
from assay.demo.story import Piece, Story
from assay.quality.actions.gold_library import give_opinion, propose_gold
from assay.quality.queries.gold_library import native_speakers

WHY = "None of the rules speaks of it: what may be sold stays as it is."


def propose_listings(organisation: Organisation, story: Story) -> None:
    story.put(story.agenda.ago(hours=1), lambda at: _propose(organisation, story, at))


def _propose(organisation: Organisation, story: Story, at: datetime) -> None:
    """Lea has answered the first of the four; another expert is wanted there, and two everywhere else."""
    pieces = [_renamed(piece) for piece in listings(11, 12) if piece.external_id.endswith("-1")]
    story.pieces |= {piece.external_id: piece for piece in pieces}
    story.import_batch("Gold to be agreed", pieces, at, is_gold=True)
    made = []
    for piece in pieces:
        speaker = native_speakers(organisation.markets[piece.market]).first()
        assert speaker is not None
        proposal = propose_gold(
            organisation.users["ben"],
            project=story.project,
            external_id=piece.external_id,
            answers={key: [value] for key, value in piece.right.answers.items()},
            reason=WHY,
            origin="original",
            speaker=speaker,
            now=at,
        )
        made.append((proposal, piece))
    proposal, piece = made[0]
    give_opinion(organisation.users["lea"], proposal=proposal, answers=piece.right.answers, now=at)


def _renamed(piece: Piece) -> Piece:
    return replace(piece, row=replace(piece.row, external_id=f"{piece.external_id}-proposed"))
