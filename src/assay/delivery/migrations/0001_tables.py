"""The tables of `delivery`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('delivery', '0001_initial'),
        ('delivery', '0002_initial'),
        ('delivery', '0005_acceptance'),
        ('delivery', '0007_held_back'),
        ('delivery', '0008_guideline_change'),
    ]

    dependencies = [
        ('kit', '0001_tables'),
        ('projects', '0001_tables'),
        ('quality', '0001_tables'),
        ('work', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='DeliveryTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('acceptance_hours', models.PositiveIntegerField(help_text="Hours of the project's working time.")),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery_terms', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='Escape',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('is_upheld', models.BooleanField(help_text='Empty until somebody has decided.', null=True)),
                    ('answer', models.JSONField(help_text='The right answer, where the label was wrong.', null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('adjudication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escapes', to='quality.adjudication')),
                    ('label', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='escape', to='quality.label')),
                ],
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('train', 'Training items'), ('test', 'Test items'), ('all', 'Evaluation only: training and test items')], default='all', max_length=5)),
                    ('state', models.CharField(choices=[('building', 'Building'), ('ready', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='building', max_length=9)),
                    ('only_changes', models.BooleanField(db_default=False, default=False, help_text='Holds only labels that differ from the release it corrects.')),
                    ('qrels', models.JSONField(help_text='How labels become TREC qrels; empty: none are written.', null=True)),
                    ('note', models.TextField(blank=True)),
                    ('manifest', models.JSONField(default=dict, help_text='Files with hashes and counts, versions, parameters.')),
                    ('certificate', models.JSONField(default=dict, help_text='What was asked, how it was labeled, how good it is.')),
                    ('diff', models.JSONField(default=dict, help_text='Against the release it corrects.')),
                    ('n_tasks', models.BigIntegerField(default=0)),
                    ('n_labels', models.BigIntegerField(default=0)),
                    ('created_at', models.DateTimeField()),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.release')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('invalidation', models.ForeignKey(help_text='Of a correction: the policy change it follows; empty: it follows flags.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='quality.invalidation')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='projects.project')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='quality.consensusrun')),
                ],
            ),
            migrations.CreateModel(
                name='HeldBack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.task')),
                    ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='held_back', to='delivery.release')),
                ],
            ),
            migrations.CreateModel(
                name='Flag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('reason', models.TextField()),
                    ('suggested', models.TextField(blank=True, help_text='The right answer, as the requester wrote it.')),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('escape', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='delivery.escape')),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='delivery.release')),
                ],
            ),
            migrations.AddField(
                model_name='escape',
                name='release',
                field=models.ForeignKey(help_text='In which it was flagged first.', on_delete=django.db.models.deletion.PROTECT, related_name='escapes', to='delivery.release'),
            ),
            migrations.CreateModel(
                name='Corrected',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('escape', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected', to='delivery.escape')),
                    ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='corrected', to='delivery.release')),
                ],
            ),
            migrations.CreateModel(
                name='ChangedLabel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.JSONField()),
                    ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.label')),
                    ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changed', to='delivery.release')),
                ],
            ),
            migrations.CreateModel(
                name='CertificatePaper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_with', models.CharField(help_text='The typesetter and its version.', max_length=60)),
                    ('created_at', models.DateTimeField()),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('release', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='delivery.release')),
                ],
            ),
            migrations.CreateModel(
                name='Acceptance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('state', models.CharField(choices=[('awaited', 'Awaiting the requester'), ('accepted', 'Accepted'), ('lapsed', 'Accepted by silence'), ('rejected', 'Rejected'), ('superseded', 'Superseded')], default='awaited', max_length=10)),
                    ('hours', models.PositiveIntegerField(help_text='The window as it was agreed when the release became ready.')),
                    ('due_at', models.DateTimeField(help_text='Empty: the calendar never holds so much working time.', null=True)),
                    ('said', models.CharField(blank=True, choices=[('awaited', 'Awaiting the requester'), ('accepted', 'Accepted'), ('lapsed', 'Accepted by silence'), ('rejected', 'Rejected'), ('superseded', 'Superseded')], help_text='Kept when superseded.', max_length=10)),
                    ('reason', models.TextField(blank=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(help_text='Empty where the clock decided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('release', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acceptance', to='delivery.release')),
                    ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='delivery.release')),
                ],
            ),
            migrations.CreateModel(
                name='ReleaseFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.CharField(max_length=10)),
                    ('n_rows', models.BigIntegerField()),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='delivery.release')),
                ],
            ),
            migrations.AddConstraint(
                model_name='release',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='delivery_release_number'),
            ),
            migrations.AddConstraint(
                model_name='release',
                constraint=models.CheckConstraint(condition=models.Q(('only_changes', False), ('corrects__isnull', False), _connector='OR'), name='delivery_changes_of_something'),
            ),
            migrations.AddConstraint(
                model_name='release',
                constraint=models.CheckConstraint(condition=models.Q(('invalidation', None), ('only_changes', True), _connector='OR'), name='delivery_change_holds_changes'),
            ),
            migrations.AddConstraint(
                model_name='heldback',
                constraint=models.UniqueConstraint(fields=('release', 'task'), name='delivery_held_back_once'),
            ),
            migrations.AddConstraint(
                model_name='flag',
                constraint=models.UniqueConstraint(fields=('escape', 'created_by'), name='delivery_flag_once_per_person'),
            ),
            migrations.AddConstraint(
                model_name='flag',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='delivery_flag_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='escape',
                constraint=models.CheckConstraint(condition=models.Q(('is_upheld', None), ('decided_at__isnull', False), _connector='OR'), name='delivery_escape_decided'),
            ),
            migrations.AddConstraint(
                model_name='escape',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', False), ('is_upheld', True)), models.Q(('is_upheld', True), _negated=True), _connector='OR'), name='delivery_escape_answer'),
            ),
            migrations.AddConstraint(
                model_name='corrected',
                constraint=models.UniqueConstraint(fields=('release', 'escape'), name='delivery_corrected_once'),
            ),
            migrations.AddConstraint(
                model_name='changedlabel',
                constraint=models.UniqueConstraint(fields=('release', 'label'), name='delivery_changed_once'),
            ),
            migrations.AddIndex(
                model_name='acceptance',
                index=models.Index(condition=models.Q(('state', 'awaited')), fields=['due_at'], name='delivery_acceptance_due'),
            ),
            migrations.AddConstraint(
                model_name='acceptance',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='delivery_rejected_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='acceptance',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['awaited', 'superseded']), ('decided_at__isnull', False), _connector='OR'), name='delivery_decided_has_moment'),
            ),
            migrations.AddConstraint(
                model_name='acceptance',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'rejected']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='delivery_decided_has_person'),
            ),
            migrations.AddConstraint(
                model_name='releasefile',
                constraint=models.UniqueConstraint(fields=('release', 'format'), name='delivery_file_format'),
            ),
        ]),
    ]
