import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce

# What is set now becomes the first version; what was before it is not known any more.
KEEP = """
INSERT INTO training_rampcurve (uid, project_id, number, points, set_at, set_by_id)
SELECT gen_random_uuid(), project_id, 1,
    jsonb_agg(jsonb_build_object('week', week, 'accuracy', accuracy, 'per_hour', per_hour, 'hours', hours) ORDER BY week),
    max(set_at), (array_agg(set_by_id ORDER BY set_at DESC, week DESC))[1]
FROM training_ramptarget GROUP BY project_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0004_guideline_facts'),
        ('training', '0014_live_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='RampCurve',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('points', models.JSONField(help_text='week, accuracy, per_hour and hours of each, the first week first.')),
                    ('set_at', models.DateTimeField()),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ramp_curves', to='projects.project')),
                    ('set_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='training_ramp_curve_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='training_ramp_curve_numbered')],
                },
            ),
        ]),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
