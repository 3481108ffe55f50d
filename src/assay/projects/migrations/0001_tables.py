"""The tables of `projects`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('projects', '0001_initial'),
        ('projects', '0004_calendar'),
        ('projects', '0005_stopping'),
        ('projects', '0006_time_limits'),
        ('projects', '0007_guideline'),
    ]

    dependencies = [
        ('kit', '0001_tables'),
        ('people', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='GuidelineVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('title', models.CharField(max_length=160)),
                    ('sections', models.JSONField()),
                    ('change_note', models.TextField(blank=True)),
                    ('needs_acknowledgment', models.BooleanField(default=True, help_text='Off for a correction of spelling.')),
                    ('kind', models.CharField(choices=[('editorial', 'Editorial: nothing is asked'), ('clarification', 'Clarification: the change is acknowledged'), ('policy', 'Policy: acknowledged, and a short quiz passed')], default='clarification', max_length=13)),
                    ('grace_until', models.DateTimeField(help_text='Until then acknowledgments of the version before still count.', null=True)),
                    ('quiz', models.JSONField(default=list, help_text='Questions on what changed, with their right answers.')),
                    ('concerns', models.JSONField(default=dict, help_text='Which answers of which questions in which markets a policy change concerns.')),
                    ('policies', models.JSONField(default=list, help_text='What each policy says of each market.')),
                    ('language', models.CharField(default='en', help_text='BCP 47: what it is written in.', max_length=20)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='LabelSchemaVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('document', models.JSONField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('note', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Project',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('segment', models.CharField(choices=[('search_ranking', 'Search ranking'), ('search_recommendation', 'Search recommendation'), ('search_ads', 'Search ads'), ('search_security', 'Search security'), ('ecommerce_governance', 'E-commerce governance'), ('trust_and_safety', 'Trust & safety'), ('llm_data', 'LLM data'), ('other', 'Other')], default='other', max_length=24)),
                    ('purpose', models.TextField(blank=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('paused', 'Paused'), ('closed', 'Closed')], default='draft', max_length=8)),
                    ('state_reason', models.TextField(blank=True)),
                    ('time_zone', models.CharField(default='UTC', max_length=64)),
                    ('guideline_needs_review', models.BooleanField(default=False, help_text='A new version of the guideline is approved by named reviewers first.')),
                    ('test_share', models.FloatField(default=0.0, help_text='Share of items kept for testing, fixed per item.')),
                    ('dispute_days', models.PositiveSmallIntegerField(default=7, help_text='So long an error can be disputed after its review.')),
                    ('appeal_days', models.PositiveSmallIntegerField(default=30, help_text='So long an appeal against a step of standing is possible.')),
                    ('ruling_days', models.PositiveSmallIntegerField(default=3, help_text='Within so many days disputes and appeals are decided.')),
                    ('answer_hours', models.PositiveSmallIntegerField(default=24, help_text='Within so many hours questions of contributors are answered.')),
                    ('created_at', models.DateTimeField()),
                    ('calendar', models.ForeignKey(blank=True, help_text='Service levels count in its working time; empty: around the clock.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='kit.businesscalendar')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('guideline_version', models.ForeignKey(help_text='In force now.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.guidelineversion')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('schema_version', models.ForeignKey(help_text='In force now.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.labelschemaversion')),
                ],
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('added_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.contributor')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='projects.project')),
                ],
            ),
            migrations.AddField(
                model_name='labelschemaversion',
                name='project',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schema_versions', to='projects.project'),
            ),
            migrations.AddField(
                model_name='guidelineversion',
                name='project',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guideline_versions', to='projects.project'),
            ),
            migrations.CreateModel(
                name='GuidelineTranslation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=20)),
                    ('part', models.CharField(help_text='Section id, or section id @ market.', max_length=82)),
                    ('source_sha256', models.CharField(help_text='Digest of the text that was translated.', max_length=64)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('translated', 'Translated')], max_length=10)),
                    ('title', models.CharField(max_length=160)),
                    ('markdown', models.TextField(blank=True)),
                    ('examples', models.JSONField(default=list)),
                    ('written_at', models.DateTimeField()),
                    ('written_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='GuidelineDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('in_force', 'In force'), ('discarded', 'Discarded')], default='draft', max_length=9)),
                    ('based_on', models.PositiveIntegerField(default=0, help_text='Number of the version it was begun from.')),
                    ('revision', models.PositiveIntegerField(default=1, help_text='Counts what was saved.')),
                    ('round', models.PositiveSmallIntegerField(default=0, help_text='Counts how often it went to review.')),
                    ('title', models.CharField(blank=True, max_length=160)),
                    ('sections', models.JSONField(default=list)),
                    ('change_note', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('editorial', 'Editorial: nothing is asked'), ('clarification', 'Clarification: the change is acknowledged'), ('policy', 'Policy: acknowledged, and a short quiz passed')], default='clarification', max_length=13)),
                    ('grace_hours', models.PositiveIntegerField(default=0)),
                    ('quiz', models.JSONField(default=list)),
                    ('concerns', models.JSONField(default=dict)),
                    ('policies', models.JSONField(default=list)),
                    ('language', models.CharField(default='en', max_length=20)),
                    ('effective_at', models.DateTimeField(help_text='Empty: as soon as it is approved.', null=True)),
                    ('created_at', models.DateTimeField()),
                    ('saved_at', models.DateTimeField()),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('saved_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='projects.guidelineversion')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guideline_drafts', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='ProjectMarket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.market')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markets', to='projects.project')),
                ],
            ),
            migrations.CreateModel(
                name='QuizAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answers', models.JSONField()),
                    ('n_right', models.PositiveSmallIntegerField()),
                    ('n_questions', models.PositiveSmallIntegerField()),
                    ('is_passed', models.BooleanField()),
                    ('attempted_at', models.DateTimeField()),
                    ('contributor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contributor')),
                    ('guideline_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='projects.guidelineversion')),
                ],
            ),
            migrations.CreateModel(
                name='Stage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('label', 'Label'), ('review', 'Review'), ('adjudicate', 'Adjudicate'), ('audit', 'Audit')], default='label', max_length=10)),
                    ('name', models.CharField(default='Label', max_length=80)),
                    ('position', models.SmallIntegerField(default=1)),
                    ('is_open', models.BooleanField(default=True)),
                    ('overlap', models.PositiveSmallIntegerField(default=1, help_text='Judgments wanted per task.')),
                    ('overlap_max', models.PositiveSmallIntegerField(default=1, help_text='Never more than this many.')),
                    ('lease_seconds', models.PositiveIntegerField(default=1800)),
                    ('prefetch', models.PositiveSmallIntegerField(default=1, help_text='Tasks a person may hold beside the one in work.')),
                    ('undo_seconds', models.PositiveSmallIntegerField(default=30)),
                    ('idle_cut_seconds', models.PositiveSmallIntegerField(default=60)),
                    ('daily_cap', models.PositiveIntegerField(help_text='Tasks per person and day; empty: none.', null=True)),
                    ('gold_share', models.FloatField(default=0.0)),
                    ('gold_feedback', models.BooleanField(default=False, help_text='Show the answer and its reason after a gold task.')),
                    ('language_level', models.SmallIntegerField(choices=[(1, 'A1'), (2, 'A2'), (3, 'B1'), (4, 'B2'), (5, 'C1'), (6, 'C2'), (7, 'Native')], default=4)),
                    ('needs_acknowledgment', models.BooleanField(default=True, help_text='The guideline in force must be acknowledged.')),
                    ('is_adaptive', models.BooleanField(default=False, help_text='Consensus asks for more judgments until the label is sure enough.')),
                    ('target', models.FloatField(default=0.95, help_text='Share of labels stopped early that must be right, as gold has shown.')),
                    ('stops_when_settled', models.BooleanField(default=True, help_text='Also stop where further judgments are unlikely to change the label.')),
                    ('audit_share', models.FloatField(default=0.1, help_text='Random share of tasks that always get the highest overlap.')),
                    ('consensus', models.CharField(default='dawid_skene', max_length=40)),
                    ('consensus_params', models.JSONField(default=dict)),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='projects.project')),
                    ('vendors', models.ManyToManyField(blank=True, help_text='Empty: everybody.', related_name='+', to='people.vendor')),
                ],
            ),
            migrations.CreateModel(
                name='StageSkill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('min_score', models.SmallIntegerField(default=0)),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.skill')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='projects.stage')),
                ],
            ),
            migrations.CreateModel(
                name='GuidelineReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('round', models.PositiveSmallIntegerField()),
                    ('side', models.CharField(choices=[('policy', 'Policy'), ('algorithm', 'Algorithm'), ('qa', 'QA')], max_length=9)),
                    ('verdict', models.CharField(choices=[('waiting', 'Not read yet'), ('approved', 'Approved'), ('changes', 'Asks for changes')], default='waiting', max_length=8)),
                    ('comment', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='projects.guidelinedraft')),
                    ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('draft', 'round', 'reviewer'), name='projects_guideline_reviewer_once'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'changes'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='projects_changes_have_a_comment')],
                },
            ),
            migrations.CreateModel(
                name='Acknowledgment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('acknowledged_at', models.DateTimeField()),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgments', to='people.contributor')),
                    ('guideline_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgments', to='projects.guidelineversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contributor', 'guideline_version'), name='projects_acknowledged_once')],
                },
            ),
            migrations.AddConstraint(
                model_name='project',
                constraint=models.CheckConstraint(condition=models.Q(('answer_hours__gte', 1), ('appeal_days__gte', 1), ('dispute_days__gte', 1), ('ruling_days__gte', 1)), name='projects_time_limits'),
            ),
            migrations.AddConstraint(
                model_name='project',
                constraint=models.CheckConstraint(condition=models.Q(('test_share__gte', 0), ('test_share__lte', 1)), name='projects_test_share'),
            ),
            migrations.AddConstraint(
                model_name='project',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('schema_version__isnull', False), _connector='OR'), name='projects_open_has_schema'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('project', 'contributor'), name='projects_membership_once'),
            ),
            migrations.AddConstraint(
                model_name='labelschemaversion',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='projects_schema_version_number'),
            ),
            migrations.AddConstraint(
                model_name='guidelineversion',
                constraint=models.UniqueConstraint(fields=('project', 'number'), name='projects_guideline_version_number'),
            ),
            migrations.AddIndex(
                model_name='guidelinetranslation',
                index=models.Index(fields=['project', 'language', 'part', '-id'], name='projects_guideline_translated'),
            ),
            migrations.AddIndex(
                model_name='guidelinedraft',
                index=models.Index(condition=models.Q(('state', 'approved')), fields=['effective_at'], name='projects_guideline_due'),
            ),
            migrations.AddConstraint(
                model_name='guidelinedraft',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'approved'])), fields=('project',), name='projects_one_guideline_draft'),
            ),
            migrations.AddConstraint(
                model_name='guidelinedraft',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_force'), ('version__isnull', False)), models.Q(models.Q(('state', 'in_force'), _negated=True), ('version', None)), _connector='OR'), name='projects_draft_in_force_has_version'),
            ),
            migrations.AddConstraint(
                model_name='projectmarket',
                constraint=models.UniqueConstraint(fields=('project', 'market'), name='projects_market_once'),
            ),
            migrations.AddIndex(
                model_name='quizattempt',
                index=models.Index(fields=['contributor', 'guideline_version'], name='projects_quiz_of_person'),
            ),
            migrations.AddConstraint(
                model_name='quizattempt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_passed', True), ('n_right', models.F('n_questions'))), models.Q(('is_passed', False), ('n_right__lt', models.F('n_questions'))), _connector='OR'), name='projects_quiz_passed_when_all_right'),
            ),
            migrations.AddConstraint(
                model_name='stage',
                constraint=models.UniqueConstraint(fields=('project', 'position'), name='projects_stage_position'),
            ),
            migrations.AddConstraint(
                model_name='stage',
                constraint=models.CheckConstraint(condition=models.Q(('overlap__gte', 1), ('overlap_max__gte', models.F('overlap'))), name='projects_stage_overlap'),
            ),
            migrations.AddConstraint(
                model_name='stage',
                constraint=models.CheckConstraint(condition=models.Q(('gold_share__gte', 0), ('gold_share__lte', 0.5)), name='projects_stage_gold_share'),
            ),
            migrations.AddConstraint(
                model_name='stage',
                constraint=models.CheckConstraint(condition=models.Q(('lease_seconds__gte', 30)), name='projects_stage_lease'),
            ),
            migrations.AddConstraint(
                model_name='stage',
                constraint=models.CheckConstraint(condition=models.Q(('target__gte', 0.5), ('target__lte', 0.999), ('audit_share__gte', 0), ('audit_share__lte', 1)), name='projects_stage_stopping'),
            ),
            migrations.AddConstraint(
                model_name='stageskill',
                constraint=models.UniqueConstraint(fields=('stage', 'skill'), name='projects_stage_skill_once'),
            ),
        ]),
    ]
