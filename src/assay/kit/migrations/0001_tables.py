"""The tables of `kit`, made at once."""

import assay.kit.calendars_stored
import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('kit', '0001_initial'),
        ('kit', '0004_audit_models'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='AuditEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('recorded_at', models.DateTimeField()),
                    ('actor', models.CharField(max_length=36)),
                    ('via', models.CharField(max_length=40)),
                    ('table_name', models.CharField(max_length=63)),
                    ('row_id', models.BigIntegerField()),
                    ('op', models.CharField(max_length=6)),
                    ('changes', models.JSONField(help_text='Column to [before, after].')),
                ],
                options={
                    'db_table': 'kit_auditevent',
                    'managed': False,
                },
            ),
            migrations.CreateModel(
                name='BusinessCalendar',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('zone', models.CharField(default='UTC', max_length=64, validators=[assay.kit.calendars_stored.check_zone])),
                    ('hours', models.JSONField(default=dict, help_text='Weekday (0 Monday to 6 Sunday) to shifts: {"0": [["09:00", "17:00"]]}.', validators=[assay.kit.calendars_stored.check_hours])),
                    ('holidays', models.JSONField(default=list, help_text='Days without work: ["2026-12-25"].', validators=[assay.kit.calendars_stored.check_holidays])),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RateWindow',
                fields=[
                    ('subject', models.CharField(max_length=60, primary_key=True, serialize=False)),
                    ('minute', models.BigIntegerField()),
                    ('n', models.IntegerField(help_text='Granted in this minute.')),
                    ('n_granted', models.IntegerField(help_text='By the last asking.')),
                ],
            ),
            migrations.CreateModel(
                name='AuditBlock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=63)),
                    ('number', models.BigIntegerField()),
                    ('xid_from', models.BigIntegerField()),
                    ('xid_to', models.BigIntegerField()),
                    ('n_rows', models.BigIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('previous_sha256', models.CharField(max_length=64)),
                    ('sealed_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='kit_auditblock_number'), models.CheckConstraint(condition=models.Q(('xid_to__gt', models.F('xid_from'))), name='kit_auditblock_grows')],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=60)),
                    ('key', models.CharField(help_text='At most one unfinished job has this key.', max_length=200)),
                    ('params', models.JSONField(default=dict)),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='queued', max_length=12)),
                    ('cursor', models.JSONField(default=dict, help_text='Where to go on after a crash.')),
                    ('n_done', models.BigIntegerField(default=0)),
                    ('n_total', models.BigIntegerField(null=True)),
                    ('result', models.JSONField(default=dict)),
                    ('error', models.TextField(blank=True)),
                    ('cancel_requested_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('started_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('project_uid', models.UUIDField(db_index=True, help_text='The scope it is shown in.', null=True)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('key',), name='kit_job_one_unfinished_per_key')],
                },
            ),
            migrations.CreateModel(
                name='RememberedAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=100)),
                    ('request_sha256', models.BinaryField(help_text='Of method, address and body.', max_length=32)),
                    ('status', models.SmallIntegerField(null=True)),
                    ('content_type', models.CharField(blank=True, max_length=100)),
                    ('content', models.BinaryField(default=bytes)),
                    ('created_at', models.DateTimeField(db_index=True)),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='kit_answer_once')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('n_bytes', models.BigIntegerField()),
                    ('media_type', models.CharField(max_length=100)),
                    ('name', models.CharField(help_text='What a person sees when downloading it.', max_length=255)),
                    ('project_uid', models.UUIDField(db_index=True, help_text='The scope it is shown in.', null=True)),
                    ('created_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='kit_file_sha256')],
                },
            ),
        ]),
    ]
