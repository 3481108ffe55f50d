"""The tables of `labelers`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery', '0004_acceptance_facts'),
        ('kit', '0004_facts'),
        ('people', '0016_users_gone'),
        ('projects', '0004_guideline_facts'),
        ('quality', '0014_machine_reports'),
        ('work', '0010_machine_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='MachineLabeler',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('kind', models.CharField(choices=[('model', 'A model'), ('rule', 'A rule'), ('learner', 'A learner, trained here')], max_length=7)),
                    ('about', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True, default='')),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('project', 'name'), name='labelers_labeler_once'),
                        models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='labelers_labeler_named'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LabelerVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('origin', models.CharField(blank=True, help_text='Where it comes from: a commit, a digest of weights.', max_length=200)),
                    ('note', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('labeler', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='labelers.machinelabeler')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('labeler', 'number'), name='labelers_version_number')],
                },
            ),
            migrations.CreateModel(
                name='Prediction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answers', models.JSONField()),
                    ('confidence', models.FloatField(help_text='0 to 1, of the whole answer.', null=True)),
                    ('received_at', models.DateTimeField()),
                    ('schema_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.labelschemaversion')),
                    ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.task')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='predictions', to='labelers.labelerversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['version', 'id'], name='labelers_prediction_of')],
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'task'), name='labelers_prediction_once'),
                        models.CheckConstraint(condition=models.Q(('confidence', None), models.Q(('confidence__gte', 0), ('confidence__lte', 1)), _connector='OR'), name='labelers_prediction_confidence'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PredictionCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('gold', 'Known answers'), ('people', 'Tasks left to people'), ('review', 'Reviews')], max_length=6)),
                    ('is_correct', models.BooleanField(help_text='In everything that is known of the task.')),
                    ('units', models.JSONField(default=list, help_text='[question, subject, what it said, what is right].')),
                    ('checked_at', models.DateTimeField()),
                    ('prediction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='labelers.prediction')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='labelers.labelerversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['version', 'id'], name='labelers_check_of')],
                    'constraints': [models.UniqueConstraint(fields=('prediction', 'source'), name='labelers_check_once')],
                },
            ),
            migrations.CreateModel(
                name='LabelerUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('mode', models.CharField(choices=[('off', 'Not used'), ('suggest', 'Fills in answers for people to check'), ('judge', 'One more judge'), ('alone', 'Alone where it is sure')], max_length=7)),
                    ('left_share', models.FloatField(help_text='Of tasks that people do as if there were no machine.')),
                    ('target', models.FloatField(help_text='Share of its answers that must be right.')),
                    ('floor', models.FloatField(help_text='So few are right that it is called back.')),
                    ('threshold', models.FloatField(help_text='Confidence from which it answers alone.', null=True)),
                    ('n_known', models.IntegerField(default=0, help_text='Known answers at or above the threshold.')),
                    ('n_right', models.IntegerField(default=0)),
                    ('precision_low', models.FloatField(help_text='Lower bound of the share of them that is right.', null=True)),
                    ('reason', models.TextField(help_text="Why, in the words of who set it; or the alarm's.")),
                    ('is_alarm', models.BooleanField(default=False)),
                    ('n_checked', models.IntegerField(default=0, help_text='Of an alarm: answers that it rests on.')),
                    ('n_wrong', models.IntegerField(default=0)),
                    ('n_reopened', models.IntegerField(default=0, help_text='Of an alarm: tasks asked of people again.')),
                    ('set_at', models.DateTimeField()),
                    ('labeler', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='labelers.machinelabeler')),
                    ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stage', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.stage')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='labelers.labelerversion')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['stage', 'labeler', '-id'], name='labelers_use_newest'),
                        models.Index(fields=['labeler', '-id'], name='labelers_use_of'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('mode', 'alone'), ('threshold', None), _connector='XOR'), name='labelers_use_threshold'),
                        models.CheckConstraint(condition=models.Q(('is_alarm', False), ('mode', 'off'), _connector='OR'), name='labelers_use_alarm'),
                        models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='labelers_use_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LearntModel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('questions', models.JSONField(help_text='By question: examples, those right when not seen, the answers it can give.')),
                    ('learnt_at', models.DateTimeField()),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.release')),
                    ('schema_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.labelschemaversion')),
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='learnt', to='labelers.labelerversion')),
                ],
            ),
            migrations.CreateModel(
                name='UseProgress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('prediction_id', models.BigIntegerField(default=0)),
                    ('use', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='labelers.labeleruse')),
                ],
            ),
            migrations.CreateModel(
                name='PredictionFate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fate', models.CharField(choices=[('suggested', 'Filled in for people to check'), ('voted', 'Counts as a judgment'), ('answered', 'Answered alone'), ('left', 'Left to people, to measure the labeler by them'), ('unsure', 'Not sure enough: left to people'), ('too_late', 'Begun or done by people, withdrawn, or answered by it before')], max_length=9)),
                    ('decided_at', models.DateTimeField()),
                    ('prediction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='fates', to='labelers.prediction')),
                    ('use', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='fates', to='labelers.labeleruse')),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('fate', 'left')), fields=['use', 'prediction'], name='labelers_fate_left'),
                        models.Index(condition=models.Q(('fate', 'answered')), fields=['use', 'decided_at'], name='labelers_fate_answered'),
                    ],
                    'constraints': [models.UniqueConstraint(fields=('use', 'prediction'), name='labelers_fate_once')],
                },
            ),
        ]),
    ]
