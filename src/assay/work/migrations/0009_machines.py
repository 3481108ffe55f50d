from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0016_users_gone'),
        ('projects', '0004_guideline_facts'),
        ('work', '0008_stops'),
    ]

    operations = [
        migrations.AlterField(
            model_name='queueitem',
            name='state',
            field=models.SmallIntegerField(choices=[(1, 'Open'), (2, 'Done'), (3, 'Parked'), (4, 'Withdrawn'), (5, 'Label reused'), (6, 'Answered by a machine')], default=1),
        ),
        migrations.RemoveIndex(
            model_name='queueitem',
            name='work_item_done',
        ),
        migrations.AddIndex(
            model_name='queueitem',
            index=models.Index(condition=models.Q(('state__in', [2, 6])), fields=['stage', 'done_at'], name='work_item_done'),
        ),
        migrations.AddConstraint(
            model_name='judgment',
            constraint=models.UniqueConstraint(condition=models.Q(('machine', ''), _negated=True), fields=('machine', 'task', 'stage'), name='work_judgment_machine_once'),
        ),
    ]
