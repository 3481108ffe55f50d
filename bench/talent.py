"""A search over the largest talent pool that is promised: how many fit, and the first page of them."""

import random
import statistics
import time
from datetime import timedelta
from typing import Any  # JSON.

from django.db import connection

from assay.config.supervisor import Platform
from assay.kit.clock import now
from assay.people.models import Market, Skill
from assay.recruiting.actions.cards import keep_cards
from assay.recruiting.queries.talent import Counted, searched
from assay.recruiting.rules.talent import Search
from bench.people import administrator
from bench.sizes import Sizes

N_MARKETS, N_SKILLS, PAGE = 20, 12, 50
# Made without triggers: what is measured is the search.
# Everybody has a language at some level and sometimes a second, a market or two, four skills of ten, and a card.
_MADE = """
SET session_replication_role = replica;
INSERT INTO people_user (uid, email, name, password, is_active, is_simulated, locale, time_zone, created_at,
    deactivated_reason)
SELECT gen_random_uuid(), 'talent' || n || '@example.org', 'Talent ' || n, '!', true, false, 'en', 'UTC', %(now)s, ''
FROM generate_series(1, %(n)s) n;
INSERT INTO people_contributor (uid, user_id, pseudonym, vendor_id, site_id, standing, standing_reason,
    standing_way_back, created_at)
SELECT gen_random_uuid(), u.id, 'talent-' || u.id, NULL, NULL,
    CASE WHEN u.id %% 20 = 0 THEN 'off_boarded' ELSE 'active' END,
    '', '', %(now)s
FROM people_user u WHERE u.email LIKE 'talent%%';
INSERT INTO people_contributorlanguage (contributor_id, language, level)
SELECT c.id, 'l' || (chr(97 + (hashint8(c.id * 7 + k) & 15))), 1 + (hashint8(c.id * 11 + k) & 7) %% 7
FROM people_contributor c, generate_series(0, 1) k ON CONFLICT DO NOTHING;
INSERT INTO people_contributormarket (contributor_id, market_id)
SELECT c.id, m.id FROM people_contributor c JOIN people_market m
    ON m.code IN ('T' || (hashint8(c.id * 3) & 2147483647) %% 20, 'T' || (hashint8(c.id * 5) & 2147483647) %% 20);
INSERT INTO people_contributorskill (contributor_id, skill_id, score)
SELECT c.id, s.id, 60 + (hashint8(c.id * 13 + s.id) & 31) FROM people_contributor c, people_skill s
WHERE s.code LIKE 't%%' AND (hashint8(c.id * 17 + s.id) & 1023) < 400;
INSERT INTO recruiting_talentcard (contributor_id, last_worked_on, week_hours, n_gold, n_gold_right, gold_share, device,
    kept_at)
SELECT c.id, %(today)s::date - (hashint8(c.id * 19) & 127), (hashint8(c.id * 23) & 31), 50, 30 + c.id %% 21,
    (30 + c.id %% 21) / 50.0, 'both', %(now)s
FROM people_contributor c ON CONFLICT DO NOTHING;
SET session_replication_role = origin;
"""


def measure(_platform: Platform, sizes: Sizes) -> dict[str, Any]:
    """Random searches of one to five conditions, each with its count and its first page."""
    user, at, draw = administrator(), now(), random.Random(7)
    for nth in range(N_MARKETS):
        Market.objects.create(code=f"T{nth}", name=f"T{nth}", region="US", language="en")
    skills = [str(Skill.objects.create(code=f"t{nth}", name=f"t{nth}").uid) for nth in range(N_SKILLS)]
    with connection.cursor() as cursor:
        cursor.execute(_MADE, {"n": sizes.n_talent, "now": at, "today": at.date()})
        cursor.execute("VACUUM ANALYZE")
    taken, found = [], []
    for _nth in range(sizes.n_talent_searches):
        search = drawn(draw, skills)
        started_at = time.perf_counter()
        people = searched(user, search, at)
        counted = Counted(people)
        counted[: PAGE + 1]
        taken.append(time.perf_counter() - started_at)
        found.append(counted.n)
    started_at = time.perf_counter()
    n_kept = keep_cards(now=at + timedelta(hours=1))
    return {
        "n_people": sizes.n_talent,
        "n_searches": len(taken),
        "median_ms": round(statistics.median(taken) * 1000, 1),
        "p95_ms": round(sorted(taken)[int(len(taken) * 0.95)] * 1000, 1),
        "worst_ms": round(max(taken) * 1000, 1),
        "median_found": int(statistics.median(found)),
        "n_cards": n_kept,
        "cards_ms": round((time.perf_counter() - started_at) * 1000, 1),
    }


def drawn(draw: random.Random, skills: list[str]) -> Search:
    def some(value: Any, otherwise: Any = None) -> Any:  # Whatever the field takes.
        return value if draw.random() < 0.5 else otherwise

    return Search(
        languages=some((f"l{draw.choice('abcdefghijklmnop')}",), ()),
        level=draw.randint(1, 6),
        markets=some((f"T{draw.randrange(N_MARKETS)}",), ()),
        skills=some({draw.choice(skills): draw.choice((60, 80))}, {}),
        gold_least=some(draw.choice((0.7, 0.9))),
        worked_within=some(draw.choice((7, 30))),
        hours_most=some(10.0),
    )
