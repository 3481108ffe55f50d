"""The tables of `partners`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0007_time_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='HandoverNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('note', 'To know'), ('point', 'To do: carried forward until it is closed')], max_length=5)),
                    ('text', models.TextField()),
                    ('shift_at', models.DateTimeField(help_text='When the shift began in which it was written.')),
                    ('written_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, help_text='What became of a point.', max_length=300)),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.site')),
                    ('team', models.ForeignKey(db_index=False, help_text='Empty: the whole site.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                    ('written_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='HandoverReading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('read_at', models.DateTimeField()),
                    ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='partners.handovernote')),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.AddIndex(
                model_name='handovernote',
                index=models.Index(fields=['site', '-written_at'], name='partners_note_of_site'),
            ),
            migrations.AddIndex(
                model_name='handovernote',
                index=models.Index(condition=models.Q(('closed_at', None), ('kind', 'point')), fields=['site'], name='partners_note_open'),
            ),
            migrations.AddConstraint(
                model_name='handovernote',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='partners_note_says_something'),
            ),
            migrations.AddConstraint(
                model_name='handovernote',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('kind', 'point'), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='partners_note_closed_with_outcome'),
            ),
            migrations.AddConstraint(
                model_name='handoverreading',
                constraint=models.UniqueConstraint(fields=('note', 'user'), name='partners_note_read_once'),
            ),
        ]),
    ]
