"""What a person wrote for help and was answered; notes among staff are theirs."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "tickets",
        about=(
            "support_ticket.author_id",
            "support_ticket.contributor_id",
        ),
        statement="""
SELECT uid, category, subject, language, state, page, browser, opened_at, answered_at, solved_at, score, score_note
FROM support_ticket WHERE author_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "ticket-messages",
        about=("support_ticketmessage.by_id",),
        statement="""
SELECT t.uid AS ticket, m.uid, m.by_id = %(user)s AS is_mine, m.text, m.at
FROM support_ticketmessage m JOIN support_ticket t ON t.id = m.ticket_id
WHERE t.author_id = %(user)s AND NOT m.is_internal ORDER BY m.id
        """,
    ),
    Portion(
        "announcements-read",
        about=("support_announcementread.user_id",),
        statement="""
SELECT a.uid AS announcement, r.at FROM support_announcementread r
JOIN support_announcement a ON a.id = r.announcement_id WHERE r.user_id = %(user)s ORDER BY r.id
        """,
    ),
    Portion(
        "articles-marked",
        about=("support_articlemark.user_id",),
        statement="""
SELECT a.uid AS article, m.has_helped, m.at FROM support_articlemark m JOIN support_article a ON a.id = m.article_id
WHERE m.user_id = %(user)s ORDER BY m.id
        """,
    ),
)
