"""The tables of `intake`, made at once."""

import assay.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('intake', '0001_initial'),
        ('intake', '0003_estimated'),
        ('intake', '0004_rush'),
    ]

    dependencies = [
        ('kit', '0001_tables'),
        ('people', '0001_tables'),
        ('projects', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Request',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('title', models.CharField(blank=True, max_length=160)),
                    ('segment', models.CharField(blank=True, choices=[('search_ranking', 'Search ranking'), ('search_recommendation', 'Search recommendation'), ('search_ads', 'Search ads'), ('search_security', 'Search security'), ('ecommerce_governance', 'E-commerce governance'), ('trust_and_safety', 'Trust & safety'), ('llm_data', 'LLM data'), ('other', 'Other')], max_length=24)),
                    ('purpose', models.CharField(blank=True, choices=[('train', 'Train a model'), ('evaluate', 'Evaluate a model'), ('monitor', 'Monitor what is live')], max_length=8)),
                    ('metric', models.CharField(blank=True, help_text='Of the model, that the labels should move.', max_length=120)),
                    ('metric_unit', models.CharField(blank=True, max_length=40)),
                    ('metric_baseline', models.FloatField(help_text='Where it stands today.', null=True)),
                    ('metric_gain', models.FloatField(help_text='By how much it should move.', null=True)),
                    ('content_source', models.TextField(blank=True, help_text='Where the content comes from, in words.')),
                    ('template', models.CharField(blank=True, help_text='Label schema from the gallery.', max_length=60)),
                    ('schema_words', models.TextField(blank=True, help_text='Label schema in words, where no template fits.')),
                    ('accuracy_target', models.FloatField(help_text='Share, 0.5 to 1.', null=True)),
                    ('accuracy_unit', models.CharField(choices=[('items', 'of items wholly right'), ('labels', 'of single answers right'), ('weighted', 'weighted by severity of errors')], default='items', max_length=8)),
                    ('acceptance', models.TextField(blank=True, help_text='When a delivery is taken.')),
                    ('deadline_on', models.DateField(null=True)),
                    ('rush_reason', models.TextField(blank=True, help_text='Why it cannot wait; empty: it is no rush.')),
                    ('cadence', models.CharField(blank=True, choices=[('one_off', 'Once'), ('weekly', 'Every week'), ('continuous', 'Continuously')], max_length=10)),
                    ('sensitivity', models.CharField(blank=True, choices=[('public', 'Public: everybody could see it anyway'), ('internal', 'Internal: nothing personal in it'), ('personal', 'Personal: it names or shows people'), ('disturbing', 'Disturbing: it may harm who looks at it')], max_length=10)),
                    ('budget_micro', models.BigIntegerField(help_text='In millionths of the currency.', null=True)),
                    ('currency', models.CharField(blank=True, help_text='ISO 4217.', max_length=3)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('clarifying', 'Clarifying'), ('feasible', 'Feasible'), ('not_feasible', 'Not feasible'), ('approved', 'Approved'), ('in_delivery', 'In delivery'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                    ('state_reason', models.TextField(blank=True)),
                    ('state_since', models.DateTimeField()),
                    ('submitted_at', models.DateTimeField(help_text='First; empty: nobody but those named sees it.', null=True)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('estimated_at', models.DateTimeField(help_text='When its feasibility was computed last.', null=True)),
                    ('calendar', models.ForeignKey(help_text='Clocks count in its working time; empty: around the clock.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.businesscalendar')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(help_text='The project owner who undertakes it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='projects.project')),
                    ('sample', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(choices=[('requester', 'Requester'), ('approver', 'Approver'), ('judge', 'Project owner')], max_length=9)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='intake.request')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RequestChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('before', models.JSONField(help_text='Field to value, as it stood.')),
                    ('after', models.JSONField(help_text='Field to value, as it should be.')),
                    ('why', models.TextField()),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='proposed', max_length=8)),
                    ('note', models.TextField(blank=True, help_text='Of who decided.')),
                    ('proposed_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='RequestClock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('clarifying', 'Clarifying'), ('feasible', 'Feasible'), ('not_feasible', 'Not feasible'), ('approved', 'Approved'), ('in_delivery', 'In delivery'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=12)),
                    ('target_hours', models.PositiveIntegerField(help_text='As it was in force when the clock was started.')),
                    ('started_at', models.DateTimeField()),
                    ('stopped_at', models.DateTimeField(null=True)),
                    ('is_paused', models.BooleanField(default=False)),
                    ('due_at', models.DateTimeField(help_text='Empty while it stands still, and where it never comes.', null=True)),
                    ('breached_at', models.DateTimeField(help_text='When the time was over.', null=True)),
                    ('told_at', models.DateTimeField(help_text='When people were told that the time is over.', null=True)),
                    ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='ClockPause',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('reason', models.TextField()),
                    ('begins_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='intake.requestclock')),
                ],
            ),
            migrations.CreateModel(
                name='RequestComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('text', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='RequestStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('clarifying', 'Clarifying'), ('feasible', 'Feasible'), ('not_feasible', 'Not feasible'), ('approved', 'Approved'), ('in_delivery', 'In delivery'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=12)),
                    ('after', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('clarifying', 'Clarifying'), ('feasible', 'Feasible'), ('not_feasible', 'Not feasible'), ('approved', 'Approved'), ('in_delivery', 'In delivery'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=12)),
                    ('reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='intake.request')),
                ],
            ),
            migrations.CreateModel(
                name='ServiceLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('clarifying', 'Clarifying'), ('feasible', 'Feasible'), ('not_feasible', 'Not feasible'), ('approved', 'Approved'), ('in_delivery', 'In delivery'), ('accepted', 'Accepted'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=12, unique=True)),
                    ('hours', models.PositiveIntegerField(help_text="Of the request's working time.", null=True)),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Volume',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(help_text='BCP 47.', max_length=20)),
                    ('n_items', models.BigIntegerField()),
                    ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.market')),
                    ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='volumes', to='intake.request')),
                ],
            ),
            migrations.AddIndex(
                model_name='request',
                index=models.Index(fields=['state', '-id'], name='intake_request_state'),
            ),
            migrations.AddConstraint(
                model_name='request',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='intake_submitted_has_moment'),
            ),
            migrations.AddConstraint(
                model_name='request',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_delivery', 'accepted']), _negated=True), ('project__isnull', False), _connector='OR'), name='intake_delivery_has_project'),
            ),
            migrations.AddConstraint(
                model_name='request',
                constraint=models.CheckConstraint(condition=models.Q(('accuracy_target', None), models.Q(('accuracy_target__gte', 0.5), ('accuracy_target__lte', 1)), _connector='OR'), name='intake_accuracy_target'),
            ),
            migrations.AddConstraint(
                model_name='request',
                constraint=models.CheckConstraint(condition=models.Q(('budget_micro', None), models.Q(('budget_micro__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='intake_budget_has_currency'),
            ),
            migrations.AddConstraint(
                model_name='party',
                constraint=models.UniqueConstraint(fields=('request', 'user'), name='intake_party_once'),
            ),
            migrations.AddConstraint(
                model_name='party',
                constraint=models.CheckConstraint(condition=models.Q(('part__in', ['requester', 'approver'])), name='intake_party_is_named'),
            ),
            migrations.AddConstraint(
                model_name='requestchange',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('decided_at__isnull', False), _connector='OR'), name='intake_change_decided'),
            ),
            migrations.AddConstraint(
                model_name='requestchange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='intake_declined_has_note'),
            ),
            migrations.AddConstraint(
                model_name='requestchange',
                constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='intake_change_has_why'),
            ),
            migrations.AddIndex(
                model_name='requestclock',
                index=models.Index(fields=['request'], name='intake_clock_of_request'),
            ),
            migrations.AddIndex(
                model_name='requestclock',
                index=models.Index(condition=models.Q(('is_paused', False), ('stopped_at', None)), fields=['due_at'], name='intake_clock_due'),
            ),
            migrations.AddConstraint(
                model_name='requestclock',
                constraint=models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('request', 'state'), name='intake_clock_once_per_state'),
            ),
            migrations.AddConstraint(
                model_name='requestclock',
                constraint=models.CheckConstraint(condition=models.Q(('stopped_at', None), ('is_paused', False), _connector='OR'), name='intake_clock_stopped_or_paused'),
            ),
            migrations.AddConstraint(
                model_name='clockpause',
                constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('clock',), name='intake_pause_open_once'),
            ),
            migrations.AddConstraint(
                model_name='clockpause',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('begins_at')), _connector='OR'), name='intake_pause_in_order'),
            ),
            migrations.AddConstraint(
                model_name='requestcomment',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='intake_comment_has_text'),
            ),
            migrations.AddConstraint(
                model_name='volume',
                constraint=models.UniqueConstraint(fields=('request', 'market', 'language'), name='intake_volume_once'),
            ),
            migrations.AddConstraint(
                model_name='volume',
                constraint=models.CheckConstraint(condition=models.Q(('n_items__gt', 0)), name='intake_volume_positive'),
            ),
        ]),
    ]
