"""Search runs and verdicts of classifiers, and what they measured against delivered labels."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0004_acceptance_facts'),
        ('insight', '0006_quality_cost_facts'),
        ('kit', '0004_facts'),
        ('projects', '0004_guideline_facts'),
        ('work', '0008_stops'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [TablesAtOnce([
        migrations.CreateModel(
            name='SearchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('format', models.CharField(choices=[('trec', 'TREC run'), ('csv', 'CSV')], max_length=4)),
                ('n_queries', models.IntegerField()),
                ('n_results', models.IntegerField()),
                ('uploaded_at', models.DateTimeField()),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.release')),
                ('uploaded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('release', 'name'), name='insight_run_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('n_queries__gt', 0), ('n_results__gt', 0)), name='insight_run_named')],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                ('k', models.SmallIntegerField(help_text='How deep the measures look.')),
                ('grades', models.JSONField(help_text='How labels became grades.')),
                ('result', models.JSONField(help_text='Measures, differences and holes.')),
                ('measured_at', models.DateTimeField()),
                ('first', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='insight.searchrun')),
                ('measured_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='insight.searchrun')),
            ],
            options={
                'indexes': [models.Index(fields=['first', '-id'], name='insight_evaluation_of_run')],
                'constraints': [models.CheckConstraint(condition=models.Q(('second', None), models.Q(('second', models.F('first')), _negated=True), _connector='OR'), name='insight_evaluation_two'), models.CheckConstraint(condition=models.Q(('k__gt', 0)), name='insight_evaluation_depth')],
            },
        ),
        migrations.CreateModel(
            name='TopUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                ('n_asked', models.IntegerField(help_text='Holes that were to become tasks.')),
                ('n_holes', models.IntegerField(help_text='Those that did: of others there was nothing to show.')),
                ('created_at', models.DateTimeField()),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.batch')),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='top_up', to='insight.evaluation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('n_holes__gt', 0), ('n_holes__lte', models.F('n_asked'))), name='insight_top_up_some')],
            },
        ),
        migrations.CreateModel(
            name='VerdictFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                ('question', models.CharField(max_length=60)),
                ('name', models.CharField(help_text='Of the classifier, with its version.', max_length=80)),
                ('n_verdicts', models.IntegerField()),
                ('uploaded_at', models.DateTimeField()),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('uploaded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'question', 'name'), name='insight_verdicts_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('n_verdicts__gt', 0)), name='insight_verdicts_named')],
            },
        ),
        migrations.CreateModel(
            name='VerdictReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                ('result', models.JSONField(help_text='Rates of each class, of all and by market and language.')),
                ('measured_at', models.DateTimeField()),
                ('measured_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.release')),
                ('verdicts', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='insight.verdictfile')),
            ],
            options={
                'indexes': [models.Index(fields=['verdicts', '-id'], name='insight_report_of_verdicts')],
            },
        ),
    ])]
