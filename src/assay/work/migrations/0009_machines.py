import django.db.models.deletion
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0016_users_gone'),
        ('projects', '0004_guideline_facts'),
        ('work', '0008_stops'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Suggesting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('machine', models.CharField(max_length=120)),
                    ('since', models.DateTimeField()),
                    ('stage', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.stage')),
                ],
            ),
            migrations.CreateModel(
                name='Suggestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('machine', models.CharField(help_text='Machine labeler and version.', max_length=120)),
                    ('answers', models.JSONField()),
                    ('suggested_at', models.DateTimeField()),
                    ('schema_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.labelschemaversion')),
                    ('stage', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.stage')),
                    ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.task')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('task', 'stage', 'machine'), name='work_suggestion_once')],
                },
            ),
        ]),
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
