import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce, TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('labelers', '0005_endpoint_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangesAtOnce([
            migrations.AddField(
                model_name='endpoint',
                name='highest_severity',
                field=models.SmallIntegerField(choices=[(0, 'Benign'), (1, 'Mild'), (2, 'Moderate'), (3, 'High'), (4, 'Extreme')], default=2, help_text='Content that counts as harder to look at is not sent.'),
            ),
        ]),
        TablesAtOnce([
            migrations.CreateModel(
                name='EndpointConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_given', models.BooleanField()),
                    ('statement', models.TextField()),
                    ('said_at', models.DateTimeField()),
                    ('labeler', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='labelers.machinelabeler')),
                    ('said_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='labelers.labelerversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['labeler', '-id'], name='labelers_consent_of')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='labelers_consent_said')],
                },
            ),
        ]),
    ]
