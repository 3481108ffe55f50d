"""How a person wants to be shown hard content; of a pulse check nothing is kept of anybody."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "viewing",
        about=("wellbeing_viewingchoice.user_id",),
        statement="""
SELECT blur, grey, mute, small FROM wellbeing_viewingchoice WHERE user_id = %(user)s
        """,
    ),
    Portion(
        "looks",
        about=("wellbeing_look.user_id",),
        statement="""
SELECT t.uid AS task, k.looked_at FROM wellbeing_look k JOIN work_task t ON t.id = k.task_id
WHERE k.user_id = %(user)s ORDER BY k.id
        """,
    ),
)
