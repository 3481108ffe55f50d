"""The tables of `planning`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('planning', '0001_standards'),
        ('planning', '0003_risks'),
        ('planning', '0005_plans'),
        ('planning', '0007_feasibility'),
        ('planning', '0009_plan_attainment'),
        ('planning', '0010_rush'),
        ('planning', '0012_staffing'),
        ('planning', '0013_pilot'),
    ]

    dependencies = [
        ('intake', '0001_tables'),
        ('people', '0001_tables'),
        ('projects', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='FeasibilityRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('given', models.JSONField(help_text='What was decided: overlap, shares, rates; and the volumes asked.')),
                    ('result', models.JSONField(help_text='The estimate, market by market.')),
                    ('suitability', models.JSONField(help_text='Points per channel, and every rule that applied.')),
                    ('pilot', models.JSONField(help_text='What a pilot had shown by then.', null=True)),
                    ('channel', models.CharField(blank=True, choices=[('crowd', 'Crowd'), ('bpo', 'BPO'), ('in_house', 'In-house'), ('machine', 'Machine')], help_text='Empty: none suits.', max_length=8)),
                    ('timing', models.CharField(choices=[('safe', 'Safe: 95 % of the runs are in time'), ('likely', 'Likely: 80 % of the runs are in time'), ('uncertain', 'Uncertain: half of the runs are in time'), ('late', 'Late: most of the runs are late'), ('unknown', 'Unknown: nobody was measured, or nobody could do it')], max_length=9)),
                    ('p80_on', models.DateField(help_text='Done by then in 80 of 100 runs.', null=True)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                    ('request', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='MilestoneDone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('key', models.CharField(max_length=40)),
                    ('done_on', models.DateField()),
                    ('noted_at', models.DateTimeField()),
                    ('noted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='Overruling',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('channel', models.CharField(choices=[('crowd', 'Crowd'), ('bpo', 'BPO'), ('in_house', 'In-house'), ('machine', 'Machine')], max_length=8)),
                    ('reason', models.TextField()),
                    ('decided_at', models.DateTimeField()),
                    ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrulings', to='planning.feasibilityrun')),
                ],
            ),
            migrations.CreateModel(
                name='Pilot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('n_wanted', models.PositiveIntegerField(help_text='Tasks.')),
                    ('started_at', models.DateTimeField()),
                    ('project', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.request')),
                    ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PlanVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('assumptions', models.JSONField(help_text='What people, gold and reviews were reckoned with.')),
                    ('budget_micros', models.BigIntegerField(null=True)),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('reason', models.TextField(blank=True, help_text='Of every version after the first.')),
                    ('published_at', models.DateTimeField()),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='projects.project')),
                    ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PlanMilestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('key', models.CharField(help_text='The same in every version.', max_length=40)),
                    ('kind', models.CharField(choices=[('guideline_ready', 'Guideline ready'), ('calibration_passed', 'Calibration passed'), ('pilot_accepted', 'Pilot accepted'), ('ramp', 'Ramp-up'), ('full_speed', 'Full speed'), ('final_delivery', 'Final delivery'), ('own', "Of one's own")], default='own', max_length=20)),
                    ('name', models.CharField(max_length=120)),
                    ('due_on', models.DateField()),
                    ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='planning.planversion')),
                ],
            ),
            migrations.CreateModel(
                name='PlanWeek',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('week_on', models.DateField(help_text='Its Monday.')),
                    ('n_tasks', models.PositiveBigIntegerField()),
                    ('n_people', models.PositiveIntegerField(help_text='Planned by hand, other than reckoned; empty: as reckoned.', null=True)),
                    ('people_reason', models.CharField(blank=True, db_default='', default='', max_length=500)),
                    ('market', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.market')),
                    ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='weeks', to='planning.planversion')),
                ],
            ),
            migrations.CreateModel(
                name='RaciVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('activities', models.JSONField(help_text='[{name, people: {user uid: letter}}]')),
                    ('published_at', models.DateTimeField()),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                    ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Risk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('starter', models.CharField(blank=True, help_text='The starter risk it was made from.', max_length=40)),
                    ('title', models.CharField(max_length=160)),
                    ('category', models.CharField(choices=[('people', 'People and capacity'), ('quality', 'Quality'), ('guideline', 'Guideline and policy'), ('content', 'Content and harm'), ('schedule', 'Schedule'), ('vendor', 'Vendor'), ('technology', 'Technology'), ('security', 'Security and privacy'), ('cost', 'Cost')], max_length=10)),
                    ('cause', models.TextField(blank=True)),
                    ('effect', models.TextField(blank=True)),
                    ('likelihood', models.PositiveSmallIntegerField()),
                    ('impact', models.PositiveSmallIntegerField()),
                    ('mitigation', models.TextField(blank=True, help_text='What makes it less likely, or less bad.')),
                    ('contingency', models.TextField(blank=True, help_text='What is done once it happens.')),
                    ('residual_likelihood', models.PositiveSmallIntegerField(null=True)),
                    ('residual_impact', models.PositiveSmallIntegerField(null=True)),
                    ('trigger_metric', models.CharField(blank=True, choices=[('accuracy_critical', 'Accuracy: no critical error'), ('accuracy_major', 'Accuracy: no critical or major error'), ('accuracy_minor', 'Accuracy: no error at all'), ('gold_accuracy', 'Gold accuracy'), ('agreement', "Agreement (Krippendorff's alpha)"), ('defects', 'Defective share in lots (AQL)'), ('turnaround', 'Turnaround of a batch'), ('throughput', 'Throughput per hour'), ('handling_time', 'Handling time (AHT)'), ('utilization', 'Utilization'), ('plan_attainment', 'Plan attainment'), ('cost_per_label', 'Cost per accepted label')], max_length=20)),
                    ('trigger_comparison', models.CharField(blank=True, choices=[('below', 'falls below'), ('above', 'rises above')], max_length=5)),
                    ('trigger_value', models.FloatField(help_text='In the unit of the metric.', null=True)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('fired', 'Fired'), ('mitigated', 'Mitigated'), ('accepted', 'Accepted'), ('closed', 'Closed')], default='open', max_length=9)),
                    ('fired_at', models.DateTimeField(null=True)),
                    ('fired', models.JSONField(help_text='value, low, high and n at the moment it fired.', null=True)),
                    ('evaluated_at', models.DateTimeField(null=True)),
                    ('review_every_days', models.PositiveSmallIntegerField(default=30)),
                    ('review_due_on', models.DateField()),
                    ('reviewed_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='RiskEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('step', models.CharField(choices=[('added', 'Added'), ('changed', 'Changed'), ('reviewed', 'Reviewed'), ('fired', 'Fired by itself'), ('moved', 'State changed')], max_length=8)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('fired', 'Fired'), ('mitigated', 'Mitigated'), ('accepted', 'Accepted'), ('closed', 'Closed')], help_text='After it.', max_length=9)),
                    ('note', models.TextField(blank=True)),
                    ('measured', models.JSONField(null=True)),
                    ('happened_at', models.DateTimeField()),
                    ('happened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='planning.risk')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RiskIssue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('what', models.TextField()),
                    ('happened_at', models.DateTimeField()),
                    ('noted_at', models.DateTimeField()),
                    ('resolved_at', models.DateTimeField(null=True)),
                    ('resolution', models.TextField(blank=True)),
                    ('noted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('resolved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='planning.risk')),
                ],
            ),
            migrations.CreateModel(
                name='RushQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('n_shared', models.PositiveIntegerField(help_text='People of the project who would work on the rush.')),
                    ('p50_before', models.DateField(null=True)),
                    ('p50_after', models.DateField(null=True)),
                    ('p80_before', models.DateField(null=True)),
                    ('p80_after', models.DateField(null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('answer', models.CharField(choices=[('waiting', 'Waiting'), ('agreed', 'Agreed'), ('refused', 'Refused')], default='waiting', max_length=7)),
                    ('reason', models.TextField(blank=True)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rush_questions', to='planning.feasibilityrun')),
                ],
            ),
            migrations.CreateModel(
                name='StandardVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('segment', models.CharField(blank=True, choices=[('search_ranking', 'Search ranking'), ('search_recommendation', 'Search recommendation'), ('search_ads', 'Search ads'), ('search_security', 'Search security'), ('ecommerce_governance', 'E-commerce governance'), ('trust_and_safety', 'Trust & safety'), ('llm_data', 'LLM data'), ('other', 'Other')], help_text='Of a default.', max_length=24)),
                    ('metric', models.CharField(choices=[('accuracy_critical', 'Accuracy: no critical error'), ('accuracy_major', 'Accuracy: no critical or major error'), ('accuracy_minor', 'Accuracy: no error at all'), ('gold_accuracy', 'Gold accuracy'), ('agreement', "Agreement (Krippendorff's alpha)"), ('defects', 'Defective share in lots (AQL)'), ('turnaround', 'Turnaround of a batch'), ('throughput', 'Throughput per hour'), ('handling_time', 'Handling time (AHT)'), ('utilization', 'Utilization'), ('plan_attainment', 'Plan attainment'), ('cost_per_label', 'Cost per accepted label')], max_length=20)),
                    ('number', models.PositiveIntegerField()),
                    ('target', models.FloatField(help_text='In the unit of the metric; money in micro-units.', null=True)),
                    ('threshold', models.FloatField(help_text='Beyond it the standard is missed.', null=True)),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('in_force_from', models.DateField()),
                    ('reason', models.TextField()),
                    ('published_at', models.DateTimeField()),
                    ('project', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='projects.project')),
                    ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.AddConstraint(
                model_name='feasibilityrun',
                constraint=models.UniqueConstraint(condition=models.Q(('request__isnull', False)), fields=('request', 'number'), name='planning_feasibility_of_request'),
            ),
            migrations.AddConstraint(
                model_name='feasibilityrun',
                constraint=models.UniqueConstraint(condition=models.Q(('project__isnull', False)), fields=('project', 'number'), name='planning_feasibility_of_project'),
            ),
            migrations.AddConstraint(
                model_name='feasibilityrun',
                constraint=models.CheckConstraint(condition=models.Q(('request', None), ('project', None), _connector='XOR'), name='planning_feasibility_of_one'),
            ),
            migrations.AddConstraint(
                model_name='milestonedone',
                constraint=models.UniqueConstraint(fields=('project', 'key'), name='planning_milestone_done_once'),
            ),
            migrations.AddConstraint(
                model_name='overruling',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='planning_overruling_reason'),
            ),
            migrations.AddConstraint(
                model_name='pilot',
                constraint=models.CheckConstraint(condition=models.Q(('n_wanted__gt', 0)), name='planning_pilot_wants_tasks'),
            ),
            migrations.AddConstraint(
                model_name='planversion',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='planning_plan_number'),
            ),
            migrations.AddConstraint(
                model_name='planversion',
                constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='planning_plan_reason'),
            ),
            migrations.AddConstraint(
                model_name='planversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('budget_micros', None), ('currency', '')), models.Q(('budget_micros__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='planning_plan_budget'),
            ),
            migrations.AddConstraint(
                model_name='planmilestone',
                constraint=models.UniqueConstraint(fields=('plan', 'key'), name='planning_milestone_once'),
            ),
            migrations.AddConstraint(
                model_name='planweek',
                constraint=models.CheckConstraint(condition=models.Q(('n_people', None), models.Q(('people_reason', ''), _negated=True), _connector='OR'), name='planning_week_people_reason'),
            ),
            migrations.AddConstraint(
                model_name='planweek',
                constraint=models.UniqueConstraint(fields=('plan', 'week_on', 'market'), name='planning_week_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='raciversion',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='planning_raci_number'),
            ),
            migrations.AddIndex(
                model_name='risk',
                index=models.Index(condition=models.Q(('state', 'open'), models.Q(('trigger_metric', ''), _negated=True)), fields=['evaluated_at'], name='planning_risk_watched'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='planning_risk_number'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.UniqueConstraint(condition=models.Q(('starter', ''), _negated=True), fields=('project', 'starter'), name='planning_risk_starter_once'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.CheckConstraint(condition=models.Q(('likelihood__gte', 1), ('likelihood__lte', 5), ('impact__gte', 1), ('impact__lte', 5)), name='planning_risk_of_five'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('residual_impact', None), ('residual_likelihood', None)), models.Q(('residual_likelihood__gte', 1), ('residual_likelihood__lte', 5), ('residual_impact__gte', 1), ('residual_impact__lte', 5)), _connector='OR'), name='planning_risk_residual'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('trigger_comparison', ''), ('trigger_metric', ''), ('trigger_value', None)), models.Q(models.Q(('trigger_metric', ''), _negated=True), models.Q(('trigger_comparison', ''), _negated=True), ('trigger_value__isnull', False)), _connector='OR'), name='planning_risk_trigger_whole'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'fired'), _negated=True), ('fired_at__isnull', False), _connector='OR'), name='planning_risk_fired_when'),
            ),
            migrations.AddConstraint(
                model_name='risk',
                constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='planning_risk_title'),
            ),
            migrations.AddConstraint(
                model_name='riskissue',
                constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='planning_issue_what'),
            ),
            migrations.AddConstraint(
                model_name='riskissue',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_at', None)), models.Q(('resolved_at__isnull', False), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='planning_issue_resolved_how'),
            ),
            migrations.AddConstraint(
                model_name='rushquestion',
                constraint=models.UniqueConstraint(fields=('run', 'project'), name='planning_rush_once'),
            ),
            migrations.AddConstraint(
                model_name='rushquestion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'waiting'), ('answered_at', None)), models.Q(models.Q(('answer', 'waiting'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='planning_rush_answered'),
            ),
            migrations.AddConstraint(
                model_name='rushquestion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='planning_rush_refused_why'),
            ),
            migrations.AddConstraint(
                model_name='standardversion',
                constraint=models.UniqueConstraint(condition=models.Q(('project__isnull', False)), fields=('project', 'metric', 'number'), name='planning_standard_of_project'),
            ),
            migrations.AddConstraint(
                model_name='standardversion',
                constraint=models.UniqueConstraint(condition=models.Q(('project', None)), fields=('segment', 'metric', 'number'), name='planning_standard_of_segment'),
            ),
            migrations.AddConstraint(
                model_name='standardversion',
                constraint=models.CheckConstraint(condition=models.Q(('project', None), ('segment', ''), _connector='XOR'), name='planning_standard_of_one'),
            ),
            migrations.AddConstraint(
                model_name='standardversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', False), ('threshold__isnull', False)), models.Q(('target', None), ('threshold', None), ('project__isnull', False)), _connector='OR'), name='planning_standard_has_terms'),
            ),
            migrations.AddConstraint(
                model_name='standardversion',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='planning_standard_reason'),
            ),
        ]),
    ]
